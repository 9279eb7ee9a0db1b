import { decompress } from "fzstd";

/**
 * Stands in for `@thewtex/zstddec` (Vite alias): the original fetches a `data:` URL, which the app's CSP refuses. Same two
 * methods; `uncompressedSize` is read from the frame.
 */
export class ZSTDDecoder {
  async init(): Promise<void> {}

  decode(array: Uint8Array, uncompressedSize = 0): Uint8Array<ArrayBuffer> {
    const bytes = decompress(array);
    if (uncompressedSize !== 0 && bytes.byteLength !== uncompressedSize)
      throw new Error("zstd: size differs");
    // Callers use `.buffer` as it stands: it must hold these bytes alone.
    return new Uint8Array(bytes);
  }
}
