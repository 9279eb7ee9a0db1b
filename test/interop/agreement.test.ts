import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { overlapOf } from "../../src/domain/agreement/overlap.ts";
import { staple } from "../../src/domain/agreement/staple.ts";
import { surfaceDistance } from "../../src/domain/agreement/surface-distance.ts";
import { type VoxelMask, voxelCount } from "../../src/domain/agreement/voxel-mask.ts";
import { findPython, runPython } from "../support/python-oracle.ts";
import { makeRandom } from "../support/random.ts";

const scipy = findPython(["numpy", "scipy"]);

/** Straight from the definitions of export-and-workflow 3.4, by SciPy's erosion and distance transform. */
const oracle = `
import json, sys
import numpy as np
from scipy import ndimage as nd
rows = []
for case in json.load(open(sys.argv[1])):
    size = case["size"][::-1] if case["size"][2] > 1 else case["size"][1::-1]
    step = case["spacing"][::-1] if case["size"][2] > 1 else case["spacing"][1::-1]
    a, b = (np.array(case[k], bool).reshape(size) for k in "ab")
    both, either = (a & b).sum(), (a | b).sum()
    row = {"dice": 1.0 if either == 0 else 2 * both / (a.sum() + b.sum()), "iou": 1.0 if either == 0 else both / either}
    cross = nd.generate_binary_structure(a.ndim, 1)
    ea, eb = a & ~nd.binary_erosion(a, cross), b & ~nd.binary_erosion(b, cross)
    if ea.any() and eb.any():
        there = nd.distance_transform_edt(~eb, step)[ea]
        back = nd.distance_transform_edt(~ea, step)[eb]
        row["hd95"] = max(np.percentile(there, 95), np.percentile(back, 95))
        row["assd"] = np.concatenate([there, back]).mean()
    else:
        row["hd95"] = row["assd"] = None if ea.any() or eb.any() else 0.0
    rows.append({k: None if v is None else float(v) for k, v in row.items()})
print(json.dumps(rows))
`;

/** A blob or two, noise, nothing, or everything. */
function randomMask(random: () => number, columns: number, rows: number, slices: number): VoxelMask {
  const kind = random();
  const share = random();
  const centres = [0, 1].map(() => [
    random() * columns,
    random() * rows,
    random() * slices,
    1 + (random() * columns) / 3,
  ]);
  const bits = new Uint8Array(columns * rows * slices).map((_, at) => {
    if (kind < 0.08) return 0;
    if (kind < 0.3) return random() < share ? 1 : 0;
    const [x, y, z] = [at % columns, Math.floor(at / columns) % rows, Math.floor(at / (columns * rows))];
    return centres.some(([cx = 0, cy = 0, cz = 0, r = 0]) => Math.hypot(x - cx, y - cy, z - cz) < r) ? 1 : 0;
  });
  return { columns, rows, slices, bits };
}

test.skipIf(scipy.skip)("overlap and surface distances of 200 random mask pairs are SciPy's to 1e-6", () => {
  const random = makeRandom(200);
  const cases = Array.from({ length: 200 }, (_, round) => {
    const size = [
      4 + Math.floor(random() * 28),
      4 + Math.floor(random() * 28),
      round % 2 ? 1 : 2 + Math.floor(random() * 12),
    ] as const;
    const spacing = [0.3 + random(), 0.3 + random(), 0.5 + 4 * random()] as const;
    return { size, spacing, a: randomMask(random, ...size), b: randomMask(random, ...size) };
  });
  const folder = mkdtempSync(join(tmpdir(), "overread-agreement-"));
  try {
    const file = join(folder, "cases.json");
    const plain = cases.map(({ size, spacing, a, b }) => ({ size, spacing, a: [...a.bits], b: [...b.bits] }));
    writeFileSync(file, JSON.stringify(plain));
    const wished = JSON.parse(runPython(scipy, oracle, [file])) as Record<string, number | null>[];
    expect(wished).toHaveLength(200);
    let nulls = 0;
    for (const [at, { a, b, spacing }] of cases.entries()) {
      const { dice, iou } = overlapOf(a, b);
      const { hd95, assd } = surfaceDistance(a, b, spacing);
      for (const [name, value] of Object.entries({
        dice: dice.value,
        iou: iou.value,
        hd95: hd95.value,
        assd: assd.value,
      })) {
        const wish = wished[at]?.[name];
        if (wish === null) {
          expect(value).toBeNull();
          nulls++;
        } else
          expect(Math.abs((value ?? Number.NaN) - (wish ?? Number.NaN)), `${name} of ${at}`).toBeLessThan(
            1e-6,
          );
      }
    }
    expect(nulls).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const itk = findPython(["numpy", "SimpleITK"]);

/** ITK's own filter over the region that our result names. */
const itkOracle = `
import json, sys
import numpy as np, SimpleITK as sitk
rows = []
for case in json.load(open(sys.argv[1])):
    images = [sitk.GetImageFromArray(np.array(m, np.uint8).reshape(case["size"][::-1])) for m in case["masks"]]
    staple = sitk.STAPLEImageFilter()
    staple.SetForegroundValue(1)
    mask = sitk.GetArrayFromImage(staple.Execute(images)) >= 0.5
    rows.append({"p": staple.GetSensitivity(), "q": staple.GetSpecificity(), "voxels": int(mask.sum())})
print(json.dumps(rows))
`;

test.skipIf(itk.skip)(
  "STAPLE of 60 random reader sets is ITK's: sensitivity and specificity to 1e-6, the same voxels",
  () => {
    const random = makeRandom(60);
    const cases = Array.from({ length: 60 }, (_, round) => {
      const [columns, rows, slices] = [
        20 + Math.floor(random() * 20),
        20 + Math.floor(random() * 20),
        round % 2 ? 1 : 12,
      ];
      const centre = [columns / 2, rows / 2, slices / 2];
      const masks = Array.from({ length: 2 + (round % 4) }, () => {
        const [x = 0, y = 0, z = 0] = centre.map((value) => value + random() * 3);
        const radius = 3 + random() * 4;
        const bits = new Uint8Array(columns * rows * slices).map((_, at) => {
          const row = Math.floor(at / columns);
          return Math.hypot((at % columns) - x, (row % rows) - y, Math.floor(row / rows) - z) < radius
            ? 1
            : 0;
        });
        return { columns, rows, slices, bits };
      });
      return masks;
    });
    const ours = cases.map((masks) => staple(masks));
    const folder = mkdtempSync(join(tmpdir(), "overread-staple-"));
    try {
      const plain = cases.map((masks, at) => {
        const { from = [0, 0, 0], size = [0, 0, 0] } = ours[at]?.region ?? {};
        const cut = ({ columns, rows, bits }: VoxelMask) =>
          Array.from({ length: size[0] * size[1] * size[2] }, (_, voxel) => {
            const row = Math.floor(voxel / size[0]);
            const [x, y, z] = [voxel % size[0], row % size[1], Math.floor(row / size[1])];
            return bits[((from[2] + z) * rows + from[1] + y) * columns + from[0] + x] ?? 0;
          });
        return { size, masks: masks.map(cut) };
      });
      const file = join(folder, "cases.json");
      writeFileSync(file, JSON.stringify(plain));
      const wished = JSON.parse(runPython(itk, itkOracle, [file])) as {
        p: number[];
        q: number[];
        voxels: number;
      }[];
      for (const [at, wish] of wished.entries()) {
        const found = ours[at];
        if (!found) throw new Error("not empty");
        for (const [reader, value] of wish.p.entries())
          expect(Math.abs((found.p[reader] ?? 9) - value)).toBeLessThan(1e-6);
        for (const [reader, value] of wish.q.entries())
          expect(Math.abs((found.q[reader] ?? 9) - value)).toBeLessThan(1e-6);
        expect(voxelCount(found.mask)).toBe(wish.voxels);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
