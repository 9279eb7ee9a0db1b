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
 * Cuts a file into chunks of at most 1 MB. With `layout`, a chunk ends where a frame ends: several small frames share one,
 * a large frame has its own. Copies, so that the file's own buffer may go.
 */
export function cutChunks(bytes: Uint8Array, layout: FrameLayout | null): ArrayBuffer[] {
  const borders: number[] = [];
  if (layout && layout.frameBytes > 0) {
    const step = Math.max(1, Math.floor(mostBytes / layout.frameBytes));
    for (let frame = 0; frame < layout.frames; frame += step)
      borders.push(layout.pixelsAt + frame * layout.frameBytes);
    borders.push(layout.pixelsAt + layout.frames * layout.frameBytes);
  }
  const chunks: ArrayBuffer[] = [];
  let at = 0;
  for (const border of [...borders.filter((value) => value > 0 && value < bytes.length), bytes.length]) {
    while (at < border) {
      const end = Math.min(border, at + mostBytes);
      const chunk = new Uint8Array(end - at);
      chunk.set(bytes.subarray(at, end));
      chunks.push(chunk.buffer);
      at = end;
    }
  }
  return chunks;
}
