import type { BinaryMask } from "../mask.ts";
import type { Prompts } from "../proposal.ts";
import { connectedComponents } from "./components.ts";
import { paintDisk } from "./disk.ts";
import { promptPoints } from "./prompt-points.ts";

/** Pixels around a click that count as touched by it. */
export const touchPixels = 2;

/**
 * Drops the parts of a mask that touch no positive click and no box, and those that touch a negative click. A part that holds a
 * positive click as well loses only the disk of the negative one: an empty answer to a correction helps nobody.
 * Without any prompt the mask stays as it is.
 */
export function keepPrompted(mask: BinaryMask, prompts: Prompts): BinaryMask {
  const { columns, rows } = mask;
  const bits = mask.bits.slice();
  const [inside, outside] = [promptPoints(prompts, true), promptPoints(prompts, false)];
  if (!prompts.box && inside.length + outside.length === 0) return mask;
  const near = (points: Prompts["positive"]) => {
    const touched = new Uint8Array(bits.length);
    for (const [x, y] of points) paintDisk(touched, columns, rows, Math.round(x), Math.round(y), touchPixels);
    return touched;
  };
  const { labels, count } = connectedComponents(bits, columns, rows);
  const wanted = new Uint8Array(count + 1);
  const inBox = new Uint8Array(count + 1);
  const unwanted = new Uint8Array(count + 1);
  const positive = near(inside);
  const negative = near(outside);
  const onlyNegatives = !prompts.box && inside.length === 0;
  for (let at = 0; at < bits.length; at++) {
    const label = labels[at] ?? 0;
    if (label === 0) continue;
    if (positive[at]) wanted[label] = 1;
    if (negative[at]) unwanted[label] = 1;
    if (onlyNegatives) inBox[label] = 1;
    if (prompts.box && !inBox[label]) {
      const x = at % columns;
      const y = (at - x) / columns;
      const [x0, y0, x1, y1] = prompts.box;
      if (x >= x0 && x <= x1 && y >= y0 && y <= y1) inBox[label] = 1;
    }
  }
  for (let at = 0; at < bits.length; at++) {
    const label = labels[at] ?? 0;
    const keeps = wanted[label] ? !negative[at] || positive[at] : inBox[label] && !unwanted[label];
    if (label > 0 && !keeps) bits[at] = 0;
  }
  return { columns, rows, bits };
}
