import { expect, test } from "vitest";
import { readJpegHeader } from "../../../../src/formats/jpeg/read-jpeg-header.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";

const [grey] = jpegFiles;
const file = new Uint8Array(Buffer.from(grey.base64, "base64"));
const jfifEnd = 4 + ((file[4] ?? 0) << 8) + (file[5] ?? 0);
const withJunk = (junk: readonly number[]) =>
  Uint8Array.of(...file.subarray(0, jfifEnd), ...junk, ...file.subarray(jfifEnd));

test("bytes between two segments are passed over, markers that have none and fill bytes, too", () => {
  const { columns, rows } = grey;
  for (const junk of [
    [0x36, 0x30],
    [0xff, 0, 0x30],
    [0xff, 0xff],
    [0x38, 0xff, 1],
  ])
    expect(readJpegHeader(withJunk(junk)), String(junk)).toEqual(readJpegHeader(file));
  expect(readJpegHeader(file)).toMatchObject({ columns, rows, components: 1 });
});

test("a file without a frame, and one cut off in a segment, are refused", () => {
  expect(() => readJpegHeader(withJunk([]).fill(0, 2))).toThrow("a JPEG frame header");
  expect(() => readJpegHeader(file.subarray(0, jfifEnd + 8))).toThrow("a segment");
});
