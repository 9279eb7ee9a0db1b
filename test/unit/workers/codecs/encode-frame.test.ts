import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { newSamples } from "../../../../src/formats/dicom/sample-arrays.ts";
import type { StoredFrame } from "../../../../src/formats/dicom/stored-frame.ts";
import type { CodecDecoder } from "../../../../src/workers/codecs/codec-assets.ts";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import { decodeWith } from "../../../../src/workers/codecs/cornerstone-codec.ts";
import { frameToEncode } from "../../../../src/workers/codecs/encode-frame.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";
import { makeRandom } from "../../../support/random.ts";

const require = createRequire(import.meta.url);
const assets = nodeCodecAssets();
const codecs = makeCodecs(assets);
/** JPEG-LS by GDCM, which has another CharLS inside. */
const gdcm = makeCodecs({ ...assets, charls: () => Promise.reject(new Error("not asked")) });

type Make = (options: Record<string, unknown>) => Promise<{ readonly J2KDecoder: new () => CodecDecoder }>;

/** HTJ2K by OpenJPEG, which shares nothing with OpenJPH. */
async function openJpeg() {
  const make = require("@cornerstonejs/codec-openjpeg/wasmjs") as Make;
  const wasmBinary = await readFile(require.resolve("@cornerstonejs/codec-openjpeg/wasm"));
  return make({ wasmBinary, print: () => undefined, printErr: () => undefined });
}

const random = makeRandom(9);
const whole = (most: number) => Math.floor(random() * most);

function frame(bits: number, signed: boolean, samples: number, photometric: string): StoredFrame {
  const [columns, rows] = [17 + whole(40), 9 + whole(30)];
  const type = bits <= 8 ? (signed ? "i8" : "u8") : signed ? "i16" : "u16";
  const pixels = newSamples(type, columns * rows * samples);
  const least = signed ? -(2 ** (bits - 1)) : 0;
  for (let at = 0; at < pixels.length; at++)
    pixels[at] = least + (at % 5 === 0 ? whole(2 ** bits) : (at * 3) % 2 ** bits);
  return { columns, rows, samples, type, pixels, halfChroma: false, photometric };
}

const shapes = [
  [8, false, 1, "MONOCHROME2"],
  [8, false, 3, "RGB"],
  [8, false, 3, "YBR_FULL"],
  [8, true, 1, "MONOCHROME2"],
  [10, false, 1, "MONOCHROME2"],
  [12, true, 1, "MONOCHROME2"],
  [16, false, 1, "MONOCHROME1"],
  [16, true, 1, "MONOCHROME2"],
] as const;

test("another decoder finds every sample in what was encoded as JPEG-LS, the sign apart", async () => {
  for (const [bits, signed, samples, photometric] of shapes) {
    const made = frame(bits, signed, samples, photometric);
    const ready = frameToEncode(made, bits);
    if (!ready) throw new Error("not ready");
    const stream = await codecs.encodeJpegLs(ready);
    const { bytes, bytesPerSample } = await gdcm.decode(stream, "1.2.840.10008.1.2.4.80", "jpeg-ls");
    const read = bytesPerSample === 1 ? bytes : new Uint16Array(bytes.slice().buffer);
    expect([...read]).toEqual([...made.pixels].map((value) => Number(value) & (2 ** bits - 1)));
  }
});

test("another decoder finds every sample in what was encoded as HTJ2K, with its sign", async () => {
  const { J2KDecoder } = await openJpeg();
  // Neither colour differences nor signed bytes are compressed as HTJ2K (recode-frames.ts).
  const sure = shapes.filter(([bits, signed, , colour]) => colour !== "YBR_FULL" && !(signed && bits === 8));
  for (const [bits, signed, samples, photometric] of sure) {
    const made = frame(bits, signed, samples, photometric);
    const ready = frameToEncode(made, bits);
    if (!ready) throw new Error("not ready");
    const stream = await codecs.encodeHtj2k(ready);
    const { bytes } = decodeWith(() => new J2KDecoder(), stream);
    const wanted = Buffer.from(new Uint8Array(made.pixels.buffer));
    expect([bits, signed, samples, Buffer.from(bytes).equals(wanted)]).toEqual([bits, signed, samples, true]);
  }
});

test("what an encoder cannot take without loss is not encoded", () => {
  const made = frame(12, true, 1, "MONOCHROME2");
  expect(frameToEncode(made, 11)).toBeNull();
  expect(frameToEncode(made, 8)).toBeNull();
  expect(frameToEncode({ ...made, halfChroma: true }, 12)).toBeNull();
  const wide = { ...made, type: "i32" as const, pixels: new Int32Array(made.pixels.length) };
  expect(frameToEncode(wide, 32)).toBeNull();
  const floats = { ...made, type: "f32" as const, pixels: new Float32Array(made.pixels.length) };
  expect(frameToEncode(floats, 12)).toBeNull();
  // Negative samples without the sign above their bits are as good as with it.
  const bare = { ...made, pixels: Int16Array.from(made.pixels, (value) => Number(value) & 0xfff) };
  expect(frameToEncode(bare, 12)?.bytes).toEqual(frameToEncode(made, 12)?.bytes);
});
