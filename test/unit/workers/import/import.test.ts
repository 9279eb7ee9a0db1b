import { gzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { readStudyReport } from "../../../../src/storage/study-report.ts";
import { type MadeElement, type MakeOptions, madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

let serial = 0;

interface Case {
  readonly modality?: string;
  readonly sopClass?: string;
  readonly bits?: 8 | 16;
  readonly patient?: string | null;
  readonly number?: number;
  readonly rows?: number;
  readonly more?: readonly MadeElement[];
  readonly make?: MakeOptions;
}

/** A small image of an invented person. */
function image({
  modality = "CT",
  sopClass = "2",
  bits = 16,
  patient = "PLANTED-4711",
  number = 1,
  rows = 8,
  more = [],
  make = {},
}: Case = {}) {
  serial++;
  const data = new Uint8Array((rows * 8 * bits) / 8).map((_, i) => (i * 7) & 255);
  const usual: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: `1.2.840.10008.5.1.4.1.1.${sopClass}` },
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.4711.9.${serial}` },
    { tag: "00080020", vr: "DA", value: "20240301" },
    { tag: "00080060", vr: "CS", value: modality },
    { tag: "00080080", vr: "LO", value: "PLANTED HOSPITAL" },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
    { tag: "0020000E", vr: "UI", value: `1.2.826.0.1.4711.2.${modality}` },
    { tag: "00200013", vr: "IS", value: String(number) },
    { tag: "00200032", vr: "DS", value: `0\\0\\${number}` },
    { tag: "00200037", vr: "DS", value: "1\\0\\0\\0\\1\\0" },
    ...(patient === null ? [] : [{ tag: "00100020", vr: "LO", value: patient }]),
    ...madePixels(rows, 8, bits, data),
  ];
  const elements = [...usual.filter((one) => !more.some((other) => other.tag === one.tag)), ...more];
  return { bytes: makeDicom(elements, make).bytes, data };
}

const planted = /DOE|PLANTED|4711|20240301/;

test("a name in a file reaches neither store, and the file is shown to have held it", async () => {
  const harness = makeImportHarness();
  const low = image({ number: 1 });
  const high = image({ modality: "US", sopClass: "6.1", bits: 8 });
  const { result } = await harness.take([
    chosen("DOE/ct.dcm", low.bytes),
    chosen("DOE/us.dcm", high.bytes),
    chosen("DOE/note.txt", new TextEncoder().encode("PLANTED note")),
  ]);
  expect(result.ready.map((study) => study.images)).toEqual([1]);
  expect(result.held.length).toBe(1);
  expect(result.refused.map((row) => [row.name, row.code])).toEqual([["DOE/note.txt", "not-an-image"]]);
  expect(Buffer.from(low.bytes).toString("latin1")).toMatch(planted);
  const dump = await harness.dump();
  expect(dump.length).toBeGreaterThan(1000);
  expect(dump).not.toMatch(planted);
});

test.each([
  ["explicit little endian", {}],
  ["implicit little endian", { explicit: false }],
  ["explicit big endian", { bigEndian: true }],
  ["undefined lengths", { undefinedLengths: true }],
] as const)("pixels and geometry come through unchanged: %s", async (_name, make) => {
  const harness = makeImportHarness();
  const one = image({ make });
  const { result } = await harness.take([chosen("a.dcm", one.bytes)]);
  expect(result.refused).toEqual([]);
  const [instance] = await harness.context.database.instances.toArray();
  if (!instance) throw new Error("nothing stored");
  const stored = await instanceBytes(harness.context.database, instance.sopUid);
  const expected = "bigEndian" in make ? one.data : one.data;
  expect(Buffer.from(stored ?? []).includes(Buffer.from(expected))).toBe(true);
  expect(instance.planes[0]?.positionMm).toEqual([0, 0, 1]);
});

test("a series is one row in display order, whatever the order of its files", async () => {
  const harness = makeImportHarness();
  const files = [3, 1, 2].map((number) => chosen(`${number}.dcm`, image({ number }).bytes));
  await harness.take(files);
  const [series] = await harness.context.database.series.toArray();
  const numbers = await Promise.all(
    (series?.frames ?? []).map(
      async (frame) => (await harness.context.database.instances.get(frame.sopUid))?.instanceNumber,
    ),
  );
  expect(numbers).toEqual([1, 2, 3]);
  const [study] = await harness.context.database.studies.toArray();
  expect(study).toMatchObject({
    imageCount: 3,
    seriesCount: 1,
    modalities: ["CT"],
    pseudonym: study?.patientKey.slice(0, 8),
  });
});

test("the same file again is known and changes nothing", async () => {
  const harness = makeImportHarness();
  const file = chosen("a.dcm", image().bytes);
  await harness.take([file]);
  const before = await harness.dump();
  const { result } = await harness.take([file]);
  expect(result.ready[0]).toMatchObject({ images: 1, known: 1 });
  expect(await harness.dump()).toBe(before);
});

test("other pixels under the same identifier are refused, and the first stay", async () => {
  const harness = makeImportHarness();
  const sop: MadeElement = { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.77" };
  await harness.take([chosen("a.dcm", image({ more: [sop] }).bytes)]);
  const before = await harness.dump();
  const other = image({ more: [sop, { tag: "7FE00010", vr: "OW", value: new Uint8Array(128).fill(9) }] });
  const { result } = await harness.take([chosen("b.dcm", other.bytes)]);
  expect(result.refused[0]?.code).toBe("duplicate");
  expect((await harness.dump()).startsWith(before.slice(0, 500))).toBe(true);
  expect(await harness.context.database.instances.count()).toBe(1);
});

test("files without a patient are asked about once a study, wherever they lie, and refused without an answer", async () => {
  const harness = makeImportHarness();
  const files = ["x/1.dcm", "x/2.dcm", "y/3.dcm"].map((path, i) =>
    chosen(
      path,
      image({
        patient: null,
        number: i,
        more: [{ tag: "0020000D", vr: "UI", value: i === 1 ? "1.2.826.0.1.4711.5" : "1.2.826.0.1.4711.6" }],
      }).bytes,
    ),
  );
  const { survey, result } = await harness.take(files, "");
  expect(survey.unnamed.map((group) => group.fileCount)).toEqual([2, 1]);
  expect(result.refused.map((row) => row.code)).toEqual(["no-patient", "no-patient", "no-patient"]);
  const named = await harness.take(files, "Case 12");
  expect(named.result.ready.map((study) => study.images)).toEqual([2, 1]);
  const [study] = await harness.context.database.studies.toArray();
  expect(study?.patientKey).toMatch(/^[A-Z2-7]{16}$/);
});

test("two devices with one secret make equal bytes, another secret shares no identifier", async () => {
  const { bytes } = image();
  const stores = await Promise.all(
    [7, 7, 8].map(async (secret) => {
      const harness = makeImportHarness({ secret });
      await harness.take([chosen("a.dcm", bytes)]);
      return harness.context.database.instances.toArray();
    }),
  );
  const [first, second, third] = stores.map((rows) => rows[0]);
  expect(first?.sha256).toBe(second?.sha256);
  expect([third?.sopUid, third?.studyUid, third?.seriesUid]).not.toEqual(
    expect.arrayContaining([first?.sopUid]),
  );
  expect(first?.sopUid).toMatch(/^2\.25\.\d{1,39}$/);
});

test("a fault at any step of cleaning stores nothing", async () => {
  const faults = ["inspectDicom", "rewriteDicom"] as const;
  for (const fault of faults) {
    const harness = makeImportHarness({
      pipelines: (own) => ({ ...own, [fault]: () => Promise.reject(new Error("DOE")) }),
    });
    const { result } = await harness.take([chosen("a.dcm", image().bytes)]);
    expect(result.refused.map((row) => row.code)).toEqual(["internal"]);
    expect(JSON.stringify({ ...result.refused[0], name: "" })).not.toContain("DOE");
    expect(await harness.context.database.instances.count()).toBe(0);
    expect(await harness.context.database.chunks.count()).toBe(0);
  }
});

test("a rewrite that lets one value through is caught and refused", async () => {
  const harness = makeImportHarness({
    pipelines: (own) => ({
      ...own,
      rewriteDicom: async (bytes, plan, native) =>
        own.rewriteDicom(
          bytes,
          {
            ...plan,
            elements: plan.elements.map((element) =>
              element.path === "00080080" ? { ...element, action: "keep" } : element,
            ),
          },
          native,
        ),
    }),
  });
  const { result } = await harness.take([chosen("a.dcm", image().bytes)]);
  expect(result.refused.map((row) => [row.code, row.found])).toEqual([["rewrite-mismatch", "00080080"]]);
  expect(await harness.context.database.instances.count()).toBe(0);
});

test("a kept value that repeats the patient's number is emptied", async () => {
  const harness = makeImportHarness();
  const { result } = await harness.take([
    chosen(
      "a.dcm",
      image({ patient: "87654321", more: [{ tag: "00200011", vr: "IS", value: "87654321" }] }).bytes,
    ),
  ]);
  expect(result.refused).toEqual([]);
  expect(await harness.dump()).not.toContain("87654321");
});

test("zips are opened, indexes and leavings are passed over, bombs are refused", async () => {
  const harness = makeImportHarness();
  const inner = zipSync({ "deep/2.dcm": image({ number: 2 }).bytes });
  const zip = zipSync({
    "1.dcm": image({ number: 1 }).bytes,
    "__MACOSX/._1.dcm": new Uint8Array(3),
    ".DS_Store": new Uint8Array(9),
    "inner.zip": inner,
  });
  const bomb = zipSync({ "big.dcm": new Uint8Array(70_000_000) }, { level: 1 });
  const { result } = await harness.take([chosen("all.zip", zip), chosen("bomb.zip", bomb)]);
  expect(result.ready[0]?.images).toBe(2);
  expect(result.refused.map((row) => [row.name, row.code])).toEqual([["bomb.zip/big.dcm", "too-large"]]);
});

test("a file in gzip is the file, also in a zip; one that grows without measure, lies or is cut off is refused", async () => {
  const harness = makeImportHarness();
  const [one, two] = [1, 2].map((number) => gzipSync(image({ number }).bytes));
  const marked = new Uint8Array(70_000_000);
  marked.set(image({ number: 3 }).bytes);
  const lying = one?.slice() ?? new Uint8Array();
  new DataView(lying.buffer).setUint32(lying.length - 4, 900_000, true);
  const { result } = await harness.take([
    chosen("1.dcm.gz", one ?? lying),
    chosen("all.zip", zipSync({ "2.dcm.gz": two ?? lying })),
    chosen("bomb.gz", gzipSync(marked, { level: 1 })),
    chosen("cut.gz", one?.slice(0, -30) ?? lying),
    chosen("lying.gz", lying),
    chosen("notes.gz", gzipSync(new TextEncoder().encode("nothing to see"))),
  ]);
  expect(result.ready[0]?.images).toBe(2);
  expect(result.refused.map(({ name, code }) => [name, code]).sort()).toEqual([
    ["bomb.gz", "too-large"],
    ["cut.gz", expect.stringMatching(/^(truncated|too-large|parse-error)$/)],
    ["lying.gz", "truncated"],
    ["notes.gz", "not-an-image"],
  ]);
});

test("cancel keeps what is stored and lists no lie", async () => {
  const harness = makeImportHarness();
  const files = [1, 2, 3, 4].map((number) => chosen(`${number}.dcm`, image({ number }).bytes));
  const survey = await harness.call("survey", { files });
  const control = new AbortController();
  const importing = harness.call("import", { surveyId: survey.surveyId, names: {} }, control.signal, () =>
    control.abort(),
  );
  await expect(importing).rejects.toThrow();
  const count = await harness.context.database.instances.count();
  const [series] = await harness.context.database.series.toArray();
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(4);
  expect(series?.frames.length).toBe(count);
});

test("an image whose pixels are on a server is refused as that", async () => {
  const harness = makeImportHarness();
  const one = image({ make: { transferSyntax: "1.2.840.10008.1.2.4.94" } });
  const { result } = await harness.take([chosen("a.dcm", one.bytes)]);
  expect(result.refused.map((row) => row.code)).toEqual(["pixels-elsewhere"]);
});

test("a head series is told to the person who imports it, and known as one from then on; a chest is not", async () => {
  const harness = makeImportHarness();
  const head = { tag: "00081030", vr: "LO", value: "CT BRAIN W/O" };
  const chest = { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.7" };
  const { result } = await harness.take([
    chosen("a.dcm", image({ number: 1, more: [head] }).bytes),
    chosen("b.dcm", image({ number: 2, more: [head] }).bytes),
    chosen(
      "c.dcm",
      image({ more: [chest, { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.6" }] }).bytes,
    ),
  ]);
  expect(result.ready.map(({ images, showsHead }) => [images, showsHead])).toEqual([
    [2, true],
    [1, undefined],
  ]);
  const series = await harness.context.database.series.toArray();
  expect(series.map(({ frames, showsHead }) => [frames.length, showsHead]).sort()).toEqual([
    [1, undefined],
    [2, true],
  ]);
});

test.each([
  ["in one import", true],
  ["in an import after it", false],
])("a series is a head series once one of its images says so, %s", async (_when, together) => {
  const harness = makeImportHarness();
  const head = { tag: "00081030", vr: "LO", value: "CT BRAIN W/O" };
  const files = [
    chosen("a.dcm", image({ number: 1 }).bytes),
    chosen("b.dcm", image({ number: 2, more: [head] }).bytes),
  ];
  for (const batch of together ? [files] : files.map((file) => [file])) await harness.take(batch);
  const series = await harness.context.database.series.toArray();
  expect(series.map(({ frames, showsHead }) => [frames.length, showsHead])).toEqual([[2, true]]);
});

test("the record of a study tells what was done to each file, and none of what was in it", async () => {
  const harness = makeImportHarness();
  const { result } = await harness.take([
    chosen("DOE/a.dcm", image({ number: 1 }).bytes),
    chosen("DOE/b.dcm", image({ number: 2 }).bytes),
  ]);
  const report = await readStudyReport(harness.context.database, result.ready[0]?.studyUid ?? "");
  expect(report?.files.map(({ verdict }) => verdict)).toEqual(["released", "released"]);
  expect(report?.actions).toContainEqual({ tag: "00100010", action: "replace", why: "patient", count: 2 });
  expect(report?.residual).toMatchObject({ hits: 0 });
  expect(report?.residual.searched).toBeGreaterThan(0);
  expect(JSON.stringify(report)).not.toMatch(planted);
  expect(await readStudyReport(harness.context.database, "2.25.0")).toBeNull();
});
