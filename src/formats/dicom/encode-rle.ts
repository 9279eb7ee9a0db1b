/** One row of a byte plane as PackBits, appended to `out` from `at` (PS3.5 G.3.1: no run crosses a row). Returns the new end. */
function packRow(row: Uint8Array, out: Uint8Array, start: number): number {
  const { length } = row;
  let to = start;
  let at = 0;
  let literal = 0;
  const flush = (end: number) => {
    while (literal < end) {
      const count = Math.min(128, end - literal);
      out[to++] = count - 1;
      out.set(row.subarray(literal, literal + count), to);
      to += count;
      literal += count;
    }
  };
  while (at < length) {
    const value = row[at];
    let run = at + 1;
    while (run < length && run - at < 128 && row[run] === value) run++;
    // A run of two saves nothing inside literals.
    if (run - at >= 3) {
      flush(at);
      out[to++] = 257 - (run - at);
      out[to++] = value as number;
      literal = run;
    }
    at = run;
  }
  flush(length);
  return to;
}

/** Size and form of a frame: interleaved samples, little endian. */
export interface RleShape {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly bytesPerSample: number;
}

/**
 * Encodes one frame as RLE (PS3.5 annex G): a segment a byte of each sample, most significant first, sample after sample. At most 15
 * segments, as the header has room for.
 */
export function encodeRle(bytes: Uint8Array, shape: RleShape): Uint8Array<ArrayBuffer> {
  const { columns, rows, samples, bytesPerSample } = shape;
  const segments = samples * bytesPerSample;
  if (segments > 15) throw new RangeError(`RLE has room for 15 segments, not ${segments}`);
  const most = rows * (columns + Math.ceil(columns / 128));
  const out = new Uint8Array(64 + segments * (most + 1));
  const header = new DataView(out.buffer);
  header.setUint32(0, segments, true);
  const row = new Uint8Array(columns);
  let at = 64;
  for (let segment = 0; segment < segments; segment++) {
    header.setUint32(4 + segment * 4, at, true);
    const sample = Math.floor(segment / bytesPerSample);
    const first = sample * bytesPerSample + bytesPerSample - 1 - (segment % bytesPerSample);
    for (let y = 0; y < rows; y++) {
      let from = y * columns * segments + first;
      for (let x = 0; x < columns; x++, from += segments) row[x] = bytes[from] as number;
      at = packRow(row, out, at);
    }
    // Segments are of even length.
    at += at % 2;
  }
  return out.slice(0, at);
}
