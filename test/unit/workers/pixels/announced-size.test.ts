import { deflateRawSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { readDicom } from "../../../../src/formats/dicom/read-dicom.ts";
import { decodeSample } from "../../../../src/workers/import/decode-sample.ts";
import { inflateDicom } from "../../../../src/workers/import/inflate-dicom.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { noCodecs } from "../../../support/no-codecs.ts";

afterEach(() => vi.unstubAllGlobals());

const deflated = "1.2.840.10008.1.2.1.99";
const mebibyte = 1 << 20;

/** Counts the largest array that anybody makes by its length from here on. */
function watchAllocations(): () => number {
  let largest = 0;
  for (const kind of [ArrayBuffer, Uint8Array, Uint16Array, Int16Array, Float32Array]) {
    const width = "BYTES_PER_ELEMENT" in kind ? kind.BYTES_PER_ELEMENT : 1;
    vi.stubGlobal(
      kind.name,
      new Proxy(kind, {
        construct: (target, args, self) => {
          if (typeof args[0] === "number") largest = Math.max(largest, args[0] * width);
          return Reflect.construct(target, args, self) as object;
        },
      }),
    );
  }
  return () => largest;
}

const metaEnd = (file: Uint8Array) => 132 + 12 + new DataView(file.buffer).getUint32(140, true);

/** The same file in Deflated Explicit VR. */
function packed(plain: Uint8Array): Uint8Array<ArrayBuffer> {
  const carrier = makeImageDicom({ columns: 1, rows: 1, options: { transferSyntax: deflated } });
  const body = deflateRawSync(plain.subarray(metaEnd(plain)), { level: 9 });
  const file = new Uint8Array(metaEnd(carrier) + body.length);
  file.set(carrier.subarray(0, metaEnd(carrier)));
  file.set(body, metaEnd(carrier));
  return file;
}

const huge = { columns: 60_000, rows: 60_000, bits: 16 };
const frame = new Uint8Array(1800);
const encapsulated = (transferSyntax: string, start: readonly number[]) => {
  const bytes = frame.slice();
  bytes.set(start);
  return makeImageDicom({ ...huge, options: { transferSyntax, fragments: [bytes] } });
};
const word = (value: number) => [value >> 8, value & 255];
const long = (value: number) => [0, 0, ...word(value)];
// SOI and the frame header of a lossless JPEG (T.81 B.2.2); SOC and SIZ of JPEG 2000 (T.800 A.5.1).
const sof = [0xff, 0xd8, 0xff, 0xc3, 0, 11, 16, ...word(60_000), ...word(60_000), 1, 1, 0x11, 0];
const grid = [long(60_000), long(60_000), long(0), long(0)].flat();
const siz = [0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0, ...grid, ...grid, 0, 1, 15, 1, 1];

test.each([
  ["native", makeImageDicom({ ...huge, pixels: frame })],
  ["deflated", packed(makeImageDicom({ ...huge, pixels: frame }))],
  ["RLE", encapsulated("1.2.840.10008.1.2.5", [2, 0, 0, 0, 64, 0, 0, 0, 132, 3])],
  ["lossless JPEG", encapsulated("1.2.840.10008.1.2.4.70", sof)],
  ["JPEG-LS", encapsulated("1.2.840.10008.1.2.4.80", sof.with(3, 0xf7))],
  ["JPEG 2000", encapsulated("1.2.840.10008.1.2.4.90", siz)],
])(
  "2 kB of %s that announce 60000 × 60000 words are refused in words, and nothing is allocated for them",
  async (_, file) => {
    expect(file.length).toBeLessThan(2400);
    const largest = watchAllocations();
    const opening = openDicomPixels(file, noCodecs).then(decodeSample);
    await expect(opening).rejects.toMatchObject({
      name: "FormatError",
      code: expect.stringMatching(/^(truncated|too-large)$/),
      message: expect.stringMatching(/^Expected .+; found .+\.$/),
    });
    expect(largest()).toBeLessThan(mebibyte);
  },
);

test("a deflated file inflates to the image that it announces, and no further", async () => {
  const honest = makeImageDicom({ columns: 64, rows: 64, pixels: new Uint8Array(4096).fill(7) });
  expect(inflateDicom(packed(honest)).subarray(-4096)).toEqual(honest.subarray(-4096));
  const bomb = packed(makeImageDicom({ columns: 64, rows: 64, pixels: new Uint8Array(160 * mebibyte) }));
  expect(bomb.length).toBeLessThan(mebibyte);
  const largest = watchAllocations();
  expect(() => inflateDicom(bomb)).toThrow("more after inflating");
  await expect(readDicom(memorySource(bomb))).rejects.toMatchObject({ code: "too-large" });
  expect(largest()).toBeLessThan(40 * mebibyte);
});

test("a deflated file without an image may be no larger than a header can be", () => {
  const text = new Uint8Array(80 * mebibyte);
  const more = [{ tag: "00420011", vr: "OB", value: text }];
  expect(() => inflateDicom(packed(makeImageDicom({ columns: 1, rows: 1, more })))).toThrow(
    "before the pixels",
  );
});

test("a deflated frame may not grow past its pixels", async () => {
  const options = {
    transferSyntax: "1.2.840.10008.1.2.8.1",
    fragments: [deflateRawSync(new Uint8Array(8 * mebibyte))],
  };
  const opened = await openDicomPixels(makeImageDicom({ columns: 8, rows: 8, options }), noCodecs);
  await expect(opened.stored(0)).rejects.toMatchObject({ code: "too-large" });
});
