import type { PointImage } from "../annotation.ts";
import type { AssistPlane } from "../calls/assist-calls.ts";
import { gaussian } from "./gaussian.ts";
import { gradientMagnitude } from "./gradient.ts";
import { finitePlane, normalizePlane } from "./normalize-plane.ts";
import { percentiles } from "./percentiles.ts";
import { resample, wholeWindow } from "./resample.ts";
import { workGrid } from "./work-grid.ts";

/** Chamfer distance (3-4, in thirds of a pixel) of each pixel to the nearest edge pixel; the border counts as an edge. */
function distanceToEdge(edge: Uint8Array, columns: number, rows: number): Int32Array {
  const distance = new Int32Array(edge.length);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= columns || y >= rows ? 0 : (distance[y * columns + x] ?? 0);
  const far = 3 * (columns + rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      distance[y * columns + x] = edge[y * columns + x]
        ? 0
        : Math.min(far, at(x - 1, y) + 3, at(x, y - 1) + 3, at(x - 1, y - 1) + 4, at(x + 1, y - 1) + 4);
  for (let y = rows - 1; y >= 0; y--)
    for (let x = columns - 1; x >= 0; x--)
      distance[y * columns + x] = Math.min(
        at(x, y),
        at(x + 1, y) + 3,
        at(x, y + 1) + 3,
        at(x + 1, y + 1) + 4,
        at(x - 1, y + 1) + 4,
      );
  return distance;
}

/**
 * Places to ask at when nobody asked: centres of the basins of low gradient, widest first, at most `limit`, in image coordinates.
 * The empty ground around a body (dark, reaching the border) is no basin. Same plane, same seeds.
 */
export function suggestSeeds(plane: AssistPlane, limit: number): PointImage[] {
  const grid = workGrid(plane.columns, plane.rows, 128);
  const small = resample(finitePlane(plane), wholeWindow(plane), grid.columns, grid.rows);
  const { plane: scaled, hasContrast } = normalizePlane(small);
  if (!hasContrast) return [];
  const smooth = gaussian(scaled, 1.2);
  const gradient = gradientMagnitude(smooth);
  const [cut = 0] = percentiles(gradient, [70]);
  const edge = Uint8Array.from(gradient, (value, at) =>
    value > Math.max(cut, 0.01) || (smooth.values[at] ?? 0) < 0.04 ? 1 : 0,
  );
  const distance = distanceToEdge(edge, grid.columns, grid.rows);
  const order = Array.from(distance.keys())
    .filter((at) => (distance[at] ?? 0) >= 6)
    .sort((a, b) => (distance[b] ?? 0) - (distance[a] ?? 0) || a - b);
  const centres: (readonly [x: number, y: number, radius: number])[] = [];
  for (const at of order) {
    if (centres.length >= limit) break;
    const x = at % grid.columns;
    const y = (at - x) / grid.columns;
    const radius = (distance[at] ?? 0) / 3;
    const taken = centres.some(([cx, cy, r]) => Math.hypot(cx - x, cy - y) < r + radius);
    if (!taken) centres.push([x, y, radius]);
  }
  return centres.map(([x, y]) => [(x + 0.5) / grid.scaleX - 0.5, (y + 0.5) / grid.scaleY - 0.5]);
}
