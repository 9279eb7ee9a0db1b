import { makeDisjointSets } from "../../domain/disjoint-sets.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";

interface Node {
  readonly slice: number;
  readonly span: PixelSpan;
}

/** Runs that touch, corners included: the ends are exclusive, so equal ends touch by a corner. */
const touch = ([, a, b]: PixelSpan, [, c, d]: PixelSpan) => a <= d && c <= b;

/**
 * The parts of a mask that hang together, corners included (26 neighbours in a volume, 8 in a plane), in the order of their first pixel:
 * the spans of each by slice. `slices` are neighbours in their order.
 */
export function maskParts(slices: readonly (readonly PixelSpan[])[]): Map<number, PixelSpan[]>[] {
  const nodes: Node[] = [];
  // The lower number wins: it is the part that began first.
  const sets = makeDisjointSets();
  let before = new Map<number, number[]>();
  for (const [slice, spans] of slices.entries()) {
    const rows = new Map<number, number[]>();
    for (const span of spans) {
      nodes.push({ slice, span });
      const at = sets.add();
      const [row] = span;
      const beside = [rows.get(row - 1), before.get(row - 1), before.get(row), before.get(row + 1)];
      for (const other of beside.flatMap((list) => list ?? []))
        if (touch(span, (nodes[other] as Node).span)) sets.join(at, other);
      const own = rows.get(row);
      if (own) own.push(at);
      else rows.set(row, [at]);
    }
    before = rows;
  }
  const parts = new Map<number, Map<number, PixelSpan[]>>();
  for (const [at, { slice, span }] of nodes.entries()) {
    const part = parts.get(sets.firstOf(at)) ?? new Map<number, PixelSpan[]>();
    parts.set(sets.firstOf(at), part);
    part.set(slice, [...(part.get(slice) ?? []), span]);
  }
  return [...parts].sort(([a], [b]) => a - b).map(([, part]) => part);
}
