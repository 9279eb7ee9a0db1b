import { type GrowCutInput, wallLevel } from "../../src/domain/region/grow-cut.ts";

/**
 * GrowCut as its paper tells it, a cellular automaton: in each round every cell is attacked by its neighbours and yields to whoever reaches it
 * more cheaply, or as cheaply with a lower label, until a round changes nothing. No queue and no order of cells, unlike the kernel.
 */
export function growCutOracle({ columns, rows, slices, steps, levels, seeds }: GrowCutInput): Uint8Array {
  const count = columns * rows * slices;
  let labels = Array.from(seeds, (label, at) => (levels[at] === wallLevel ? 0 : label));
  let costs = labels.map((label) => (label > 0 ? 0 : Number.POSITIVE_INFINITY));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const [nextLabels, nextCosts] = [[...labels], [...costs]];
    for (let cell = 0; cell < count; cell++) {
      const own = levels[cell] ?? wallLevel;
      if (own === wallLevel) continue;
      const [x, y, z] = [
        cell % columns,
        Math.floor(cell / columns) % rows,
        Math.floor(cell / (columns * rows)),
      ];
      for (const [dx, dy, dz, axis] of [
        [-1, 0, 0, 0],
        [1, 0, 0, 0],
        [0, -1, 0, 1],
        [0, 1, 0, 1],
        [0, 0, -1, 2],
        [0, 0, 1, 2],
      ] as const) {
        const [a, b, c] = [x + dx, y + dy, z + dz];
        if (a < 0 || b < 0 || c < 0 || a >= columns || b >= rows || c >= slices) continue;
        const other = (c * rows + b) * columns + a;
        const level = levels[other] ?? wallLevel;
        const label = labels[other] ?? 0;
        if (level === wallLevel || label === 0) continue;
        const cost = (costs[other] ?? 0) + steps[axis] + Math.abs(level - own);
        const now = nextCosts[cell] ?? 0;
        if (cost > now || (cost === now && label >= (nextLabels[cell] ?? 0))) continue;
        nextCosts[cell] = cost;
        nextLabels[cell] = label;
        isChanged = true;
      }
    }
    [labels, costs] = [nextLabels, nextCosts];
  }
  return Uint8Array.from(labels);
}
