import { expect, test } from "vitest";
import { niftiAffine } from "../../../../src/formats/nifti/nifti-affine.ts";
import { streamNifti } from "../../../../src/formats/nifti/stream-nifti.ts";
import { packNifti, writeNifti } from "../../../../src/formats/nifti/write-nifti.ts";
import type { VolumeAffine } from "../../../../src/formats/raw/raw-image.ts";
import { makeRandom } from "../../../support/random.ts";
import { randomGrid } from "../../../support/random-grid.ts";
import { gridDistance } from "../../../support/volume-maker.ts";

const random = makeRandom(7);

const shape = (affine: VolumeAffine) =>
  ({
    columns: 3,
    rows: 2,
    slices: 4,
    stacks: 1,
    samples: 1,
    type: "u8",
    slope: 1,
    intercept: 0,
    affine,
    spacingMm: null,
  }) as const;
const bytes = new Uint8Array(24).map((_, at) => at * 7);

test("the quaternion of a square grid says the same place as its sform; a sheared grid has none", () => {
  let square = 0;
  for (let round = 0; round < 400; round++) {
    const sheared = round % 4 === 0;
    const affine = randomGrid(random, sheared);
    const { header } = streamNifti(writeNifti({ ...shape(affine), bytes }));
    expect(header.sformCode).toBe(1);
    if (sheared) expect(header.qformCode).toBe(0);
    const bySform = niftiAffine({ ...header, qformCode: 0 });
    expect(bySform && gridDistance(bySform, affine, [3, 2, 4])).toBeLessThan(1e-4);
    if (header.qformCode === 0) continue;
    square++;
    const byQform = niftiAffine({ ...header, sformCode: 0 });
    expect(byQform && gridDistance(byQform, affine, [3, 2, 4])).toBeLessThan(2e-3);
  }
  // Near a half turn a quaternion of 32-bit numbers would lie; that is rare.
  expect(square).toBeGreaterThan(280);
});

test("a nearly half turn has no quaternion over a large volume: 32-bit numbers would lay its end elsewhere", () => {
  const turned = (angle: number): VolumeAffine => {
    const [cos, sin] = [Math.cos(angle) * 0.7, Math.sin(angle) * 0.7];
    return { i: [cos, sin, 0], j: [-sin, cos, 0], k: [0, 0, 3], origin: [-180, -180, -400] };
  };
  const code = (affine: VolumeAffine) =>
    streamNifti(
      Uint8Array.from(
        packNifti({ ...shape(affine), columns: 512, rows: 512, slices: 300 })
          .finish()
          .flatMap((part) => [...part]),
      ),
    ).header.qformCode;
  // LPS rows and columns are themselves a half turn from RAS.
  expect([code(turned(0)), code(turned(0.3)), code(turned(2e-4))]).toEqual([1, 1, 0]);
});

test("patient left and back are negative: the first two rows of the file's sform have the other sign", () => {
  const affine: VolumeAffine = { i: [1, 0, 0], j: [0, 2, 0], k: [0, 0, 3], origin: [4, 5, 6] };
  const { header } = streamNifti(writeNifti({ ...shape(affine), bytes }));
  expect(header.srow.map((value) => value || 0)).toEqual([-1, 0, 0, -4, 0, -2, 0, -5, 0, 0, 3, 6]);
});

test("a volume packed slice by slice holds the same as one packed whole, and equal pieces give equal bytes", () => {
  const affine = randomGrid(random, false);
  const pack = () => {
    const packer = packNifti(shape(affine));
    for (let at = 0; at < 24; at += 6) packer.push(bytes.subarray(at, at + 6));
    return packer.finish().flatMap((part) => [...part]);
  };
  expect(pack()).toEqual(pack());
  const read = [...streamNifti(Uint8Array.from(pack())).slices()].flatMap((slice) => [...slice]);
  expect(read).toEqual([...bytes]);
  expect([...streamNifti(writeNifti({ ...shape(affine), bytes })).slices()]).toHaveLength(4);
});

test("no time and no name are in the gzip header", () => {
  const file = writeNifti({ ...shape(randomGrid(random, false)), bytes });
  expect([...file.subarray(0, 8)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0]);
});
