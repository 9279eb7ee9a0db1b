import { zipSync } from "fflate";
import { expect, test, vi } from "vitest";
import type { ImportProgress } from "../../../../src/domain/calls/import-calls.ts";
import * as inflate from "../../../../src/formats/inflate-raw.ts";
import { bytesPatienceMs } from "../../../../src/workers/import/patience.ts";
import { surveyFiles } from "../../../../src/workers/import/survey-files.ts";
import { madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makeTiff } from "../../../support/tiff-maker.ts";

const open = { aborted: false, throwIfAborted: () => {} };
const image = (serial: number) =>
  makeDicom([
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.4711.8.${serial}` },
    { tag: "00100020", vr: "LO", value: `P${serial}` },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.7" },
    ...madePixels(8, 8, 16, new Uint8Array(128)),
  ]).bytes;

test("a survey inflates an entry of a zip twice at most: once to know it, once to group it", async () => {
  const inflated = vi.spyOn(inflate, "inflateRaw");
  const entries = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`${at}.dcm`, image(at)]));
  const { survey, files } = await surveyFiles([chosen("all.zip", zipSync(entries))], {
    signal: open,
    progress: () => {},
  });
  expect(survey.fileCount).toBe(15);
  expect(files.map(({ patient }) => patient?.id)).toEqual(Array.from({ length: 15 }, (_, at) => `P${at}`));
  expect(inflated.mock.calls.length).toBeGreaterThan(0);
  expect(inflated.mock.calls.length).toBeLessThanOrEqual(30);
});

test("a survey that was cancelled ends as cancelled, and is told of while it groups", async () => {
  const control = new AbortController();
  const told: number[] = [];
  const files = Array.from({ length: 30 }, (_, at) => chosen(`${at}.dcm`, image(at)));
  await surveyFiles(files, { signal: open, progress: ({ files: done }) => told.push(done) });
  expect(told.filter((done) => done === 30).length).toBeGreaterThan(1);
  const cancelled = surveyFiles(files, {
    signal: control.signal,
    progress: ({ files: done }) => {
      if (done === 30) control.abort();
    },
  });
  await expect(cancelled).rejects.toThrow(/abort/i);
});

const unnamed = (serial: number, study: string) =>
  makeDicom([
    { tag: "00080018", vr: "UI", value: `1.2.826.0.1.4711.9.${serial}` },
    ...(study === "" ? [] : [{ tag: "0020000D", vr: "UI", value: study }]),
    ...madePixels(8, 8, 16, new Uint8Array(128)),
  ]).bytes;
const scan = (fill: number) => makeTiff([{ columns: 4, rows: 4, data: new Uint8Array(16).fill(fill) }]);

test("files of two studies in one folder are two questions; those of one study are one, wherever they lie", async () => {
  const files = [
    chosen("cd/1", unnamed(1, "1.2.826.0.1.4711.1")),
    chosen("cd/2", unnamed(2, "1.2.826.0.1.4711.2")),
    chosen("other/3", unnamed(3, "1.2.826.0.1.4711.1")),
    chosen("cd/4", unnamed(4, "")),
    chosen("scans/5.tif", scan(5)),
    chosen("scans/6.tif", scan(6)),
  ];
  const { survey } = await surveyFiles(files, { signal: open, progress: () => {} });
  expect(survey.unnamed.map((group) => [group.fileCount, group.mayDiffer, group.place])).toEqual([
    [2, false, "cd"],
    [1, false, "cd"],
    [1, true, "cd"],
    [2, true, "scans"],
  ]);
  expect(JSON.stringify(survey)).not.toContain("4711");
  // A fresh worker gives the same names to the same groups, also when a file is left out.
  const again = await surveyFiles(files, {
    signal: open,
    progress: () => {},
    lost: [{ fileId: "0", code: "crashed" }],
  });
  expect(again.survey.unnamed.map((group) => group.groupId).sort()).toEqual(
    survey.unnamed.map((group) => group.groupId).sort(),
  );
  expect(again.refused.map((row) => [row.name, row.code])).toEqual([["cd/1", "crashed"]]);
});

test("a file that names no patient is of the patient whom its study names, if that is one", async () => {
  const study = { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.7" };
  const other = makeDicom([
    { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.8.9" },
    { tag: "00100020", vr: "LO", value: "P2" },
    study,
    ...madePixels(8, 8, 16, new Uint8Array(128)),
  ]).bytes;
  const one = [chosen("1", image(1)), chosen("2", unnamed(2, study.value))];
  const sure = await surveyFiles(one, { signal: open, progress: () => {} });
  expect(sure.files.map(({ patient }) => patient?.id)).toEqual(["P1", "P1"]);
  const unsure = await surveyFiles([...one, chosen("3", other)], { signal: open, progress: () => {} });
  expect(unsure.survey.unnamed).toMatchObject([{ fileCount: 1 }]);
});

test("files that a person calls different patients get a pseudonym each, the same when they come again", async () => {
  const harness = makeImportHarness();
  const files = [1, 2, 3].map((fill) => chosen(`scans/${fill}.tif`, scan(fill)));
  const take = async () => {
    const survey = await harness.call("survey", { files });
    const apart = survey.unnamed.map(({ groupId }) => groupId);
    return harness.call("import", { surveyId: survey.surveyId, names: {}, apart });
  };
  const { ready, held } = await take();
  const pseudonyms = [...ready, ...held].map((row) => row.pseudonym);
  expect(new Set(pseudonyms).size).toBe(3);
  const again = await take();
  expect([...again.ready, ...again.held].map((row) => row.pseudonym).sort()).toEqual(pseudonyms.sort());
});

test("a disc's index says how many of its images were chosen, and names those that were not", async () => {
  const listed = ["IMAGES\\A1", "IMAGES\\A2", "IMAGES\\A3"];
  const dicomdir = makeDicom(
    [
      {
        tag: "00041220",
        vr: "SQ",
        value: [
          [{ tag: "00041430", vr: "CS", value: "PATIENT" }],
          ...listed.map((path) => [
            { tag: "00041430", vr: "CS", value: "IMAGE" },
            { tag: "00041500", vr: "CS", value: path },
          ]),
        ],
      },
    ],
    { meta: [{ tag: "00020002", vr: "UI", value: "1.2.840.10008.1.3.10" }] },
  ).bytes;
  const harness = makeImportHarness();
  const { survey, result } = await harness.take([
    chosen("cd/DICOMDIR", dicomdir),
    chosen("cd/IMAGES/A1", image(1)),
    chosen("cd/images/a2.dcm", image(2)),
  ]);
  const disc = { name: "cd/DICOMDIR", listed: 3, present: 2, missing: ["IMAGES/A3"] };
  expect(survey).toMatchObject({ fileCount: 2, discs: [disc] });
  expect(result).toMatchObject({ refused: [], incomplete: [disc] });
});

test("each file is announced before it is touched, with the time that its size allows", async () => {
  const harness = makeImportHarness();
  const survey = await harness.call("survey", { files: [1, 2].map((at) => chosen(`${at}.dcm`, image(at))) });
  const told: ImportProgress[] = [];
  await harness.call("import", { surveyId: survey.surveyId, names: {} }, undefined, (progress) =>
    told.push(progress as ImportProgress),
  );
  const order = told.flatMap(({ beat, done }) => beat?.fileId ?? (done ? `done ${done.fileId}` : []));
  // The second is cleaned while the first is stored.
  const steps = order.filter((id, at) => id !== order[at - 1]);
  for (const file of ["0", "1"]) {
    expect(steps.indexOf(file)).toBeGreaterThanOrEqual(0);
    expect(steps.indexOf(`done ${file}`)).toBeGreaterThan(steps.indexOf(file));
  }
  expect(steps.indexOf("done 1")).toBeGreaterThan(steps.indexOf("done 0"));
  expect(told.every(({ beat }) => !beat || (beat.patienceMs >= 5000 && beat.patienceMs < 5100))).toBe(true);
  expect(bytesPatienceMs(256e6)).toBe(69_000);
});

test("an import that goes on in a fresh worker takes in only what was not done", async () => {
  const harness = makeImportHarness();
  const files = [1, 2].map((at) => chosen(`${at}.dcm`, image(at)));
  const survey = await harness.call("survey", { files });
  const result = await harness.call("import", { surveyId: survey.surveyId, names: {}, done: ["0"] });
  expect([...result.ready, ...result.held, ...result.refused]).toHaveLength(1);
  expect(await harness.context.quarantine.held.count()).toBe(1);
});
