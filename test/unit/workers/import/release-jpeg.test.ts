import { expect, test } from "vitest";
import { standardAc, standardDc } from "../../../../src/formats/jpeg/huffman-table.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { editedBoxes } from "../../../../src/workers/import/edit-jpeg.ts";
import { type OpenedDicom, openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { makeBaselineJpeg } from "../../../support/baseline-jpeg.ts";
import { makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";
import { seededBytes } from "../../../support/seeded-bytes.ts";

const baseline = "1.2.840.10008.1.2.4.50";
const native = "1.2.840.10008.1.2.1";
const [columns, rows] = [45, 30];
const box = { x: 11, y: 9, width: 14, height: 6, frames: [0] };
const widened = { ...box, x: 8, y: 8, width: 24, height: 8 };

/** A wandering grey without anything that looks like writing. */
function made(samples: number) {
  const noise = seededBytes(samples)(6 * 4 * samples);
  const components = Array.from({ length: samples }, (_, index) =>
    Array.from({ length: 24 }, (_unused, at) => {
      const block = new Array<number>(64).fill(0);
      block[0] = ((noise[index * 24 + at] ?? 0) % 9) - 4;
      block[1] = 1;
      return block;
    }),
  );
  const tables = [{ dc: standardDc, ac: standardAc }];
  return makeBaselineJpeg({ columns, rows, step: 12, components, tables, restartEvery: 5 });
}

const file = (frame: Uint8Array, photometric: string, wide = columns, high = rows) =>
  makeDicom(
    [
      { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.3.1" },
      { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.5" },
      { tag: "00080060", vr: "CS", value: "US" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      { tag: "00280002", vr: "US", value: [photometric.startsWith("MONO") ? 1 : 3] },
      { tag: "00280004", vr: "CS", value: photometric },
      ...(photometric.startsWith("MONO") ? [] : [{ tag: "00280006", vr: "US" as const, value: [0] }]),
      { tag: "00280008", vr: "IS", value: "2" },
      { tag: "00280010", vr: "US", value: [high] },
      { tag: "00280011", vr: "US", value: [wide] },
      { tag: "00280100", vr: "US", value: [8] },
      { tag: "00280101", vr: "US", value: [8] },
      { tag: "00280102", vr: "US", value: [7] },
      { tag: "00280103", vr: "US", value: [0] },
      { tag: "00282110", vr: "CS", value: "01" },
      { tag: "00282112", vr: "DS", value: "7.5" },
    ],
    { fragments: [frame, frame], transferSyntax: baseline },
  ).bytes;

async function released(bytes: Uint8Array, own = box) {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("us.dcm", bytes)]);
  const sopUid = result.held[0]?.sopUid ?? "";
  const answer = await harness.call("release", { sopUids: [sopUid], boxes: [own] });
  expect(answer.released).toEqual([sopUid]);
  const stored = await instanceBytes(harness.context.database, sopUid);
  const record = await harness.context.database.deidRecords.get(sopUid);
  if (!stored || !record) throw new Error("nothing stored");
  return { answer, sopUid, stored, record, harness };
}

test.each([
  ["MONOCHROME2", [0]],
  ["MONOCHROME1", [255]],
  ["YBR_FULL", [0, 128, 128]],
  ["RGB", [0, 0, 0]],
] as const)(
  "a baseline JPEG of %s stays one: the blocks of the box are blank, all else keeps its samples, another frame its bytes; the record says what was blanked",
  async (photometric, blank) => {
    const frame = made(blank.length);
    const source = file(frame, photometric);
    const { answer, sopUid, stored, record, harness } = await released(source);
    expect(answer.recoded.map(({ from, to }) => [from, to])).toEqual([[baseline, baseline]]);
    expect(record.boxes).toEqual([widened]);
    expect(record.proof).toMatchObject({ piecesCompared: 2 });
    expect(record.recoded).toMatchObject({ from: baseline, to: baseline, bytesAfter: stored.length });
    const { codecs, pipelines } = harness.context;
    const [was, is] = [await openDicomPixels(source, codecs), await openDicomPixels(stored, codecs)];
    for (const index of [0, 1]) {
      const [before, after] = [await was.stored(index), await is.stored(index)];
      const expected = before.pixels.slice();
      for (let at = 0; index === 0 && at < expected.length; at++) {
        const pixel = Math.floor(at / blank.length);
        const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
        if (x >= 8 && x < 32 && y >= 8 && y < 16) expected[at] = blank[at % blank.length] ?? 0;
      }
      expect([...after.pixels]).toEqual([...expected]);
    }
    const { fragments, transferSyntax } = await pipelines.inspectDicom(stored);
    expect(transferSyntax).toBe(baseline);
    const [first, second] = fragments.map(({ at, len }) => stored.subarray(at, at + len));
    expect(second?.subarray(0, frame.length)).toEqual(frame);
    expect(first).not.toEqual(second);
    const latin1 = Buffer.from(stored).toString("latin1");
    expect(latin1).toContain("\x28\0\x10\x21CS\x02\x0001");
    expect(latin1).toContain("\x28\0\x12\x21DS\x04\x007.5 ");
    const other = makeImportHarness();
    await other.take([chosen("own.dcm", stored)]);
    const again = await instanceBytes(other.context.database, sopUid);
    expect(Buffer.from(again ?? []).equals(Buffer.from(stored))).toBe(true);
  },
);

test("with subsampled colours, where a changed block would colour its neighbours, frames are stored uncompressed, with the box as it was drawn", async () => {
  const sample = jpegFiles.find(({ name }) => name === "baseline 4:2:0");
  if (!sample) throw new Error("no sample");
  const frame = new Uint8Array(Buffer.from(sample.base64, "base64"));
  const small = { x: 2, y: 3, width: 5, height: 4, frames: [0] };
  const { answer, record } = await released(file(frame, "YBR_FULL_422", sample.columns, sample.rows), small);
  expect(answer.recoded.map(({ to }) => to)).toEqual([native]);
  expect(record.boxes).toEqual([small]);
});

test("a frame that cannot be edited takes all of them to the uncompressed way", async () => {
  const frame = made(1);
  // A restart that is missing: decoders may go on over it.
  const at = frame.findIndex((byte, index) => byte === 0xff && (frame[index + 1] ?? 0) === 0xd1);
  const broken = frame.slice();
  broken[at + 1] = 0xd2;
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen("us.dcm", file(broken, "MONOCHROME2"))]);
  // Refused at the import by a decoder that will not, else released without the edit.
  const [held] = result.held;
  if (!held) return expect(result.refused.length).toBe(1);
  const answer = await harness.call("release", { sopUids: [held.sopUid], boxes: [box] });
  expect(answer.recoded.map(({ to }) => to)).toEqual([native]);
});

test("whole blocks do not take anything of a place that the person kept", () => {
  const opened = {
    file: { syntax: { uid: baseline } },
    facts: { columns, rows },
    matrix: null,
  } as unknown as OpenedDicom;
  expect(editedBoxes(opened, [box], [])).toEqual([widened]);
  // The place of the box itself, and one far away.
  expect(editedBoxes(opened, [box], [box, { x: 40, y: 20, width: 4, height: 4 }])).toEqual([widened]);
  expect(editedBoxes(opened, [box], [{ x: 28, y: 9, width: 10, height: 5 }])).toBeNull();
  expect(editedBoxes(opened, [{ ...box, x: 99 }], [])).toBeNull();
});
