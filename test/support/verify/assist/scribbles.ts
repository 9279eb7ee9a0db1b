import type { PromptScribble } from "../../../../src/domain/proposal.ts";
import { type NumberPlane, side } from "./number-plane.ts";

/**
 * The lines of a slice as prompts on the square: a pixel of it is on a line when any pixel of the file that it covers is, for thin lines fall
 * between the samples otherwise. `inside`: the value of lines over the thing; every other value but 0 is beside it. Null: no line over it.
 */
export function scribblesOf(plane: NumberPlane, inside: number): PromptScribble[] | null {
  const { columns, rows, values } = plane;
  const longest = Math.max(columns, rows);
  const [x0, y0] = [Math.floor((longest - columns) / 2), Math.floor((longest - rows) / 2)];
  const step = longest / side;
  const marks = new Uint8Array(side * side);
  const span = (at: number): readonly [number, number] =>
    step > 1
      ? [Math.floor(at / step), Math.floor((at + 1 - 1e-9) / step)]
      : [Math.ceil(at / step - 0.5), Math.ceil((at + 1) / step - 0.5) - 1];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (value === 0) continue;
    const [left, right] = span((at % columns) + x0);
    const [top, bottom] = span(Math.floor(at / columns) + y0);
    const mark = value === inside ? 1 : 2;
    for (let y = Math.max(0, top); y <= Math.min(side - 1, bottom); y++)
      for (let x = Math.max(0, left); x <= Math.min(side - 1, right); x++)
        // Over a thing counts where both meet, as in the tools (assist 3.1).
        marks[y * side + x] = marks[y * side + x] === 1 ? 1 : mark;
  }
  if (!marks.includes(1)) return null;
  const lines: PromptScribble[] = [];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; ) {
      const mark = marks[y * side + x];
      let end = x + 1;
      while (end < side && marks[y * side + end] === mark) end++;
      if (mark)
        lines.push({
          positive: mark === 1,
          pointsImage: [
            [x, y],
            [end - 1, y],
          ],
        });
      x = end;
    }
  return lines;
}

/** Which value of a file of lines is over the label `label`: the label's own where any line has it, else 1. */
export const insideValue = (lines: readonly NumberPlane[], label: number): number =>
  lines.some(({ values }) => values.includes(label)) ? label : 1;
