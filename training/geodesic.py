"""The classical peer of the benchmark: `geodesic` as the app's kernel is specified (lambda 5, 8-connected)."""
import cv2
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

LAMBDA, FLOOR, SIGMA = 5.0, 0.01, 0.8


def make_geodesic(image):
    """Distance function of one image (float [S,S] in [0,1]): a seed mask to path costs [S,S].

    A step costs its length times the mean of FLOOR + LAMBDA * |gradient| at its two ends.
    """
    size = image.shape[0]
    dy, dx = np.gradient(cv2.GaussianBlur(image, (0, 0), SIGMA).astype(np.float64))
    cost = FLOOR + LAMBDA * np.hypot(dx, dy)
    nodes = np.arange(size * size).reshape(size, size)
    rows, columns, weights = [], [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = (slice(0, size - down), slice(max(0, -right), size - max(0, right)))
        there = (slice(down, size), slice(max(0, right), size - max(0, -right)))
        rows.append(nodes[here].ravel())
        columns.append(nodes[there].ravel())
        weights.append(((cost[here] + cost[there]) / 2 * np.hypot(down, right)).ravel())
    graph = csr_matrix((np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), shape=(size * size,) * 2)

    def distance(seeds):
        found = dijkstra(graph, directed=False, indices=np.flatnonzero(seeds), min_only=True)
        return found.reshape(size, size)

    return distance


def geodesic_soft(distance, positive, negative, box=None):
    """Soft foreground [S,S] from seed masks: d-/(d+ + d-). Without negatives the frame is background.

    A box (mask) makes everything outside it background, and its centre the seed when there is no positive one.
    """
    positive, negative = positive.copy(), negative.copy()
    if box is not None:
        if not positive.any():
            y, x = np.nonzero(box)
            positive[int(y.mean()), int(x.mean())] = True
        negative |= ~box
    if not (negative & ~positive).any():
        negative[[0, -1]] = True
        negative[:, [0, -1]] = True
    negative &= ~positive
    near, far = distance(positive), distance(negative)
    return (far / (near + far + 1e-9)).astype(np.float32)
