import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { AppPage, Imported, PageImage } from "../support/verify/app-page.ts";
import { addOutcome, newReport } from "../support/verify/decode-report.ts";
import { type DecodeOutcome, examineFile } from "../support/verify/examine-file.ts";
import { affineErrorMm, referenceAffine } from "../support/verify/reference-affine.ts";
import { compareDicom, type FrameBytes } from "../support/verify-decode-dicom.ts";
import type { CorpusFile } from "../support/verify-decode-manifest.ts";

const md5 = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");
const frame = (...values: readonly number[]): FrameBytes => ({
  columns: values.length,
  rows: 1,
  samples: 1,
  type: "u16",
  bytes: new Uint8Array(Uint16Array.from(values).buffer),
});
const right = frame(1, 2, 3, 4);
const wrong = frame(1, 2, 3, 5);
const image = (...frames: readonly FrameBytes[]): PageImage => ({ frames, refused: null });

const dicomReference = (one: FrameBytes): CorpusFile => ({
  file: "a.dcm",
  kind: "dicom",
  decoders_agree: true,
  decoded: {
    tool: { planar: 0, frames: 1, bits_allocated: 16, frame_md5: [md5(one.bytes)], all_md5: null },
  },
});
const tiffReference = (...pages: readonly FrameBytes[]): CorpusFile => ({
  file: "a.tif",
  kind: "tiff",
  decoded: {
    tool: pages.map((page) => ({ shape: [page.rows, page.columns], dtype: "uint16", md5: md5(page.bytes) })),
  },
});

/** An app whose store and decoder answer as told. */
const appThat = (answers: { imported: Imported; pages?: readonly PageImage[] }): AppPage => ({
  importFile: async () => answers.imported,
  importFolder: async () => ({ instances: [], series: [], importMs: 0 }),
  decode: async () =>
    answers.pages
      ? { kind: "decoded", format: "", images: answers.pages }
      : { kind: "refused", code: "no-pixel-data", message: "none" },
  cleanFile: async () => ({ kind: "crashed", message: "not asked" }),
  makeKey: async () => ({ text: "", passphrase: "" }),
  said: [],
  foreign: [],
  close: async () => undefined,
});
const stored = (format: string, frames: readonly FrameBytes[], bitsStored = 16): Imported => ({
  kind: "imported",
  stored: [{ format, bitsStored, frames, refused: null }],
  refused: [],
});
const notKept = (code: string): Imported => ({
  kind: "imported",
  stored: [],
  refused: [{ code, message: "no" }],
});

async function reportOf(file: CorpusFile, app: AppPage) {
  const report = newReport();
  const agrees = (frames: readonly FrameBytes[]) => compareDicom(file, frames).kind === "identical";
  addOutcome(report, file, await examineFile(app, "a", agrees));
  return report;
}

test("what the store gives back as the reference has it is identical", async () => {
  const { dicom, failures } = await reportOf(
    dicomReference(right),
    appThat({ imported: stored("dicom", [right]), pages: [image(right)] }),
  );
  expect(dicom).toMatchObject({ files: 1, opened: 1, compared: 1, identical: 1 });
  expect(failures).toEqual([]);
});

test("one changed sample of a decode is a failure", async () => {
  const { dicom, failures } = await reportOf(
    dicomReference(right),
    appThat({ imported: stored("dicom", [wrong]), pages: [image(wrong)] }),
  );
  expect(dicom).toMatchObject({ opened: 1, compared: 1, identical: 0 });
  expect(failures).toHaveLength(1);
});

test("one sample that the import changed is a failure, though the file itself decodes to the reference", async () => {
  const { dicom, failures } = await reportOf(
    dicomReference(right),
    appThat({ imported: stored("dicom", [wrong]), pages: [image(right)] }),
  );
  expect(dicom).toMatchObject({ opened: 1, compared: 1, identical: 0 });
  expect(failures).toMatchObject([{ expected: "stored frames as the file has them" }]);
});

test("one sample that the import changed is a failure also where there is no reference", async () => {
  const file: CorpusFile = { file: "a.dcm", kind: "dicom" };
  const app = appThat({ imported: stored("dicom", [wrong]), pages: [image(right)] });
  expect((await reportOf(file, app)).failures).toHaveLength(1);
});

test("high bits that cleaning removed are named, and the samples of the file are compared", async () => {
  const overlaid = frame(0x1001, 2, 3, 4);
  const app = (samples: FrameBytes) =>
    appThat({ imported: stored("dicom", [samples], 12), pages: [image(overlaid)] });
  const { dicom, failures } = await reportOf(dicomReference(overlaid), app(right));
  expect(dicom).toMatchObject({
    compared: 1,
    identical: 1,
    changed: { "overlay in the high bits removed": 1 },
  });
  expect(failures).toEqual([]);
  expect((await reportOf(dicomReference(overlaid), app(wrong))).failures).toHaveLength(1);
});

test("a file that a policy does not keep is opened when it can be decoded", async () => {
  const { dicom } = await reportOf(
    dicomReference(right),
    appThat({ imported: notKept("duplicate"), pages: [image(right)] }),
  );
  expect(dicom).toMatchObject({ opened: 1, identical: 1, refused: 0, notKept: { duplicate: 1 } });
});

test("a report is refused by policy; an image that cannot be decoded is refused", async () => {
  const file: CorpusFile = { file: "a.dcm", kind: "dicom" };
  const report = await reportOf(file, appThat({ imported: notKept("structured-report") }));
  expect(report.dicom).toMatchObject({ opened: 0, refused: 0, policyRefused: 1 });
  const broken = { ...appThat({ imported: notKept("truncated") }) };
  broken.decode = async () => ({ kind: "refused", code: "truncated", message: "cut" });
  expect((await reportOf(file, broken)).dicom).toMatchObject({ refused: 1, policyRefused: 0 });
  expect((await reportOf(dicomReference(right), broken)).failures).toHaveLength(1);
});

test("pages that the import leaves out are compared as decoded", async () => {
  const label = frame(9, 9);
  const { tiff, failures } = await reportOf(
    tiffReference(label, right, label),
    appThat({ imported: stored("tiff", [right]), pages: [image(label), image(right), image(label)] }),
  );
  expect(tiff).toMatchObject({ files: 1, pages: 3, compared: 3, identical: 3 });
  expect(failures).toEqual([]);
});

test("a stored page that is no page of the file is a failure", async () => {
  const { tiff, failures } = await reportOf(
    tiffReference(right, right),
    appThat({ imported: stored("tiff", [right, wrong]), pages: [image(right), image(right)] }),
  );
  expect(tiff.identical).toBeLessThan(tiff.compared);
  expect(failures).toHaveLength(1);
});

test.each(["hung", "crashed"] as const)("a file that is %s is counted, and fails", async (kind) => {
  const { dicom, failures } = await reportOf(
    dicomReference(right),
    appThat({ imported: { kind, message: "" } as Imported & DecodeOutcome }),
  );
  expect(dicom).toMatchObject({ files: 1, [kind]: 1, opened: 0 });
  expect(failures).toHaveLength(1);
});

const slice = (z: number) => ({
  seriesUid: "1.2",
  rows: 4,
  columns: 6,
  spacingMm: [0.5, 0.25],
  planes: [{ position: [1, 2, z], orientation: [1, 0, 0, 0, 1, 0] }],
});

test("the affine of a stack is found from its headers in any order, a repeated place once", () => {
  const affine = referenceAffine([slice(7), slice(3), slice(5), slice(3)]);
  expect(affine).toMatchObject({ origin: [1, 2, 3], slices: 3, columns: 6, rows: 4 });
  expect(affine?.alongRow).toEqual([0.25, 0, 0]);
  expect(affine?.alongColumn).toEqual([0, 0.5, 0]);
  expect(affine?.alongSlices).toEqual([0, 0, 2]);
});

test("the error of an affine is measured at the corner that is furthest off", () => {
  const reference = referenceAffine([slice(3), slice(5), slice(7)]);
  if (!reference) throw new Error("no affine");
  expect(affineErrorMm(reference, reference)).toBe(0);
  expect(affineErrorMm({ ...reference, alongSlices: [0, 0, 2.5] }, reference)).toBe(1);
  expect(affineErrorMm({ ...reference, slices: 2 }, reference)).toBe(Number.POSITIVE_INFINITY);
});
