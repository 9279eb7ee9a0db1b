import type { TiffEntry, TiffPage } from "../../../domain/deid/tiff-index.ts";
import type { ByteView } from "../../byte-view.ts";

/** The entry of a tag, or undefined. */
export function entryOf(page: TiffPage, tag: number): TiffEntry | undefined {
  return page.entries.find((entry) => entry.tag === tag);
}

/** The first number of a tag, or `otherwise`. */
export function numberOf(page: TiffPage, tag: number, otherwise = 0): number {
  return entryOf(page, tag)?.values?.[0] ?? otherwise;
}

/** Bytes of a text tag as one character each, up to the last NUL; empty when absent. Stays in worker memory. */
export function textOf(page: TiffPage, tag: number, bytes: ByteView): string {
  const entry = entryOf(page, tag);
  if (!entry) return "";
  let text = "";
  for (const byte of bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen))
    text += String.fromCharCode(byte);
  return text.replace(/\0+$/, "");
}
