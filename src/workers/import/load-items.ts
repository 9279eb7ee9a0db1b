import type { ByteSource } from "../../formats/byte-source.ts";
import { readDicom } from "../../formats/dicom/read-dicom.ts";
import type { Follow } from "./ranged-file.ts";
import type { SparseBytes } from "./splice-bytes.ts";

const undefinedLength = 0xffffffff;
const item = 0xfffee000;
/** Of a fragment the head of its item and the bytes by which its stream is known. */
const headBytes = 24;
/** Small fragments lie close: they are read together. */
const windowBytes = 1 << 20;
const mostTableBytes = 64 << 20;

/**
 * Brings the heads of all fragments of encapsulated pixels (PS3.5 A.4) into memory, in one walk: a pipeline that asked for them one by
 * one would begin anew for each. What does not follow the standard is left to the pipeline, which says so.
 */
export async function loadItems(source: ByteSource, sparse: SparseBytes, follow: Follow): Promise<void> {
  const { pixels } = await readDicom(source);
  if (pixels?.length !== undefinedLength) return;
  let window: Uint8Array = new Uint8Array(0);
  let from = 0;
  const read = async (at: number, near: boolean): Promise<Uint8Array> => {
    const length = Math.min(headBytes, source.lengthBytes - at);
    if (at < from || at + length > from + window.length) {
      follow.signal?.throwIfAborted();
      from = at;
      window = await source.read(at, near ? Math.min(windowBytes, source.lengthBytes - at) : length);
    }
    return window.slice(at - from, at - from + length);
  };
  let near = true;
  for (let at = pixels.offset, first = true; at + 8 <= source.lengthBytes; first = false) {
    const head = await read(at, near);
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const tag = ((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0;
    const length = view.getUint32(4, true);
    if (tag !== item || at + 8 + length > source.lengthBytes) return;
    // The first item is the table of offsets.
    if (first && length <= mostTableBytes) sparse.keep(at, await source.read(at, 8 + length));
    else sparse.keep(at, head.slice(0, Math.min(headBytes, 8 + length)));
    near = length < windowBytes / 4;
    at += 8 + length;
  }
}
