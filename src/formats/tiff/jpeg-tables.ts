/**
 * A JPEG chunk with the page's tables put after its SOI marker (TIFF technical note 2). Tables come as an abbreviated stream:
 * their own SOI and EOI are left out.
 */
export function mergeJpegTables(tables: Uint8Array | null, chunk: Uint8Array): Uint8Array {
  if (!tables || tables.length <= 4) return chunk;
  const body = tables.subarray(2, tables.length - 2);
  const merged = new Uint8Array(chunk.length + body.length);
  merged.set(chunk.subarray(0, 2));
  merged.set(body, 2);
  merged.set(chunk.subarray(2), 2 + body.length);
  return merged;
}
