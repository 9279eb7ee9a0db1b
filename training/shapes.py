"""Label maps painted from nothing: smooth partitions, bodies, blobs, rings, tubes, sheets, polygons.

All lengths are in canvas pixels; `rng` is a numpy Generator, the only source of chance.
"""
import math

import cv2
import numpy as np

cv2.setNumThreads(1)
SHIFT = 4  # fixed-point bits for sub-pixel polygon corners


def log_uniform(rng, low, high):
    """A float between `low` and `high`, uniform in its logarithm."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def smooth_noise(rng, size, cell_x, cell_y=None, fields=1):
    """[size,size,fields] float32 noise of about unit variance whose grain is `cell` pixels wide."""
    across = max(2, int(round(size / cell_x)) + 1)
    down = max(2, int(round(size / (cell_y or cell_x))) + 1)
    seed = rng.standard_normal((min(down, size), min(across, size), fields), dtype=np.float32)
    return cv2.resize(seed, (size, size), interpolation=cv2.INTER_CUBIC).reshape(size, size, fields)


def fill(size, points):
    """uint8 mask [size,size] of a closed polygon of float (x, y) corners."""
    mask = np.zeros((size, size), np.uint8)
    cv2.fillPoly(mask, [np.round(points * (1 << SHIFT)).astype(np.int32)], 1, shift=SHIFT)
    return mask


def star(rng, centre, radius, roughness, aspect, harmonics=6, corners=72):
    """Corners of a closed curve: a circle with `harmonics` cosines of falling size, stretched and turned."""
    t = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    order = np.arange(2, harmonics + 2)[:, None]
    size = roughness * rng.standard_normal((harmonics, 1)) / order
    r = radius * np.clip(1 + (size * np.cos(order * t + rng.uniform(0, 6.3, (harmonics, 1)))).sum(0), 0.25, 2.5)
    x, y, turn = r * np.cos(t) * aspect, r * np.sin(t) / aspect, rng.uniform(0, 6.3)
    c, s = math.cos(turn), math.sin(turn)
    return np.stack([centre[0] + c * x - s * y, centre[1] + s * x + c * y], 1)


def walk(rng, start, step, count, wobble=0.25):
    """A wandering path of `count` (x, y) points `step` pixels apart."""
    heading = rng.uniform(0, 6.3) + np.cumsum(rng.standard_normal(count) * wobble + rng.uniform(-0.25, 0.25))
    moves = np.stack([np.cos(heading), np.sin(heading)], 1) * step
    return np.asarray(start) + np.concatenate([[[0, 0]], np.cumsum(moves, 0)])


def paint_path(mask, points, thickness):
    """Draws an open path into a uint8 mask, `thickness` pixels wide."""
    whole = np.round(points * (1 << SHIFT)).astype(np.int32)
    cv2.polylines(mask, [whole], False, 1, max(1, int(round(thickness))), shift=SHIFT)


def tube(rng, size, centre):
    """A path with up to five side branches, 1 px to a twelfth of the canvas wide."""
    mask = np.zeros((size, size), np.uint8)
    width = log_uniform(rng, 1, size / 12)
    trunk = walk(rng, centre, size / 18, int(rng.integers(5, 20)))
    paint_path(mask, trunk, width)
    for _ in range(int(rng.choice([0, 0, 1, 2, 5]))):
        root = trunk[rng.integers(len(trunk))]
        paint_path(mask, walk(rng, root, size / 22, int(rng.integers(3, 12))), width * rng.uniform(0.3, 1))
    return mask


def ring(rng, size, centre, radius):
    """(wall, inside): a closed curve and the same curve shrunk; walls down to a twentieth of the radius."""
    curve = star(rng, centre, radius, rng.uniform(0, 0.2), log_uniform(rng, 0.7, 1.4))
    middle = curve.mean(0)
    shifted = middle + rng.standard_normal(2) * radius * 0.03
    inside = fill(size, (curve - middle) * rng.uniform(0.45, 0.95) + shifted)
    wall = fill(size, curve)
    inside &= wall
    return wall - inside, inside


def polygon(rng, size, centre, radius):
    """A four- or five-cornered polygon."""
    corners = np.sort(rng.choice(72, int(rng.integers(4, 6)), replace=False))
    return fill(size, star(rng, centre, radius, 0, log_uniform(rng, 0.6, 1.6))[corners])


def warp(rng, labels, amplitude, cell):
    """Labels moved by a smooth random field of about `amplitude` pixels (nearest neighbour)."""
    size = labels.shape[0]
    shift = smooth_noise(rng, size, cell, fields=2) * np.float32(amplitude)
    grid = np.arange(size, dtype=np.float32)
    x, y = shift[..., 0] + grid[None, :], shift[..., 1] + grid[:, None]
    return cv2.remap(labels, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)


def partition(rng, size):
    """Regions that tile the canvas: the strongest of some smooth fields, at each pixel."""
    count = int(rng.integers(2, 8))
    fields = smooth_noise(rng, size, log_uniform(rng, size / 9, size / 1.5), fields=count)
    if rng.random() < 0.4:
        fine = smooth_noise(rng, size, log_uniform(rng, size / 20, size / 7), fields=count)
        fields = fields + fine * np.float32(rng.uniform(0.1, 0.5))
    return np.argmax(fields, 2).astype(np.uint8), count


def body_outlines(rng, size, labels, next_label, cut_background):
    """Paints one to three nested outlines, or cuts the first away as air around a partition."""
    middle = size / 2 + rng.uniform(-0.08, 0.08, 2) * size
    curve = star(rng, middle, size * rng.uniform(0.28, 0.55), rng.uniform(0, 0.2), rng.uniform(0.75, 1.3))
    for nth in range(int(rng.choice([1, 1, 2, 3]))):
        mask = fill(size, curve)
        if nth == 0 and cut_background:
            labels[mask == 0] = next_label
        else:
            labels[mask == 1] = next_label
        next_label += 1
        centre = curve.mean(0)
        curve = (curve - centre) * rng.uniform(0.78, 0.97) + centre
    return next_label


def paint_shape(rng, size, labels, next_label, radius):
    """Paints one random shape; returns (label of the shape or None, next free label)."""
    centre, kind = rng.uniform(0.08, 0.92, 2) * size, rng.random()
    if kind < 0.54:
        mask = fill(size, star(rng, centre, radius, rng.uniform(0, 0.35), log_uniform(rng, 0.55, 1.8)))
    elif kind < 0.69:
        mask, inside = ring(rng, size, centre, radius * 1.3)
        if rng.random() < 0.8:
            labels[inside == 1] = next_label
            next_label += 1
    elif kind < 0.90:
        mask = tube(rng, size, centre)
    else:
        mask = polygon(rng, size, centre, radius)
    if np.count_nonzero(mask) < 8:
        return None, next_label
    labels[mask == 1] = next_label
    return next_label, next_label


def label_map(rng, size):
    """(uint8 labels [size,size], labels of painted shapes): one scene."""
    tiled = rng.random() < 0.45
    labels, next_label = partition(rng, size) if tiled else (np.zeros((size, size), np.uint8), 1)
    if rng.random() < 0.55:
        next_label = body_outlines(rng, size, labels, next_label, tiled)
    count = int(rng.choice([1, 2, 3, 4, 6, 9, 14]))
    alike, painted = rng.random() < 0.3, []
    biggest = size / (3.7 if count < 8 else 10)
    typical = log_uniform(rng, size / 40, biggest)
    for _ in range(count):
        radius = typical * rng.uniform(0.8, 1.25) if alike else log_uniform(rng, size / 40, biggest)
        label, next_label = paint_shape(rng, size, labels, next_label, radius)
        if label is not None:
            painted.append(label)
            next_label += 0 if alike else 1
    if rng.random() < 0.6:
        labels = warp(rng, labels, log_uniform(rng, size / 200, size / 22), log_uniform(rng, size / 14, size / 3))
    return labels, painted
