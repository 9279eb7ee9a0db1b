const mostBytes = 1 << 20;

/** Where the frames of native pixels lie. */
export interface FrameLayout {
  readonly pixelsAt: number;
  readonly frameBytes: number;
  readonly frames: number;
}

/** The offset after each chunk. */
export function chunkEndsOf(chunks: readonly ArrayBuffer[]): readonly number[] {
  let end = 0;
  return chunks.map((chunk) => {
    end += chunk.byteLength;
    return end;
  });
}

/**
 * Where the chunks of a file of `lengthBytes` end, each of at most 1 MB. With `layout`, a chunk ends where a frame ends: several small
 * frames share one, a large frame has its own. A file that fits one chunk is one: a store pays for each.
 */
export function planChunks(lengthBytes: number, layout: FrameLayout | null): readonly number[] {
  if (lengthBytes <= mostBytes) return lengthBytes > 0 ? [lengthBytes] : [];
  const borders: number[] = [];
  if (layout && layout.frameBytes > 0) {
    const step = Math.max(1, Math.floor(mostBytes / layout.frameBytes));
    for (let frame = 0; frame < layout.frames; frame += step)
      borders.push(layout.pixelsAt + frame * layout.frameBytes);
    borders.push(layout.pixelsAt + layout.frames * layout.frameBytes);
  }
  const ends: number[] = [];
  let at = 0;
  for (const border of [...borders.filter((value) => value > 0 && value < lengthBytes), lengthBytes]) {
    while (at < border) {
      at = Math.min(border, at + mostBytes);
      ends.push(at);
    }
  }
  return ends;
}

/** Cuts a file into chunks as planned. Copies, so that the file's own buffer may go; one that is a single chunk stays what it is. */
export function cutChunks(bytes: Uint8Array, layout: FrameLayout | null): ArrayBuffer[] {
  const ends = planChunks(bytes.length, layout);
  const { buffer } = bytes;
  if (ends.length === 1 && buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length)
    return [buffer];
  let at = 0;
  return ends.map((end) => {
    const chunk = bytes.slice(at, end);
    at = end;
    return chunk.buffer as ArrayBuffer;
  });
}
