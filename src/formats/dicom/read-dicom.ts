import { type ByteSource, memorySource } from "../byte-source.ts";
import { FormatError } from "../format-error.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf } from "./element-values.ts";
import { inflateDataset } from "./inflate-dataset.ts";
import { type DicomDataset, type DicomElement, type NeedMore, walkDataset } from "./read-dataset.ts";
import { type TransferSyntax, transferSyntaxOf } from "./transfer-syntax.ts";

/** A DICOM file up to its pixel data. */
export interface DicomFile {
  /** Top level; `bytes` may be the beginning of the file only. */
  readonly dataset: DicomDataset;
  readonly syntax: TransferSyntax;
  /** The element that holds the pixels, not read; null when the file has none. Length 0xFFFFFFFF when encapsulated. */
  readonly pixels: DicomElement | null;
  /** Where offsets of this file point: the file itself, or the inflated copy of a deflated one. */
  readonly source: ByteSource;
}

const pixelTags = new Set<number>([dicomTag.floatPixels, dicomTag.doublePixels, dicomTag.pixelData]);
const firstRead = 64 * 1024;
const explicitLittle = "1.2.840.10008.1.2.1";
const implicitLittle = "1.2.840.10008.1.2";
const explicitBig = "1.2.840.10008.1.2.2";

const isMagic = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;

const isVr = (bytes: Uint8Array, at: number) =>
  [0, 1].every((i) => (bytes[at + i] ?? 0) >= 0x41 && (bytes[at + i] ?? 0) <= 0x5a);

/** Without a meta header the first element tells the encoding: a low group, and a VR or a length. */
function guessSyntax(bytes: Uint8Array, at: number): string {
  const littleGroup = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  const bigGroup = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  if (Math.min(littleGroup, bigGroup) > 0x7fe0 || bytes.length < at + 8) {
    throw new FormatError("not-an-image", "a DICOM file", "other bytes", at);
  }
  const explicit = isVr(bytes, at + 4);
  if (bigGroup < littleGroup && explicit) return explicitBig;
  return explicit ? explicitLittle : implicitLittle;
}

interface Start {
  readonly at: number;
  readonly syntaxUid: string;
}

/** Reads the meta header, which is explicit little endian (PS3.10 7.1), or guesses when there is none. */
function findStart(bytes: Uint8Array, totalBytes: number): Start | NeedMore {
  // A bare data set may hold these four letters by chance: what follows a real mark is group 2.
  const bare = bytes[0] === 8 && bytes[1] === 0 && isVr(bytes, 4);
  const part10 = isMagic(bytes, 128) && (!bare || (bytes[132] === 2 && bytes[133] === 0));
  const at = part10 ? 132 : 0;
  if (!part10 && !(bytes[0] === 2 && bytes[1] === 0)) return { at, syntaxUid: guessSyntax(bytes, at) };
  const meta = walkDataset(bytes, {
    start: at,
    end: totalBytes,
    totalBytes,
    explicitVr: isVr(bytes, at + 4),
    littleEndian: true,
    stopAt: (tag) => tag >>> 16 !== 2,
  });
  if ("needBytes" in meta) return meta;
  // The group length may lie; the last element of group 2 does not.
  let end = at;
  for (const element of meta.elements.values()) {
    if (element.tag >>> 16 === 2) end = Math.max(end, element.offset + element.length);
  }
  const syntaxUid = asciiOf(meta, dicomTag.transferSyntaxUid);
  return { at: end, syntaxUid: syntaxUid === "" ? guessSyntax(bytes, end) : syntaxUid };
}

const readHead = (source: ByteSource) => source.read(0, Math.min(firstRead, source.lengthBytes));

/** Parses the beginning of a source, `head`, and more of it where that is not enough. */
async function growing<T extends object>(
  source: ByteSource,
  head: Uint8Array,
  parse: (bytes: Uint8Array) => T | NeedMore,
): Promise<T> {
  for (let bytes = head; ; ) {
    const parsed = parse(bytes);
    if (!("needBytes" in parsed)) return parsed;
    const size = bytes.length;
    if (size >= source.lengthBytes)
      throw new FormatError("truncated", "more bytes", "the end of the file", size);
    const more = Math.min(source.lengthBytes, Math.max(size * 2, (parsed as NeedMore).needBytes));
    bytes = await source.read(0, more);
  }
}

async function inflated(source: ByteSource, start: number): Promise<Uint8Array> {
  return inflateDataset(await source.read(start, source.lengthBytes - start), start);
}

/**
 * Reads a DICOM file up to its pixels: Part 10, without preamble, or without meta header; implicit and explicit VR, both byte
 * orders, deflated. Reads only as far as the pixel data. Errors: {@link FormatError}.
 */
export async function readDicom(source: ByteSource): Promise<DicomFile> {
  // Read once: a range of a chosen file, or of a stored one, costs more than what it holds.
  const head = await readHead(source);
  const start = await growing(source, head, (bytes) => findStart(bytes, source.lengthBytes));
  const syntax = transferSyntaxOf(start.syntaxUid);
  if (!syntax) {
    throw new FormatError(
      "unsupported-syntax",
      "a transfer syntax of this list",
      start.syntaxUid.slice(0, 64),
    );
  }
  const body = syntax.deflated ? memorySource(await inflated(source, start.at)) : source;
  const begin = syntax.deflated ? 0 : start.at;
  const dataset = await growing(body, syntax.deflated ? await readHead(body) : head, (bytes) =>
    walkDataset(bytes, {
      start: begin,
      end: body.lengthBytes,
      totalBytes: body.lengthBytes,
      explicitVr: syntax.explicitVr,
      littleEndian: syntax.littleEndian,
      stopAt: (tag) => pixelTags.has(tag),
    }),
  );
  const pixels = [...pixelTags]
    .map((tag) => dataset.elements.get(tag))
    .find((element) => element !== undefined);
  return { dataset, syntax, pixels: pixels ?? null, source: body };
}
