import { expect, test } from "vitest";
import type { BlankBox } from "../../../../src/domain/deid/plan.ts";
import type { FaceCover } from "../../../../src/workers/import/cover-face.ts";
import { proveBlanked } from "../../../../src/workers/import/prove-blanked.ts";
import type { PixelSource } from "../../../../src/workers/pixels/pixel-source.ts";

/** Stored frames of 4 × 2 pixels with two samples each, as native 4:2:2 lies: Y Y Cb Cr for two pixels. */
function pairs(...frames: readonly (readonly number[])[]): PixelSource {
  const stored = async (index: number) => ({
    columns: 4,
    rows: 2,
    samples: 3,
    type: "u8" as const,
    pixels: Uint8Array.from(frames[index] ?? []),
    halfChroma: true,
    photometric: "YBR_FULL_422",
  });
  return { stored, storedCount: frames.length } as unknown as PixelSource;
}

const before = [11, 12, 13, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 26, 27, 28];
const box: BlankBox = { x: 1, y: 1, width: 2, height: 1, frames: [0] };
const blank = [...before.slice(0, 8), 0, 0, 128, 128, 0, 0, 128, 128];

test("pixels that share their colour are blanked in pairs, in the frames of the box only", async () => {
  const source = pairs(before, before);
  expect(await proveBlanked(source, pairs(blank, before), [box], "stored")).toBe(2);
  const half = [...before.slice(0, 8), 0, 0, 128, 128, 0, 26, 128, 128];
  await expect(proveBlanked(source, pairs(half, before), [box], "stored")).rejects.toThrow();
  await expect(proveBlanked(source, pairs(blank, blank), [box], "stored")).rejects.toThrow();
  await expect(proveBlanked(source, pairs(before, before), [box], "stored")).rejects.toThrow();
});

test("a frame that is missing, or one too many, is no proof", async () => {
  await expect(proveBlanked(pairs(before, before), pairs(blank), [box], "stored")).rejects.toThrow();
  await expect(proveBlanked(pairs(before), pairs(blank, before), [box], "stored")).rejects.toThrow();
});

/** One stored frame of 4 × 2 grey pixels. */
const grey = (...values: readonly number[]): PixelSource =>
  ({
    stored: async () => ({
      columns: 4,
      rows: 2,
      samples: 1,
      type: "i16" as const,
      pixels: Int16Array.from(values),
      halfChroma: false,
      photometric: "MONOCHROME2",
    }),
    storedCount: 1,
  }) as unknown as PixelSource;

test("what a face was covered with is proved to the sample, inside the cover and beside it", async () => {
  const was = [-1000, -1000, 40, 41, 42, 43, 44, 45];
  const cover: FaceCover = (frame) => {
    frame.pixels.set([7, 8], 0);
    return Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 0]);
  };
  const proof = (...now: readonly number[]) =>
    proveBlanked(grey(...was), grey(...now), [], "stored", undefined, cover);
  expect(await proof(7, 8, ...was.slice(2))).toBe(1);
  await expect(proof(...was), "not covered at all").rejects.toThrow();
  await expect(proof(7, 9, ...was.slice(2)), "covered with something else").rejects.toThrow();
  await expect(proof(7, 8, ...was.slice(2, 7), 46), "one sample beside it changed").rejects.toThrow();
  const box: BlankBox = { x: 2, y: 1, width: 2, height: 1, frames: "all" };
  const both = grey(7, 8, 40, 41, 42, 43, 0, 0);
  expect(await proveBlanked(grey(...was), both, [box], "stored", undefined, cover)).toBe(1);
});
