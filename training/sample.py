"""One synthetic image and one target mask at a time; no real image is read anywhere.

`rng` (a numpy Generator) is the only source of chance: the same seed gives the same samples.
"""
import cv2
import numpy as np

from shapes import label_map, log_uniform, smooth_noise

DOMAIN_TRAIN, DOMAIN_BENCH = 0, 1  # first word of every seed: the two can never meet
MIN_AREA, MAX_AREA, MIN_CONTRAST = 0.0012, 0.6, 0.03
SHELL = np.ones((7, 7), np.uint8)  # three pixels to every side


def stream(domain, seed, index):
    """The Generator of sample or batch `index` of a seed."""
    return np.random.default_rng([domain, seed, index])


def intensities(rng, count):
    """A mean per label: free, quantised so that labels share greys, or soft tissue crowded between extremes."""
    means = rng.random(count, dtype=np.float32)
    kind = rng.random()
    if kind < 0.35:
        levels = int(rng.choice([3, 4, 6]))
        means = np.round(means * levels) / levels + rng.standard_normal(count, dtype=np.float32) * 0.03
    elif kind < 0.6:
        crowded = rng.random(count) < 0.75
        means = np.where(crowded, rng.uniform(0.25, 0.75) + (means - 0.5) * rng.uniform(0.1, 0.5), means)
    if rng.random() < 0.35:
        means[0] = rng.uniform(0, 0.1)
    return means.astype(np.float32)


def texture(rng, size):
    """A noise field, at times with a direction like fibres."""
    cell = log_uniform(rng, 1.2, size / 10)
    stretch = log_uniform(rng, 1.5, 6) if rng.random() < 0.3 else 1
    field = smooth_noise(rng, size, cell * stretch, cell)[..., 0]
    return field if rng.random() < 0.5 else np.ascontiguousarray(field.T)


def paint(rng, labels):
    """float32 picture of a label map before any acquisition effect."""
    count, size = int(labels.max()) + 1, labels.shape[0]
    picture = intensities(rng, count)[labels]
    rough = (rng.random(count) ** 2 * rng.uniform(0, 0.25)).astype(np.float32)
    picture = picture + rough[labels] * texture(rng, size)
    if rng.random() < 0.4:
        picture += np.float32(rng.uniform(0, 0.12)) * texture(rng, size)
    if rng.random() < 0.12:  # borders that shine, as between tissues in ultrasound
        edges = cv2.morphologyEx(labels, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
        picture += edges.astype(np.float32) * np.float32(rng.uniform(-0.4, 0.4))
    return picture


def acquire(rng, picture):
    """Blur, bias field, speckle, coarse sampling and noise, each at random."""
    size = picture.shape[0]
    unit = size / 128
    if rng.random() < 0.85:
        sigma = log_uniform(rng, 0.3, 2.0) * unit
        picture = cv2.GaussianBlur(picture, (0, 0), sigma * (1 if rng.random() < 0.7 else log_uniform(rng, 0.5, 2)), sigmaY=sigma)
    if rng.random() < 0.45:
        picture = picture * np.exp(np.float32(rng.uniform(0, 0.5)) * smooth_noise(rng, size, log_uniform(rng, size / 3, size))[..., 0])
    if rng.random() < 0.22:
        waves = smooth_noise(rng, size, log_uniform(rng, 1, 2.5) * unit, fields=2)
        grain = np.sqrt((waves * waves).sum(2)) / np.float32(1.25)
        picture = picture * (1 + np.float32(rng.uniform(0.2, 1)) * (grain - 1))
    if rng.random() < 0.25:
        coarse = int(size / log_uniform(rng, 1, 3))
        small = cv2.resize(picture, (coarse, coarse), interpolation=cv2.INTER_AREA)
        picture = cv2.resize(small, (size, size), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.7:
        picture = picture + rng.standard_normal((size, size), dtype=np.float32) * np.float32(rng.uniform(0, 0.1))
    return picture.astype(np.float32)


def fan(rng, size):
    """uint8 field of view of a sector probe at the top edge."""
    grid = np.arange(size, dtype=np.float32)
    angle = np.arctan2(grid[None, :] - size / 2, grid[:, None] + rng.uniform(2, 20))
    return (np.abs(angle) < rng.uniform(0.5, 0.8)).astype(np.uint8)


def choose_target(rng, labels, painted):
    """uint8 mask of a label, one piece of it, a union of two, or one with its holes filled."""
    present = np.unique(labels)
    favoured = [label for label in painted if label in present]
    pool = favoured if favoured and rng.random() < 0.7 else present
    mask = labels == rng.choice(pool)
    if rng.random() < 0.12 and len(present) > 3:
        mask |= labels == rng.choice(present)
    mask = mask.astype(np.uint8)
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    if count > 2 and rng.random() < 0.8:
        areas = stats[1:, cv2.CC_STAT_AREA].astype(float)
        mask = (pieces == 1 + rng.choice(count - 1, p=areas / areas.sum())).astype(np.uint8)
    elif rng.random() < 0.2:
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(mask, outlines, -1, 1, cv2.FILLED)
    return mask


def is_usable(picture, mask):
    """Whether the mask has a fair area and its mean differs from a shell around it (picture in [0,1])."""
    area = mask.mean()
    if not MIN_AREA < area < MAX_AREA:
        return False
    shell = cv2.dilate(mask, SHELL) - mask
    if not shell.any():
        return False
    return abs(cv2.mean(picture, mask)[0] - cv2.mean(picture, shell)[0]) >= MIN_CONTRAST


def crop_window(rng, mask):
    """(x0, y0, side) of a square like the one the app cuts round a box or an earlier mask, off-centre at random."""
    x, y, width, height = cv2.boundingRect(mask)
    size = mask.shape[0]
    side = int(max(size * 48 / 256, max(width, height) * rng.choice([1.5, rng.uniform(1.1, 3)])))
    if side >= size:
        return 0, 0, size
    centre = np.array([x + width / 2, y + height / 2]) + rng.standard_normal(2) * 0.06 * side
    x0, y0 = np.round(centre - side / 2).astype(int)
    return x0, y0, side


def cut(plane, window, border=cv2.BORDER_REPLICATE):
    """The square `window` = (x0, y0, side) of a plane, padded where it leaves the plane."""
    x0, y0, side = window
    height, width = plane.shape
    left, top = max(0, -x0), max(0, -y0)
    right, bottom = max(0, x0 + side - width), max(0, y0 + side - height)
    padded = cv2.copyMakeBorder(plane, top, bottom, left, right, border)
    return padded[y0 + top:y0 + top + side, x0 + left:x0 + left + side]


def resample(plane, size):
    """A square plane at `size`: areas when it shrinks, bilinear when it grows."""
    if plane.shape[0] == size:
        return plane
    return cv2.resize(plane, (size, size), interpolation=cv2.INTER_AREA if plane.shape[0] > size else cv2.INTER_LINEAR)


def to_unit(picture, low=0.5, high=99.5):
    """The picture clipped at its `low` and `high` percentiles and scaled to [0,1]; every fourth pixel is asked."""
    bottom, top = np.percentile(picture[::2, ::2] if picture.shape[0] >= 96 else picture, [low, high])
    return np.clip((picture - bottom) / (top - bottom + 1e-6), 0, 1).astype(np.float32)


def draw_sample(rng, size, canvas=None, zoom=0.5):
    """(image float32 [size,size] in [0,1], mask uint8 [size,size]).

    The scene is painted on a larger canvas and seen whole, or with chance `zoom` cut round the target: a network
    that never saw a crop in training loses badly when the app zooms in.
    """
    while True:
        side = canvas or int(size * rng.uniform(1, 1.8))
        labels, painted = label_map(rng, side)
        mask = choose_target(rng, labels, painted)
        if not MIN_AREA < mask.mean() < MAX_AREA:
            continue
        picture = acquire(rng, paint(rng, labels))
        if rng.random() < 0.1:
            seen = fan(rng, side)
            picture, mask = picture * seen, mask & seen
            if not mask.any():
                continue
        if rng.random() < zoom:
            window = crop_window(rng, mask)
            picture, mask = cut(picture, window), cut(mask, window, cv2.BORDER_CONSTANT)
        image = to_unit(resample(picture, size), rng.uniform(0, 1.5), 100 - rng.uniform(0, 1.5))
        mask = (resample(mask.astype(np.float32), size) > 0.5).astype(np.uint8)
        if not is_usable(image, mask) and not (mask.mean() >= MAX_AREA and zoom and is_usable(image, 1 - mask)):
            continue
        if rng.random() < 0.5:
            image = image ** np.float32(log_uniform(rng, 0.5, 2))
        return image, mask
