import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columnRuns, encodeRuns } from "../../src/formats/coco/encode-rle.ts";
import { writeNifti } from "../../src/formats/nifti/write-nifti.ts";
import { findPython, runPython } from "../support/python-oracle.ts";
import { makeRandom } from "../support/random.ts";
import { randomGrid } from "../support/random-grid.ts";
import { writeDatasetFolder } from "../support/written-dataset.ts";

const page = readFileSync(resolve(dirname(fileURLToPath(import.meta.url)), "../../docs/datasets.md"), "utf8");

/** The lines of the page under a name, as a reader would copy them. */
function linesOf(name: string): string {
  const block = new RegExp(`^\`\`\`python ${name}\\n([\\s\\S]*?)^\`\`\``, "m").exec(page)?.[1];
  if (!block) throw new Error(`docs/datasets.md has no lines for ${name}`);
  return block;
}

let folder = "";
beforeAll(async () => {
  folder = await writeDatasetFolder();
});
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

const coco = findPython(["numpy", "pycocotools"]);
const nifti = findPython(["numpy", "nibabel"]);
const torch = findPython(["numpy", "PIL", "torch"]);

/** What the store of the fixture holds: a square of 30 with a hole of 6, a box of 20 × 15, a square of 12; by hand. */
const areas = { "2.25.201": 900 - 36, "2.25.202": 300, "2.25.203": 144 };

test("the page needs ten lines or fewer for each, imports aside", () => {
  for (const name of ["coco", "nifti", "torch"]) {
    const own = linesOf(name)
      .split("\n")
      .filter((line) => line !== "" && !/^(import|from) /.test(line));
    expect(own.length, name).toBeLessThanOrEqual(10);
  }
});

test.skipIf(coco.skip)("the page's lines for pycocotools load every label with its own pixels", () => {
  const out = runPython(coco, linesOf("coco"), [], folder);
  const rows = out.split("\n").filter((line) => line.includes("2.25."));
  expect(rows).toEqual([
    "images/train/i000001.png Liver 2.25.201 864 [5, 5, 30, 30]",
    "images/train/i000001.png Mass 2.25.202 300 [25, 25, 20, 15]",
    "images/train/i000002.png Liver 2.25.203 144 [20, 8, 12, 12]",
  ]);
});

test.skipIf(nifti.skip)(
  "the page's lines for nibabel find every label whole, at its place in the patient",
  () => {
    const rows = runPython(nifti, linesOf("nifti"), [], folder).trim().split("\n");
    // Centres by hand: column 25 + 9.5 is x = 1 + 0.5 × 34.5 mm left, hence negative in RAS; slice 1 lies at 3 + 2.5 mm.
    expect(rows[1]).toBe("2.25.202 mass 300 -18.25 -18.0 5.5");
    expect(rows[2]).toBe("2.25.203 liver 144 -13.75 -8.75 10.5");
    expect(rows[0]).toContain(`2.25.201 liver ${areas["2.25.201"]} `);
  },
);

test.skipIf(nifti.skip)("nibabel reads the image in units on the grid of the slices", () => {
  const code = `
import glob, nibabel, json
i = nibabel.load(glob.glob("nifti/train/*/*/image.nii.gz")[0])
d = i.get_fdata()
print(json.dumps({"shape": d.shape, "affine": i.affine.tolist(), "value": d[7, 2, 4], "codes": [int(i.header["qform_code"]), int(i.header["sform_code"])], "q": i.get_qform().tolist()}))
`;
  const found = JSON.parse(runPython(nifti, code, [], folder));
  // Column 7 of row 2 in slice 4: sample 147 of 70 a row, (147 · 3) mod 3001 − 1000 + 4 stored, − 1024 HU.
  expect(found).toMatchObject({ shape: [70, 66, 5], value: 441 - 1000 + 4 - 1024, codes: [1, 1] });
  const affine = [
    [-0.5, 0, 0, -1],
    [0, -0.5, 0, -2],
    [0, 0, 2.5, 3],
    [0, 0, 0, 1],
  ];
  for (const [row, line] of affine.entries())
    for (const [column, value] of line.entries()) {
      expect(found.affine[row][column]).toBeCloseTo(value, 6);
      expect(found.q[row][column]).toBeCloseTo(value, 5);
    }
});

test.skipIf(nifti.skip)(
  "nibabel lays 100 random grids where they lie, to 1e-4 mm, tilted ones too, and trusts the qform of square ones",
  () => {
    const random = makeRandom(100);
    const grids = Array.from({ length: 100 }, (_, at) => ({
      sheared: at % 3 === 0,
      affine: randomGrid(random, at % 3 === 0),
    }));
    for (const [at, { affine }] of grids.entries()) {
      const shape = {
        columns: 4,
        rows: 3,
        slices: 2,
        stacks: 1,
        samples: 1,
        type: "u8",
        slope: 1,
        intercept: 0,
      } as const;
      const bytes = new Uint8Array(24);
      writeFileSync(
        join(dirname(folder), `${at}.nii.gz`),
        writeNifti({ ...shape, affine, spacingMm: null, bytes }),
      );
    }
    const code = `
import json, nibabel
rows = []
for at in range(100):
    i = nibabel.load(f"{at}.nii.gz")
    rows.append({"s": i.affine.tolist(), "q": i.get_qform().tolist() if i.header["qform_code"] else None, "codes": [int(i.header["qform_code"]), int(i.header["sform_code"])]})
print(json.dumps(rows))
`;
    const found = JSON.parse(runPython(nifti, code, [], dirname(folder))) as {
      s: number[][];
      q: number[][] | null;
      codes: number[];
    }[];
    let square = 0;
    for (const [at, { s, q, codes }] of found.entries()) {
      const { sheared, affine } = grids[at] ??
        grids[0] ?? { sheared: false, affine: randomGrid(random, false) };
      expect(codes[1]).toBe(1);
      if (sheared) expect(q).toBeNull();
      if (q) square++;
      const wish = [0, 1, 2].map((row) =>
        [affine.i, affine.j, affine.k, affine.origin].map((axis) => (row < 2 ? -1 : 1) * (axis[row] ?? 0)),
      );
      for (const [row, line] of wish.entries())
        for (const [column, value] of line.entries()) {
          expect(Math.abs((s[row]?.[column] ?? Number.NaN) - value)).toBeLessThan(1e-4);
          if (q) expect(Math.abs((q[row]?.[column] ?? Number.NaN) - value)).toBeLessThan(1e-3);
        }
    }
    expect(square).toBeGreaterThan(55);
  },
);

test.skipIf(torch.skip)("the page's Dataset gives values in units and classes to a loader", () => {
  const code = `${linesOf("torch")}
data = Slices("train")
units, classes = data[0]
batch = next(iter(torch.utils.data.DataLoader(data, batch_size=2)))
print(len(data), tuple(units.shape), float(units[2, 7]), int((classes == 1).sum()), int((classes == 3).sum()), tuple(batch[0].shape))
`;
  // Slice 1, column 7 of row 2; the mass covers 100 pixels of the liver.
  const value = 441 - 1000 + 1 - 1024;
  expect(runPython(torch, code, [], folder).trim()).toBe(
    `2 (66, 70) ${value}.0 ${864 - 100} 300 (2, 66, 70)`,
  );
});

test.skipIf(coco.skip)(
  "run lengths of 1,000 random masks are pycocotools' own, letter for letter, and so is the golden one",
  () => {
    const random = makeRandom(1000);
    const golden = { columns: 4, rows: 3, bits: Uint8Array.from("011001110000", Number) };
    expect([columnRuns(golden), encodeRuns(columnRuns(golden))]).toEqual([[3, 2, 1, 2, 2, 1, 1], "32101OO"]);
    const masks = Array.from({ length: 1000 }, () => {
      const [columns, rows, share] = [1 + Math.floor(random() * 90), 1 + Math.floor(random() * 90), random()];
      const bits = new Uint8Array(columns * rows).map((_, at) =>
        at % 17 < 17 * share && random() < share ? 1 : 0,
      );
      return { columns, rows, bits };
    });
    const code = `
import json, sys, numpy as np
from pycocotools import mask
rows = []
for m in json.load(open(sys.argv[1])):
    bits = np.array([int(c) for c in m["bits"]], np.uint8).reshape(m["rows"], m["columns"])
    ours = {"size": [m["rows"], m["columns"]], "counts": m["counts"].encode()}
    theirs = mask.encode(np.asfortranarray(bits))
    rows.append([theirs["counts"].decode() == m["counts"], int(mask.area(ours)) == int(bits.sum()), bool((mask.decode(ours) == bits).all())])
print(json.dumps([sum(r[k] for r in rows) for k in range(3)]))
`;
    const file = join(dirname(folder), "masks.json");
    const plain = [golden, ...masks].map((mask) => ({
      columns: mask.columns,
      rows: mask.rows,
      bits: [...mask.bits].join(""),
      counts: encodeRuns(columnRuns(mask)),
    }));
    writeFileSync(file, JSON.stringify(plain));
    expect(JSON.parse(runPython(coco, code, [file]))).toEqual([1001, 1001, 1001]);
  },
);
