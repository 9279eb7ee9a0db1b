import type { BinaryMask } from "../../domain/mask.ts";
import type { Corner, Outline } from "./trace-outlines.ts";

/** Signed area of a ring; positive for an outline around pixels, negative for one around a hole. */
function turned(corners: readonly Corner[]): number {
  let sum = 0;
  let [x1, y1] = corners.at(-1) ?? [0, 0];
  for (const [x2, y2] of corners) {
    sum += x1 * y2 - x2 * y1;
    [x1, y1] = [x2, y2];
  }
  return sum;
}

const topLeft = (corners: readonly Corner[]): Corner =>
  corners.reduce((best, corner) =>
    corner[1] < best[1] || (corner[1] === best[1] && corner[0] < best[0]) ? corner : best,
  );

/** A ring without the corners at which it goes straight on. */
function straightened(ring: readonly Corner[]): Corner[] {
  return ring.filter(([x, y], index) => {
    const [ax, ay] = ring.at(index - 1) ?? [x, y];
    const [bx, by] = ring[(index + 1) % ring.length] ?? [x, y];
    const [ux, uy, vx, vy] = [x - ax, y - ay, bx - x, by - y];
    return ux * vy - uy * vx !== 0 || ux * vx + uy * vy < 0;
  });
}

/**
 * One ring for each component, its holes joined to it by bridges without a width: the keyhole of RTSTRUCT (export-and-workflow 3.7). A bridge
 * runs left along the upper edge of its hole, through pixels of the component only, to the first outline that it meets.
 */
export function joinHoles({ bits, columns, rows }: BinaryMask, outlines: readonly Outline[]): Corner[][] {
  const inside = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < columns && y < rows && bits[y * columns + x] === 1;
  const byComponent = new Map<number, Outline[]>();
  for (const outline of outlines)
    byComponent.set(outline.component, [...(byComponent.get(outline.component) ?? []), outline]);
  return [...byComponent]
    .sort(([a], [b]) => a - b)
    .map(([, own]) => {
      const at: Corner[] = [];
      const next: number[] = [];
      const known = new Map<number, number>();
      const add = (corners: readonly Corner[]): number => {
        const first = at.length;
        for (const [index, corner] of corners.entries()) {
          at.push(corner);
          next.push(index + 1 < corners.length ? first + index + 1 : first);
        }
        return first;
      };
      const learn = (first: number, count: number) => {
        for (let node = first; node < first + count; node++) {
          const [x, y] = at[node] ?? [0, 0];
          known.set(y * (columns + 1) + x, node);
        }
      };
      const outer = own.find(({ corners }) => turned(corners) > 0);
      if (!outer) return [];
      const start = add(outer.corners);
      learn(start, outer.corners.length);
      const holes = own
        .filter((outline) => outline !== outer)
        .map(({ corners }) => ({ corners, from: topLeft(corners) }))
        .sort((a, b) => a.from[1] - b.from[1] || a.from[0] - b.from[0]);
      for (const { corners, from } of holes) {
        const first = add(corners);
        const [, y] = from;
        let [x] = from;
        while (inside(x - 1, y - 1) && inside(x - 1, y)) x--;
        const base = known.get(y * (columns + 1) + x);
        const hole = first + corners.indexOf(from);
        if (base === undefined) throw new Error("A hole lies outside its outline.");
        // base → a second node at the hole's corner → around the hole → its corner → a second node at base → on.
        const [onHole, onBase] = [at.length, at.length + 1];
        at.push(from, at[base] ?? from);
        next.push(next[hole] ?? hole, next[base] ?? base);
        next[hole] = onBase;
        next[base] = onHole;
        learn(first, corners.length);
      }
      const ring: Corner[] = [];
      let node = start;
      do {
        ring.push(at[node] ?? [0, 0]);
        node = next[node] ?? start;
      } while (node !== start);
      return straightened(ring);
    });
}
