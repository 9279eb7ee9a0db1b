import { expect, test } from "vitest";
import { readMetaImage } from "../../../../src/formats/metaimage/read-metaimage.ts";
import { ascii, joined, makeMetaImage } from "../../../support/raw-maker.ts";
import { counted, gridDistance, oblique } from "../../../support/volume-maker.ts";

const spacing = [0.7, 1.3, 2.5];
const { i, j, k, origin } = oblique.lps;
const matrix = [i, j, k].flatMap((axis, index) => axis.map((value) => value / (spacing[index] ?? 1)));
const volume = [
  "ObjectType = Image",
  "NDims = 3",
  "BinaryData = True",
  "BinaryDataByteOrderMSB = False",
  `TransformMatrix = ${matrix.join(" ")}`,
  `Offset = ${origin.join(" ")}`,
  "CenterOfRotation = 5 6 7",
  `ElementSpacing = ${spacing.join(" ")}`,
  "DimSize = 3 4 5",
  "ElementType = MET_SHORT",
];
const data = counted("i16", 60, -5);

test("an oblique, left-handed grid keeps its place and its samples, packed or not", () => {
  for (const packed of [false, true]) {
    const image = readMetaImage(makeMetaImage(volume, data, packed));
    expect(image.bytes).toEqual(data);
    expect(image.affine && gridDistance(image.affine, oblique.lps, [3, 4, 5])).toBeLessThan(1e-5);
    expect(image.spacingMm?.[0]).toBeCloseTo(1.3, 6);
  }
});

test("big endian and detached data give the same samples", () => {
  const turned = new Uint8Array(data);
  for (let at = 0; at < turned.length; at += 2) turned.subarray(at, at + 2).reverse();
  const big = volume.map((line) => line.replace("MSB = False", "MSB = True"));
  expect(readMetaImage(makeMetaImage(big, turned)).bytes).toEqual(data);
  const head = ascii(`${volume.join("\n")}\nElementDataFile = x.raw\n`);
  expect(readMetaImage(joined(head, data), head.length).bytes).toEqual(data);
  expect(() => readMetaImage(head)).toThrow("the data file of the header");
});

test("three or four channels of bytes are colour, others are stacks", () => {
  const of = (channels: number, type: string) => [
    "NDims = 2",
    "DimSize = 2 2",
    `ElementNumberOfChannels = ${channels}`,
    `ElementType = ${type}`,
  ];
  expect(readMetaImage(makeMetaImage(of(3, "MET_UCHAR"), counted("u8", 12))).samples).toBe(3);
  expect([...readMetaImage(makeMetaImage(of(4, "MET_UCHAR"), counted("u8", 16))).bytes]).toEqual([
    0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14,
  ]);
  const two = readMetaImage(makeMetaImage(of(2, "MET_UCHAR"), counted("u8", 8)));
  expect([two.stacks, [...two.bytes]]).toEqual([2, [0, 2, 4, 6, 1, 3, 5, 7]]);
});

test("a picture has no place in space; a cut file is refused", () => {
  const flat = [
    "NDims = 2",
    "DimSize = 2 2",
    "Offset = 1 2",
    "ElementSpacing = 0.5 0.25",
    "ElementType = MET_UCHAR",
  ];
  const picture = readMetaImage(makeMetaImage(flat, counted("u8", 4)));
  expect([picture.affine, picture.spacingMm]).toEqual([null, [0.25, 0.5]]);
  const file = makeMetaImage(volume, data);
  expect(() => readMetaImage(file.subarray(0, file.length - 1))).toThrow("120 bytes of samples");
});
