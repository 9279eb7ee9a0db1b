import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import { bytesPatienceMs, samplesPatienceMs } from "../../../../src/workers/import/patience.ts";
import { readRaw } from "../../../../src/workers/import/read-raw.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";
import { noCodecs } from "../../../support/no-codecs.ts";
import { makeMetaImage, makeNifti, makeNrrd, makePng } from "../../../support/raw-maker.ts";

const side = 1000;
const data = new Uint8Array(side * side * 8);
const bytes = data.length;
const sizes = `${side} ${side} 4`;
const nifti = gzipSync(makeNifti({ dims: [side, side, 4], datatype: 4, wordBytes: 2, data })[0]);
const nrrd = makeNrrd(["type: short", "dimension: 3", `sizes: ${sizes}`, "endian: little"], data, "gzip");
const meta = makeMetaImage(
  ["ObjectType = Image", "NDims = 3", `DimSize = ${sizes}`, "ElementType = MET_SHORT"],
  data,
  true,
);
const png = makePng({ columns: side, rows: side, bits: 16, colorType: 0, sample: () => 0 });

test.each([
  ["nifti", nifti, bytes],
  ["nrrd", nrrd, bytes],
  ["metaimage", meta, bytes],
  ["png", png, side * side * 2],
] as const)(
  "a packed %s is given the time that its samples take, not that of its few bytes",
  async (kind, file, least) => {
    expect(file.length).toBeLessThan(bytes / 20);
    const told: number[] = [];
    await readRaw(kind, file, null, noCodecs, (patienceMs) => told.push(patienceMs));
    expect(told[0]).toBeGreaterThanOrEqual(bytesPatienceMs(least));
  },
);

test("a JPEG is given the time of its samples, before its codec begins", async () => {
  const [jpeg] = jpegFiles;
  if (!jpeg) throw new Error("no fixture");
  const told: number[] = [];
  const file = Uint8Array.from(Buffer.from(jpeg.base64, "base64"));
  await expect(readRaw("jpeg", file, null, noCodecs, (ms) => told.push(ms))).rejects.toThrow();
  expect(told).toHaveLength(1);
  expect(told[0]).toBeGreaterThan(samplesPatienceMs(1));
});
