import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readNrrd } from "../../src/formats/nrrd/read-nrrd.ts";

const folder = join(process.env.OVERREAD_CORPUS ?? "../shared/corpus", "masks/pyradiomics_MR_CT");

/** Of SimpleITK: SHA-256 of the samples, centre of the first and of the last voxel in LPS mm. */
const images = [
  [
    "brain1_image.nrrd",
    "cb06e37c791479070b5adbc2c5d69614acd43d39996405e98b55ec7ede0ecfad",
    [-99.60937499999999, 99.60937499999999, -77.99999999999996],
    [99.60937499999999, -99.60937499999999, 77.99999999999999],
  ],
  [
    "brain2_image.nrrd",
    "1c889bd7ccf363118572ab9985f29a9483bf15a8b50f0a45205e9bdcaf32406c",
    [-109.99999999999999, 103.41874694824213, -62.70000076293943],
    [89.21874999999999, -95.80000305175784, 80.29999923706055],
  ],
  [
    "breast1_image.nrrd",
    "20a637f5b022536d7851961863d57c76a7511553cfb63b9b29aab1330ff87289",
    [-116.54304, -48.14465400000001, 9.45000000000003],
    [-87.324312, 30.878724, 51.45000000000003],
  ],
] as const;

test.skipIf(!existsSync(folder)).each(images)(
  "corpus NRRD %s: samples and place are SimpleITK's",
  (name, sha256, first, last) => {
    const image = readNrrd(readFileSync(join(folder, name)));
    expect(createHash("sha256").update(image.bytes).digest("hex")).toBe(sha256);
    const { affine, columns, rows, slices } = image;
    if (!affine) throw new Error("no place");
    for (const axis of [0, 1, 2] as const) {
      const far =
        affine.origin[axis] +
        (columns - 1) * affine.i[axis] +
        (rows - 1) * affine.j[axis] +
        (slices - 1) * affine.k[axis];
      expect(Math.abs(affine.origin[axis] - first[axis])).toBeLessThan(1e-4);
      expect(Math.abs(far - last[axis])).toBeLessThan(1e-4);
    }
  },
);
