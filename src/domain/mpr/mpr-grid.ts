import type { ImageFacts } from "../image-facts.ts";
import { type Affine, seriesAffine } from "../series-affine.ts";
import type { SeriesStack } from "../series-stack.ts";
import type { FrameRef } from "../study.ts";

/** Why a stack can be scrolled only: the first that holds (viewer-and-tools 3.2). */
export type MprRefusal =
  | "few-images"
  | "color"
  | "tiled"
  | "lookup-table"
  | "no-position"
  | "mixed-orientation"
  | "missing-images"
  | "duplicate-images"
  | "uneven"
  | "no-spacing"
  | "mixed-kind";

/** How stored values of one slice become modality values, and which are no image. */
export interface SliceScale {
  readonly slope: number;
  readonly intercept: number;
  readonly padding: readonly [low: number, high: number] | null;
}

/** A stack that is a regular volume. */
export interface MprGrid {
  /** (column, row, slice) to patient mm; sheared for a tilted gantry. */
  readonly affine: Affine;
  readonly columns: number;
  readonly rows: number;
  /** One for each slice, in the order of the stack. */
  readonly frames: readonly FrameRef[];
  readonly scales: readonly SliceScale[];
  /** Of the first slice: type, colour, windows and units of all. */
  readonly facts: ImageFacts;
}

const least = 3;

/** The volume of a stack, or why it is none. `factsOf`: the facts of one frame. */
export function mprGrid(
  stack: SeriesStack,
  factsOf: (ref: FrameRef) => ImageFacts | undefined,
): MprGrid | { readonly refused: MprRefusal } {
  const { frames } = stack;
  const all = frames.flatMap((ref) => factsOf(ref) ?? []);
  const [facts] = all;
  const [part] = stack.parts ?? [];
  const refused = (reason: MprRefusal) => ({ refused: reason });
  if (facts === undefined || frames.length < least) return refused("few-images");
  if (facts.samples > 1 || facts.color === "palette") return refused("color");
  if (facts.pyramid) return refused("tiled");
  if (all.some((one) => one.modalityLut)) return refused("lookup-table");
  if (all.length < frames.length || all.some((one) => !isAlike(one, facts))) return refused("mixed-kind");
  if (!part || frames.some(({ plane }) => plane === undefined)) return refused("no-position");
  const { warnings } = part;
  if (warnings.includes("mixed-orientation")) return refused("mixed-orientation");
  if (warnings.includes("gap")) return refused("missing-images");
  if (warnings.includes("duplicate-position")) return refused("duplicate-images");
  if (warnings.includes("uneven-spacing")) return refused("uneven");
  if (!facts.spacingMm) return refused("no-spacing");
  const affine = seriesAffine(part, frames, facts.spacingMm);
  if (!affine) return refused("no-position");
  const scales = all.map(({ slope, intercept, padding }): SliceScale => {
    const [a, b] = padding ?? [0, 0];
    return { slope, intercept, padding: padding ? [Math.min(a, b), Math.max(a, b)] : null };
  });
  return { affine, columns: facts.columns, rows: facts.rows, frames, scales, facts };
}

function isAlike(one: ImageFacts, first: ImageFacts): boolean {
  return (
    one.columns === first.columns &&
    one.rows === first.rows &&
    one.type === first.type &&
    one.color === first.color &&
    one.units === first.units &&
    isSameSpacing(one.spacingMm, first.spacingMm)
  );
}

/** Equal to a ten-thousandth of a millimetre. Of hundreds of images nearly all have the very same numbers: those are not written out. */
function isSameSpacing(one: ImageFacts["spacingMm"], other: ImageFacts["spacingMm"]): boolean {
  if (!one || !other) return one === other;
  return one.every((mm, at) => mm === other[at] || mm.toFixed(4) === other[at]?.toFixed(4));
}
