import { expect, test } from "vitest";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import { openTiffPages, openTiffPixels } from "../../../../src/workers/pixels/open-tiff-pixels.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";
import { type TiffSample, tiffSamples } from "../../../support/tiff-samples.ts";
import { tiffSamplesMore } from "../../../support/tiff-samples-more.ts";

const codecs = makeCodecs(nodeCodecAssets());
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));

function valuesOf({ values, type }: TiffSample): number[] {
  const bytes = bytesOf(values);
  const arrays = { u8: Uint8Array, u16: Uint16Array, i16: Int16Array, f32: Float32Array };
  return [...new arrays[type](bytes.buffer)];
}

const each = Object.entries<TiffSample>({ ...tiffSamples, ...tiffSamplesMore });

test.each(each)("%s: the samples are those that another reader finds", async (_, sample) => {
  const opened = await openTiffPixels(bytesOf(sample.file), codecs);
  const frame = await opened.stored(0);
  expect([frame.columns, frame.rows, frame.samples, frame.type]).toEqual([
    sample.columns,
    sample.rows,
    sample.samples,
    sample.type,
  ]);
  expect([...frame.pixels]).toEqual(valuesOf(sample));
});

test.each(each)(
  "%s: a file cut off or damaged anywhere gives an image or a FormatError",
  async (_, sample) => {
    const file = bytesOf(sample.file);
    for (let step = 1; step < 24; step++) {
      const cut = file.slice(0, Math.floor((file.length * step) / 24));
      const damaged = file.slice();
      for (let at = 8 + step; at < file.length; at += 31) damaged[at] = (damaged[at] ?? 0) ^ (step * 11);
      for (const bytes of [cut, damaged]) {
        const pages = await openTiffPages(bytes, codecs).catch((reason: Error) => {
          expect(reason.name).toBe("FormatError");
          return [];
        });
        for (const page of pages) {
          await page.stored().catch((reason: Error) => expect(reason.name).toBe("FormatError"));
        }
      }
    }
  },
);
