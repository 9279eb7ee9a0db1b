/** How hard a code is to read (ISO/IEC 18004 7.8.3): runs, blocks, what looks like a finder, and too much of one colour. */
export function penalty(modules: Uint8Array, size: number): number {
  let cost = 0;
  const lines = Array.from({ length: 2 * size }, (_, line) =>
    Array.from({ length: size }, (_, at) =>
      line < size ? (modules[line * size + at] ?? 0) : (modules[at * size + line - size] ?? 0),
    ).join(""),
  );
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) cost += run.length - 2;
    // Light modules continue beyond the edge.
    cost += 40 * [...`0000${line}0000`.matchAll(/(?=00001011101|10111010000)/g)].length;
  }
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++) {
      const at = y * size + x;
      const sum =
        (modules[at] ?? 0) +
        (modules[at + 1] ?? 0) +
        (modules[at + size] ?? 0) +
        (modules[at + size + 1] ?? 0);
      if (sum % 4 === 0) cost += 3;
    }
  const dark = modules.reduce((sum, module) => sum + module, 0) / (size * size);
  return cost + 10 * Math.floor(Math.abs(dark * 20 - 10));
}
