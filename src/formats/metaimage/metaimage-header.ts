import { FormatError } from "../format-error.ts";
import { type DataFiles, dataFileNames } from "../raw/data-files.ts";
import { headerLines } from "../raw/header-lines.ts";

/** The keys of a MetaImage header, in small letters. */
export interface MetaImageHeader {
  readonly keys: ReadonlyMap<string, string>;
  /** Offset behind the line `ElementDataFile`, which ends the header. */
  readonly dataAt: number;
  readonly dataFiles: DataFiles;
}

/** Whether bytes begin with the text of a MetaImage header. */
export function isMetaImage(head: Uint8Array): boolean {
  let [lines, marked] = [0, false];
  for (const { text, end } of headerLines(head)) {
    if (!/^\s*\w+\s*=/.test(text)) return end === head.length && lines > 0 && marked;
    if (lines === 0 && /^\s*(ObjectType\s*=\s*Image|NDims\s*=)/.test(text)) marked = true;
    if (/^\s*(NDims|DimSize|ElementType)\s*=/.test(text)) marked = true;
    // What follows this line are samples.
    if (/^\s*ElementDataFile\s*=/i.test(text) || ++lines > 40) break;
  }
  return marked;
}

/** Reads the keys of a MetaImage header; `headerBytes` ends a detached one. Errors: {@link FormatError}. */
export function readMetaImageHeader(bytes: Uint8Array, headerBytes = bytes.length): MetaImageHeader {
  const keys = new Map<string, string>();
  const list: string[] = [];
  let dataAt: number | null = null;
  for (const { text, at, end } of headerLines(bytes.subarray(0, headerBytes))) {
    if (dataAt !== null) {
      if (text.trim() !== "") list.push(text.trim());
      continue;
    }
    const pair = /^\s*(\w+)\s*=\s*(.*)$/.exec(text);
    if (!pair) throw new FormatError("parse-error", "a key and a value", "another line", at);
    const key = (pair[1] ?? "").toLowerCase();
    keys.set(key, (pair[2] ?? "").trim());
    if (key !== "elementdatafile") continue;
    dataAt = end;
    if (!/^LIST/i.test((pair[2] ?? "").trim())) break;
  }
  const named = keys.get("elementdatafile");
  if (named === undefined || dataAt === null)
    throw new FormatError("truncated", "the line ElementDataFile", "none", headerBytes);
  const local = /^LOCAL$/i.test(named);
  return { keys, dataAt, dataFiles: local ? null : dataFileNames(named, () => list) };
}
