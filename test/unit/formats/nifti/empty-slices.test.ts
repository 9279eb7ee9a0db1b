import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type EmptyMember, streamNifti } from "../../../../src/formats/nifti/stream-nifti.ts";
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

const side = 8;
const empty64 = emptySlices(side * side);

/** A volume of one full slice among empty ones. */
function packOne(slices: number, full: number, value: number): Uint8Array<ArrayBuffer> {
  const empty = empty64;
  const packer = packNifti({ ...shape(slices), columns: side, rows: side });
  packer.pushEmpty(empty, full);
  packer.push(new Uint8Array(side * side).fill(value));
  packer.pushEmpty(empty, slices - full - 1);
  return Uint8Array.from(Buffer.concat(packer.finish()));
}

test("of many volumes each is read as it is, whatever was seen before: what is empty is inflated once", () => {
  const known: EmptyMember[] = [];
  const random = makeRandom(8);
  for (let turn = 0; turn < 60; turn++) {
    const slices = 1 + Math.floor(random() * 90);
    const full = Math.floor(random() * slices);
    const packed = packOne(slices, full, 1 + (turn % 255));
    const sparse = [...streamNifti(packed, known).sparseSlices()];
    expect(sparse.map((slice) => slice?.[0] ?? 0)).toEqual(
      Array.from({ length: slices }, (_, at) => (at === full ? 1 + (turn % 255) : 0)),
    );
    const alone = [...streamNifti(packed).slices()];
    expect([...streamNifti(packed, known).slices()]).toEqual(alone);
    expect(alone.map((slice) => slice.length)).toEqual(Array(slices).fill(64));
  }
  expect(known.length).toBeGreaterThan(0);
  expect(known.length).toBeLessThanOrEqual(empty64.members.length);
});

test("a member that differs from a known one by a single voxel is inflated and seen", () => {
  const known: EmptyMember[] = [];
  for (const slice of streamNifti(packOne(64, 63, 9), known).slices()) expect(slice.length).toBe(64);
  const planted = new Uint8Array(32 * 64);
  planted[1000] = 1;
  const packer = packNifti({ ...shape(64), columns: 8, rows: 8 });
  packer.pushEmpty({ members: [gzipSync(planted)].map((one) => Uint8Array.from(one)) }, 1);
  packer.pushEmpty(empty64, 32);
  const read = [...streamNifti(Uint8Array.from(Buffer.concat(packer.finish())), known).sparseSlices()];
  expect(read).toHaveLength(64);
  expect(read[15]?.indexOf(1)).toBe(1000 - 15 * 64);
  expect(read.slice(32).every((slice) => slice === null)).toBe(true);
});
