import { expect, test } from "vitest";
import { repairSeries } from "../../../../src/workers/import/repair-series.ts";
import { madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const image = (number: number) =>
  makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.4711.6.${number}` },
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "00100020", vr: "LO", value: "PLANTED-1" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.6" },
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.6.9" },
    { tag: "00200013", vr: "IS", value: String(number) },
    ...madePixels(
      8,
      8,
      16,
      new Uint8Array(128).map((_, at) => (at * number) & 255),
    ),
  ]).bytes;

test("images that a killed import left out of their series' row are shown again", async () => {
  const { context, take } = makeImportHarness();
  await take([1, 2, 3, 4, 5].map((number) => chosen(`${number}.dcm`, image(number))));
  const [whole] = await context.database.series.toArray();
  expect(whole?.frames.length).toBe(5);
  // As a kill leaves it: the row of the first image only.
  await context.database.series.toCollection().modify((row) => {
    Object.assign(row, { frames: row.frames.slice(0, 1) });
  });
  expect(await repairSeries(context.database)).toBe(1);
  expect(await context.database.series.toArray()).toEqual([whole]);
  expect(await repairSeries(context.database)).toBe(0);
});
