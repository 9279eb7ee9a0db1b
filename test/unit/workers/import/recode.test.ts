import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { compressedValues, htj2kStream, jpegLsStream } from "../../../support/compressed-samples.ts";
import { makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { losslessJpeg } from "../../../support/lossless-jpeg.ts";

const side = 16;
const box = { x: 2, y: 3, width: 5, height: 4, frames: [0] };
const within = (pixel: number) => {
  const [x, y] = [pixel % side, Math.floor(pixel / side)];
  return x >= 2 && x < 7 && y >= 3 && y < 7;
};

/** PackBits of byte planes as literal runs, one segment each (PS3.5 annex G). */
function rleFrame(planes: readonly (readonly number[])[]): Uint8Array {
  const segments = planes.map((plane) => {
    const out: number[] = [];
    for (let at = 0; at < plane.length; at += side) out.push(side - 1, ...plane.slice(at, at + side));
    return out.length % 2 ? [...out, 0] : out;
  });
  const header = new Uint8Array(64);
  const view = new DataView(header.buffer);
  view.setUint32(0, planes.length, true);
  let at = 64;
  segments.forEach((segment, i) => {
    view.setUint32(4 + 4 * i, at, true);
    at += segment.length;
  });
  return Uint8Array.from([...header, ...segments.flat()]);
}

interface Source {
  readonly syntax: string;
  readonly frame: Uint8Array;
  readonly to: string;
  readonly values: readonly number[];
  readonly bits?: number;
  readonly signed?: boolean;
  readonly samples?: number;
  readonly photometric?: string;
}

function file({ syntax, frame, bits = 12, signed = false, samples = 1, photometric }: Source) {
  return makeDicom(
    [
      { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.3.1" },
      { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.5" },
      { tag: "00080060", vr: "CS", value: "US" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      { tag: "00280002", vr: "US", value: [samples] },
      { tag: "00280004", vr: "CS", value: photometric ?? "MONOCHROME2" },
      ...(samples > 1 ? [{ tag: "00280006", vr: "US", value: [0] }] : []),
      { tag: "00280008", vr: "IS", value: "2" },
      { tag: "00280010", vr: "US", value: [side] },
      { tag: "00280011", vr: "US", value: [side] },
      { tag: "00280100", vr: "US", value: [bits > 8 ? 16 : 8] },
      { tag: "00280101", vr: "US", value: [bits] },
      { tag: "00280102", vr: "US", value: [bits - 1] },
      { tag: "00280103", vr: "US", value: [signed ? 1 : 0] },
      { tag: "00282110", vr: "CS", value: "01" },
      { tag: "00282112", vr: "DS", value: "7.5" },
    ],
    { fragments: [frame, frame], transferSyntax: syntax },
  ).bytes;
}

const grey8 = Array.from({ length: side * side }, (_, i) => (i * 7) % 251);
const colour = Array.from({ length: side * side * 3 }, (_, i) => (i * 5) % 253);
const words = Array.from({ length: side * side }, (_, i) => (i * 257 + 3) % 65_536);
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
const every = (values: readonly number[], step: number, from: number) =>
  values.filter((_, i) => i % step === from);
const rle = "1.2.840.10008.1.2.5";
const jpegLs = "1.2.840.10008.1.2.4.80";
const htj2k = "1.2.840.10008.1.2.4.201";

const sources: readonly (readonly [string, Source])[] = [
  ["RLE, 8 bits", { syntax: rle, to: rle, bits: 8, values: grey8, frame: rleFrame([grey8]) }],
  [
    "RLE, 16 bits",
    {
      syntax: rle,
      to: rle,
      bits: 16,
      values: words,
      frame: rleFrame([words.map((one) => one >> 8), words.map((one) => one & 255)]),
    },
  ],
  [
    "RLE, colour",
    {
      syntax: rle,
      to: rle,
      bits: 8,
      samples: 3,
      photometric: "RGB",
      values: colour,
      frame: rleFrame([0, 1, 2].map((sample) => every(colour, 3, sample))),
    },
  ],
  ["JPEG-LS", { syntax: jpegLs, to: jpegLs, values: compressedValues, frame: bytesOf(jpegLsStream) }],
  ["HTJ2K", { syntax: htj2k, to: htj2k, values: compressedValues, frame: bytesOf(htj2kStream) }],
  [
    "lossless JPEG",
    {
      syntax: "1.2.840.10008.1.2.4.70",
      to: jpegLs,
      values: compressedValues,
      frame: losslessJpeg(compressedValues, side, side, 12),
    },
  ],
  [
    "lossless JPEG, signed",
    {
      syntax: "1.2.840.10008.1.2.4.70",
      to: jpegLs,
      signed: true,
      values: compressedValues.map((one) => (one << 20) >> 20),
      frame: losslessJpeg(compressedValues, side, side, 12),
    },
  ],
];

test.each(sources)(
  "blanked frames of %s are compressed again without loss; a frame without a box stays as it was",
  async (_name, source) => {
    const harness = makeImportHarness();
    const { result } = await harness.take([chosen("us.dcm", file(source))]);
    expect(result.refused).toEqual([]);
    const sopUid = result.held[0]?.sopUid ?? "";
    const answer = await harness.call("release", { sopUids: [sopUid], boxes: [box] });
    expect(answer.released).toEqual([sopUid]);
    expect(answer.recoded.map(({ from, to }) => [from, to])).toEqual([[source.syntax, source.to]]);
    const bytes = await instanceBytes(harness.context.database, sopUid);
    if (!bytes) throw new Error("nothing stored");
    const opened = await openDicomPixels(bytes, harness.context.codecs);
    const samples = source.samples ?? 1;
    const blank = source.signed ? -2048 : 0;
    const expected = source.values.map((value, i) => (within(Math.floor(i / samples)) ? blank : value));
    expect([...(await opened.display(0)).pixels]).toEqual(expected);
    expect([...(await opened.display(1)).pixels]).toEqual([...source.values]);

    const index = await harness.context.pipelines.inspectDicom(bytes);
    expect([index.transferSyntax, index.fragments.length, index.offsetTable.length]).toEqual([
      source.to,
      2,
      2,
    ]);
    const second = index.fragments[1];
    const kept = bytes.subarray(second?.at ?? 0, (second?.at ?? 0) + (second?.len ?? 0));
    if (source.to === source.syntax && source.to !== htj2k)
      expect([...kept.subarray(0, source.frame.length)]).toEqual([...source.frame]);
    // What was lossy before stays so, whatever the last step was (PS3.3 C.7.6.1.1.5).
    const latin1 = Buffer.from(bytes).toString("latin1");
    expect(latin1).toContain("\x28\0\x10\x21CS\x02\x0001");
    expect(latin1).toContain("\x28\0\x12\x21DS\x04\x007.5 ");
  },
);

test("what was written so comes back as this project's own, to the byte", async () => {
  for (const [, source] of sources) {
    const harness = makeImportHarness();
    const { result } = await harness.take([chosen("us.dcm", file(source))]);
    const sopUid = result.held[0]?.sopUid ?? "";
    await harness.call("release", { sopUids: [sopUid], boxes: [box] });
    const bytes = await instanceBytes(harness.context.database, sopUid);
    if (!bytes) throw new Error("nothing stored");
    const other = makeImportHarness();
    await other.take([chosen("own.dcm", bytes)]);
    const again = await instanceBytes(other.context.database, sopUid);
    expect(Buffer.from(again ?? []).equals(Buffer.from(bytes)), source.to).toBe(true);
  }
});

test("where no encoder can, frames are stored uncompressed", async () => {
  const [, source] = sources[3] ?? [];
  if (!source) throw new Error("no source");
  const harness = makeImportHarness();
  harness.context.codecs.encodeJpegLs = () => Promise.reject(new Error("none"));
  const { result } = await harness.take([chosen("us.dcm", file(source))]);
  const sopUid = result.held[0]?.sopUid ?? "";
  const { recoded } = await harness.call("release", { sopUids: [sopUid], boxes: [box] });
  expect(recoded.map(({ to }) => to)).toEqual(["1.2.840.10008.1.2.1"]);
  const record = await harness.context.database.deidRecords.get(sopUid);
  const stored = await instanceBytes(harness.context.database, sopUid);
  expect(record?.recoded?.bytesAfter).toBe(stored?.length);
});
