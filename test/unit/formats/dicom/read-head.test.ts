import { expect, test } from "vitest";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { readDicom } from "../../../../src/formats/dicom/read-dicom.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";

const image = (comment: number) =>
  makeImageDicom({
    columns: 8,
    rows: 8,
    pixels: new Uint8Array(128),
    pixelVr: "OW",
    bits: 16,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: "2.25.1",
    more: [{ tag: "0040A160", vr: "UT", value: "x".repeat(comment) }],
  });

async function rangesRead(bytes: Uint8Array) {
  const own = memorySource(bytes);
  const ranges: [number, number][] = [];
  const { pixels } = await readDicom({
    lengthBytes: own.lengthBytes,
    read: (offset, length) => {
      ranges.push([offset, length]);
      return own.read(offset, length);
    },
  });
  expect(pixels?.length).toBe(128);
  return ranges;
}

test("the beginning of a file is read once for its meta header and its elements, and more only where they need more", async () => {
  const small = image(10);
  expect(await rangesRead(small)).toEqual([[0, small.length]]);
  const long = image(200_000);
  const ranges = await rangesRead(long);
  expect(ranges[0]).toEqual([0, 64 * 1024]);
  expect(ranges.length).toBeGreaterThan(1);
  expect(ranges.filter(([, length]) => length <= 64 * 1024).length).toBe(1);
});
