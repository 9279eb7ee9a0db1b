import type { PointImage } from "../annotation.ts";
import type { Prompts } from "../proposal.ts";

/** Points along a line, at most half a pixel apart. */
function along(points: readonly PointImage[]): PointImage[] {
  const out: PointImage[] = [];
  for (const [at, [x, y]] of points.entries()) {
    const [fromX, fromY] = points[at - 1] ?? [x, y];
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(x - fromX, y - fromY)));
    for (let step = 1; step <= steps; step++)
      out.push([fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps]);
  }
  return out;
}

/** All places that a person marked as inside (or outside): clicks, and scribbles as dense points. */
export function promptPoints(prompts: Prompts, positive: boolean): readonly PointImage[] {
  const clicks = positive ? prompts.positive : prompts.negative;
  const drawn = (prompts.scribbles ?? []).filter((scribble) => scribble.positive === positive);
  return drawn.length === 0 ? clicks : [...clicks, ...drawn.flatMap(({ pointsImage }) => along(pointsImage))];
}

/** Whether anything of a thing was drawn. */
export const hasScribble = ({ scribbles }: Prompts): boolean => (scribbles ?? []).length > 0;
