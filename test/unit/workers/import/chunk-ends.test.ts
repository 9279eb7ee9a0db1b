import { expect, test } from "vitest";
import { madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makeTiff } from "../../../support/tiff-maker.ts";

const dicom = makeDicom([
  { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
  { tag: "00080018", vr: "UI", value: "1.2.826.0.1.99472.3.1" },
  { tag: "00080060", vr: "CS", value: "CT" },
  { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.99472.1" },
  { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.99472.2" },
  ...madePixels(1200, 1200, 16, new Uint8Array(1200 * 1200 * 2)),
]).bytes;
const tiff = (bits: 8 | 16) =>
  makeTiff([{ columns: 1500, rows: 1500, bits, data: new Uint8Array((1500 * 1500 * bits) / 8).fill(9) }]);

test.each([
  ["DICOM", "image.dcm", dicom, false],
  ["TIFF", "image.tif", tiff(16), false],
  ["TIFF that a person released", "image.tif", tiff(8), true],
])("where each stored chunk ends is kept with the image: %s", async (_kind, name, bytes, held) => {
  const harness = makeImportHarness();
  const { result } = await harness.take([chosen(name, bytes)]);
  expect(result.refused).toEqual([]);
  expect(result.held).toHaveLength(held ? 1 : 0);
  if (held) await harness.call("release", { sopUids: result.held.map(({ sopUid }) => sopUid), boxes: [] });
  const { database } = harness.context;
  const [instance] = await database.instances.toArray();
  const chunks = await database.chunks.orderBy("[sopUid+index]").toArray();
  expect(chunks.length).toBeGreaterThan(1);
  let end = 0;
  const ends = chunks.map((chunk) => {
    end += chunk.bytes.byteLength;
    return end;
  });
  expect(instance).toMatchObject({ chunkEnds: ends, chunkCount: ends.length, lengthBytes: end });
});
