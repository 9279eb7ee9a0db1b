import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRandom } from "../support/random.ts";
import { dicomFile, identity, pixels } from "../support/sample/dicom.mjs";

/** Rows and columns of a slice. */
export const ctSize = 512;

/** Bell-shaped noise of a seed, handed out from a table: a CT has a standard deviation of about 20 HU. */
function makeNoise(seed: number): () => number {
  const random = makeRandom(seed);
  const table = Int16Array.from({ length: 1 << 16 }, () =>
    Math.round((random() + random() + random() + random() - 2) * 35),
  );
  let at = 0;
  return () => {
    at = (at + 40_503) & 0xffff;
    return table[at] ?? 0;
  };
}

/** Stored values of one slice: a body in air, two lungs, a spine, noise; intercept −1024, 12 bits in 16. */
export function ctSlice(index: number, seed = 300): Int16Array {
  const noise = makeNoise(seed + index);
  const out = new Int16Array(ctSize * ctSize);
  const inside = (x: number, y: number, cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  const breath = 10 * Math.sin(index / 20);
  for (let y = 0; y < ctSize; y++) {
    for (let x = 0; x < ctSize; x++) {
      let value = 24;
      if (inside(x, y, 256, 260, 200 + breath / 2, 150)) value = 1064;
      if (inside(x, y, 170, 250, 70, 90 + breath) || inside(x, y, 342, 250, 70, 90 + breath)) value = 180;
      if (inside(x, y, 256, 360, 26, 30)) value = 1700;
      out[y * ctSize + x] = Math.max(0, value + noise());
    }
  }
  return out;
}

/** Every so manieth sample of a slice, across and down. */
function thinned(samples: Int16Array, side: number): Int16Array {
  const step = ctSize / side;
  return Int16Array.from(
    { length: side * side },
    (_, at) => samples[Math.floor(at / side) * step * ctSize + (at % side) * step] ?? 0,
  );
}

/** One slice as a CT scanner writes it, with an invented patient; `side`: of how many rows and columns, a part of {@link ctSize}. */
export function ctFile(index: number, side = ctSize): Buffer {
  const spacing = String((0.703125 * ctSize) / side);
  return dicomFile([
    ...identity(7, { description: "Thorax" }),
    ["00080008", "CS", ["ORIGINAL", "PRIMARY", "AXIAL"]],
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.2"],
    ["00080018", "UI", `2.25.8600${index + 1}`],
    ["00080060", "CS", "CT"],
    ["00080070", "LO", "Example"],
    ["0008103E", "LO", "Axial 1 mm"],
    ["00180015", "CS", "CHEST"],
    ["00180050", "DS", "1"],
    ["00180060", "DS", "120"],
    ["0020000E", "UI", "2.25.86"],
    ["00200011", "IS", "2"],
    ["00200013", "IS", index + 1],
    ["00200032", "DS", ["-180", "-180", String(index)]],
    ["00200037", "DS", ["1", "0", "0", "0", "1", "0"]],
    ["00200052", "UI", "2.25.87"],
    ["00280030", "DS", [spacing, spacing]],
    ["00281050", "DS", "40"],
    ["00281051", "DS", "400"],
    ["00281052", "DS", "-1024"],
    ["00281053", "DS", "1"],
    ...pixels({
      rows: side,
      columns: side,
      bits: 16,
      stored: 16,
      signed: 1,
      data: thinned(ctSlice(index), side),
    }),
  ]);
}

/** Writes `slices` files below `folder`; gives their paths. */
export function writeCtSeries(folder: string, slices: number, side = ctSize): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: slices }, (_, index) => {
    const path = join(folder, `ct-${String(index + 1).padStart(3, "0")}.dcm`);
    writeFileSync(path, ctFile(index, side));
    return path;
  });
}
