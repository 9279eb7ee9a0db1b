import { FormatError } from "../format-error.ts";
import { type DataFiles, dataFileNames } from "../raw/data-files.ts";
import { headerLines } from "../raw/header-lines.ts";

/** The fields of a NRRD header by their names in small letters; key/value pairs and comments are only counted. */
export interface NrrdHeader {
  readonly fields: ReadonlyMap<string, string>;
  /** Offset behind the blank line that ends the header. */
  readonly dataAt: number;
  readonly dataFiles: DataFiles;
  readonly keyValues: number;
  readonly comments: number;
}

/** Fields that are written in two ways (format definition, section 4). */
const aliases: Readonly<Record<string, string>> = {
  datafile: "data file",
  lineskip: "line skip",
  byteskip: "byte skip",
  sampleunits: "sample units",
  blocksize: "block size",
};

/** Reads the lines of a NRRD header; `headerBytes` ends a detached one. Errors: {@link FormatError}. */
export function readNrrdHeader(bytes: Uint8Array, headerBytes = bytes.length): NrrdHeader {
  const fields = new Map<string, string>();
  const list: string[] = [];
  let [keyValues, comments, dataAt, listing] = [0, 0, headerBytes, false];
  let ended = false;
  for (const { text, at, end } of headerLines(bytes.subarray(0, headerBytes))) {
    if (at === 0) {
      if (!/^NRRD000\d/.test(text)) throw new FormatError("not-an-image", "a NRRD header", "another one", 0);
      continue;
    }
    if (text === "") {
      dataAt = end;
      ended = true;
      break;
    }
    const field = /^([\w ]+): (.*)$/.exec(text);
    if (listing) list.push(text.trim());
    else if (text.startsWith("#")) comments++;
    else if (/^[^:]*:=/.test(text)) keyValues++;
    else if (field) {
      const name = (field[1] ?? "").toLowerCase();
      const known = aliases[name] ?? name;
      fields.set(known, (field[2] ?? "").trim());
      listing = known === "data file" && /^LIST/i.test((field[2] ?? "").trim());
    } else throw new FormatError("parse-error", "a field of a NRRD header", "another line", at);
  }
  const named = fields.get("data file");
  if (!ended && named === undefined)
    throw new FormatError("truncated", "a blank line after the header", "none", headerBytes);
  const dataFiles = named === undefined ? null : dataFileNames(named, () => list);
  return { fields, dataAt, dataFiles, keyValues, comments };
}
