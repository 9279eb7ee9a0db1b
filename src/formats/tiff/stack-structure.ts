/** What the pages of a microscope file are, beside their pixels. */
export interface StackStructure {
  /** Planes along each axis: their product is the number of pages. */
  readonly channels: number;
  readonly slices: number;
  readonly times: number;
  /** Which axis runs fastest from page to page, then the next: `C`, `Z`, `T` in some order. Null where the pages lie otherwise. */
  readonly order: string | null;
  /** Distance of rows, then of columns; null where the text does not say. */
  readonly spacingMm: readonly [number, number] | null;
}

/** Number of a frame on one axis, from 0: the axes before it in the order run faster. */
function placeOn(axis: string, order: string, sizes: ReadonlyMap<string, number>, frameIndex: number) {
  const before = [...order.slice(0, order.indexOf(axis))];
  const step = before.reduce((product, faster) => product * (sizes.get(faster) ?? 1), 1);
  return Math.floor(frameIndex / step) % (sizes.get(axis) ?? 1);
}

/**
 * The key of each frame as in `stack-keys.ts`: channels are stacks of their own, and so are times where each has several slices;
 * times of one slice are one stack that is scrolled through. Empty where the sizes do not make up the frames that the file has.
 */
export function frameKeys(structure: StackStructure, frames: number): readonly string[] {
  const { channels, slices, times, order } = structure;
  if (order === null || channels * slices * times !== frames) return [];
  const sizes = new Map([
    ["C", channels],
    ["Z", slices],
    ["T", times],
  ]);
  const volumes = times > 1 && slices > 1;
  if (channels === 1 && !volumes) return [];
  return Array.from({ length: frames }, (_, frameIndex) => {
    const number = (axis: string) => placeOn(axis, order, sizes, frameIndex) + 1;
    const keys = [channels > 1 ? `ch=${number("C")}` : "", volumes ? `vol=${number("T")}` : ""];
    // The place in the stack, for orders in which slices do not follow each other.
    return [...keys, slices > 1 ? `n=${number("Z")}` : `n=${number("T")}`].filter(Boolean).join(";");
  });
}

/** A pixel's size where both numbers can be one. */
export const spacingOf = (rowMm: number, columnMm: number): readonly [number, number] | null =>
  [rowMm, columnMm].every((mm) => Number.isFinite(mm) && mm > 1e-9 && mm < 1e4) ? [rowMm, columnMm] : null;
