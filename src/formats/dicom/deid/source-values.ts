import type { ElementEntry, ElementIndex } from "../../../domain/deid/element-index.ts";
import type { ByteView } from "../../byte-view.ts";
import { type DecodeLabel, decodeText } from "./character-sets.ts";
import { effectiveVr } from "./effective-vr.ts";
import { itemOf } from "./element-path.ts";

/** Values of one source file, read on demand; they never leave the worker. */
export interface SourceValues {
  readonly entries: ReadonlyMap<string, ElementEntry>;
  /** Text without padding; null when absent, binary or not decodable. Values of a multi-valued element stay joined by `\`. */
  text(path: string): string | null;
  /** The value as it lies; null when absent. */
  bytes(path: string): ByteView | null;
  /** First unsigned 16-bit number; null when absent. */
  u16(path: string): number | null;
  /** First unsigned 32-bit number; null when absent. */
  u32(path: string): number | null;
}

const byCharacterSet = new Set(["LO", "SH", "PN", "ST", "LT", "UT", "UC"]);
const plainText = new Set(["AE", "AS", "CS", "DA", "DS", "DT", "IS", "TM", "UI", "UR"]);

/** Trailing blanks and NULs are padding; leading blanks matter in no value that we compare. */
const trim = (text: string) => text.replace(/[\0 ]+$/, "").replace(/^ +/, "");

/** Reads text and small numbers out of `bytes` by the index; `decode` knows the encodings. */
export function makeSourceValues(index: ElementIndex, bytes: ByteView, decode: DecodeLabel): SourceValues {
  // Of elements that occur twice the first counts; the plan removes the others.
  const entries = new Map([...index.elements].reverse().map((entry) => [entry.path, entry]));
  const bytesOf = (entry: ElementEntry) => bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen);
  const asciiOf = (entry: ElementEntry) => decodeText([], bytesOf(entry), decode);
  const termsOf = (path: string): readonly string[] => {
    for (let item = itemOf(path); ; item = itemOf(item)) {
      const charset = entries.get(item === "" ? "00080005" : `${item}/00080005`);
      if (charset) return (asciiOf(charset) ?? "?").split("\\").map(trim);
      if (item === "") return [];
    }
  };
  return {
    entries,
    text: (path) => {
      const entry = entries.get(path);
      if (!entry) return null;
      const vr = effectiveVr(entry);
      const text = byCharacterSet.has(vr)
        ? decodeText(termsOf(path), bytesOf(entry), decode)
        : plainText.has(vr)
          ? asciiOf(entry)
          : null;
      return text === null ? null : trim(text);
    },
    bytes: (path) => {
      const entry = entries.get(path);
      return entry ? bytesOf(entry) : null;
    },
    u16: (path) => {
      const entry = entries.get(path);
      if (!entry || entry.valueLen < 2) return null;
      const [first = 0, second = 0] = bytes.subarray(entry.valueAt, entry.valueAt + 2);
      return index.bigEndian && !path.startsWith("0002") ? (first << 8) | second : (second << 8) | first;
    },
    u32: (path) => {
      const entry = entries.get(path);
      if (!entry || entry.valueLen < 4) return null;
      const value = bytes.subarray(entry.valueAt, entry.valueAt + 4);
      const view = new DataView(value.buffer, value.byteOffset, 4);
      return view.getUint32(0, !index.bigEndian || path.startsWith("0002"));
    },
  };
}
