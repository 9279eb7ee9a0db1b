import { expect, test, vi } from "vitest";
import { asComponents } from "../../../../src/formats/jpeg/as-components.ts";
import { readJpegHeader } from "../../../../src/formats/jpeg/read-jpeg-header.ts";
import { makeCodecs } from "../../../../src/workers/codecs/codecs.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";
import { nodeCodecAssets } from "../../../support/node-codec-assets.ts";

const baseline = "1.2.840.10008.1.2.4.50";
const files = jpegFiles
  .map(({ name, base64 }) => ({ name, bytes: new Uint8Array(Buffer.from(base64, "base64")) }))
  .filter(({ bytes }) => readJpegHeader(bytes).components !== 4);

const withoutTurbo = () =>
  makeCodecs({ ...nodeCodecAssets(), turbo: () => Promise.reject(new Error("none")) });

test("8-bit JPEG frames come from libjpeg-turbo with the samples that GDCM gives", async () => {
  const assets = nodeCodecAssets();
  const gdcm = vi.spyOn(assets, "gdcm");
  const quick = makeCodecs(assets);
  const slow = withoutTurbo();
  expect(files.length).toBeGreaterThan(3);
  for (const { bytes } of files) {
    const stream = await quick.decode(bytes, baseline, "jpeg");
    expect(stream).toEqual(await slow.decode(bytes, baseline, "jpeg"));
    expect(new Set(stream.bytes).size).toBeGreaterThan(1);
  }
  expect(gdcm).not.toHaveBeenCalled();
});

test("a cut JPEG frame is refused, never filled up", async () => {
  const codecs = makeCodecs(nodeCodecAssets());
  for (const { bytes } of files) {
    const cut = bytes.subarray(0, bytes.length - 24);
    await expect(codecs.decode(cut, baseline, "jpeg")).rejects.toMatchObject({ name: "FormatError" });
  }
});

test("a stream marked as plain components keeps its scan and loses its application segments", () => {
  for (const { bytes } of files) {
    const marked = asComponents(bytes);
    const { isYcc, leftOut, columns, rows, components } = readJpegHeader(marked);
    expect({ isYcc, leftOut }).toEqual({ isYcc: false, leftOut: [] });
    expect({ columns, rows, components }).toMatchObject({
      columns: readJpegHeader(bytes).columns,
      rows,
      components,
    });
    expect(Buffer.from(marked.subarray(-40))).toEqual(Buffer.from(bytes.subarray(-40)));
  }
  expect(asComponents(Uint8Array.of(1, 2, 3))).toEqual(Uint8Array.of(1, 2, 3));
  expect(asComponents(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x7f))).toHaveLength(5 + 16);
});
