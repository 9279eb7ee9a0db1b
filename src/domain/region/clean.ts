import { connectedComponents } from "../assist/components.ts";
import type { PixelSize } from "../measure/pixel-size.ts";
import { squaredDistance } from "./distance.ts";
import type { MaskBox } from "./mask-box.ts";

/** Distances are compared with this much room for the last digit. */
const epsilonMm2 = 1e-9;

const withBits = (box: MaskBox, isSet: (at: number) => boolean): MaskBox => ({
  ...box,
  bits: Uint8Array.from({ length: box.bits.length }, (_, at) => (isSet(at) ? 1 : 0)),
});

/** Fills what the mask encloses: background that 4-connected steps cannot lead out of. The box needs a margin of one pixel. */
export function fillHoles(box: MaskBox): MaskBox {
  const { columns, rows, bits } = box;
  const outside = new Uint8Array(bits.length);
  const stack = [0];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (outside[at] || bits[at]) continue;
    outside[at] = 1;
    const x = at % columns;
    if (x > 0) stack.push(at - 1);
    if (x < columns - 1) stack.push(at + 1);
    if (at >= columns) stack.push(at - columns);
    if (at < columns * (rows - 1)) stack.push(at + columns);
  }
  return withBits(box, (at) => !outside[at]);
}

/** Sizes of the 8-connected parts of a mask, by their label. */
function partSizes(labels: Int32Array, count: number): number[] {
  const sizes = new Array<number>(count + 1).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Takes away parts (8-connected) of fewer than `pixels` pixels. */
export function removeIslands(box: MaskBox, pixels: number): MaskBox {
  const { labels, count } = connectedComponents(box.bits, box.columns, box.rows);
  const sizes = partSizes(labels, count);
  return withBits(box, (at) => (labels[at] ?? 0) > 0 && (sizes[labels[at] ?? 0] ?? 0) >= pixels);
}

/** Keeps the largest part (8-connected); of equal ones the first in rows. */
export function keepLargest(box: MaskBox): MaskBox {
  const { labels, count } = connectedComponents(box.bits, box.columns, box.rows);
  const sizes = partSizes(labels, count).slice(1);
  const largest = 1 + sizes.indexOf(Math.max(...sizes));
  return withBits(box, (at) => labels[at] === largest);
}

/** The parts (8-connected) of a mask, each as a mask of its own, in the order of their first pixel. */
export function splitParts(box: MaskBox): MaskBox[] {
  const { labels, count } = connectedComponents(box.bits, box.columns, box.rows);
  return Array.from({ length: count }, (_, part) => withBits(box, (at) => labels[at] === part + 1));
}

/** Adds the pixels whose centre lies within `mm` of a pixel of the mask. The box needs that margin. */
export function growMask(box: MaskBox, mm: number, size: PixelSize): MaskBox {
  const away = squaredDistance(box.bits, box.columns, box.rows, size, 1);
  return withBits(box, (at) => (away[at] ?? 0) <= mm * mm + epsilonMm2);
}

/** Takes away the pixels whose centre lies within `mm` of one outside. The box needs a margin of one pixel. */
export function shrinkMask(box: MaskBox, mm: number, size: PixelSize): MaskBox {
  const away = squaredDistance(box.bits, box.columns, box.rows, size, 0);
  return withBits(box, (at) => (away[at] ?? 0) > mm * mm + epsilonMm2);
}

/**
 * Takes off spikes and fills notches that a disc of `mm` radius does not fit into: closing, then opening. What is smaller than the
 * disc goes. The box needs a margin of `mm` and one pixel.
 */
export function smoothMask(box: MaskBox, mm: number, size: PixelSize): MaskBox {
  const closed = shrinkMask(growMask(box, mm, size), mm, size);
  return growMask(shrinkMask(closed, mm, size), mm, size);
}
