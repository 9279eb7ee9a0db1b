import "fake-indexeddb/auto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportObjects } from "../../support/dicom-export.ts";
import { makeNifti } from "../../support/raw-maker.ts";
import { readPairs } from "../../support/verify/assist/read-pairs.ts";
import { compareTruth } from "../../support/verify/export/compare-truth.ts";
import { type ExpertStore, expertStore } from "../../support/verify/export/expert-labels.ts";
import { main } from "../../support/verify/export.ts";

const [columns, rows, slices] = [9, 7, 3];
let folder = "";

/** A small volume of bytes in patient space. */
function volume(value: (x: number, y: number, z: number) => number, depth = slices): Uint8Array {
  const data = new Uint8Array(columns * rows * depth).map((_, at) =>
    value(at % columns, Math.floor(at / columns) % rows, Math.floor(at / columns / rows)),
  );
  const sform = [-0.5, 0, 0, 0, 0, -0.5, 0, 0, 0, 0, 2, 0];
  const [bytes] = makeNifti({
    dims: [columns, rows, depth],
    datatype: 2,
    wordBytes: 1,
    data,
    pixdim: [1, 0.5, 0.5, 2],
    sform,
  });
  return bytes;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "overread-pairs-"));
  const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  put(
    "image.nii",
    volume((x, y, z) => x * 20 + y + z),
  );
  // Value 1 on all slices, value 2 on the last alone.
  put(
    "mask.nii",
    volume((x, y, z) => (x < 3 + z && y > 2 ? 1 : z === 2 && x > 6 && y < 2 ? 2 : 0)),
  );
  put(
    "short.nii",
    volume(() => 1, 2),
  );
  const pair = (id: string, mask: string) => ({ set: "made", id, image: "image.nii", masks: [mask] });
  writeFileSync(
    join(folder, "mask_pairs.json"),
    JSON.stringify([pair("a", "mask.nii"), pair("b", "short.nii")]),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a pair's masks come back from every format as they were; one of another grid is skipped by name", async () => {
  const figures = await main({ corpus: folder, oracles: false });
  expect(figures).toMatchObject({
    pairs: 1,
    instances: 2,
    labels: 4,
    repeatEqual: true,
    failures: [],
    skipped: [{ set: "made", id: "b", reason: "the mask has another grid than the image" }],
    formats: {
      coco: { written: 4, compared: 4, mismatches: 0, refused: 0 },
      nifti: { compared: 4, mismatches: 0, refused: 0 },
      png: { compared: 4, mismatches: 0, refused: 0 },
      ndjson: { written: 4, compared: 4, mismatches: 0, refused: 0 },
      seg: { written: 2, compared: 4, mismatches: 0, refused: 0 },
      rtstruct: { written: 2, compared: 4, mismatches: 0, refused: 0 },
      sr: { written: 2, compared: 2, mismatches: 0, refused: 0 },
    },
  });
});

test("a pixel that is not the expert's, a label of another thing and a label that is missing are mismatches", async () => {
  const [pair] = readPairs(folder);
  if (!pair) throw new Error("The folder has pairs");
  const store = (await expertStore(folder, pair, "verify-1")) as ExpertStore;
  const { store: written } = await exportObjects(store.harness, ["ndjson"]);
  const files = new Map([...written.files].map(([path, bytes]) => [path.slice("test-set/".length), bytes]));
  const path = "ndjson/annotations.ndjson";
  const lines = new TextDecoder().decode(files.get(path)).trim().split("\n");
  const spoiled = async (
    change: (record: { objectUid?: string; geometry: { rle: { counts: number[] } } }) => void,
  ) => {
    const [first = "", ...rest] = lines;
    const record = JSON.parse(first);
    change(record);
    const text = new TextEncoder().encode([JSON.stringify(record), ...rest].join("\n"));
    return compareTruth("ndjson", new Map([[path, text]]), store);
  };
  expect((await spoiled(() => undefined)).mismatches).toEqual([]);
  const moved = await spoiled(({ geometry: { rle } }) => {
    rle.counts[0] = (rle.counts[0] ?? 0) - 1;
    rle.counts[rle.counts.length - 1] = (rle.counts.at(-1) ?? 0) + 1;
  });
  expect(moved.mismatches).toHaveLength(1);
  const other = await spoiled((record) => Object.assign(record, { objectUid: "2.25.4" }));
  expect([other.mismatches.length, other.absent.length]).toEqual([1, 1]);
  const missing = await compareTruth(
    "ndjson",
    new Map([[path, new TextEncoder().encode(lines.slice(1).join("\n"))]]),
    store,
  );
  expect(missing.absent).toHaveLength(1);
});

test("a folder without a list of pairs is an error, not zeros", async () => {
  const before = process.exitCode;
  expect(await main({ corpus: tmpdir() })).toMatchObject({
    error: expect.stringContaining("mask_pairs.json"),
  });
  process.exitCode = before;
});
