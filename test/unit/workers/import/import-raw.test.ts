import { createHash } from "node:crypto";
import { gzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { refusalText } from "../../../../src/ui/import/refusal-text.ts";
import { en } from "../../../../src/ui/messages/en.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { jpegFiles } from "../../../support/jpeg-files.ts";
import {
  ascii,
  joined,
  makeBmp,
  makeMetaImage,
  makeNifti,
  makeNrrd,
  makePng,
  pngChunk,
} from "../../../support/raw-maker.ts";
import { counted, oblique } from "../../../support/volume-maker.ts";

const needle = "PLANTED^NEEDLE";
const data = counted("i16", 60, -5);
const volume = { dims: [3, 4, 5], datatype: 4, wordBytes: 2, data, sform: oblique.sform, text: needle };
const jpegOf = (name: string) => {
  const file = jpegFiles.find((one) => one.name === name);
  if (!file) throw new Error("no such fixture");
  return { ...file, bytes: Uint8Array.from(Buffer.from(file.base64, "base64")) };
};
const greyPng = (bits: 8 | 16, chunks: readonly Uint8Array[] = []) =>
  makePng({ columns: 6, rows: 4, bits, colorType: 0, sample: (x, y) => 20 + 3 * x + 7 * y, chunks });
const metaLines = [
  `Comment = ${needle}`,
  "ObjectType = Image",
  "NDims = 3",
  "DimSize = 3 4 5",
  `Name = ${needle}`,
  "Offset = 1 2 3",
  "ElementSpacing = 1 1 2",
  "ElementType = MET_SHORT",
];
const nrrdLines = [
  `# ${needle}`,
  "type: short",
  "dimension: 3",
  "sizes: 3 4 5",
  "endian: little",
  "space: RAS",
  "space directions: (1,0,0) (0,1,0) (0,0,2)",
  "space origin: (1,2,3)",
  `content: ${needle}`,
  `PatientName:=${needle}`,
];

/** A file of each format, a name planted wherever the format has room for words. */
const planted: readonly (readonly [string, Uint8Array])[] = [
  [`${needle}.nii`, makeNifti(volume)[0]],
  [`${needle}.nii.gz`, gzipSync(makeNifti({ ...volume, version: 2 })[0], { filename: needle })],
  [`${needle}.nrrd`, makeNrrd(nrrdLines, data, "gzip")],
  [`${needle}.mha`, makeMetaImage(metaLines, data)],
  [
    `${needle}.png`,
    greyPng(16, [
      pngChunk("tEXt", ascii(`Author\0${needle}`)),
      pngChunk("iTXt", ascii(`Author\0\0\0\0\0${needle}`)),
      pngChunk("eXIf", ascii(`MM\0*${needle}`)),
    ]),
  ],
  [`${needle}.jpg`, jpegOf("turned by Exif 6").bytes],
  [
    `${needle}.bmp`,
    joined(
      makeBmp(5, 3, (x, y) => [x, y, 9]),
      ascii(needle),
    ),
  ],
];

test("no word that a header, a comment or a name holds comes into a store", async () => {
  const harness = makeImportHarness();
  const files = planted.map(([name, bytes]) => chosen(`${needle}/${name}`, bytes));
  // The scan finds what is planted in the files themselves; the gzipped ones hold it inside.
  for (const [name, bytes] of planted)
    if (!/gz$|nrrd$/.test(name)) expect(Buffer.from(bytes).includes(needle), name).toBe(true);
  const { survey, result } = await harness.take(files);
  expect(result.refused).toEqual([]);
  expect(result.ready.length + result.held.length).toBe(3);
  expect(survey.unnamed.map(({ formats }) => [...formats].sort())).toEqual([
    ["BMP", "JPEG", "MetaImage", "NIfTI", "NRRD", "PNG"],
  ]);
  const held = await harness.call("held", {});
  expect(held.map(({ risk }) => risk)).toEqual(["HIGH", "HIGH"]);
  await harness.call("release", { sopUids: held.map(({ sopUid }) => sopUid), boxes: [] });
  expect(await harness.context.database.instances.count()).toBe(7);
  const dump = await harness.dump();
  for (const word of [needle, needle.toLowerCase(), Buffer.from(needle).toString("base64").slice(0, 16)])
    expect(dump.includes(word)).toBe(false);
  for (const instance of await harness.context.database.instances.toArray()) {
    const bytes = await instanceBytes(harness.context.database, instance.sopUid);
    expect(bytes && Buffer.from(bytes).includes("PLANTED")).toBe(false);
    const { columns, rows, frames, samples, type } = instance.facts;
    expect(bytes?.length).toBe(columns * rows * frames * samples * (type === "u8" ? 1 : 2));
  }
  const record = await harness.context.database.deidRecords
    .filter(({ format }) => format === "raw")
    .toArray();
  expect(record.flatMap(({ actions }) => actions.map(({ tag }) => tag))).toEqual(
    expect.arrayContaining([
      "header:descrip",
      "header:extensions",
      "header:key-values",
      "header:tEXt",
      "header:exif",
    ]),
  );
});

describe("what is stored", () => {
  test("a volume is its samples, with the plane of each slice, in one study with its neighbours", async () => {
    const harness = makeImportHarness();
    const { result } = await harness.take([
      chosen("case/a.nii", makeNifti(volume)[0]),
      chosen("case/b.mha", makeMetaImage(metaLines, data)),
    ]);
    expect(result.ready.map(({ images }) => images)).toEqual([2]);
    const [nifti] = await harness.context.database.instances
      .filter(({ sliceStepMm }) => Math.abs((sliceStepMm?.[2] ?? 0) + 1.7611) < 1e-3)
      .toArray();
    expect(nifti && (await instanceBytes(harness.context.database, nifti.sopUid))).toEqual(data);
    expect(nifti?.planes).toHaveLength(5);
    const { i, k, origin } = oblique.lps;
    expect(nifti?.planes[2]?.positionMm[1]).toBeCloseTo((origin[1] ?? 0) + 2 * (k[1] ?? 0), 4);
    expect(nifti?.planes[0]?.orientation[0]).toBeCloseTo((i[0] ?? 0) / 0.7, 4);
    const series = await harness.context.database.series.toArray();
    expect(series.map(({ frames, warnings }) => [frames.length, warnings])).toEqual([
      [5, []],
      [5, []],
    ]);
  });

  test("times become parts of a series that follow each other", async () => {
    const harness = makeImportHarness();
    await harness.take([
      chosen("t.nii", makeNifti({ ...volume, dims: [3, 2, 2, 5], data: counted("i16", 60) })[0]),
    ]);
    const [series] = await harness.context.database.series.toArray();
    const along = series?.frames.map(({ frameIndex }) => Math.floor(frameIndex / 2));
    expect(along).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(series?.warnings).toEqual([]);
  });

  test.each(jpegFiles.map(({ name }) => name))("JPEG, %s: the samples that Pillow decodes", async (name) => {
    const harness = makeImportHarness();
    const { bytes, columns, rows, sha256 } = jpegOf(name);
    const { result } = await harness.take([chosen("x.jpg", bytes)]);
    expect(result.held.map((held) => [held.columns, held.rows])).toEqual([[columns, rows]]);
    await harness.call("release", { sopUids: result.held.map(({ sopUid }) => sopUid), boxes: [] });
    const [instance] = await harness.context.database.instances.toArray();
    const stored = instance && (await instanceBytes(harness.context.database, instance.sopUid));
    expect(stored && createHash("sha256").update(stored).digest("hex")).toBe(sha256);
  });

  test("a second import is known, and another key gives other UIDs", async () => {
    const harness = makeImportHarness();
    const files = [chosen("a.nii", makeNifti(volume)[0])];
    await harness.take(files);
    const again = await harness.take(files);
    expect(again.result.ready.map(({ known }) => known)).toEqual([1]);
    expect(await harness.context.database.instances.count()).toBe(1);
    const other = makeImportHarness({ secret: 8 });
    await other.take(files);
    const uids = async (one: typeof harness) =>
      (await one.context.database.instances.toArray()).flatMap((row) => [
        row.sopUid,
        row.seriesUid,
        row.studyUid,
      ]);
    expect(new Set([...(await uids(harness)), ...(await uids(other))]).size).toBe(6);
  });
});

describe("files that belong together", () => {
  const [head, img] = makeNifti({ ...volume, pair: true, text: "" });
  const mhd = ascii(`${metaLines.join("\n")}\nElementDataFile = part.raw\n`);
  const nhdr = ascii(`NRRD0005\n${nrrdLines.join("\n")}\nencoding: raw\ndata file: ./part.raw\n`);

  test.each([
    ["NIfTI .hdr and .img", "x.hdr", head, "x.img"],
    ["MetaImage .mhd and .raw", "x.mhd", mhd, "part.raw"],
    ["NRRD .nhdr and .raw", "x.nhdr", nhdr, "part.raw"],
  ])("%s are one image, and only of one folder", async (_name, headName, header, dataName) => {
    const harness = makeImportHarness();
    const { result, survey } = await harness.take([
      chosen(`d/${dataName}`, img),
      chosen(`d/${headName}`, header),
    ]);
    expect([survey.fileCount, result.refused, result.ready.length]).toEqual([1, [], 1]);
    const [instance] = await harness.context.database.instances.toArray();
    expect(instance && (await instanceBytes(harness.context.database, instance.sopUid))).toEqual(data);
    const apart = await makeImportHarness().take([
      chosen(`e/${dataName}`, img),
      chosen(`d/${headName}`, header),
    ]);
    expect(apart.result.refused.map(({ code }) => code).sort()).toEqual(["no-pixel-data", "not-an-image"]);
  });

  test("a list of data files is read in its order", async () => {
    const list = ascii(`${metaLines.join("\n")}\nElementDataFile = LIST\n1.raw\n2.raw\n`);
    const harness = makeImportHarness();
    const { result } = await harness.take([
      chosen("2.raw", img.subarray(48)),
      chosen("a.mhd", list),
      chosen("1.raw", img.subarray(0, 48)),
    ]);
    expect(result.refused).toEqual([]);
    const [instance] = await harness.context.database.instances.toArray();
    expect(instance && (await instanceBytes(harness.context.database, instance.sopUid))).toEqual(data);
  });
});

describe("pixels that a person must look at", () => {
  test("8 bits and colour wait; 16 bits do not; without a name nothing comes in", async () => {
    const harness = makeImportHarness();
    const files = [
      chosen("a.png", greyPng(8)),
      chosen("b.png", greyPng(16)),
      chosen(
        "c.bmp",
        makeBmp(2, 2, () => [1, 2, 3]),
      ),
    ];
    const { result } = await harness.take(files);
    expect(result.held.map(({ signs }) => signs)).toEqual([["8-bit"], ["color", "8-bit"]]);
    expect(result.ready).toHaveLength(1);
    const unnamed = await makeImportHarness().take(files, "");
    expect(unnamed.result.refused.map(({ code }) => code)).toEqual([
      "no-patient",
      "no-patient",
      "no-patient",
    ]);
  });

  test("a box is blanked in the frames it is for, and every other sample stays", async () => {
    const harness = makeImportHarness();
    const samples = counted("u8", 60, 10);
    const { result } = await harness.take([
      chosen("a.nii", makeNifti({ ...volume, datatype: 2, wordBytes: 1, data: samples })[0]),
    ]);
    const [held] = result.held;
    const picture = await harness.call("heldFrame", { sopUid: held?.sopUid ?? "", frameIndex: 4 });
    expect([picture.columns, picture.rows]).toEqual([3, 4]);
    await harness.call("release", {
      sopUids: [held?.sopUid ?? ""],
      boxes: [{ x: 1, y: 1, width: 2, height: 2, frames: [2] }],
    });
    const [instance] = await harness.context.database.instances.toArray();
    const stored = instance && (await instanceBytes(harness.context.database, instance.sopUid));
    const expected = new Uint8Array(samples);
    for (const at of [28, 29, 31, 32]) expected[at] = 0;
    expect(stored).toEqual(expected);
    expect(instance?.pixelVerdict).toBe("released-by-person");
    expect(await harness.context.quarantine.held.count()).toBe(0);
  });
});

test("one bad file is refused with its reason and the others come in", async () => {
  const file = makeNifti(volume)[0];
  const cutJpeg = jpegOf("baseline 4:2:0").bytes;
  const { result } = await makeImportHarness().take([
    chosen("a.nii", file.subarray(0, file.length - 4)),
    chosen("b.nii", file),
    chosen("c.jpg", cutJpeg.subarray(0, cutJpeg.length - 30)),
    chosen("d.png", greyPng(16).subarray(0, 70)),
  ]);
  expect(result.refused.map(({ name, code }) => [name, code])).toEqual([
    ["a.nii", "truncated"],
    ["c.jpg", "parse-error"],
    ["d.png", "truncated"],
  ]);
  expect(result.ready).toHaveLength(1);
});

test("a refused row says how much was expected and how much there is, and repeats no code", async () => {
  const cut = greyPng(8);
  const { result } = await makeImportHarness().take([
    chosen("cut.png", cut.subarray(0, cut.length - 20)),
    chosen("note.txt", ascii("no image")),
  ]);
  const row = (name: string) => {
    const file = result.refused.find((one) => one.name === name);
    return file && { ...refusalText(file, en), offset: file.offset };
  };
  expect(row("cut.png")?.expected).toMatch(/^a whole file \(\d+ bytes of a chunk\)$/);
  expect(row("cut.png")?.found).toMatch(/^an end before the data is complete \(\d+\)$/);
  expect(row("cut.png")?.offset).toBeGreaterThan(0);
  expect(row("note.txt")).toMatchObject({
    expected: "an image that Overread reads",
    found: "another kind of file",
  });
});
