import { expect, test } from "vitest";
import { decimalString, roundedDecimal } from "../../../../../src/formats/dicom/write/decimal-string.ts";
import { plainName, plainText } from "../../../../../src/formats/dicom/write/plain-text.ts";
import { derivedUid, writePart10 } from "../../../../../src/formats/dicom/write/write-part10.ts";
import { walkDicom } from "../../../../support/walk-dicom.ts";

test("decimal strings fit 16 characters and lose no more than they must", () => {
  for (const value of [
    0,
    -0,
    1,
    0.1,
    -1 / 3,
    1e-7,
    123456789.12345679,
    -0.00012345678901234567,
    1e300,
    2 / 3,
  ]) {
    const text = decimalString(value);
    expect(text.length).toBeLessThanOrEqual(16);
    expect(text).toMatch(/^-?\d[\d.]*(e[+-]\d+)?$/);
    expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-8);
  }
  expect(decimalString(-0)).toBe("0");
  expect(roundedDecimal(-0.00001, 4)).toBe("0");
  expect(() => decimalString(Number.NaN)).toThrow(RangeError);
});

test("every value has an even length: text filled with a space, UIDs with a zero, bytes with a zero", () => {
  const { bytes, sopUid } = writePart10({
    SOPClassUID: "1.2.3",
    PatientName: "Ö",
    PatientID: "ABC",
    SegmentLabel: "x",
    SegmentSequence: [{ SegmentNumber: 1, SegmentLabel: "odd" }, {}],
    DimensionIndexPointer: 0x00200032,
    PixelSpacing: [0.5, 1 / 3],
    PixelData: new Uint8Array([1, 2, 3]),
  });
  const { elements, text, syntax } = walkDicom(bytes);
  expect(syntax).toBe("1.2.840.10008.1.2.1");
  for (const { length } of elements.values()) expect(length % 2).toBe(0);
  expect(text("00080016")).toBe("1.2.3");
  expect(text("00080018")).toBe(sopUid);
  expect(text("00100020")).toBe("ABC");
  expect(text("00280030")).toBe("0.5\\0.33333333333333");
  const at = (tag: string) => {
    const { offset = 0, length = 0 } = elements.get(tag) ?? {};
    return [...bytes.subarray(offset, offset + length)];
  };
  expect(at("00100010")).toEqual([...Buffer.from("Ö")]);
  expect(at("00209165")).toEqual([0x20, 0, 0x32, 0]);
  expect(at("7fe00010")).toEqual([1, 2, 3, 0]);
  expect(at("00080016").at(-1)).toBe(0);
});

test("a value too long for its type throws, and is never cut", () => {
  const numbers = Array.from({ length: 20_000 }, () => 1.25);
  expect(() => writePart10({ SOPClassUID: "1.2.3", ContourData: numbers })).toThrow(/too many/);
});

test("text becomes one value of at most 64 characters without control characters", () => {
  expect(plainText(" a\\b\nc ")).toBe("a b c");
  expect([...plainText("😀".repeat(80))]).toHaveLength(64);
  expect(plainName("Doe^J=x")).toBe("Doe J x");
});

test("derived UIDs follow from their texts, and from where one ends", () => {
  expect(derivedUid("a", "b")).toBe(derivedUid("a", "b"));
  expect(derivedUid("a", "b")).not.toBe(derivedUid("ab", ""));
  expect(derivedUid("x")).toMatch(/^2\.25\.\d+$/);
});
