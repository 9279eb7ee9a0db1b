import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { streamNifti } from "../../../../src/formats/nifti/stream-nifti.ts";
import { emptySlices, type NiftiShape, packNifti } from "../../../../src/formats/nifti/write-nifti.ts";
import { makeRandom } from "../../../support/random.ts";

const shape = (slices: number): NiftiShape => ({
  columns: 7,
  rows: 5,
  slices,
  stacks: 1,
  samples: 1,
  type: "u8",
  slope: 1,
  intercept: 0,
  affine: null,
  spacingMm: null,
});

test("a file whose empty slices are members of their own holds what one of a single member holds, for zlib and for our reader", () => {
  const random = makeRandom(3);
  for (const slices of [1, 2, 63, 64, 65, 300]) {
    const filled = Array.from({ length: slices }, () => random() < 0.2);
    const plain = packNifti(shape(slices));
    const parted = packNifti(shape(slices));
    const empty = emptySlices(35);
    let run = 0;
    for (const [at, full] of filled.entries()) {
      const slice = new Uint8Array(35).fill(full ? (at % 255) + 1 : 0);
      plain.push(slice);
      if (!full) {
        run++;
        continue;
      }
      parted.pushEmpty(empty, run);
      run = 0;
      parted.push(slice);
    }
    parted.pushEmpty(empty, run);
    const [a, b] = [Buffer.concat(plain.finish()), Buffer.concat(parted.finish())];
    expect(gunzipSync(b).equals(gunzipSync(a))).toBe(true);
    const sums = [...streamNifti(new Uint8Array(b)).slices()].map((slice) =>
      slice.reduce((sum, one) => sum + one, 0),
    );
    expect(sums).toEqual(filled.map((full, at) => (full ? 35 * ((at % 255) + 1) : 0)));
  }
});

test("a run of empty slices is packed in few members, however long it is", () => {
  const empty = emptySlices(512 * 512);
  const packer = packNifti({ ...shape(1000), columns: 512, rows: 512 });
  packer.pushEmpty(empty, 1000);
  // 262 MB of zeros.
  expect(packer.finish().length).toBeLessThan(80);
  expect(empty.members.length).toBe(5);
});
