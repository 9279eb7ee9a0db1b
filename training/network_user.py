"""Runs a shipped ONNX file the way the app does: cut a square, fill the planes, resample the answer back.

Images are float32 [N,N] in modality units, points (x, y) in pixels of the whole slice.
"""
import cv2
import numpy as np

from prompts import disk
from sample import cut, resample, to_unit

ZOOM, SMALLEST = 1.5, 48


def window_round(extent, size):
    """(x0, y0, side): the square 1.5 times the (x0, y0, x1, y1) extent, >= 48 px; the whole slice from nine tenths of it on."""
    x0, y0, x1, y1 = extent
    side = int(np.ceil(max(SMALLEST, ZOOM * max(x1 - x0, y1 - y0))))
    if side >= 0.9 * size:
        return 0, 0, size
    return int(round((x0 + x1 - side) / 2)), int(round((y0 + y1 - side) / 2)), side


def extent_of(mask, points):
    """Bounding (x0, y0, x1, y1) of a mask and some points, or None when the mask is empty."""
    if not mask.any():
        return None
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8))
    xs = [x, x + width, *[p[0] for p in points], *[p[0] + 1 for p in points]]
    ys = [y, y + height, *[p[1] for p in points], *[p[1] + 1 for p in points]]
    return min(xs), min(ys), max(xs), max(ys)


def clean(mask, positives, negatives, has_box):
    """Drops components that no positive prompt and no box reaches, and those a negative prompt touches."""
    count, pieces = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    touched = {int(pieces[y, x]) for x, y in positives}
    refused = {int(pieces[y, x]) for x, y in negatives} - touched
    keep = [k for k in range(1, count) if (has_box or k in touched) and k not in refused]
    return np.isin(pieces, keep) if keep else mask & False


def make_network_user(session, size, two_looks=False):
    """A segmenter: (image, prompts) -> (next prev [N,N], mask [N,N]) of one session with side `size`.

    Like the app it looks once and remembers the mask. With `two_looks` a first click, which says nothing of the size
    of the thing, is answered again from a crop round the first answer, and the probability is remembered.

    prompts: {positives, negatives: point lists; strokes: (pos, neg) masks or None; box: mask or None; prev: probability or None}.
    """

    def run(image, prompts, window, prev):
        x0, y0, side = window
        scale = size / side
        planes = np.zeros((5, size, size), np.float32)
        planes[0] = to_unit(resample(cut(image, window), size))
        for plane, points in ((planes[1], prompts["positives"]), (planes[2], prompts["negatives"])):
            for x, y in points:
                disk(plane, (int((x - x0 + 0.5) * scale // 1), int((y - y0 + 0.5) * scale // 1)))
        if prompts["strokes"]:
            for plane, stroke in zip(planes[1:3], prompts["strokes"]):
                plane[resample(cut(stroke.astype(np.float32), window, cv2.BORDER_CONSTANT), size) > 0.12] = 1
        if prompts["box"] is not None:
            planes[3] = resample(cut(prompts["box"].astype(np.float32), window, cv2.BORDER_CONSTANT), size) > 0.5
        if prev is not None:
            planes[4] = resample(cut(prev, window, cv2.BORDER_CONSTANT), size)
        logits = session.run(None, {"input": planes[None]})[0][0, 0]
        answer = 1 / (1 + np.exp(-cv2.resize(logits, (side, side), interpolation=cv2.INTER_LINEAR)))
        whole = np.zeros_like(image) if prev is None else prev.copy()
        n = image.shape[0]
        left, top, right, bottom = max(0, x0), max(0, y0), min(n, x0 + side), min(n, y0 + side)
        whole[top:bottom, left:right] = answer[top - y0:bottom - y0, left - x0:right - x0]
        return whole

    def segment(image, prompts):
        n = image.shape[0]
        points, prev, box = prompts["positives"] + prompts["negatives"], prompts["prev"], prompts["box"]
        known = extent_of(box, points) if box is not None else extent_of(prev > 0.5, points) if prev is not None else None
        whole = run(image, prompts, window_round(known, n) if known else (0, 0, n), prev)
        if two_looks and not known:
            found = extent_of(whole > 0.5, points)
            if found and window_round(found, n)[2] < n:
                whole = run(image, prompts, window_round(found, n), whole)
        positives, negatives = prompts["positives"], prompts["negatives"]
        if prompts["strokes"]:
            positives, negatives = ([(x, y) for y, x in np.argwhere(stroke)] for stroke in prompts["strokes"])
        mask = clean(whole > 0.5, positives, negatives, box is not None)
        return (whole if two_looks else mask.astype(np.float32)), mask

    return segment
