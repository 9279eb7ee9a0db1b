import type { TiffIndex } from "../../../domain/deid/tiff-index.ts";
import type { ByteView } from "../../byte-view.ts";
import { hasOnlyKnownWords } from "../../dicom/deid/known-words.ts";
import type { IndexedTiff } from "./verify-tiff.ts";

const ascii = 2;

const latin1 = (bytes: Uint8Array) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text.toLowerCase();
};

/** Words of every text that the source holds: at least 5 characters, and no common ones. */
export function tiffTerms({ index, bytes }: IndexedTiff): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const page of index.pages) {
    for (const entry of page.entries) {
      if (entry.type !== ascii || entry.valueLen > 1 << 20) continue;
      for (const word of latin1(bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen)).split(
        /[^a-z0-9\x80-\xff]+/,
      )) {
        if (word.length >= 5 && /[a-z\x80-\xff]/.test(word) && !hasOnlyKnownWords(word)) terms.add(word);
      }
    }
  }
  return terms;
}

/** Bytes of a file that are no pixels: header, directories, values. */
function plainBytes(index: TiffIndex, bytes: ByteView): Uint8Array[] {
  const chunks = index.pages
    .flatMap((page) => page.chunks)
    .filter((chunk) => chunk.len > 0)
    .sort((a, b) => a.at - b.at);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const chunk of chunks) {
    if (chunk.at > at) parts.push(bytes.subarray(at, chunk.at));
    at = Math.max(at, chunk.at + chunk.len);
  }
  parts.push(bytes.subarray(at, bytes.length));
  return parts;
}

/** How many terms of the source stand in the output outside its pixels, apart from what a new description is made of. */
export function tiffResidual(
  output: IndexedTiff,
  terms: ReadonlySet<string>,
  descriptions: readonly string[],
): number {
  const ours = descriptions.join("\n").toLowerCase();
  const text = plainBytes(output.index, output.bytes).map(latin1).join("\n");
  return [...terms].filter((term) => !ours.includes(term) && text.includes(term)).length;
}
