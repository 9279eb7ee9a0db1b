import type { SampleArray } from "../../domain/samples.ts";
import { FormatError } from "../../formats/format-error.ts";
import { inflateRaw } from "../../formats/inflate-raw.ts";
import type { TiffChunk } from "../../formats/tiff/page-layout.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import type { Codecs } from "../codecs/codecs.ts";
import type { ChunkPixels } from "./chunk-pixels.ts";
import { inflateZstd } from "./inflate-zstd.ts";

/** The compression number that Esri registered for LERC. */
export const lerc = 34887;

/** Sample types by their names in LERC. */
const types: Readonly<Record<string, string>> = {
  S8: "i8",
  U8: "u8",
  S16: "i16",
  U16: "u16",
  S32: "i32",
  U32: "u32",
  F32: "f32",
  F64: "f64",
};

/**
 * LERC may stand behind Deflate or ZSTD. The stream tells it as surely as the tag LercParameters does, which a cleaned file does not
 * keep: LERC begins with a word of its own. `size` is what the samples take without any of it.
 */
function bareLerc(bytes: Uint8Array, size: number): Uint8Array {
  const most = 2 * size + (1 << 16);
  if (bytes[0] === 0x28 && bytes[1] === 0xb5) return inflateZstd(bytes, most);
  return bytes[0] === 0x78 ? inflateRaw(bytes.subarray(2), null, most) : bytes;
}

const isFloat = (page: TiffPage) => page.type === "f32" || page.type === "f64";

/** Decodes a LERC strip or tile; its size, type and samples must be the page's. Errors: FormatError. */
export async function fromLerc(
  bytes: Uint8Array,
  page: TiffPage,
  { columns, rows }: TiffChunk,
  codecs: Codecs,
): Promise<ChunkPixels> {
  const samples = page.planar === 2 ? 1 : page.samples;
  const plain = bareLerc(bytes, (columns * rows * samples * page.bits) / 8);
  const said = await codecs.lercFacts(plain);
  const [found, wanted] = [
    `${said.columns} × ${said.rows} × ${said.depth}, ${types[said.type] ?? said.type}`,
    `${columns} × ${rows} × ${samples}, ${page.type}`,
  ];
  if (found !== wanted || said.bands !== 1)
    throw new FormatError("unsupported-pixels", `LERC data of ${wanted}`, found);
  const { pixels, mask } = await codecs.decodeLerc(plain);
  if (!mask) return { columns, rows, samples, pixels };
  // Integers have no value that says "none".
  if (!isFloat(page) && mask.includes(0))
    throw new FormatError("unsupported-pixels", "LERC data of every pixel", "some left out");
  return { columns, rows, samples, pixels: withoutMasked(pixels, mask, samples) };
}

/** Pixels that the mask leaves out are no numbers, as libtiff gives them. */
function withoutMasked(pixels: SampleArray, mask: Uint8Array, samples: number): SampleArray {
  mask.forEach((valid, pixel) => {
    if (valid === 0) pixels.fill(Number.NaN, pixel * samples, (pixel + 1) * samples);
  });
  return pixels;
}
