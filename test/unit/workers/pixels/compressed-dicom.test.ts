import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { type ImageDicom, makeImageDicom } from "../../../support/image-dicom.ts";
import { losslessJpeg } from "../../../support/lossless-jpeg.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";

const require = createRequire(import.meta.url);
const codecs = makeCodecs(nodeCodecAssets());
const family = "1.2.840.10008.1.2.4.";
const columns = 97;
const rows = 65;

const ramp = (top: number) =>
  Uint16Array.from(
    { length: columns * rows },
    (_, index) => (index * 7919 + (index % columns) * 31) % (top + 1),
  );

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
  setQuality?(lossless: boolean, quality: number): void;
  setNearLossless?(near: number): void;
  setInterleaveMode?(mode: number): void;
}

/** The encoders that ship beside the decoders we use. */
async function encode(
  name: string,
  script: string,
  wasm: string,
  kind: string,
  samples: Uint8Array,
  info: object,
  interleaveMode = 0,
) {
  const make = require(`@cornerstonejs/${name}/${script}`) as (
    o: object,
  ) => Promise<Record<string, new () => Encoder>>;
  const module = await make({
    wasmBinary: await readFile(require.resolve(`@cornerstonejs/${name}/${wasm}`)),
  });
  const Kind = module[kind];
  if (!Kind) throw new Error(`no ${kind}`);
  const encoder = new Kind();
  encoder.getDecodedBuffer(info).set(samples);
  encoder.setQuality?.(true, 0);
  encoder.setNearLossless?.(0);
  encoder.setInterleaveMode?.(interleaveMode);
  encoder.encode();
  const encoded = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return encoded.length % 2 ? Uint8Array.of(...encoded, 0) : encoded;
}

const info = (bitsPerSample: number, componentCount = 1, isSigned = false) => ({
  width: columns,
  height: rows,
  bitsPerSample,
  componentCount,
  isSigned,
  isUsingColorTransform: componentCount === 3,
});
const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

async function stored(syntax: string, frame: Uint8Array, image: Partial<ImageDicom> = {}) {
  const options = { transferSyntax: family + syntax, fragments: [frame] };
  const file = makeImageDicom({ columns, rows, bits: 16, ...image, options });
  return (await openDicomPixels(file, codecs)).stored(0);
}

test("lossless JPEG: 16 bits exactly, also as signed values", async () => {
  const values = ramp(65535);
  const frame = losslessJpeg(values, columns, rows, 16);
  for (const syntax of ["57", "70"]) {
    expect([...(await stored(syntax, frame)).pixels]).toEqual([...values]);
  }
  const signed = await stored("70", frame, { signed: true });
  expect([...signed.pixels]).toEqual([...Int16Array.from(values)]);
});

test("low BitsStored, MONOCHROME1 and a palette change no stored value", async () => {
  const values = ramp(4095);
  const frame = losslessJpeg(values, columns, rows, 12);
  for (const photometric of ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"]) {
    const image = { stored: 8, photometric };
    expect([...(await stored("70", frame, image)).pixels]).toEqual([...values]);
  }
});

test("the stream's own size wins over a wrong header", async () => {
  const values = ramp(255);
  const frame = losslessJpeg(values, columns, rows, 8);
  const found = await stored("70", frame, { columns: 500, rows: 3, bits: 8 });
  expect([found.columns, found.rows]).toEqual([columns, rows]);
});

test("an 8-bit stream in a 16-bit file is widened", async () => {
  const values = ramp(255);
  const found = await stored("70", losslessJpeg(values, columns, rows, 8));
  expect(found.type).toBe("u16");
  expect([...found.pixels]).toEqual([...values]);
});

test("JPEG-LS: grey and colour exactly", async () => {
  const values = ramp(4095);
  const grey = await encode("codec-charls", "wasmjs", "wasm", "JpegLSEncoder", bytesOf(values), info(12));
  expect([...(await stored("80", grey)).pixels]).toEqual([...values]);
});

test("JPEG-LS colour comes out interleaved, however the stream holds it", async () => {
  const count = columns * rows;
  const rgb = new Uint8Array(count * 3).map((_, index) => (index * 37 + (index >> 4)) % 256);
  const planar = Uint8Array.from(
    { length: count * 3 },
    (_, index) => rgb[(index % count) * 3 + Math.floor(index / count)] ?? 0,
  );
  for (const [mode, samples] of [
    [2, rgb],
    [0, planar],
  ] as const) {
    const color = await encode("codec-charls", "wasmjs", "wasm", "JpegLSEncoder", samples, info(8, 3), mode);
    expect([...(await stored("80", color, { bits: 8, samples: 3 })).pixels]).toEqual([...rgb]);
  }
});

test("JPEG 2000: grey, signed and colour exactly", async () => {
  const values = ramp(65535);
  const grey = await encode("codec-openjpeg", "wasmjs", "wasm", "J2KEncoder", bytesOf(values), info(16));
  expect([...(await stored("90", grey)).pixels]).toEqual([...values]);
  const negative = Int16Array.from(values);
  const signed = await encode(
    "codec-openjpeg",
    "wasmjs",
    "wasm",
    "J2KEncoder",
    bytesOf(negative),
    info(16, 1, true),
  );
  expect([...(await stored("90", signed, { signed: true })).pixels]).toEqual([...negative]);
  const rgb = new Uint8Array(columns * rows * 3).map((_, index) => (index * 37) % 256);
  const color = await encode("codec-openjpeg", "wasmjs", "wasm", "J2KEncoder", rgb, info(8, 3));
  const found = await stored("90", color, { bits: 8, samples: 3, photometric: "YBR_RCT" });
  expect([...found.pixels]).toEqual([...rgb]);
  expect(found.photometric).toBe("RGB");
});

test("HTJ2K: 16 bits exactly", async () => {
  const values = ramp(65535);
  const frame = await encode("codec-openjph", "wasmjs", "wasm", "HTJ2KEncoder", bytesOf(values), info(16));
  expect([...(await stored("201", frame)).pixels]).toEqual([...values]);
});

test("damaged and truncated frames are refused, and the next frame still decodes", async () => {
  const values = ramp(65535);
  const frame = losslessJpeg(values, columns, rows, 16);
  for (const broken of [frame.slice(0, 60), frame.slice(0, 10), Uint8Array.of(1, 2, 3, 4)]) {
    await expect(stored("70", broken)).rejects.toMatchObject({ name: "FormatError" });
  }
  expect([...(await stored("70", frame)).pixels]).toEqual([...values]);
});

test("four components are refused before a codec could lose one", async () => {
  const frame = losslessJpeg(ramp(255), columns, rows, 8);
  frame[11] = 4;
  await expect(stored("70", frame, { bits: 8 })).rejects.toMatchObject({
    code: "unsupported-pixels",
    found: "4",
  });
});

test("a module that threw is thrown away, and the next frame gets a fresh one", async () => {
  let loaded = 0;
  const fresh = makeCodecs({
    ...nodeCodecAssets(),
    gdcm: () => Promise.reject(new Error("none here")),
    charls: async () => {
      loaded++;
      const real = await nodeCodecAssets().charls();
      const broken = class {
        constructor() {
          throw 1183032; // what C++ exceptions look like from here
        }
      };
      return loaded === 1 ? { JpegLSDecoder: broken as unknown as typeof real.JpegLSDecoder } : real;
    },
  });
  const values = ramp(4095);
  const frame = await encode("codec-charls", "wasmjs", "wasm", "JpegLSEncoder", bytesOf(values), info(12));
  await expect(fresh.decode(frame, `${family}80`, "jpeg-ls")).rejects.toMatchObject({ name: "FormatError" });
  expect((await fresh.decode(frame, `${family}80`, "jpeg-ls")).columns).toBe(columns);
  expect(loaded).toBe(2);
});
