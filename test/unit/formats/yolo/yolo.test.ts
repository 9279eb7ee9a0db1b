import { expect, test } from "vitest";
import type { BinaryMask } from "../../../../src/domain/mask.ts";
import { say } from "../../../../src/domain/said.ts";
import { maskRings } from "../../../../src/formats/yolo/mask-rings.ts";
import { fillYoloPath, readYolo } from "../../../../src/formats/yolo/read-yolo.ts";
import { yoloBoxLine, yoloDataFile, yoloOutlineLine } from "../../../../src/formats/yolo/write-yolo.ts";
import { makeRandom } from "../../../support/random.ts";

const drawn = (...lines: string[]): BinaryMask => ({
  columns: lines[0]?.length ?? 0,
  rows: lines.length,
  bits: Uint8Array.from(lines.join(""), (mark) => (mark === "#" ? 1 : 0)),
});

const filled = (mask: BinaryMask) => {
  const [line] = readYolo(yoloOutlineLine(0, mask)?.line ?? "");
  return fillYoloPath(line?.values ?? [], mask.columns, mask.rows);
};

test("one pixel in the first corner counts from the pixel's edge", () => {
  const mask = drawn("#...", "....");
  expect(yoloBoxLine(2, mask)).toBe("2 0.125000 0.250000 0.250000 0.500000");
  expect(maskRings(mask)).toEqual([
    {
      hole: false,
      points: [
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
    },
  ]);
  expect(yoloOutlineLine(2, mask)?.loss).toBeNull();
});

test("a hole and a second part are bridged, named as loss, and leave the same pixels", () => {
  const mask = drawn("#####..", "#...#..", "#.#.#.#", "#...#..", "#####..");
  const outline = yoloOutlineLine(0, mask);
  expect(outline?.loss).toEqual(say`made one outline by zero-width bridges; parts: ${3}, holes: ${1}`);
  expect(filled(mask)).toEqual(mask.bits);
});

test("pixels that touch at a corner are parts of their own", () => {
  expect(maskRings(drawn("#.", ".#")).map((ring) => ring.hole)).toEqual([false, false]);
  // The background passes where the mask only touches: no hole, one ring.
  expect(maskRings(drawn("###", "#.#", "##."))).toHaveLength(1);
  expect(maskRings(drawn("###", "#.#", "###")).map((ring) => ring.hole)).toEqual([false, true]);
});

test("one thousand random masks come back pixel for pixel from the outline and to a millionth from the box", () => {
  const random = makeRandom(11);
  for (let round = 0; round < 1000; round++) {
    const columns = 1 + Math.floor(random() * 40);
    const rows = 1 + Math.floor(random() * 40);
    const share = random();
    const bits = new Uint8Array(columns * rows).map(() => (random() < share ? 1 : 0));
    const mask = { columns, rows, bits };
    if (!bits.includes(1)) {
      expect(yoloOutlineLine(0, mask)).toBeNull();
      expect(yoloBoxLine(0, mask)).toBeNull();
      continue;
    }
    expect(filled(mask), `round ${round}`).toEqual(bits);
    const [cx = 0, cy = 0, w = 0, h = 0] = readYolo(yoloBoxLine(0, mask) ?? "")[0]?.values ?? [];
    const set = [...bits.keys()].filter((index) => bits[index]);
    const xs = set.map((index) => index % columns);
    const ys = set.map((index) => Math.floor(index / columns));
    expect(Math.abs((cx - w / 2) * columns - Math.min(...xs))).toBeLessThan(1e-4);
    expect(Math.abs((cx + w / 2) * columns - Math.max(...xs) - 1)).toBeLessThan(1e-4);
    expect(Math.abs((cy - h / 2) * rows - Math.min(...ys))).toBeLessThan(1e-4);
    expect(Math.abs((cy + h / 2) * rows - Math.max(...ys) - 1)).toBeLessThan(1e-4);
  }
});

test("a line that is none is refused", () => {
  for (const text of ["x 0.1 0.2", "0 0.1 1.5", "0 0.1  0.2", "-1 0 0"])
    expect(() => readYolo(text)).toThrow();
  expect(readYolo("")).toEqual([]);
});

test("data.yaml names only the parts that have pictures, and quotes names", () => {
  const item = {
    id: "a",
    index: 1,
    name: 'M: "x"',
    color: "#000000",
    hotkey: "",
    geometry: [],
    category: null,
    type: null,
    overlap: "allow",
  } as const;
  expect(yoloDataFile(["train"], [item])).toBe(
    '# Nobody is held out for val: see README.md of the dataset.\ntrain: images/train\nnc: 1\nnames:\n  0: "M: \\"x\\""\n',
  );
});
