/** What `@cwasm/webp` exports: libwebp's decoder and the heap it works in. */
interface WebpExports {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  WebPDecodeRGBA(data: number, length: number, width: number, height: number): number;
}

const mute = () => {
  throw new Error("the decoder asked for a file");
};
const imports = { wasi_snapshot_preview1: { fd_close: mute, fd_seek: mute, fd_write: mute } };

/** Pixels of a WebP stream, four bytes each, alpha not multiplied in. */
export interface DecodedWebp {
  readonly columns: number;
  readonly rows: number;
  readonly rgba: Uint8Array<ArrayBuffer>;
}

/**
 * Decodes one WebP stream in an instance of its own: what a damaged stream does to that heap ends with it, and no frame sees
 * another's. Throws what the decoder throws, and where it refuses.
 */
export function decodeWebp(module: WebAssembly.Module, bytes: Uint8Array): DecodedWebp {
  const webp = new WebAssembly.Instance(module, imports).exports as unknown as WebpExports;
  const data = webp.malloc(bytes.length);
  const sizes = webp.malloc(8);
  if (data === 0 || sizes === 0) throw new Error("no memory for the stream");
  new Uint8Array(webp.memory.buffer, data, bytes.length).set(bytes);
  const pixels = webp.WebPDecodeRGBA(data, bytes.length, sizes, sizes + 4);
  if (pixels === 0) throw new Error("the decoder refused the stream");
  const [columns = 0, rows = 0] = new Uint32Array(webp.memory.buffer, sizes, 2);
  return { columns, rows, rgba: new Uint8Array(webp.memory.buffer, pixels, columns * rows * 4).slice() };
}
