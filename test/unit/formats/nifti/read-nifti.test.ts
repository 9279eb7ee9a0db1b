import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { FormatError } from "../../../../src/formats/format-error.ts";
import { readNifti } from "../../../../src/formats/nifti/read-nifti.ts";
import { joined, makeNifti } from "../../../support/raw-maker.ts";
import { counted, gridDistance, oblique } from "../../../support/volume-maker.ts";

const dims = [3, 4, 5];
const plain = { dims, datatype: 4, wordBytes: 2, data: counted("i16", 60, -7) };

describe.each([
  ["NIfTI-1, little endian", 1, false],
  ["NIfTI-1, big endian", 1, true],
  ["NIfTI-2, little endian", 2, false],
  ["NIfTI-2, big endian", 2, true],
] as const)("%s", (_name, version, bigEndian) => {
  const making = { ...plain, version, bigEndian };

  test("the stored values come back, slope and intercept stay facts", () => {
    const image = readNifti(makeNifti({ ...making, slope: 0.5, intercept: -3 })[0]);
    expect([image.columns, image.rows, image.slices, image.stacks, image.type]).toEqual([3, 4, 5, 1, "i16"]);
    expect(image.bytes).toEqual(plain.data);
    expect([image.slope, image.intercept]).toEqual([0.5, -3]);
  });

  test.each([
    ["sform", { sform: oblique.sform, pixdim: oblique.pixdim }],
    ["qform", { qform: oblique.qform, pixdim: oblique.pixdim }],
    [
      "sform before qform",
      { sform: oblique.sform, qform: { quatern: [0, 0, 0], offset: [1, 2, 3] }, pixdim: oblique.pixdim },
    ],
  ])("an oblique, left-handed grid by %s is nibabel's within 1e-4 mm", (_which, geometry) => {
    const { affine } = readNifti(makeNifti({ ...making, ...geometry })[0]);
    expect(affine).not.toBeNull();
    if (affine) expect(gridDistance(affine, oblique.lps, [3, 4, 5])).toBeLessThan(1e-4);
  });

  test("a header and its .img are one image", () => {
    const [head, data] = makeNifti({ ...making, pair: true });
    expect(readNifti(joined(head, data), head.length).bytes).toEqual(plain.data);
    expect(() => readNifti(head)).toThrow("the .img file beside the header");
  });
});

test.each([
  [2, 1, "u8"],
  [4, 2, "i16"],
  [8, 4, "i32"],
  [16, 4, "f32"],
  [64, 8, "f64"],
  [256, 1, "i8"],
  [512, 2, "u16"],
  [768, 4, "u32"],
] as const)("datatype %i is stored as it is", (datatype, wordBytes, type) => {
  const data = counted(type, 24, 3);
  const image = readNifti(makeNifti({ dims: [2, 3, 4], datatype, wordBytes, data })[0]);
  expect([image.type, image.bytes]).toEqual([type, data]);
});

test("64-bit integers become the smallest type that holds each of them, or are refused", () => {
  const of = (values: readonly bigint[]) =>
    readNifti(
      makeNifti({
        dims: [values.length, 1, 1],
        datatype: 1024,
        wordBytes: 8,
        data: new Uint8Array(BigInt64Array.from(values).buffer),
      })[0],
    );
  expect(of([1n, 2n, 4_000_000_000n]).type).toBe("u32");
  expect(of([-1n, 2n]).type).toBe("i32");
  expect([...new Float64Array(of([-1n, 2n ** 40n]).bytes.buffer)]).toEqual([-1, 2 ** 40]);
  expect(() => of([2n ** 60n])).toThrow("2^53");
});

test("colour is three samples a pixel, an alpha is left out", () => {
  const rgb = readNifti(
    makeNifti({ dims: [2, 2, 1], datatype: 128, wordBytes: 1, data: counted("u8", 12) })[0],
  );
  expect([rgb.samples, rgb.color, [...rgb.bytes]]).toEqual([3, "rgb", [...counted("u8", 12)]]);
  const rgba = readNifti(
    makeNifti({ dims: [2, 1, 1], datatype: 2304, wordBytes: 1, data: counted("u8", 8) })[0],
  );
  expect([...rgba.bytes]).toEqual([0, 1, 2, 4, 5, 6]);
  expect(rgba.leftOut).toEqual(["alpha"]);
});

test("times are stacks, in their order", () => {
  const image = readNifti(
    makeNifti({ dims: [2, 2, 3, 4], datatype: 2, wordBytes: 1, data: counted("u8", 48) })[0],
  );
  expect([image.slices, image.stacks, image.bytes]).toEqual([3, 4, counted("u8", 48)]);
});

test("a gzipped file is the same image, and no more of it is inflated than the header announces", () => {
  const [file] = makeNifti({ ...plain, sform: oblique.sform });
  expect(readNifti(gzipSync(file))).toEqual(readNifti(file));
  const bomb = gzipSync(joined(file, new Uint8Array(64 << 20)));
  expect(readNifti(bomb)).toEqual(readNifti(file));
});

test("metres and micrometres become millimetres", () => {
  const sform = [0.002, 0, 0, 0.01, 0, 0.002, 0, 0, 0, 0, 0.003, 0];
  const { affine, spacingMm } = readNifti(makeNifti({ ...plain, sform, units: 1 })[0]);
  expect(affine?.origin[0]).toBeCloseTo(-10, 4);
  expect(spacingMm?.[0]).toBeCloseTo(2, 4);
});

test("no form: spacing without a place; Analyze says nothing but spacing", () => {
  const image = readNifti(makeNifti({ ...plain, pixdim: [1, 0.5, 0.75, 2] })[0]);
  expect([image.affine, image.spacingMm]).toEqual([null, [0.75, 0.5]]);
  const [head, data] = makeNifti({ ...plain, pair: true, sform: oblique.sform });
  head.fill(0, 344, 348);
  expect(readNifti(joined(head, data), 348).affine).toBeNull();
});

test("a cut file is refused with the place, an absurd size before any memory is asked for", () => {
  const [file] = makeNifti(plain);
  const refused = (bytes: Uint8Array) => {
    try {
      readNifti(bytes);
    } catch (reason) {
      if (reason instanceof FormatError) return { code: reason.code, offset: reason.offset };
    }
    return null;
  };
  expect(refused(file.subarray(0, file.length - 1))).toEqual({ code: "truncated", offset: file.length - 1 });
  expect(refused(gzipSync(file).subarray(0, -60))).toMatchObject({ code: "truncated" });
  expect(refused(file.subarray(0, 200))).toEqual({ code: "truncated", offset: 200 });
  const [huge] = makeNifti({ ...plain, dims: [30_000, 30_000, 30_000] });
  expect(refused(huge)).toMatchObject({ code: "too-large" });
  expect(refused(makeNifti({ ...plain, datatype: 32 })[0])).toMatchObject({ code: "unsupported-pixels" });
});
