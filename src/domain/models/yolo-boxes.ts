/** A box that a detector found, in tensor pixels, with its class, score and (for instance masks) coefficients. */
export interface FoundBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly index: number;
  readonly score: number;
  readonly coefficients: Float32Array;
}

/**
 * Boxes of a YOLOv8 head `[1, 4 + classes + coefficients, anchors]`: centre, size, a score for each class; those of `least` or more, the best
 * class each. `score` turns a raw class value into a probability.
 */
export function readYoloBoxes(
  head: Float32Array,
  rows: number,
  anchors: number,
  classes: number,
  least: number,
  score: (raw: number) => number,
): FoundBox[] {
  const found: FoundBox[] = [];
  const value = (row: number, at: number) => head[row * anchors + at] ?? 0;
  for (let at = 0; at < anchors; at++) {
    let [best, index] = [Number.NEGATIVE_INFINITY, -1];
    for (let each = 0; each < classes; each++) {
      const now = score(value(4 + each, at));
      if (now > best) [best, index] = [now, each];
    }
    if (!(best >= least)) continue;
    const [x, y, width, height] = [value(0, at), value(1, at), value(2, at), value(3, at)];
    if (!(width > 0 && height > 0)) continue;
    found.push({
      x0: x - width / 2,
      y0: y - height / 2,
      x1: x + width / 2,
      y1: y + height / 2,
      index,
      score: best,
      coefficients: Float32Array.from({ length: rows - 4 - classes }, (_, each) =>
        value(4 + classes + each, at),
      ),
    });
  }
  return found;
}

/** Intersection over union of two boxes. */
export function boxIou(a: FoundBox, b: FoundBox): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - both);
}

/** Non-maximum suppression within each class: the best box stays, those that overlap it by more than `limit` go. Best first. */
export function suppressBoxes(boxes: readonly FoundBox[], limit: number, most = 300): FoundBox[] {
  const kept: FoundBox[] = [];
  for (const box of boxes.toSorted((a, b) => b.score - a.score)) {
    if (kept.length >= most) break;
    if (!kept.some((other) => other.index === box.index && boxIou(other, box) > limit)) kept.push(box);
  }
  return kept;
}

/** Logits of an instance: the prototypes `[count, side²]` weighed by its coefficients. */
export function protoMask(
  protos: Float32Array,
  pixels: number,
  coefficients: Float32Array,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(pixels);
  for (const [channel, weight] of coefficients.entries())
    for (let at = 0; at < pixels; at++)
      out[at] = (out[at] ?? 0) + weight * (protos[channel * pixels + at] ?? 0);
  return out;
}
