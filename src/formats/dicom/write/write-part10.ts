import type { Breath } from "../../../domain/cancel.ts";
import { keyedUid } from "../../../domain/deid/keyed-uid.ts";
import { makeSha256 } from "../../../domain/deid/streamed-sha256.ts";
import type { DicomItem } from "./dicom-item.ts";
import { itemParts, sizeOf } from "./encode-item.ts";

const explicitLittle = "1.2.840.10008.1.2.1";

/** Names this writer in the meta header (PS3.10 7.1): a UUID made once. */
const implementation = "2.25.253301226914907811407018203394085143216";

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** A UID that follows from texts: equal texts give equal UIDs, on every device (export-and-workflow E7). */
export function derivedUid(...texts: readonly string[]): string {
  const hash = makeSha256();
  for (const part of itemParts({ TextValue: texts.join("\0") })) hash.update(part);
  return keyedUid(fromHex(hash.hex()));
}

/** A finished object. */
export interface WrittenObject {
  readonly sopUid: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The meta header needs elements of group 2, which no data set may hold; it is short enough to be put together here. */
function metaHeader(sopClassUid: string, sopUid: string): Uint8Array {
  const parts: number[] = [];
  const put = (element: number, vr: string, value: readonly number[]) => {
    const padded = value.length % 2 ? [...value, 0] : value;
    const length = padded.length;
    parts.push(2, 0, element, 0, vr.charCodeAt(0), vr.charCodeAt(1));
    if (vr === "OB") parts.push(0, 0, length & 255, length >> 8, 0, 0, ...padded);
    else parts.push(length & 255, length >> 8, ...padded);
  };
  const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
  put(0x01, "OB", [0, 1]);
  put(0x02, "UI", ascii(sopClassUid));
  put(0x03, "UI", ascii(sopUid));
  put(0x10, "UI", ascii(explicitLittle));
  put(0x12, "UI", ascii(implementation));
  const body = parts.splice(0);
  put(0x00, "UL", [body.length & 255, body.length >> 8, 0, 0]);
  return Uint8Array.from([...parts, ...body]);
}

/** The UID that a data set states itself; empty where it gets one. */
const statedUid = ({ SOPInstanceUID }: DicomItem): string =>
  typeof SOPInstanceUID === "string" ? SOPInstanceUID : "";

function fileOf(item: DicomItem, sopUid: string): WrittenObject {
  const parts = itemParts({ ...item, SOPInstanceUID: sopUid });
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  const all = [preamble, metaHeader(String(item.SOPClassUID ?? ""), sopUid), ...parts];
  const bytes = new Uint8Array(sizeOf(all));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return { sopUid, bytes };
}

/**
 * The Part 10 file of a data set (PS3.10 7.1), Explicit VR Little Endian. Without a SOPInstanceUID it gets one that follows from all
 * its other bytes: other content is never written under a UID that was given out before.
 */
export function writePart10(item: DicomItem): WrittenObject {
  const stated = statedUid(item);
  if (stated !== "") return fileOf(item, stated);
  const hash = makeSha256();
  for (const part of itemParts(item)) hash.update(part);
  return fileOf(item, keyedUid(fromHex(hash.hex())));
}

/** Bytes that are digested between two breaths. */
const pieceBytes = 1 << 20;

/** The same for an object of many items, which were encoded before (`encodedItems`): its digest takes a second for 64 MB. */
export async function writeLongPart10(item: DicomItem, breathe: Breath): Promise<WrittenObject> {
  await breathe();
  const stated = statedUid(item);
  if (stated !== "") return fileOf(item, stated);
  const hash = makeSha256();
  let done = 0;
  for (const part of itemParts(item))
    for (let at = 0; at < part.length; at += pieceBytes) {
      const piece = part.subarray(at, at + pieceBytes);
      hash.update(piece);
      done += piece.length;
      if (done < pieceBytes) continue;
      await breathe();
      done = 0;
    }
  await breathe();
  return fileOf(item, keyedUid(fromHex(hash.hex())));
}
