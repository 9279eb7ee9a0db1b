import { afterAll, beforeAll, expect, test } from "vitest";
import type { ImageFacts } from "../../src/domain/image-facts.ts";
import type { Instance, InstanceFormat } from "../../src/domain/study.ts";
import { makePixelsClient, type PixelsClient } from "../../src/jobs/pixels.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { compressedValues, htj2kStream, jpegLsStream } from "../support/compressed-samples.ts";
import { makeImageDicom } from "../support/image-dicom.ts";
import { losslessJpeg } from "../support/lossless-jpeg.ts";
import { makeTiff } from "../support/tiff-image-maker.ts";
import { tiffSamplesMore } from "../support/tiff-samples-more.ts";

const database = openMainDatabase();
let client: PixelsClient;
beforeAll(async () => {
  await database.instances.clear();
  await database.chunks.clear();
  client = makePixelsClient(2);
});
afterAll(() => {
  client.close();
  database.close();
});

/** Stores a file as an import would, cut at `cuts`. */
async function store(sopUid: string, format: InstanceFormat, bytes: Uint8Array, cuts: readonly number[]) {
  const edges = [0, ...cuts, bytes.length];
  const chunks = edges.slice(1).map((end, index) => ({
    sopUid,
    index,
    bytes: bytes.slice(edges[index], end).buffer,
  }));
  await database.instances.put({
    sopUid,
    seriesUid: "2.25.2",
    studyUid: "2.25.3",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.7",
    format,
    facts: {} as ImageFacts,
    instanceNumber: 1,
    planes: [],
    lengthBytes: bytes.length,
    sha256: "",
    chunkCount: chunks.length,
    madeHere: true,
    pixelVerdict: "clean-by-class",
  } satisfies Instance);
  await database.chunks.bulkPut(chunks);
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const even = (bytes: Uint8Array) => (bytes.length % 2 ? Uint8Array.of(...bytes, 0) : bytes);
const frame = (sopUid: string, frameIndex = 0, signal?: AbortSignal) =>
  client.frame({ sopUid, frameIndex, priority: 0 }, signal);

test("a stored native image is read over chunks of any size", async () => {
  const values = new Uint16Array(64 * 64 * 3).map((_, index) => index);
  const pixels = new Uint8Array(values.buffer);
  const bytes = makeImageDicom({ columns: 64, rows: 64, frames: 3, bits: 16, pixels });
  await store("even", "dicom", bytes, [5000, 10_000, 15_000, 20_000]);
  await store("uneven", "dicom", bytes, [100, 700, 9000, 9001]);
  for (const sopUid of ["even", "uneven"]) {
    const last = await frame(sopUid, 2);
    expect(last).toMatchObject({ sopUid, frameIndex: 2, columns: 64, rows: 64, samples: 1, type: "u16" });
    expect([...last.pixels]).toEqual([...values.slice(64 * 64 * 2)]);
  }
});

test("libwebp and LERC run inside the worker", async () => {
  const { webpLossless, webpLossy, lercFloat, lercZstd } = tiffSamplesMore;
  const arrays = { u8: Uint8Array, u16: Uint16Array, f32: Float32Array };
  for (const [name, sample] of Object.entries({ webpLossless, webpLossy, lercFloat, lercZstd })) {
    await store(name, "tiff", fromBase64(sample.file), []);
    const { pixels, type } = await frame(name);
    expect(type).toBe(sample.type);
    expect([...pixels]).toEqual([...new arrays[sample.type](fromBase64(sample.values).buffer)]);
  }
});

test("GDCM, CharLS and OpenJPH run inside the worker", async () => {
  const streams = {
    "70": even(losslessJpeg(compressedValues, 16, 16, 12)),
    "80": even(fromBase64(jpegLsStream)),
    "201": even(fromBase64(htj2kStream)),
  };
  for (const [syntax, stream] of Object.entries(streams)) {
    const options = { transferSyntax: `1.2.840.10008.1.2.4.${syntax}`, fragments: [stream] };
    const bytes = makeImageDicom({ columns: 16, rows: 16, bits: 16, stored: 12, options });
    await store(syntax, "dicom", bytes, []);
    expect([...(await frame(syntax)).pixels]).toEqual(compressedValues);
  }
});

test("a stored TIFF gives its pages as frames", async () => {
  const page = (value: number) => ({
    columns: 3,
    rows: 1,
    values: [value, 2, 3],
    compression: "lzw" as const,
  });
  await store("tiff", "tiff", makeTiff([page(1), page(9)]), [40]);
  expect([...(await frame("tiff", 1)).pixels]).toEqual([9, 2, 3]);
});

test("a thumbnail is small, windowed and opaque", async () => {
  const pixels = new Uint8Array(100 * 50).map((_, index) => (index % 100 < 50 ? 10 : 20));
  await store("thumb", "dicom", makeImageDicom({ columns: 100, rows: 50, pixels }), []);
  const picture = await client.thumbnail({ sopUid: "thumb", frameIndex: 0, side: 20 });
  expect([picture.columns, picture.rows]).toEqual([20, 10]);
  expect([...picture.rgba.slice(0, 4)]).toEqual([0, 0, 0, 255]);
  expect([...picture.rgba.slice(19 * 4, 20 * 4)]).toEqual([255, 255, 255, 255]);
});

test("cancelled calls reject as such, and the next one still works", async () => {
  const control = new AbortController();
  const waiting = Promise.allSettled([frame("even", 0, control.signal), frame("uneven", 0, control.signal)]);
  control.abort();
  for (const result of await waiting) {
    expect(result.status === "rejected" && result.reason.name).toBe("AbortError");
  }
  expect((await frame("even", 1)).frameIndex).toBe(1);
});

test("what is missing or damaged is told in words with a code", async () => {
  await expect(frame("nowhere")).rejects.toMatchObject({ code: "not-found" });
  await store("damaged", "dicom", makeImageDicom({ columns: 9, rows: 9, pixels: new Uint8Array(4) }), []);
  await expect(frame("damaged")).rejects.toMatchObject({ code: "truncated" });
  await expect(frame("even", 7)).rejects.toMatchObject({ code: "no-pixel-data" });
});

test("a chosen file is decoded to its stored samples", async () => {
  const pixels = Uint8Array.of(76, 85, 255, 100, 128, 128);
  const bytes = makeImageDicom({ columns: 2, rows: 1, samples: 3, photometric: "YBR_FULL", pixels });
  const decoded = await client.decodeFile(new File([bytes], "a.dcm"));
  expect(decoded.format).toBe("dicom");
  expect([...(decoded.images[0]?.frames[0]?.pixels ?? [])]).toEqual([...pixels]);
  const tiff = await client.decodeFile(
    new File([makeTiff([{ columns: 2, rows: 1, values: [4, 5] }])], "a.tif"),
  );
  expect([...(tiff.images[0]?.frames[0]?.pixels ?? [])]).toEqual([4, 5]);
  const both = Uint8Array.from(bytes);
  both.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  expect((await client.decodeFile(new File([both], "dual.dcm"))).format).toBe("dicom");
});
