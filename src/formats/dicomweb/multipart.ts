import { FormatError } from "../format-error.ts";

/** One part of a multipart body; header names in lower case. */
export interface BodyPart {
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0x7f);

const textOf = (bytes: Uint8Array) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};

/** Where `wanted` begins in `bytes`, from `start` on; -1 when it is not there. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, start = 0): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, start); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same++;
    if (same === wanted.length) return at;
  }
  return -1;
}

/** A boundary that none of the payloads contains; `random` gives hex text of its own choice at every call. */
export function boundaryFor(payloads: readonly Uint8Array[], random: () => string): string {
  for (;;) {
    const boundary = `overread-${random()}`;
    const mark = ascii(boundary);
    if (!payloads.some((bytes) => indexOfBytes(bytes, mark) >= 0)) return boundary;
  }
}

/** The pieces of a multipart/related body of DICOM objects (PS3.18 8.6.1.2.1): no payload is copied. */
export function multipartPieces(payloads: readonly Uint8Array[], boundary: string): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const [index, bytes] of payloads.entries())
    pieces.push(
      ascii(`${index === 0 ? "" : "\r\n"}--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
      bytes,
    );
  pieces.push(ascii(`\r\n--${boundary}--\r\n`));
  return pieces;
}

/** The boundary that a Content-Type names; null when it is no multipart. */
export function boundaryOf(contentType: string): string | null {
  if (!/^\s*multipart\//i.test(contentType)) return null;
  const found = /;\s*boundary=(?:"([^"]*)"|([^;\s]+))/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

const headerEnd = ascii("\r\n\r\n");

function headersOf(text: string): Map<string, string> {
  const lines = text.split("\r\n").map((line) => /^([^:]+):\s*(.*)$/.exec(line));
  return new Map(
    lines.flatMap((line) => (line ? [[line[1]?.trim().toLowerCase() ?? "", line[2] ?? ""]] : [])),
  );
}

/** Takes a multipart body apart (RFC 2046 5.1). Throws when it was cut off: half an answer is no answer. */
export function readMultipart(bytes: Uint8Array, contentType: string): BodyPart[] {
  const boundary = boundaryOf(contentType);
  if (!boundary) throw new FormatError("truncated", "a multipart body with a boundary", "another type");
  const mark = ascii(`--${boundary}`);
  const inner = ascii(`\r\n--${boundary}`);
  let at = indexOfBytes(bytes, mark);
  if (at < 0) throw new FormatError("truncated", "the boundary that the header names", "a body without it");
  at += mark.length;
  const parts: BodyPart[] = [];
  for (;;) {
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) return parts;
    // Nothing but blanks may stand between a boundary and its line end.
    while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
    if (bytes[at] !== 0x0d || bytes[at + 1] !== 0x0a)
      throw new FormatError("truncated", "a line end after a boundary", "something else", at);
    // Without headers, the empty line is the line end of the boundary itself.
    const head = indexOfBytes(bytes, headerEnd, at);
    const end = head < 0 ? -1 : indexOfBytes(bytes, inner, head + 2);
    if (end < 0)
      throw new FormatError("truncated", "a closing boundary", "the end of the body", bytes.length);
    parts.push({
      headers: headersOf(textOf(bytes.subarray(at + 2, Math.max(at + 2, head)))),
      bytes: bytes.subarray(head + headerEnd.length, Math.max(head + headerEnd.length, end)),
    });
    at = end + inner.length;
  }
}
