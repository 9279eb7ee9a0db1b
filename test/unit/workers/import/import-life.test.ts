import { expect, test } from "vitest";
import type { ImportProgress } from "../../../../src/domain/calls/import-calls.ts";
import { makeImport } from "../../../../src/workers/import/make-import.ts";
import { madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

type Harness = ReturnType<typeof makeImportHarness>;

/** A slice of an invented study; `seed` makes other pixels under the same identifiers. */
const slice = (number: number, rows = 8, seed = 0) =>
  makeDicom([
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.2" },
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.5812.9.${number}` },
    { tag: "00080060", vr: "CS", value: "CT" },
    { tag: "00100020", vr: "LO", value: "PLANTED-5812" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.5812.1" },
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.5812.2" },
    { tag: "00200013", vr: "IS", value: String(number) },
    { tag: "00200032", vr: "DS", value: `0\\0\\${number}` },
    { tag: "00200037", vr: "DS", value: "1\\0\\0\\0\\1\\0" },
    ...madePixels(
      rows,
      8,
      16,
      new Uint8Array(rows * 16).map((_, i) => (i * 7 + seed) & 255),
    ),
  ]).bytes;

const fileOf = (number: number, rows?: number) => chosen(`${number}.dcm`, slice(number, rows));

/** Makes every write of a chunk fail as a full store does while `isFull` says so. */
function fill({ context }: Harness, isFull: (bytes: number) => boolean) {
  context.database.chunks.hook("creating", (_key, row) => {
    if (isFull(row.bytes.byteLength)) throw new DOMException("no room", "QuotaExceededError");
  });
}

/** What every store holds must belong together: no bytes, record or frame without its image, no image without them. */
async function expectWhole({ context }: Harness) {
  const { database } = context;
  const instances = await database.instances.toArray();
  const uids = instances.map(({ sopUid }) => sopUid).toSorted();
  const chunks = await database.chunks.toArray();
  expect([...new Set(chunks.map(({ sopUid }) => sopUid))].toSorted()).toEqual(uids);
  for (const { sopUid, lengthBytes } of instances) {
    const own = chunks.filter((chunk) => chunk.sopUid === sopUid);
    expect(own.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)).toBe(lengthBytes);
  }
  const records = await database.deidRecords.toArray();
  expect(records.map(({ sopUid }) => sopUid).toSorted()).toEqual(uids);
  const series = await database.series.toArray();
  expect(series.flatMap(({ frames }) => frames.map(({ sopUid }) => sopUid)).toSorted()).toEqual(uids);
  const studies = await database.studies.toArray();
  expect(studies.reduce((sum, { imageCount }) => sum + imageCount, 0)).toBe(uids.length);
  expect(studies.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(
    instances.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
  );
  return uids.length;
}

test("a store that is full in the middle: its rows say so, nothing of them is stored, and what fits goes on", async () => {
  const harness = makeImportHarness();
  fill(harness, (bytes) => bytes > 4000);
  const files = [fileOf(1), fileOf(2, 400), fileOf(3), fileOf(4, 400), fileOf(5)];
  const { result } = await harness.take(files);
  expect(result.refused.map(({ name, code }) => [name, code])).toEqual([
    ["2.dcm", "no-space"],
    ["4.dcm", "no-space"],
  ]);
  expect(result.ready).toMatchObject([{ images: 3, known: 0 }]);
  expect(await expectWhole(harness)).toBe(3);
});

test("a store that is full before the first image leaves no study and no series behind", async () => {
  const harness = makeImportHarness();
  fill(harness, () => true);
  const { result } = await harness.take([fileOf(1), fileOf(2)]);
  expect(result.refused.map(({ code }) => code)).toEqual(["no-space", "no-space"]);
  expect(await expectWhole(harness)).toBe(0);
  expect(await harness.context.database.studies.count()).toBe(0);
});

test("where there is no room for the order of a series either, the import ends in words, and the next one mends it", async () => {
  const harness = makeImportHarness();
  let full = false;
  const { database } = harness.context;
  database.series.hook("updating", () => {
    if (full) throw new DOMException("no room", "QuotaExceededError");
  });
  database.refusals.hook("creating", () => {
    if (full) throw new DOMException("no room", "QuotaExceededError");
  });
  fill(harness, () => full);
  const survey = await harness.call("survey", { files: [fileOf(1), fileOf(2), fileOf(3)] });
  const request = { surveyId: survey.surveyId, names: {} };
  const importing = harness.call("import", request, undefined, (progress) => {
    if ((progress as ImportProgress).done) full = true;
  });
  await expect(importing).rejects.toMatchObject({ code: "no-space" });
  full = false;
  const again = await harness.take([fileOf(1), fileOf(2), fileOf(3)]);
  expect(again.result.refused).toEqual([]);
  expect(await expectWhole(harness)).toBe(3);
});

test("two tabs that import the same files at once store each image once and count it once", async () => {
  const harness = makeImportHarness();
  const files = [1, 2, 3, 4, 5, 6].map((number) => fileOf(number));
  const tab = async () => {
    const calls = makeImport(harness.context);
    const control = {
      signal: new AbortController().signal,
      progress: () => undefined,
      transfer: () => undefined,
    };
    const { surveyId } = await calls.survey({ files }, control);
    return calls.import({ surveyId, names: {} }, control);
  };
  const results = await Promise.all([tab(), tab()]);
  expect(results.flatMap(({ refused }) => refused)).toEqual([]);
  expect(results.map(({ ready }) => ready[0]?.images)).toEqual([6, 6]);
  expect(await expectWhole(harness)).toBe(6);
});

test("an import that starts while another runs takes in its own files, and both are whole", async () => {
  const harness = makeImportHarness();
  const begin = async (numbers: readonly number[]) => {
    const survey = await harness.call("survey", { files: numbers.map((number) => fileOf(number)) });
    return harness.call("import", { surveyId: survey.surveyId, names: {} });
  };
  const begun: ReturnType<typeof begin>[] = [];
  const survey = await harness.call("survey", { files: [1, 2, 3].map((number) => fileOf(number)) });
  const first = await harness.call("import", { surveyId: survey.surveyId, names: {} }, undefined, () => {
    if (begun.length === 0) begun.push(begin([3, 4, 5]));
  });
  expect(first.refused).toEqual([]);
  expect((await begun[0])?.refused).toEqual([]);
  expect(await expectWhole(harness)).toBe(5);
});

test("the next file is read while one is cleaned, and one that is gone by then is refused in its turn", async () => {
  const harness = makeImportHarness();
  const files = [1, 2, 3, 4].map((number) => fileOf(number));
  const steps: string[] = [];
  for (const [at, { file }] of files.entries()) {
    const whole = (file as File).arrayBuffer.bind(file);
    const read = () => {
      steps.push(`read ${at + 1}`);
      return at === 2 ? Promise.reject(new DOMException("gone", "NotFoundError")) : whole();
    };
    Object.assign(file as File, { arrayBuffer: read });
  }
  const survey = await harness.call("survey", { files });
  const request = { surveyId: survey.surveyId, names: {} };
  const result = await harness.call("import", request, undefined, (progress) => {
    const { done } = progress as ImportProgress;
    if (done) steps.push(`done ${Number(done.fileId) + 1}`);
  });
  expect(steps.indexOf("read 2")).toBeLessThan(steps.indexOf("done 1"));
  expect(steps.filter((step) => step.startsWith("read"))).toEqual(["read 1", "read 2", "read 3", "read 4"]);
  expect(steps.filter((step) => step.startsWith("done"))).toEqual(["done 1", "done 2", "done 3", "done 4"]);
  expect(result.refused.map(({ name }) => name)).toEqual(["3.dcm"]);
  expect(await expectWhole(harness)).toBe(3);
});

test("the same file twice in one drop is one image, told once as known", async () => {
  const harness = makeImportHarness();
  const { result } = await harness.take([fileOf(1), chosen("copy of 1.dcm", slice(1)), fileOf(2)]);
  expect(result.refused).toEqual([]);
  expect(result.ready).toMatchObject([{ images: 3, known: 1 }]);
  expect(await expectWhole(harness)).toBe(2);
});

test("a folder of other things: every one is listed with a reason, and nothing is stored", async () => {
  const harness = makeImportHarness();
  const things: readonly (readonly [string, string])[] = [
    ["notes.txt", "Call the ward."],
    ["report.pdf", "%PDF-1.7\n1 0 obj"],
    ["page.html", "<!doctype html><p>x"],
    ["run.dcm", "MZ\x90\0\x03\0\0\0"],
    ["empty.dcm", ""],
    ["table.csv", "a,b\n1,2\n"],
    ["data.json", "{}"],
  ];
  const files = things.map(([name, text]) => chosen(`ward/${name}`, Buffer.from(text, "latin1")));
  const { survey, result } = await harness.take(files);
  expect(survey.fileCount).toBe(0);
  expect(result.refused.map(({ name }) => name).toSorted()).toEqual(
    things.map(([name]) => `ward/${name}`).toSorted(),
  );
  expect(new Set(result.refused.map(({ code }) => code))).toEqual(new Set(["not-an-image"]));
  expect(result.ready).toEqual([]);
  expect(await expectWhole(harness)).toBe(0);
});

test("a thousand small files: progress only grows, order is by place, and a cancel in the middle keeps what is whole", async () => {
  const harness = makeImportHarness();
  // A fixed shuffle: 7 has no factor in common with 1,000.
  const files = Array.from({ length: 1000 }, (_, at) => fileOf(((at * 7) % 1000) + 1, 1));
  const survey = await harness.call("survey", { files });
  expect(survey).toMatchObject({ fileCount: 1000, studyCount: 1 });
  const control = new AbortController();
  const seen: ImportProgress[] = [];
  const request = { surveyId: survey.surveyId, names: {} };
  const importing = harness.call("import", request, control.signal, (progress) => {
    const one = progress as ImportProgress;
    seen.push(one);
    if (one.files === 120) control.abort();
  });
  await expect(importing).rejects.toThrow();
  const files120 = await expectWhole(harness);
  expect(files120).toBeGreaterThan(100);
  expect(files120).toBeLessThan(125);
  const steps = seen.filter(({ done }) => !done).map(({ files: count }) => count);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(seen.every((one) => one.filesTotal === 1000 && one.bytes <= one.bytesTotal)).toBe(true);
  const [series] = await harness.context.database.series.toArray();
  const numbers = series?.frames.map(({ alongNormalMm }) => alongNormalMm) ?? [];
  expect(numbers).toEqual(numbers.toSorted((a, b) => Number(a) - Number(b)));
});
