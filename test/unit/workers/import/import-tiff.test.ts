import { zlibSync } from "fflate";
import { expect, test } from "vitest";
import { buildSeries } from "../../../../src/formats/dicom/series-builder.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { openTiffPixels } from "../../../../src/workers/pixels/open-tiff-pixels.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { type MadePage, makeTiff } from "../../../support/tiff-maker.ts";
import { tiffSamples } from "../../../support/tiff-samples.ts";

const bytesOf = (length: number, seed = 1) =>
  new Uint8Array(length).map((_, i) => 1 + ((i * 31 + seed * 17) % 250));

/** A page with names in every text tag of TIFF 6.0 that scanners and cameras fill. */
const named = (page: MadePage, name = "DOEPLANTED"): MadePage => ({
  ...page,
  texts: {
    269: name,
    271: name,
    285: name,
    305: name,
    306: "2024:03:01 10:00:00",
    315: name,
    316: name,
    33432: name,
    65200: name,
    ...page.texts,
  },
});

async function stored(harness: ReturnType<typeof makeImportHarness>) {
  const [instance] = await harness.context.database.instances.toArray();
  if (!instance) throw new Error("nothing stored");
  const bytes = await instanceBytes(harness.context.database, instance.sopUid);
  if (!bytes) throw new Error("no bytes");
  return { instance, bytes, opened: await openTiffPixels(bytes, harness.context.codecs) };
}

test("a grey 16-bit TIFF is rewritten: names, gaps and slack gone, every sample the same", async () => {
  const harness = makeImportHarness();
  const data = bytesOf(4 * 3 * 2);
  const file = makeTiff(
    [named({ columns: 4, rows: 3, bits: 16, data, texts: { 270: "DOEPLANTED scan of a knee" } })],
    { between: "DOEPLANTED gap", end: "DOEPLANTED end" },
  );
  expect(
    Buffer.from(file)
      .toString("latin1")
      .match(/DOEPLANTED/g)?.length,
  ).toBeGreaterThan(9);
  const { survey, result } = await harness.take([chosen("DOE/a.tif", file)]);
  expect(survey.unnamed).toMatchObject([{ fileCount: 1, formats: ["TIFF"] }]);
  expect(result.refused).toEqual([]);
  expect(await harness.dump()).not.toMatch(/DOE|PLANTED|knee|2024:03/);
  const { instance, opened } = await stored(harness);
  expect(instance).toMatchObject({
    format: "tiff",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.7.3",
    pixelVerdict: "clean-by-class",
  });
  expect([...new Uint8Array((await opened.stored(0)).pixels.buffer)]).toEqual([...data]);
});

test("a TIFF without a named patient is refused", async () => {
  const harness = makeImportHarness();
  const { result } = await harness.take(
    [chosen("a.tif", makeTiff([{ columns: 2, rows: 2, bits: 16, data: bytesOf(8) }]))],
    " ",
  );
  expect(result.refused.map((row) => row.code)).toEqual(["no-patient"]);
});

test("label, macro and thumbnail of a slide never come along, and the slide does", async () => {
  const harness = makeImportHarness();
  const main: MadePage = {
    columns: 64,
    rows: 64,
    bits: 16,
    tiled: true,
    data: bytesOf(64 * 64 * 2),
    texts: {
      270: "Aperio Image Library v1\r\n64x64 |AppMag = 20|MPP = 0.5|Filename = DOEPLANTED|User = DOE",
    },
  };
  const small = (texts: Record<number, string>, subfileType?: number): MadePage => ({
    columns: 16,
    rows: 20,
    bits: 16,
    data: bytesOf(640, 7),
    texts,
    ...(subfileType === undefined ? {} : { subfileType }),
  });
  const file = makeTiff([
    main,
    small({}),
    small({ 270: "Aperio label 16x20" }, 1),
    small({ 270: "Aperio macro 16x20" }, 9),
    small({}, 1),
    small({}, 9),
  ]);
  await harness.take([chosen("slide.svs", file)]);
  const { bytes } = await stored(harness);
  const index = await harness.context.pipelines.inspectTiff(bytes);
  expect(index.pages.length).toBe(1);
  const text = Buffer.from(bytes).toString("latin1");
  expect(text).toContain("Aperio|AppMag = 20|MPP = 0.5");
  expect(text).not.toMatch(/DOE|PLANTED/);
});

test("pages of a stack stay in order", async () => {
  const harness = makeImportHarness();
  const pages = [1, 2, 3].map(
    (seed): MadePage => ({
      columns: 4,
      rows: 2,
      bits: 16,
      data: bytesOf(16, seed),
      texts: { 270: "ImageJ=1.53\nimages=3\nslices=3\nunit=micron\ninfo=DOE\n" },
    }),
  );
  await harness.take([chosen("stack.tif", makeTiff(pages))]);
  const { instance, opened, bytes } = await stored(harness);
  expect(instance.facts.frames).toBe(3);
  expect([...new Uint8Array((await opened.stored(2)).pixels.buffer)]).toEqual([...bytesOf(16, 3)]);
  expect(Buffer.from(bytes).toString("latin1")).toContain("ImageJ=1.53\nimages=3\nslices=3\nunit=micron\n");
});

test.each([
  ["stored at once", 16],
  ["held and released", 8],
] as const)("a page of another size is not shown, and the series says so: %s", async (_, bits) => {
  const harness = makeImportHarness();
  const page = (columns: number, seed: number): MadePage => ({
    columns,
    rows: 2,
    bits,
    data: bytesOf((columns * 2 * bits) / 8, seed),
  });
  const { result } = await harness.take([chosen("fax.tif", makeTiff([page(4, 1), page(6, 2), page(4, 3)]))]);
  for (const { sopUid } of result.held) await harness.call("release", { sopUids: [sopUid], boxes: [] });
  const { instance, bytes } = await stored(harness);
  expect([result.held.length > 0, instance.facts.frames]).toEqual([bits === 8, 2]);
  // Nobody has seen it, nor searched it for text: it is not stored.
  expect((await harness.context.pipelines.inspectTiff(bytes)).pages.length).toBe(2);
  expect(Buffer.from(bytes).includes(Buffer.from(bytesOf((6 * 2 * bits) / 8, 2)))).toBe(false);
  const [series] = await harness.context.database.series.toArray();
  expect(series?.warnings).toEqual(["pages-left-out"]);
});

test.each([
  ["uncompressed colour", 3 as const, 1],
  ["uncompressed grey", 1 as const, 1],
  ["deflated colour", 3 as const, 8],
])("a held TIFF is released with exactly its box blanked: %s", async (_name, samples, compression) => {
  const harness = makeImportHarness();
  const [columns, rows] = [8, 6];
  const data = bytesOf(columns * rows * samples);
  const page: MadePage = {
    columns,
    rows,
    samples,
    compression,
    data: compression === 8 ? zlibSync(data) : data,
  };
  const thumb: MadePage = { columns: 4, rows: 3, samples, data: bytesOf(12 * samples, 5), subfileType: 1 };
  const { result } = await harness.take([chosen("photo.tif", makeTiff([named(page), thumb]))]);
  expect(result.held.map((held) => [held.risk, held.columns])).toEqual([["HIGH", 8]]);
  const [held] = result.held;
  if (!held) throw new Error("nothing held");
  await harness.call("release", {
    sopUids: [held.sopUid],
    boxes: [{ x: 1, y: 2, width: 3, height: 2, frames: [0] }],
  });
  const { opened, bytes } = await stored(harness);
  const pixels = [...(await opened.stored(0)).pixels];
  const expected = [...data].map((value, i) => {
    const pixel = Math.floor(i / samples);
    const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
    return x >= 1 && x < 4 && y >= 2 && y < 4 ? 0 : value;
  });
  expect(pixels).toEqual(expected);
  // The reduced copy would show what the box hides.
  expect((await harness.context.pipelines.inspectTiff(bytes)).pages.length).toBe(1);
});

test("old JPEG comes in as its samples: nothing of its streams, tables and the words between them is kept", async () => {
  const harness = makeImportHarness();
  const { file, values } = tiffSamples.oldJpegTables;
  const planted = Buffer.concat([Buffer.from(file, "base64"), Buffer.from("DOEPLANTED comment")]);
  const { result } = await harness.take([chosen("DOE/old.tif", new Uint8Array(planted))]);
  expect(result.refused).toEqual([]);
  const [held] = result.held;
  if (!held) throw new Error("nothing held");
  await harness.call("release", { sopUids: [held.sopUid], boxes: [] });
  expect(await harness.dump()).not.toMatch(/DOE|PLANTED/);
  const { opened } = await stored(harness);
  expect([...(await opened.stored(0)).pixels]).toEqual([...Buffer.from(values, "base64")]);
});

const next: MadePage = {
  columns: 8,
  rows: 3,
  bits: 2,
  compression: 32766,
  data: Uint8Array.of(0, 0x12, 0x34, 0x40, 0, 1, 0, 1, 0x55, 0x05, 0x83),
};
const thunder: MadePage = {
  columns: 6,
  rows: 2,
  bits: 4,
  compression: 32809,
  data: Uint8Array.of(0xc9, 0x02, 0x5b, 0x9c, 0x7a, 0x06),
};

test.each([
  ["NeXT (32766)", makeTiff([named(next)])],
  ["CCITT on words (32771)", new Uint8Array(Buffer.from(tiffSamples.ccittWords.file, "base64"))],
  ["ThunderScan (32809)", makeTiff([named(thunder)])],
])("retired run codes come in as they are, without any text: %s", async (_name, file) => {
  const harness = makeImportHarness();
  const source = await openTiffPixels(file, harness.context.codecs);
  const planted = new Uint8Array([...file, ...Buffer.from("DOEPLANTED end")]);
  const { result } = await harness.take([chosen("DOE/run.tif", planted)]);
  expect(result.refused).toEqual([]);
  const [held] = result.held;
  if (!held) throw new Error("nothing held");
  await harness.call("release", { sopUids: [held.sopUid], boxes: [] });
  expect(await harness.dump()).not.toMatch(/DOE|PLANTED/);
  const { opened } = await stored(harness);
  expect((await opened.stored(0)).pixels).toEqual((await source.stored(0)).pixels);
});

const omeText = `<?xml version="1.0" encoding="UTF-8"?><OME Creator="DOE PLANTED"><Experimenter LastName="DOEPLANTED"/><Image Name="DOEPLANTED">
<Pixels ID="DOEPLANTED" DimensionOrder="XYCZT" Type="uint16" PhysicalSizeX="0.5" PhysicalSizeXUnit="\u00b5m" PhysicalSizeY="0.25" PhysicalSizeYUnit="\u00b5m" SizeX="4" SizeY="2" SizeZ="3" SizeC="2" SizeT="2">
<Channel ID="Channel:0:0" Name="DOEPLANTED"/><Channel ID="Channel:0:1" Name="PLANTED"/>
<TiffData IFD="0" PlaneCount="12"><UUID FileName="DOEPLANTED.ome.tif">urn:uuid:PLANTED</UUID></TiffData></Pixels></Image></OME>`;

test.each([
  ["OME-TIFF", Buffer.from(omeText).toString("latin1")],
  [
    "ImageJ hyperstack",
    "ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\nunit=\\u00B5m\nInfo=DOE PLANTED\nLabels=DOEPLANTED\n",
  ],
])(
  "a microscope file comes in with its channels, times, slices and pixel size, and no name: %s",
  async (_name, text) => {
    const harness = makeImportHarness();
    const pages = Array.from({ length: 12 }, (_, i): MadePage => {
      const page: MadePage = { columns: 4, rows: 2, bits: 16, data: bytesOf(16, i), resolution: [2, 4] };
      return i === 0 ? named({ ...page, texts: { 270: text } }) : page;
    });
    const { result } = await harness.take([chosen("DOE/cells.ome.tif", makeTiff(pages))]);
    expect(result.refused).toEqual([]);
    expect(await harness.dump()).not.toMatch(/DOE|PLANTED/);
    const { instance, opened } = await stored(harness);
    expect(instance.facts).toMatchObject({
      frames: 12,
      spacingMm: [0.00025, 0.0005],
      spacingKind: "patient",
    });
    expect(instance.stacks).toEqual(opened.stacks);
    const { parts, frames } = buildSeries([instance]);
    expect(
      parts.map(({ start, count, names }) => [
        start,
        count,
        names.map((one) => `${one.dimension} ${one.index}/${one.of}`),
      ]),
    ).toEqual([
      [0, 3, ["channel 1/2", "time 1/2"]],
      [3, 3, ["channel 1/2", "time 2/2"]],
      [6, 3, ["channel 2/2", "time 1/2"]],
      [9, 3, ["channel 2/2", "time 2/2"]],
    ]);
    expect(frames.map(({ frameIndex }) => frameIndex)).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
  },
);
