import { expect, test } from "vitest";
import { readNrrd } from "../../../../src/formats/nrrd/read-nrrd.ts";
import { ascii, joined, makeNrrd } from "../../../support/raw-maker.ts";
import { counted, gridDistance, oblique } from "../../../support/volume-maker.ts";

const vector = (v: readonly number[]) => `(${v.join(",")})`;
const { i, j, k, origin } = oblique.lps;
const volume = ["type: short", "dimension: 3", "sizes: 3 4 5", "endian: little"];
const flip = (v: readonly number[], x: number, y: number) => [x * (v[0] ?? 0), y * (v[1] ?? 0), v[2] ?? 0];

test.each([
  ["left-posterior-superior", 1, 1],
  ["right-anterior-superior", -1, -1],
  ["LAS", 1, -1],
] as const)("directions in %s give the grid in LPS", (space, x, y) => {
  const image = readNrrd(
    makeNrrd(
      [
        ...volume,
        `space: ${space}`,
        `space directions: ${[i, j, k].map((v) => vector(flip(v, x, y))).join(" ")}`,
        `space origin: ${vector(flip(origin, x, y))}`,
      ],
      counted("i16", 60, -9),
      "gzip",
    ),
  );
  expect(image.bytes).toEqual(counted("i16", 60, -9));
  expect(image.affine && gridDistance(image.affine, oblique.lps, [3, 4, 5])).toBeLessThan(1e-9);
});

test("no named space: no place, but spacing", () => {
  const image = readNrrd(
    makeNrrd(
      [...volume, "space dimension: 3", "space directions: (2,0,0) (0,3,0) (0,0,4)"],
      counted("i16", 60),
    ),
  );
  expect([image.affine, image.spacingMm]).toEqual([null, [3, 2]]);
  const plain = readNrrd(makeNrrd([...volume, "spacings: 0.5 0.25 1"], counted("i16", 60)));
  expect([plain.affine, plain.spacingMm]).toEqual([null, [0.25, 0.5]]);
});

test("big endian, text and detached data give the same samples", () => {
  const data = counted("i16", 60, -9);
  const turned = new Uint8Array(data);
  for (let at = 0; at < turned.length; at += 2) turned.subarray(at, at + 2).reverse();
  const big = volume.map((line) => line.replace("little", "big"));
  expect(readNrrd(makeNrrd(big, turned)).bytes).toEqual(data);
  const words = [...new Int16Array(data.buffer)].join(" ");
  const text = joined(ascii(`NRRD0004\n${volume.join("\n")}\nencoding: ascii\n\n`), ascii(words));
  expect(readNrrd(text).bytes).toEqual(data);
  const head = ascii(`NRRD0004\n${volume.join("\n")}\nencoding: raw\ndata file: x.raw\n`);
  expect(readNrrd(joined(head, data), head.length).bytes).toEqual(data);
  expect(() => readNrrd(head)).toThrow("the data file of the header");
});

test("colours are samples; components of another kind are stacks, taken apart", () => {
  const lines = ["type: uchar", "dimension: 3", "sizes: 3 2 2", "kinds: RGB-color domain domain"];
  const rgb = readNrrd(makeNrrd(lines, counted("u8", 12)));
  expect([rgb.samples, rgb.columns, rgb.rows, [...rgb.bytes]]).toEqual([3, 2, 2, [...counted("u8", 12)]]);
  const directions = readNrrd(
    makeNrrd(
      [
        "type: uchar",
        "dimension: 4",
        "sizes: 2 2 1 3",
        "space: RAS",
        "space directions: none (1,0,0) (0,1,0) (0,0,1)",
        "space origin: (0,0,0)",
        "kinds: list domain domain domain",
      ],
      counted("u8", 12),
    ),
  );
  expect([directions.stacks, directions.slices, directions.samples]).toEqual([2, 3, 1]);
  expect([...directions.bytes]).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
});

test("a cut file, an unknown encoding and a lying size are refused", () => {
  const file = makeNrrd(volume, counted("i16", 60));
  expect(() => readNrrd(file.subarray(0, file.length - 3))).toThrow("120 bytes of samples");
  expect(() => readNrrd(ascii(`NRRD0004\n${volume.join("\n")}\nencoding: bzip2\n\n`))).toThrow("raw, gzip");
  expect(() =>
    readNrrd(makeNrrd(["type: short", "dimension: 2", "sizes: 99999 99999"], new Uint8Array(9))),
  ).toThrow("bytes of pixels");
});
