import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { openTiffPixels } from "../../../../src/workers/pixels/open-tiff-pixels.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import type { TiffSample } from "../../../support/tiff-samples.ts";
import { tiffSamplesMore } from "../../../support/tiff-samples-more.ts";

const each = Object.entries<TiffSample>(tiffSamplesMore);

function valuesOf({ values, type }: TiffSample): number[] {
  const bytes = Uint8Array.from(Buffer.from(values, "base64"));
  const arrays = { u8: Uint8Array, u16: Uint16Array, i16: Int16Array, f32: Float32Array };
  return [...new arrays[type](bytes.buffer)];
}

/** Imports a sample, releases what is held with these boxes, and reads what is stored then. */
async function storedSamples(sample: TiffSample, boxes: readonly unknown[]) {
  const harness = makeImportHarness();
  const file = Uint8Array.from(Buffer.from(sample.file, "base64"));
  const { result } = await harness.take([chosen("a.tif", file)]);
  expect(result.refused).toEqual([]);
  const sopUids = result.held.map(({ sopUid }) => sopUid);
  if (sopUids.length > 0) {
    const released = await harness.call("release", { sopUids, boxes: boxes as never });
    expect(released.released).toEqual(sopUids);
  }
  const [instance] = await harness.context.database.instances.toArray();
  const bytes = await instanceBytes(harness.context.database, instance?.sopUid ?? "");
  if (!bytes) throw new Error("nothing stored");
  const frame = await (await openTiffPixels(bytes, harness.context.codecs)).stored(0);
  return { held: sopUids.length > 0, type: frame.type, values: [...frame.pixels] };
}

test.each(each)("%s: what the import stores has every sample of the file", async (_, sample) => {
  const { type, values } = await storedSamples(sample, []);
  expect(type).toBe(sample.type);
  expect(values).toEqual(valuesOf(sample));
});

test.each(each)("%s: a box is blanked, and every sample beside it stays", async (_, sample) => {
  const box = { x: 2, y: 3, width: 5, height: 4, frames: "all" };
  const { held, type, values } = await storedSamples(sample, [box]);
  const wanted = valuesOf(sample);
  if (!held) return expect(values).toEqual(wanted);
  expect(type).toBe(sample.type);
  for (let row = 3; row < 7; row++) {
    const from = (row * sample.columns + 2) * sample.samples;
    wanted.fill(0, from, from + 5 * sample.samples);
  }
  expect(values).toEqual(wanted);
});
