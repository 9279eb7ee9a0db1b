import { expect, test } from "vitest";
import { ctSlice, exportObjects, labelledStore } from "../../../support/dicom-export.ts";
import { makeTiff } from "../../../support/tiff-maker.ts";

const tiff = makeTiff([
  {
    columns: 900,
    rows: 1200,
    bits: 16,
    data: new Uint8Array(900 * 1200 * 2).map((_, at) => (at * 7) % 251),
  },
]);

test("files that leave in pieces are the same files, under the same sums", async () => {
  const harness = await labelledStore([
    ["a.dcm", ctSlice(0)],
    ["b.tif", tiff],
  ]);
  const whole = await exportObjects(harness, ["dicom", "coco"]);
  const pieces = await exportObjects(harness, ["dicom", "coco"], undefined, 0);
  expect([...pieces.store.files.keys()]).toEqual([...whole.store.files.keys()]);
  expect([...pieces.store.files.keys()].filter((path) => /\.(dcm|tif)$/.test(path))).toHaveLength(2);
  for (const [path, bytes] of whole.store.files)
    expect(Buffer.compare(pieces.store.files.get(path) ?? new Uint8Array(), bytes), path).toBe(0);
  expect(pieces.result.checks).toEqual(whole.result.checks);
});

test("one changed byte in one chunk of the store, and nothing of a large file leaves", async () => {
  const harness = await labelledStore([["b.tif", tiff]]);
  const { chunks } = harness.context.database;
  const last = await chunks.orderBy("[sopUid+index]").last();
  if (!last) throw new Error("nothing stored");
  const bytes = new Uint8Array(last.bytes);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  await chunks.put({ ...last, bytes: bytes.buffer });
  await expect(exportObjects(harness, ["dicom", "coco"], undefined, 0)).rejects.toThrow("digest differs");
});

test("of a large file that lost a chunk nothing leaves, and the missing part is named", async () => {
  const harness = await labelledStore([["b.tif", tiff]]);
  const { chunks } = harness.context.database;
  const last = await chunks.orderBy("[sopUid+index]").last();
  await chunks.delete([last?.sopUid ?? "", last?.index ?? 0]);
  await expect(exportObjects(harness, ["dicom", "coco"], undefined, 0)).rejects.toThrow(/part 3/i);
});
