import { connectedComponents } from "../assist/components.ts";
import type { PixelSize } from "../measure/pixel-size.ts";
import type { PixelSpan } from "../rasterize.ts";
import { squaredDistance } from "./distance.ts";
import { type MaskBox, maskBox, maskBoxSpans, maskWithin, spanBounds } from "./mask-box.ts";

/** A slice that was drawn on, or (null) an empty one; `position` along the stack, in any unit, rising. */
export interface BetweenSlice {
  readonly spans: readonly PixelSpan[] | null;
  readonly position: number;
}

/** One part of a drawn mask: what it covers, where its middle is. */
interface Part {
  readonly spans: readonly PixelSpan[];
  readonly center: readonly [x: number, y: number];
}

type Shape = (x: number, y: number) => number;

const area = (spans: readonly PixelSpan[]) => spans.reduce((sum, [, from, to]) => sum + to - from, 0);

function centerOf(spans: readonly PixelSpan[]): readonly [number, number] {
  let [x, y, n] = [0, 0, 0];
  for (const [row, from, to] of spans) {
    n += to - from;
    x += ((from + to - 1) / 2) * (to - from);
    y += row * (to - from);
  }
  return [x / n, y / n];
}

/** Parts (8-connected) of a mask. */
function partsOf(spans: readonly PixelSpan[]): Part[] {
  const box = maskBox(spans, 0);
  if (!box) return [];
  const { labels, count } = connectedComponents(box.bits, box.columns, box.rows);
  return Array.from({ length: count }, (_, part) => {
    const bits = Uint8Array.from(labels, (label) => (label === part + 1 ? 1 : 0));
    const own = maskBoxSpans({ ...box, bits }, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    return { spans: own, center: centerOf(own) };
  });
}

/** Whether two sets of spans share a pixel when the second is moved by whole pixels. */
function meets(a: readonly PixelSpan[], b: readonly PixelSpan[], dx: number, dy: number): boolean {
  const rows = new Map<number, PixelSpan[]>();
  for (const span of a) rows.set(span[0], [...(rows.get(span[0]) ?? []), span]);
  return b.some(([row, from, to]) =>
    (rows.get(row + dy) ?? []).some(([, start, end]) => start < to + dx && end > from + dx),
  );
}

/**
 * Which parts of one slice become which of the next: those that lie over one another once the whole masks are laid over each other
 * (a branch is one part that becomes two), else the nearest that is left, else none.
 */
function groupParts(a: readonly Part[], b: readonly Part[]): { a: Part[]; b: Part[] }[] {
  const [ax, ay] = centerOf(a.flatMap(({ spans }) => spans));
  const [bx, by] = centerOf(b.flatMap(({ spans }) => spans));
  const [dx, dy] = [Math.round(ax - bx), Math.round(ay - by)];
  const groups: { a: Part[]; b: Part[] }[] = a.map((part) => ({ a: [part], b: [] }));
  const alone: Part[] = [];
  for (const part of b) {
    // A part lies over its own kind where it is, or where the whole has moved to.
    const over = groups.filter((group) =>
      group.a.some((one) => meets(one.spans, part.spans, 0, 0) || meets(one.spans, part.spans, dx, dy)),
    );
    const [first, ...others] = over;
    if (!first) {
      alone.push(part);
      continue;
    }
    first.b.push(part);
    for (const other of others) {
      first.a.push(...other.a);
      first.b.push(...other.b);
      groups.splice(groups.indexOf(other), 1);
    }
  }
  for (const part of alone) {
    const away = ({ a: [one] }: { a: Part[] }) =>
      one ? Math.hypot(one.center[0] - part.center[0] - dx, one.center[1] - part.center[1] - dy) : 0;
    const free = groups.filter((group) => group.b.length === 0).toSorted((p, q) => away(p) - away(q));
    if (free[0]) free[0].b.push(part);
    else groups.push({ a: [], b: [part] });
  }
  return groups;
}

/** Signed distance in mm to the border of a mask, positive inside, as a function of the place in the frame (bilinear). */
function signedDistance(box: MaskBox, size: PixelSize): Shape {
  const { left, top, columns, rows, bits } = box;
  const inside = squaredDistance(bits, columns, rows, size, 0);
  const outside = squaredDistance(bits, columns, rows, size, 1);
  const half = Math.min(size.rowMm, size.columnMm) / 2;
  const at = (x: number, y: number) => {
    const place = Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x));
    return bits[place] ? Math.sqrt(inside[place] ?? 0) - half : half - Math.sqrt(outside[place] ?? 0);
  };
  return (x, y) => {
    const [u, v] = [x - left, y - top];
    const [i, j] = [Math.floor(u), Math.floor(v)];
    const [p, q] = [u - i, v - j];
    return (
      (at(i, j) * (1 - p) + at(i + 1, j) * p) * (1 - q) + (at(i, j + 1) * (1 - p) + at(i + 1, j + 1) * p) * q
    );
  };
}

/** A mask that ends: on the other slice it is a point in its middle. */
const pointShape =
  ([cx, cy]: readonly [number, number], { columnMm, rowMm }: PixelSize): Shape =>
  (x, y) =>
    -Math.hypot((x - cx) * columnMm, (y - cy) * rowMm);

interface Morph {
  /** The mask at a part of the way from the first slice to the second. */
  at(part: number): PixelSpan[];
}

/** Turns a group of parts into the group that it becomes: it moves as its middle does, and its border as the distance to it. */
function morph(
  group: { readonly a: readonly Part[]; readonly b: readonly Part[] },
  size: PixelSize,
  columns: number,
  rows: number,
): Morph {
  const [spansA, spansB] = [group.a, group.b].map((parts) => parts.flatMap(({ spans }) => spans));
  const centerA = centerOf(area(spansA ?? []) > 0 ? (spansA ?? []) : (spansB ?? []));
  const centerB = centerOf(area(spansB ?? []) > 0 ? (spansB ?? []) : (spansA ?? []));
  const [sx, sy] = [centerB[0] - centerA[0], centerB[1] - centerA[1]];
  // The place of both, when B is laid over A: distances are known wherever either may be.
  const [a, b] = [spanBounds(spansA ?? []), spanBounds(spansB ?? [])];
  const moved = b && ([b[0] - sx, b[1] - sy, b[2] - sx, b[3] - sy] as const);
  const both = [a, moved].filter((bounds) => bounds !== null);
  const least = (side: 0 | 1) => Math.floor(Math.min(...both.map((bounds) => bounds[side]))) - 2;
  const most = (side: 2 | 3) => Math.ceil(Math.max(...both.map((bounds) => bounds[side]))) + 2;
  const around = [least(0), least(1), most(2), most(3)] as const;
  const [mx, my] = [Math.round(sx), Math.round(sy)];
  const shapeA = a ? signedDistance(maskWithin(spansA ?? [], around), size) : pointShape(centerA, size);
  const shapeB = b
    ? signedDistance(
        maskWithin(spansB ?? [], [around[0] + mx, around[1] + my, around[2] + mx, around[3] + my]),
        size,
      )
    : pointShape(centerB, size);
  return {
    at(part) {
      const spans: PixelSpan[] = [];
      const bottom = Math.min(rows, Math.ceil(around[3] + part * sy));
      const right = Math.min(columns, Math.ceil(around[2] + part * sx));
      for (let y = Math.max(0, Math.floor(around[1] + part * sy)); y < bottom; y++) {
        let open = -1;
        for (let x = Math.max(0, Math.floor(around[0] + part * sx)); x <= right; x++) {
          const isIn =
            x < right &&
            (1 - part) * shapeA(x - part * sx, y - part * sy) +
              part * shapeB(x + (1 - part) * sx, y + (1 - part) * sy) >
              0;
          if (isIn && open < 0) open = x;
          if (!isIn && open >= 0) spans.push([y, open, x]);
          if (!isIn) open = -1;
        }
      }
      return spans;
    },
  };
}

/**
 * Masks for the empty slices between drawn ones; null where a slice was drawn on, or nothing lies on one side of it. Shapes move, not
 * only grow: signed distances are mixed after the middles of matching parts were laid over each other. Yields after every slice.
 */
export function* fillBetween(
  slices: readonly BetweenSlice[],
  columns: number,
  rows: number,
  size: PixelSize,
): Generator<number, (PixelSpan[] | null)[]> {
  const result: (PixelSpan[] | null)[] = slices.map(() => null);
  const drawn = slices.flatMap(({ spans }, index) => (spans && spans.length > 0 ? [index] : []));
  for (const [step, first] of drawn.entries()) {
    const last = drawn[step + 1];
    const [a, b] = [slices[first], last === undefined ? undefined : slices[last]];
    if (!a?.spans || !b?.spans || last === undefined || last === first + 1) continue;
    const morphs = groupParts(partsOf(a.spans), partsOf(b.spans)).map((group) =>
      morph(group, size, columns, rows),
    );
    for (let index = first + 1; index < last; index++) {
      const position = slices[index]?.position ?? 0;
      const part = (position - a.position) / (b.position - a.position);
      result[index] = morphs.flatMap((one) => one.at(part));
      yield index;
    }
  }
  return result;
}
