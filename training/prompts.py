"""Simulated users: first prompts of every kind, and the correction of a prediction.

Planes are float32 [size,size]; masks uint8. A point is (x, y) in pixels, (0, 0) the centre of the first pixel.
"""
import cv2
import numpy as np

from sample import log_uniform
from shapes import warp

NOMINAL_RADIUS = 2.0


def disk(plane, point, radius=NOMINAL_RADIUS):
    """Sets every pixel whose centre is within `radius` of the point to 1."""
    size, reach = plane.shape[0], int(np.ceil(radius))
    x, y = point
    x0, x1 = max(0, int(x) - reach), min(size, int(x) + reach + 2)
    y0, y1 = max(0, int(y) - reach), min(size, int(y) + reach + 2)
    if x0 >= x1 or y0 >= y1:
        return
    near = (np.arange(x0, x1)[None, :] - x) ** 2 + (np.arange(y0, y1)[:, None] - y) ** 2 <= radius * radius
    plane[y0:y1, x0:x1][near] = 1


def largest_piece(mask):
    """(uint8 mask of the largest 8-connected component, its area), or (None, 0)."""
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return None, 0
    best = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return (pieces == best).astype(np.uint8), int(stats[best, cv2.CC_STAT_AREA])


def deepest_point(mask):
    """((x, y), depth): the maximum of the distance to the outside; the frame counts as outside."""
    depth = cv2.distanceTransform(cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = np.unravel_index(np.argmax(depth), depth.shape)
    return (int(x), int(y)), float(depth[y, x])


def random_point(rng, mask):
    """A uniform pixel of the mask, off its rim where it has an inside; None when the mask is empty."""
    inner = cv2.erode(mask, np.ones((3, 3), np.uint8))
    flat = np.flatnonzero(inner if inner.any() else mask)
    if not len(flat):
        return None
    y, x = divmod(int(rng.choice(flat)), mask.shape[1])
    return x, y


def click(rng, plane, mask, radius, centred=0.5):
    """Draws one click into the plane: at the middle of the largest piece, or anywhere in the mask."""
    piece, _ = largest_piece(mask)
    if piece is None:
        return
    disk(plane, deepest_point(piece)[0] if rng.random() < centred else random_point(rng, mask), radius)


def scribble(rng, plane, mask):
    """A bent line through random points of the mask, at times as wide as the app's (2 px to both sides) and spilling over."""
    flat = np.flatnonzero(mask)
    if len(flat) < 4:
        return
    picks = rng.choice(flat, int(rng.integers(2, 5)))
    points = np.stack([picks % mask.shape[1], picks // mask.shape[1]], 1).astype(np.float32)
    bends = cv2.resize(points[None], (len(points) * 5, 1), interpolation=cv2.INTER_CUBIC)[0]
    line = np.zeros_like(mask)
    cv2.polylines(line, [np.round(bends).astype(np.int32)], False, 1, int(rng.integers(1, 6)))
    plane[(line > 0) & ((mask > 0) | (rng.random() < 0.25))] = 1


def box(rng, plane, mask, jitter=0.05):
    """Fills the mask's bounding box, each side moved by a normal `jitter` of the box's own size."""
    x, y, width, height = cv2.boundingRect(mask)
    moved = np.array([x, y, x + width, y + height]) + rng.standard_normal(4) * jitter * np.array([width, height] * 2)
    x0, y0, x1, y1 = np.round(moved).astype(int).clip(0, mask.shape[0])
    plane[y0:max(y1, y0 + 1), x0:max(x1, x0 + 1)] = 1


def grown(mask, pixels):
    """The mask dilated by a square of `pixels` to every side."""
    return cv2.dilate(mask, np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8))


def neighbour_mask(rng, mask):
    """A soft mask as it would come from the slice beside this one: warped, grown or shrunk, blurred."""
    size = mask.shape[0]
    moved = warp(rng, mask, log_uniform(rng, size / 120, size / 20), log_uniform(rng, size / 6, size / 2))
    steps = int(rng.integers(0, 4))
    if steps:
        change = cv2.dilate if rng.random() < 0.5 else cv2.erode
        moved = change(moved, np.ones((3, 3), np.uint8), iterations=steps)
    return cv2.GaussianBlur(moved.astype(np.float32), (0, 0), log_uniform(rng, 0.5, 2))


def first_prompts(rng, mask):
    """(planes [4,size,size] = pos, neg, box, prev; disk radius of this user) for a fresh target."""
    planes = np.zeros((4, *mask.shape), np.float32)
    pos, neg, boxed, prev = planes
    radius = NOMINAL_RADIUS if rng.random() < 0.5 else rng.uniform(1, 3.5)
    kind = rng.random()
    if kind < 0.42:
        for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
            click(rng, pos, mask, radius)
    elif kind < 0.64:
        box(rng, boxed, mask, 0.05 if rng.random() < 0.7 else 0)
    elif kind < 0.74:
        box(rng, boxed, mask)
        click(rng, pos, mask, radius)
    elif kind < 0.88:
        for _ in range(int(rng.choice([1, 1, 2]))):
            scribble(rng, pos, mask)
        if rng.random() < 0.6:
            scribble(rng, neg, grown(mask, 14) - mask)
    else:
        prev[:] = neighbour_mask(rng, mask)
        if rng.random() < 0.3:
            click(rng, pos, mask, radius)
    if kind < 0.88 and rng.random() < 0.25:
        near = grown(mask, 12) - grown(mask, 1)
        for _ in range(int(rng.choice([1, 1, 2, 3]))):
            click(rng, neg, near if near.any() and rng.random() < 0.6 else 1 - mask, radius, 0.2)
    return planes, radius


def correct(rng, planes, probability, mask, radius):
    """One more click where the prediction errs most; pos and neg planes change in place."""
    guess = (probability > 0.5).astype(np.uint8)
    missed, missed_area = largest_piece(mask & (1 - guess))
    spilled, spilled_area = largest_piece(guess & (1 - mask))
    if missed is None and spilled is None:
        return
    missing = missed_area >= spilled_area
    piece, plane, other = (missed, planes[0], planes[1]) if missing else (spilled, planes[1], planes[0])
    point = deepest_point(piece)[0] if rng.random() < 0.6 else random_point(rng, piece)
    disk(plane, point, radius)
    other[plane > 0] = 0
