import { inflateBounded } from "../../formats/raw/inflate-bounded.ts";
import type { RawKind } from "../../formats/raw/raw-image.ts";
import { sniffRaw } from "./sniff-raw.ts";
import type { SourceFile } from "./source-file.ts";

/** What a file is, by its content; `gzip`: one DICOM or TIFF file in it; `disc`: the index of a disc; `skip` is quiet: leavings of file systems. */
export type FileKind = "dicom" | "tiff" | RawKind | "zip" | "gzip" | "disc" | "skip" | "other";

const junkName = /(^|\/)(\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$|(^|\/)__MACOSX\//i;
const text = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** A dataset without preamble starts with a low even group, in either byte order, and a plausible VR or length. */
function isBareDicom(head: Uint8Array): boolean {
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (const little of [true, false]) {
    const group = view.getUint16(0, little);
    const element = view.getUint16(2, little);
    if ((group !== 2 && group !== 8) || element > 0x60) continue;
    const explicit = /^[A-Z]{2}$/.test(text(head, 4, 2));
    if (explicit || view.getUint32(4, little) <= 1024) return true;
  }
  return false;
}

const isTiff = (head: Uint8Array) => /^(II[*+]\0|MM\0[*+])/.test(text(head, 0, 4));

/** Whether a gzip stream (RFC 1952) holds what is only ever read as a file of its own: readers of volumes unpack themselves. */
function holdsFile(head: Uint8Array): boolean {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return false;
  const inner = inflateBounded(head, 132, 0, true);
  return isTiff(inner) || text(inner, 128, 4) === "DICM";
}

/** Looks at the first bytes; the name decides only over what is left to lie. */
export async function sniff(file: SourceFile): Promise<FileKind> {
  if (junkName.test(file.path)) return "skip";
  const head = await file.source.read(0, Math.min(file.size, 2048));
  if (head.length >= 132 && text(head, 128, 4) === "DICM") {
    // Media Storage Directory Storage: it lists images and is none (PS3.10 8.6).
    return text(head, 132, head.length - 132).includes("1.2.840.10008.1.3.10") ? "disc" : "dicom";
  }
  const mark = text(head, 0, 4);
  if (mark === "PK\u0003\u0004" || mark === "PK\u0005\u0006") return "zip";
  if (isTiff(head)) return "tiff";
  const raw = sniffRaw(head, file.size);
  if (raw) return raw;
  if (holdsFile(head)) return "gzip";
  return isBareDicom(head) ? "dicom" : "other";
}
