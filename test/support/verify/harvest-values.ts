import { hasOnlyKnownWords } from "../../../src/formats/dicom/deid/known-words.ts";
import { policyRow } from "../../../src/formats/dicom/deid/policy-table.ts";
import type { FileValue, FileValues } from "./file-values.ts";

/** Something of an original that names somebody or something, and what it is. */
export interface Needle {
  readonly text: string;
  readonly kind: "name" | "id" | "date" | "uid" | "text";
}

/** Encodings of (0008,0005), PS3.3 C.12.1.1.2, as the platform calls them. */
const encodings: Readonly<Record<string, string>> = {
  "ISO_IR 100": "windows-1252",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "windows-1254",
  "ISO_IR 192": "utf-8",
  "ISO 2022 IR 87": "iso-2022-jp",
  "ISO 2022 IR 149": "euc-kr",
  GB18030: "gb18030",
  GBK: "gb18030",
};

/** What stands where a name was taken out before, by whoever made the file. */
const placeholder =
  /^(anon(ym(ous|i[sz]ed))?\d*|none|null|unknown|removed|original|patient|name|test|deidentified|unnamed|unspecified|no ?name|n\/?a|x+|0+|1900.?0?1.?0?1|19000101)$/i;

const texts = new Set(["LO", "SH", "ST", "LT", "UT", "UC", "AE"]);
const identifiers = new Set([0x00100020, 0x00080050, 0x00200010, 0x00101000, 0x00380010, 0x00402016]);

const split = (text: string, at: RegExp) => text.split(at).map((part) => part.trim());
const isPrivate = (tag: number) => (tag >>> 16) % 2 === 1;

function needlesOfValue(value: FileValue, text: string): Needle[] {
  const { vr, tag } = value;
  const values = split(text, /\\/);
  if (vr === "PN") {
    const parts = values.flatMap((one) => split(one, /[\^=]/));
    return parts.filter((part) => part.length >= 4).map((part) => ({ text: part, kind: "name" }));
  }
  if (vr === "DA")
    return values
      .filter((one) => /^\d{4}\.?\d\d\.?\d\d$/.test(one))
      .map((one) => ({ text: one, kind: "date" }));
  if (vr === "DT")
    return values
      .filter((one) => /^\d{8}/.test(one))
      .map((one) => ({ text: one.replace(/(\.0*)?$/, ""), kind: "date" }));
  if (vr === "UI")
    return values
      .filter((one) => one.length >= 10 && !one.startsWith("1.2.840.10008.") && /^[\d.]+$/.test(one))
      .map((one) => ({ text: one, kind: "uid" }));
  const row = policyRow(tag);
  const listed = row !== undefined && row.basic !== "K";
  const creator = isPrivate(tag) && (tag & 0xffff) <= 0xff;
  if (!texts.has(vr) || creator || !(listed || isPrivate(tag))) return [];
  const kind = identifiers.has(tag) ? "id" : "text";
  return values.filter((one) => one.length >= 5 && one.length <= 256).map((one) => ({ text: one, kind }));
}

/**
 * Identity values of an original: every name, identifier, date, UID and listed or private text, decoded by its character set
 * and as its bytes are. Left out are placeholders, texts of known words only, and texts that also stand whole in an element that
 * Table E.1-1 does not list (a manufacturer in a private group), as does a name of known words (Perfusion).
 */
export function harvestValues({ values }: FileValues): Needle[] {
  const terms = values.find(({ path }) => path === "00080005")?.bytes.toString("latin1") ?? "";
  const labels = split(terms, /\\/).flatMap((term) => encodings[term] ?? []);
  const neutral = new Set(
    values
      .filter(({ tag, vr }) => (texts.has(vr) || vr === "CS") && !isPrivate(tag) && !policyRow(tag))
      .flatMap(({ bytes }) => split(bytes.toString("latin1").toLowerCase(), /[\\\0]/)),
  );
  const found = new Map<string, Needle>();
  for (const value of values) {
    if (value.tag >>> 16 === 2 || value.bytes.length > 65536) continue;
    const raw = value.bytes.toString("latin1").replace(/[\0 ]+$/, "");
    const decoded = labels.map((label) => new TextDecoder(label).decode(value.bytes).replace(/[\0 ]+$/, ""));
    for (const text of new Set([raw, ...decoded])) {
      for (const needle of needlesOfValue(value, text)) {
        const plain = needle.text;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences and padding are no text
        if (/[\x00-\x1f\ufffd]/.test(plain) || placeholder.test(plain)) continue;
        if (new Set(plain).size < 3) continue;
        const known = hasOnlyKnownWords(plain.toLowerCase());
        if (needle.kind === "text" && (known || neutral.has(plain.toLowerCase()))) continue;
        // A "name" like Perfusion, which the file also says of the examination.
        if (needle.kind === "name" && known && neutral.has(plain.toLowerCase())) continue;
        found.set(plain, needle);
      }
    }
  }
  return [...found.values()];
}

/** Texts, dates and names in the tags of a TIFF: ASCII of every directory and of the Exif and GPS directories it points to. */
export function harvestTiff(file: Uint8Array): Needle[] {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const little = text.toString("latin1", 0, 2) === "II";
  const big = (little ? text.readUInt16LE(2) : text.readUInt16BE(2)) === 43;
  const u16 = (at: number) => (little ? text.readUInt16LE(at) : text.readUInt16BE(at));
  const u32 = (at: number) => (little ? text.readUInt32LE(at) : text.readUInt32BE(at));
  const offset = (at: number) =>
    big ? Number(little ? text.readBigUInt64LE(at) : text.readBigUInt64BE(at)) : u32(at);
  const found = new Map<string, Needle>();
  const seen = new Set<number>();
  const visit = (at: number): void => {
    if (at <= 0 || at + 8 > text.length || seen.has(at) || seen.size > 4096) return;
    seen.add(at);
    const count = big ? offset(at) : u16(at);
    const size = big ? 20 : 12;
    let entry = at + (big ? 8 : 2);
    for (let index = 0; index < count && entry + size <= text.length; index++, entry += size) {
      const [tag, type] = [u16(entry), u16(entry + 2)];
      const length = big ? offset(entry + 4) : u32(entry + 4);
      const value = entry + (big ? 12 : 8);
      if ([330, 34665, 34853].includes(tag)) visit(offset(value));
      if (type !== 2 || length > 65536) continue;
      const from = length <= (big ? 8 : 4) ? value : offset(value);
      for (const line of split(text.toString("latin1", from, from + length), /[\0\r\n|]/)) {
        // A value of "key = value" is what may name somebody; the keys are the scanner's.
        const [key = "", plain = key] = split(line, /=/).slice(-2);
        if (key === "unit") continue;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: only printable text is searched for
        if (plain.length < 6 || plain.length > 128 || /[\x00-\x1f]/.test(plain)) continue;
        if (hasOnlyKnownWords(plain.toLowerCase()) || /^[\d. ,x;-]+$/.test(plain)) continue;
        found.set(plain, { text: plain, kind: "text" });
      }
    }
    if (entry + (big ? 8 : 4) <= text.length) visit(offset(entry));
  };
  try {
    visit(offset(big ? 8 : 4));
  } catch {
    // A directory that points outside the file: what was read before counts.
  }
  return [...found.values()];
}
