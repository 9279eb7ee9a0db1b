import type { AssistPlane, ClassicMethod } from "../calls/assist-calls.ts";
import type { BinaryMask } from "../mask.ts";
import type { Prompts } from "../proposal.ts";
import { above } from "./above.ts";
import { ellipseInBox } from "./ellipse-in-box.ts";
import { flood } from "./flood.ts";
import { geodesic, geodesicLambda } from "./geodesic.ts";
import { finitePlane, normalizePlane } from "./normalize-plane.ts";
import { hasScribble } from "./prompt-points.ts";
import { randomWalker, walkerBeta } from "./random-walker.ts";
import { resample, wholeWindow } from "./resample.ts";
import { boxOnGrid, makeSeeds } from "./seeds.ts";
import { toGrid, workGrid } from "./work-grid.ts";

/** A mask at the size of the plane, with the soft value (0–1) that it was cut from at 0.5. */
export interface ClassicResult {
  readonly mask: BinaryMask;
  /** Null where the method reads no pixels and knows nothing of its own doubt. */
  readonly soft: AssistPlane | null;
  readonly method: Exclude<ClassicMethod, "auto">;
  readonly params: Readonly<Record<string, number>>;
  readonly notice: "no-contrast" | null;
}

/** Longest side of the walker's grid: at 256 it takes ten times as long (0.7 s), and its soft value is smooth enough to be enlarged. */
const walkerSide = 128;

/** What to run and at which size. */
export interface ClassicInput {
  readonly plane: AssistPlane;
  readonly prompts: Prompts;
  readonly method: ClassicMethod;
  /** Of the flood, as a fraction of the value range; null = automatic. */
  readonly tolerance: number | null;
  /** Longest side of the work grid; 128 in the protocol of assist 3.10. */
  readonly side?: number;
}

/** The classical method that suits the prompts (assist 3.1). */
export function classicMethodFor(prompts: Prompts): ClassicResult["method"] {
  // A line says enough of either side for a walk; while it is drawn nothing is asked (assist 3.1).
  if (hasScribble(prompts)) return "random-walker";
  const clicks = prompts.positive.length + prompts.negative.length;
  if (prompts.box) return clicks > 0 ? "random-walker" : "ellipse";
  return prompts.positive.length >= 3 || prompts.negative.length > 0 ? "random-walker" : "flood";
}

function floodStarts(prompts: Prompts): Prompts["positive"] {
  if (prompts.positive.length > 0 || !prompts.box) return prompts.positive;
  const [x0, y0, x1, y1] = prompts.box;
  return [[(x0 + x1) / 2, (y0 + y1) / 2]];
}

/**
 * Segments with a classical tool. The plane is scaled to [0, 1] by its percentiles and worked on at `side` pixels; a plane without
 * contrast gives the prompt pixels back with a notice.
 */
export function classic(input: ClassicInput): ClassicResult {
  const { plane, prompts, side = 256 } = input;
  const method = input.method === "auto" ? classicMethodFor(prompts) : input.method;
  const { columns, rows } = plane;
  if (method === "ellipse") {
    const box = prompts.box ?? [0, 0, -1, -1];
    return { mask: ellipseInBox(columns, rows, box), soft: null, method, params: {}, notice: null };
  }
  const grid = workGrid(columns, rows, method === "random-walker" ? Math.min(side, walkerSide) : side);
  const { plane: scaled, hasContrast } = normalizePlane(
    resample(finitePlane(plane), wholeWindow(plane), grid.columns, grid.rows),
  );
  const index = ([x, y]: readonly [number, number]) => {
    const [column, row] = toGrid(grid, x, y);
    return row * grid.columns + column;
  };
  let soft: AssistPlane;
  let params: Record<string, number> = { side: Math.max(grid.columns, grid.rows) };
  if (!hasContrast) {
    const { positive } = makeSeeds(grid, prompts);
    soft = { columns: grid.columns, rows: grid.rows, values: Float32Array.from(positive) };
  } else if (method === "flood") {
    const result = flood({
      plane: scaled,
      unit: grid.unit,
      positive: floodStarts(prompts).map(index),
      negative: prompts.negative.map(index),
      tolerance: input.tolerance,
      allowed: boxOnGrid(grid, prompts),
    });
    soft = result.soft;
    params = { ...params, tolerance: result.tolerance };
  } else if (method === "random-walker") {
    soft = randomWalker(scaled, makeSeeds(grid, prompts));
    params = { ...params, beta: walkerBeta };
  } else {
    soft = geodesic(scaled, grid.unit, makeSeeds(grid, prompts));
    params = { ...params, lambda: geodesicLambda };
  }
  const full = resample(soft, wholeWindow(soft), columns, rows);
  const mask = { columns, rows, bits: above(full.values, 0.5) };
  return { mask, soft: full, method, params, notice: hasContrast ? null : "no-contrast" };
}
