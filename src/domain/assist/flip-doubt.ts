import type { AssistPlane } from "../calls/assist-calls.ts";
import type { BinaryMask } from "../mask.ts";
import type { Prompts, Proposal } from "../proposal.ts";

/** How an image is turned over before it is asked again (assist 3.9). */
export type Flip = "sideways" | "upside-down";

/** The place of every pixel of a turned-over frame in the frame, as a walk over its rows. */
function turned<T extends Float32Array<ArrayBuffer> | Uint8Array>(
  from: T,
  into: T,
  { columns, rows, samples }: { readonly columns: number; readonly rows: number; readonly samples: number },
  flip: Flip,
): T {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const source =
        flip === "sideways" ? row * columns + columns - 1 - column : (rows - 1 - row) * columns + column;
      for (let sample = 0; sample < samples; sample++)
        into[(row * columns + column) * samples + sample] = from[source * samples + sample] ?? 0;
    }
  return into;
}

/** A plane turned over; turned twice it is as it was. */
export function flipPlane(plane: AssistPlane, flip: Flip): AssistPlane {
  const { values, rgb } = plane;
  const size = { columns: plane.columns, rows: plane.rows };
  return {
    ...plane,
    values: turned(values, new Float32Array(values.length), { ...size, samples: 1 }, flip),
    ...(rgb ? { rgb: turned(rgb, new Float32Array(rgb.length), { ...size, samples: 3 }, flip) } : {}),
  };
}

/** A mask turned over. */
export const flipMask = ({ columns, rows, bits }: BinaryMask, flip: Flip): BinaryMask => ({
  columns,
  rows,
  bits: turned(bits, new Uint8Array(bits.length), { columns, rows, samples: 1 }, flip),
});

/** Prompts on the turned-over plane. */
export function flipPrompts(
  prompts: Prompts,
  { columns, rows }: Pick<AssistPlane, "columns" | "rows">,
  flip: Flip,
): Prompts {
  const at = ([x, y]: readonly [number, number]): readonly [number, number] =>
    flip === "sideways" ? [columns - 1 - x, y] : [x, rows - 1 - y];
  const { positive, negative, box, scribbles } = prompts;
  const [a, b] = box ? [at([box[0], box[1]]), at([box[2], box[3]])] : [null, null];
  return {
    positive: positive.map(at),
    negative: negative.map(at),
    box:
      a && b
        ? [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])]
        : null,
    ...(scribbles
      ? { scribbles: scribbles.map((line) => ({ ...line, pointsImage: line.pointsImage.map(at) })) }
      : {}),
  };
}

/** How doubtful an answer is by its own parts, 0–1: entropy at the contour, unsure area and, where it is known, the flips. */
export function reviewScoreOf({
  entropyBand = 0,
  midFraction = 0,
  ttaDice,
}: Proposal["uncertainty"]): number {
  const parts = [entropyBand, Math.min(1, midFraction), ...(ttaDice === undefined ? [] : [ttaDice])];
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

/** A proposal with what its flips said; all else of it stays. */
export function withFlipDoubt(proposal: Proposal, ttaDice: number): Proposal {
  const uncertainty = { ...proposal.uncertainty, ttaDice };
  return { ...proposal, uncertainty, reviewScore: reviewScoreOf(uncertainty) };
}

/**
 * `to` with the flips of `now`, where it has none: they come in idle time and are no act of a person, so that undo and redo of what was
 * recorded before them neither lose them nor take them for somebody else's change.
 */
export function keepFlipDoubt(now: Proposal, to: Proposal): Proposal {
  const { ttaDice } = now.uncertainty;
  return ttaDice === undefined || to.uncertainty.ttaDice !== undefined ? to : withFlipDoubt(to, ttaDice);
}

/** A proposal without what its flips said, nor the score that they are a part of: what two tabs must agree on. */
export function withoutFlipDoubt(proposal: Proposal): Proposal {
  const { ttaDice: _, ...uncertainty } = proposal.uncertainty;
  return { ...proposal, uncertainty, reviewScore: 0 };
}
