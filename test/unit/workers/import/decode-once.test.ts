import { expect, test, vi } from "vitest";
import { makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { losslessJpeg } from "../../../support/lossless-jpeg.ts";

const compressed = (modality: string, sopClass: string, frames: number, damaged = false) =>
  makeDicom(
    [
      { tag: "00080016", vr: "UI", value: sopClass },
      { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4712.5" },
      { tag: "00080060", vr: "CS", value: modality },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4712.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4712.2" },
      { tag: "00280002", vr: "US", value: [1] },
      { tag: "00280004", vr: "CS", value: "MONOCHROME2" },
      { tag: "00280008", vr: "IS", value: `${frames}` },
      { tag: "00280010", vr: "US", value: [16] },
      { tag: "00280011", vr: "US", value: [16] },
      { tag: "00280100", vr: "US", value: [16] },
      { tag: "00280101", vr: "US", value: [12] },
      { tag: "00280102", vr: "US", value: [11] },
      { tag: "00280103", vr: "US", value: [0] },
    ],
    {
      transferSyntax: "1.2.840.10008.1.2.4.70",
      fragments: Array.from({ length: frames }, (_, frame) => {
        const samples = Array.from({ length: 256 }, (_, at) => (at * 13 + frame * 57) % 4096);
        const stream = losslessJpeg(samples, 16, 16, 12);
        return damaged ? stream.subarray(0, stream.length - 60) : stream;
      }),
    },
  ).bytes;

test.each([
  ["CT", "1.2.840.10008.5.1.4.1.1.2", 1],
  ["US", "1.2.840.10008.5.1.4.1.1.3.1", 12],
] as const)(
  "each frame of a compressed %s is decoded once on its way in",
  async (modality, sopClass, frames) => {
    const harness = makeImportHarness();
    const decode = vi.spyOn(harness.context.codecs, "decode");
    const { result } = await harness.take([chosen("a.dcm", compressed(modality, sopClass, frames))]);
    expect(result.refused).toEqual([]);
    expect(result.ready.length + result.held.length).toBe(1);
    expect(decode).toHaveBeenCalledTimes(frames);
  },
);

test("what cannot be decoded is refused, and nothing of it is stored", async () => {
  const harness = makeImportHarness();
  const file = compressed("CT", "1.2.840.10008.5.1.4.1.1.2", 1, true);
  const { result } = await harness.take([chosen("a.dcm", file)]);
  expect(result.ready).toEqual([]);
  expect(result.held).toEqual([]);
  expect(result.refused).toHaveLength(1);
  const { database, quarantine } = harness.context;
  for (const table of [database.instances, database.chunks, quarantine.held])
    expect(await table.count()).toBe(0);
});
