import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { studyReportText } from "../../../../src/domain/deid/study-report.ts";
import { chooseReidMap } from "../../../../src/storage/reid-map.ts";
import { readStudyReport } from "../../../../src/storage/study-report.ts";
import { ctSlice, exportObjects, labelledStore } from "../../../support/dicom-export.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen } from "../../../support/import-harness.ts";
import { labelSeries } from "../../../support/label-images.ts";

type Harness = Awaited<ReturnType<typeof labelledStore>>;

const slices = [0, 1, 2].map((at) => [`${at}.dcm`, ctSlice(at)] as const);
/** A study that waits for no label: it is chosen, but nothing of it is exported. */
const other = (patientId: string, more: { tag: string; vr: string; value: string }[] = []) =>
  makeImageDicom({
    columns: 9,
    rows: 9,
    pixels: new Uint8Array(162),
    pixelVr: "OW",
    bits: 16,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: "1.2.826.0.1.4712.9.1",
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "ROE^HIDDEN" },
      { tag: "00100020", vr: "LO", value: patientId },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4712.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4712.2" },
      ...more,
    ],
  });

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const folder = "test-set/deidentification/";

async function exported(harness: Harness, spoil?: Parameters<typeof exportObjects>[2]) {
  const { store, result } = await exportObjects(harness, ["ndjson"], spoil);
  const records = [...store.files.keys()].filter((path) => path.startsWith(folder));
  return { store, result, records };
}

test("a dataset holds the record of each of its studies, as its page saves it, and of no other; the manifest has its sum", async () => {
  const harness = await labelledStore(slices);
  const { database } = harness.context;
  const [{ studyUid = "" } = {}] = await database.studies.toArray();
  await harness.take([chosen("other.dcm", other("PLANTED-2"))]);
  expect(await database.studies.count()).toBe(2);
  const { store, result, records } = await exported(harness);
  const path = `${folder}${studyUid}.json`;
  expect(records.toSorted()).toEqual([path, `${folder}records.md`].toSorted());
  const report = await readStudyReport(database, studyUid);
  if (!report) throw new Error("no report");
  expect(report.files.length).toBe(3);
  expect(text(store.files.get(path))).toBe(studyReportText(report));
  const sha256 = createHash("sha256")
    .update(store.files.get(path) ?? "")
    .digest("hex");
  const manifest = JSON.parse(text(store.files.get("test-set/manifest.json"))) as Record<string, unknown>;
  expect(manifest.deidentificationRecords).toEqual([
    { study: studyUid, file: `deidentification/${studyUid}.json`, files: 3, sha256 },
  ]);
  expect(text(store.files.get("test-set/checksums.sha256"))).toContain(`${sha256}  deidentification/`);
  expect(text(store.files.get("test-set/README.md"))).toContain("(deidentification/records.md)");
  const page = text(store.files.get(`${folder}records.md`));
  expect(page).toContain(`| [${studyUid}](${studyUid}.json) | ${report.pseudonym} | 3 | `);
  expect(page).toContain("| (0010,0010) | Pseudonym | 3 |");
  for (const secret of ["DOE", "PLANTED", "826.0.1", "ROE"])
    for (const name of records) expect(text(store.files.get(name))).not.toContain(secret);
  expect(result.checks.find(({ format }) => format === "deidentification")).toEqual({
    format: "deidentification",
    written: 4,
    compared: 4,
    mismatches: 0,
  });
});

test("the same store gives the same records to the byte", async () => {
  const harness = await labelledStore(slices);
  const [first, second] = [await exported(harness), await exported(harness)];
  expect(first.records.length).toBe(2);
  for (const path of first.records)
    expect(text(second.store.files.get(path))).toBe(text(first.store.files.get(path)));
});

test.each<[string, string, (written: string) => string]>([
  ["a verdict of one file", ".json", (was) => was.replace('"verdict": "released"', '"verdict": "refused"')],
  ["a sum of what was done", ".json", (was) => was.replace('"count": 3', '"count": 4')],
  ["the study", ".json", (was) => was.replace('"study": "', '"study": "9')],
  ["a cut end", ".json", (was) => was.slice(0, -40)],
  ["the files of a row", "records.md", (was) => was.replace(/(\.json\) \| \w+ \| )3/, "$14")],
])("%s that lies there otherwise than in the store ends the export", async (_what, end, change) => {
  const harness = await labelledStore(slices);
  const spoil = (path: string, bytes: Uint8Array<ArrayBuffer>) => {
    if (!path.startsWith(folder) || !path.endsWith(end)) return bytes;
    const changed = change(text(bytes));
    expect(changed).not.toBe(text(bytes));
    return new TextEncoder().encode(changed);
  };
  await expect(exported(harness, spoil)).rejects.toMatchObject({ code: "mismatch" });
});

test("a patient whose number is like the name of an element is no reason to keep a dataset back", async () => {
  for (const map of [false, true]) {
    const harness = await labelledStore([["own.dcm", ctSlice(0)]]);
    const { database } = harness.context;
    const by = { chain: "device-1", actor: "user-1", at: "2026-01-01T00:00:00.000Z" };
    if (map) await chooseReidMap(database, true, by);
    await harness.take([chosen("like.dcm", other("00100020"))]);
    const [series] = await database.series.filter(({ columns }) => columns === 9).toArray();
    if (!series) throw new Error("no series");
    await labelSeries(database, series);
    const { store, records } = await exported(harness);
    expect(records.length).toBe(3);
    expect(store.state.handedOver).toBe(true);
  }
});
