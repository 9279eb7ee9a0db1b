import { deflateRawSync } from "node:zlib";
import type { BenchFrame } from "./decode-frames.ts";

const long = new Set(["OB", "OW"]);

/** An element in the order of its file; the value of pixels is given in that order. */
function element(
  group: number,
  number: number,
  vr: string,
  value: Uint8Array | string | number,
  { length, bigEndian = false }: { readonly length?: number; readonly bigEndian?: boolean } = {},
) {
  const short = Buffer.alloc(2);
  if (typeof value === "number") short.writeUInt16LE(value);
  const bytes =
    typeof value === "number" ? short : Buffer.from(value as Uint8Array & string, "latin1" as never);
  const even = bytes.length % 2 ? Buffer.concat([bytes, Buffer.from(vr === "UI" ? "\0" : " ")]) : bytes;
  const head = Buffer.alloc(long.has(vr) ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, "latin1");
  if (long.has(vr)) head.writeUInt32LE(length ?? even.length, 8);
  else head.writeUInt16LE(even.length, 6);
  if (bigEndian) {
    if (typeof value === "number") even.swap16();
    head.subarray(0, 4).swap16();
    if (long.has(vr)) head.subarray(8, 12).swap32();
    else head.subarray(6, 8).swap16();
  }
  return Buffer.concat([head, even]);
}

function item(bytes: Uint8Array): Buffer {
  const padded = bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : Buffer.from(bytes);
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(padded.length, 4);
  return Buffer.concat([head, padded]);
}

/** A multi-frame Secondary Capture that holds the frame `count` times (PS3.10 7.1, PS3.5 A.4). */
export function frameFile(frame: BenchFrame, count = 1): Buffer {
  const { uid, columns, rows, bitsAllocated, bitsStored, encoded, native, bigEndian = false } = frame;
  const sop = `1.2.840.10008.5.1.4.1.1.7.${bitsAllocated === 8 ? 2 : 3}`;
  const frames = Array.from({ length: count }, () => encoded);
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  const pixels = native
    ? element(0x7fe0, 0x10, "OW", Buffer.concat(frames), { bigEndian })
    : element(0x7fe0, 0x10, "OB", Buffer.concat([item(new Uint8Array(0)), ...frames.map(item), end]), {
        length: 0xffffffff,
      });
  const meta = Buffer.concat([
    element(2, 0x01, "OB", Uint8Array.of(0, 1)),
    element(2, 0x02, "UI", sop),
    element(2, 0x03, "UI", "2.25.8801"),
    element(2, 0x10, "UI", uid),
    element(2, 0x12, "UI", "2.25.83461275930428561"),
  ]);
  const length = Buffer.from(Uint32Array.of(meta.length).buffer);
  const metaLength = Buffer.concat([Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0]), length]);
  const ordered = (group: number, number: number, vr: string, value: string | number) =>
    element(group, number, vr, value, { bigEndian });
  const dataset = Buffer.concat([
    ordered(8, 0x16, "UI", sop),
    ordered(8, 0x18, "UI", "2.25.8801"),
    ordered(0x10, 0x20, "LO", "BENCH"),
    ordered(0x20, 0x0d, "UI", "2.25.8802"),
    ordered(0x20, 0x0e, "UI", "2.25.8803"),
    ordered(0x28, 0x02, "US", 1),
    ordered(0x28, 0x04, "CS", "MONOCHROME2"),
    ordered(0x28, 0x08, "IS", String(count)),
    ordered(0x28, 0x10, "US", rows),
    ordered(0x28, 0x11, "US", columns),
    ordered(0x28, 0x100, "US", bitsAllocated),
    ordered(0x28, 0x101, "US", bitsStored),
    ordered(0x28, 0x102, "US", bitsStored - 1),
    ordered(0x28, 0x103, "US", 0),
    pixels,
  ]);
  const written = frame.deflated ? deflateRawSync(dataset) : dataset;
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), metaLength, meta, written]);
}
