/** Squared distance of every set pixel to the nearest that is not set (outside counts as not set): exact, row then column passes. */
export function squaredDistances(bits: Uint8Array, columns: number, rows: number): Float64Array {
  const far = columns + rows;
  const across = new Float64Array(bits.length);
  for (let y = 0; y < rows; y++) {
    let run = 0;
    for (let x = 0; x < columns; x++) across[y * columns + x] = run = bits[y * columns + x] ? run + 1 : 0;
    run = 0;
    for (let x = columns - 1; x >= 0; x--) {
      run = bits[y * columns + x] ? run + 1 : 0;
      across[y * columns + x] = Math.min(across[y * columns + x] ?? far, run);
    }
  }
  const out = new Float64Array(bits.length);
  for (let x = 0; x < columns; x++)
    for (let y = 0; y < rows; y++) {
      let best = (across[y * columns + x] ?? 0) ** 2;
      for (let d = 1; d * d < best; d++) {
        const up = y - d < 0 ? 0 : (across[(y - d) * columns + x] ?? 0);
        const down = y + d >= rows ? 0 : (across[(y + d) * columns + x] ?? 0);
        best = Math.min(best, d * d + Math.min(up, down) ** 2);
      }
      out[y * columns + x] = best;
    }
  return out;
}

/** The pixels of the largest 4-connected part; of equal parts the first in row-major order. */
function largestPart(bits: Uint8Array, columns: number): number[] {
  const seen = new Uint8Array(bits.length);
  let best: number[] = [];
  for (let start = 0; start < bits.length; start++) {
    if (!bits[start] || seen[start]) continue;
    const part = [start];
    seen[start] = 1;
    for (let head = 0; head < part.length; head++) {
      const at = part[head] ?? 0;
      const x = at % columns;
      const near = [x > 0 ? at - 1 : -1, x < columns - 1 ? at + 1 : -1, at - columns, at + columns];
      for (const to of near) {
        if (to < 0 || to >= bits.length || !bits[to] || seen[to]) continue;
        seen[to] = 1;
        part.push(to);
      }
    }
    if (part.length > best.length) best = part;
  }
  return best;
}

/** The next click of assist 3.10: the deepest pixel of the largest part of the error; false negatives first. Null when nothing is wrong. */
export function nextClick(
  found: Uint8Array,
  truth: Uint8Array,
  columns: number,
): { readonly x: number; readonly y: number; readonly positive: boolean } | null {
  const part = (keep: (at: number) => boolean) => {
    const bits = new Uint8Array(truth.length);
    for (let at = 0; at < bits.length; at++) bits[at] = keep(at) ? 1 : 0;
    return largestPart(bits, columns);
  };
  const missing = part((at) => truth[at] === 1 && !found[at]);
  const wrong = part((at) => truth[at] === 0 && found[at] === 1);
  const positive = missing.length >= wrong.length;
  const error = positive ? missing : wrong;
  if (error.length === 0) return null;
  const bits = new Uint8Array(truth.length);
  for (const at of error) bits[at] = 1;
  const depth = squaredDistances(bits, columns, truth.length / columns);
  let best = -1;
  for (let at = 0; at < depth.length; at++) if ((depth[at] ?? 0) > (depth[best] ?? 0)) best = at;
  return { x: best % columns, y: Math.floor(best / columns), positive };
}
