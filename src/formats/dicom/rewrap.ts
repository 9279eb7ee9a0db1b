import { FormatError } from "../format-error.ts";
import { joinBytes } from "../join-bytes.ts";
import type { CodestreamFacts } from "./codestream-facts.ts";

const secondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

/** ASCII padded to even length: UIDs with a zero, codes with a space. */
function padded(text: string, fill: number): Uint8Array {
  const bytes = new Uint8Array(text.length + (text.length & 1)).fill(fill);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const word = (value: number) => new Uint8Array([value & 255, value >> 8]);

function element(group: number, number: number, vr: string, value: Uint8Array): Uint8Array {
  const long = vr === "OB";
  const out = new Uint8Array((long ? 12 : 8) + value.length);
  const view = new DataView(out.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, number, true);
  out[4] = vr.charCodeAt(0);
  out[5] = vr.charCodeAt(1);
  if (long) view.setUint32(8, value.length, true);
  else view.setUint16(6, value.length, true);
  out.set(value, long ? 12 : 8);
  return out;
}

/** Encapsulated pixel data: empty offset table, one fragment of even length, delimiter (PS3.5 A.4). */
function pixelData(frame: Uint8Array): Uint8Array[] {
  const pad = frame.length & 1;
  const head = new Uint8Array(28);
  const view = new DataView(head.buffer);
  const put = (at: number, group: number, number: number, length: number) => {
    view.setUint16(at, group, true);
    view.setUint16(at + 2, number, true);
    view.setUint32(at + 4, length, true);
  };
  view.setUint16(0, 0x7fe0, true);
  view.setUint16(2, 0x0010, true);
  head[4] = 0x4f;
  head[5] = 0x42;
  view.setUint32(8, 0xffffffff, true);
  put(12, 0xfffe, 0xe000, 0);
  put(20, 0xfffe, 0xe000, frame.length + pad);
  const tail = new Uint8Array(8 + pad);
  new DataView(tail.buffer).setUint32(pad, 0xe0ddfffe, true);
  return [head, frame, tail];
}

/** The syntaxes that GDCM reads by; retired JPEG processes go as baseline. */
function carrierSyntax(syntaxUid: string): string {
  return syntaxUid.endsWith(".53") || syntaxUid.endsWith(".55") ? "1.2.840.10008.1.2.4.50" : syntaxUid;
}

/**
 * One compressed frame as the smallest DICOM file that a codec needs: image facts of the codestream only, no rescale, no text,
 * no identity (wasm spec 3.4 a). The samples that come back are unsigned, BitsStored = BitsAllocated. Refuses what the codec
 * would decode wrongly.
 */
export function rewrapFrame(
  frame: Uint8Array,
  syntaxUid: string,
  facts: CodestreamFacts,
): Uint8Array<ArrayBuffer> {
  const { samples, precision } = facts;
  if (samples !== 1 && samples !== 3) {
    throw new FormatError("unsupported-pixels", "1 or 3 components in the compressed frame", `${samples}`);
  }
  if (precision > 16) throw new FormatError("unsupported-pixels", "at most 16 bits a sample", `${precision}`);
  if (!facts.evenComponents)
    throw new FormatError("unsupported-pixels", "JPEG 2000 components of one size and depth", "several");
  const bits = precision <= 8 ? 8 : 16;
  const meta = [
    element(2, 0x01, "OB", new Uint8Array([0, 1])),
    element(2, 0x02, "UI", padded(secondaryCapture, 0)),
    element(2, 0x03, "UI", padded("2.25.1", 0)),
    element(2, 0x10, "UI", padded(carrierSyntax(syntaxUid), 0)),
    element(2, 0x12, "UI", padded("2.25.2", 0)),
  ];
  const metaLength = new Uint8Array(4);
  new DataView(metaLength.buffer).setUint32(0, joinBytes(meta).length, true);
  const preamble = new Uint8Array(132);
  preamble.set([0x44, 0x49, 0x43, 0x4d], 128);
  return joinBytes([
    preamble,
    element(2, 0, "UL", metaLength),
    ...meta,
    element(0x08, 0x16, "UI", padded(secondaryCapture, 0)),
    element(0x08, 0x18, "UI", padded("2.25.1", 0)),
    element(0x28, 0x02, "US", word(samples)),
    element(0x28, 0x04, "CS", padded(samples === 1 ? "MONOCHROME2" : "RGB", 0x20)),
    ...(samples > 1 ? [element(0x28, 0x06, "US", word(0))] : []),
    element(0x28, 0x10, "US", word(facts.rows)),
    element(0x28, 0x11, "US", word(facts.columns)),
    element(0x28, 0x100, "US", word(bits)),
    element(0x28, 0x101, "US", word(bits)),
    element(0x28, 0x102, "US", word(bits - 1)),
    element(0x28, 0x103, "US", word(0)),
    ...pixelData(frame),
  ]);
}
