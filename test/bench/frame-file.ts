import type { BenchFrame } from "./decode-frames.ts";

const long = new Set(["OB", "OW"]);

function element(
  group: number,
  number: number,
  vr: string,
  value: Uint8Array | string | number,
  length?: number,
) {
  const bytes =
    typeof value === "number"
      ? Buffer.from(Uint16Array.of(value).buffer)
      : Buffer.from(value as Uint8Array & string, "latin1" as never);
  const even = bytes.length % 2 ? Buffer.concat([bytes, Buffer.from(vr === "UI" ? "\0" : " ")]) : bytes;
  const head = Buffer.alloc(long.has(vr) ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, "latin1");
  if (long.has(vr)) head.writeUInt32LE(length ?? even.length, 8);
  else head.writeUInt16LE(even.length, 6);
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
  const { uid, columns, rows, bitsAllocated, bitsStored, encoded, native } = frame;
  const sop = `1.2.840.10008.5.1.4.1.1.7.${bitsAllocated === 8 ? 2 : 3}`;
  const frames = Array.from({ length: count }, () => encoded);
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  const pixels = native
    ? element(0x7fe0, 0x10, "OW", Buffer.concat(frames))
    : element(
        0x7fe0,
        0x10,
        "OB",
        Buffer.concat([item(new Uint8Array(0)), ...frames.map(item), end]),
        0xffffffff,
      );
  const meta = Buffer.concat([
    element(2, 0x01, "OB", Uint8Array.of(0, 1)),
    element(2, 0x02, "UI", sop),
    element(2, 0x03, "UI", "2.25.8801"),
    element(2, 0x10, "UI", uid),
    element(2, 0x12, "UI", "2.25.83461275930428561"),
  ]);
  const length = Buffer.from(Uint32Array.of(meta.length).buffer);
  const metaLength = Buffer.concat([Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0]), length]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from("DICM"),
    metaLength,
    meta,
    element(8, 0x16, "UI", sop),
    element(8, 0x18, "UI", "2.25.8801"),
    element(0x10, 0x20, "LO", "BENCH"),
    element(0x20, 0x0d, "UI", "2.25.8802"),
    element(0x20, 0x0e, "UI", "2.25.8803"),
    element(0x28, 0x02, "US", 1),
    element(0x28, 0x04, "CS", "MONOCHROME2"),
    element(0x28, 0x08, "IS", String(count)),
    element(0x28, 0x10, "US", rows),
    element(0x28, 0x11, "US", columns),
    element(0x28, 0x100, "US", bitsAllocated),
    element(0x28, 0x101, "US", bitsStored),
    element(0x28, 0x102, "US", bitsStored - 1),
    element(0x28, 0x103, "US", 0),
    pixels,
  ]);
}
