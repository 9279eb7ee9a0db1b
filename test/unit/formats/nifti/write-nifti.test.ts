import { expect, test } from "vitest";
import { niftiAffine } from "../../../../src/formats/nifti/nifti-affine.ts";
import { streamNifti } from "../../../../src/formats/nifti/stream-nifti.ts";
import { packNifti, writeNifti } from "../../../../src/formats/nifti/write-nifti.ts";
import type { Three, VolumeAffine } from "../../../../src/formats/raw/raw-image.ts";
import { makeRandom } from "../../../support/random.ts";
import { gridDistance } from "../../../support/volume-maker.ts";

const random = makeRandom(7);

/** A random grid: three axes of a random turn, scaled; sheared when asked for; left-handed every other time. */
function randomGrid(sheared: boolean): VolumeAffine {
  const numbers = Array.from({ length: 4 }, () => random() * 2 - 1);
  const norm = Math.hypot(...numbers);
  const [a, b, c, d] = numbers.map((value) => value / norm) as [number, number, number, number];
  const axes: Three[] = [
    [a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)],
    [2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)],
    [2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b],
  ];
  const side = random() < 0.5 ? -1 : 1;
  const [i, j, k] = axes.map((axis, at) => {
    const scale = (0.2 + 3 * random()) * (at === 2 ? side : 1);
    return axis.map((value) => value * scale) as unknown as Three;
  }) as [Three, Three, Three];
  const lean: Three = sheared ? [k[0] + i[0] * 0.2, k[1] + i[1] * 0.2, k[2] + i[2] * 0.2] : k;
  return { i, j, k: lean, origin: [random() * 200 - 100, random() * 200 - 100, random() * 200 - 100] };
}

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
const bytes = Uint8Array.from({ length: 24 }, (_, at) => at * 7);

test("the quaternion of a square grid says the same place as its sform; a sheared grid has none", () => {
  for (let round = 0; round < 400; round++) {
    const sheared = round % 4 === 0;
    const affine = randomGrid(sheared);
    const { header } = streamNifti(writeNifti({ ...shape(affine), bytes }));
    expect(header.sformCode).toBe(1);
    expect(header.qformCode).toBe(sheared ? 0 : 1);
    const bySform = niftiAffine({ ...header, qformCode: 0 });
    expect(bySform && gridDistance(bySform, affine, [3, 2, 4])).toBeLessThan(1e-4);
    if (sheared) continue;
    const byQform = niftiAffine({ ...header, sformCode: 0 });
    expect(byQform && gridDistance(byQform, affine, [3, 2, 4])).toBeLessThan(1e-3);
  }
});

test("patient left and back are negative: the first two rows of the file's sform have the other sign", () => {
  const affine: VolumeAffine = { i: [1, 0, 0], j: [0, 2, 0], k: [0, 0, 3], origin: [4, 5, 6] };
  const { header } = streamNifti(writeNifti({ ...shape(affine), bytes }));
  expect(header.srow.map((value) => value || 0)).toEqual([-1, 0, 0, -4, 0, -2, 0, -5, 0, 0, 3, 6]);
});

test("a volume packed slice by slice holds the same as one packed whole, and equal pieces give equal bytes", () => {
  const affine = randomGrid(false);
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
  const file = writeNifti({ ...shape(randomGrid(false)), bytes });
  expect([...file.subarray(0, 8)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0]);
});
