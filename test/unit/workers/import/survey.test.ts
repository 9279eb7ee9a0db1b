import { zipSync } from "fflate";
import { expect, test, vi } from "vitest";
import * as inflate from "../../../../src/formats/inflate-raw.ts";
import { surveyFiles } from "../../../../src/workers/import/survey-files.ts";
import { madePixels, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen } from "../../../support/import-harness.ts";

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
  const { survey, files } = await surveyFiles([chosen("all.zip", zipSync(entries))], open, () => {});
  expect(survey.fileCount).toBe(15);
  expect(files.map(({ patient }) => patient?.id)).toEqual(Array.from({ length: 15 }, (_, at) => `P${at}`));
  expect(inflated.mock.calls.length).toBeGreaterThan(0);
  expect(inflated.mock.calls.length).toBeLessThanOrEqual(30);
});

test("a survey that was cancelled ends as cancelled, and is told of while it groups", async () => {
  const control = new AbortController();
  const told: number[] = [];
  const files = Array.from({ length: 30 }, (_, at) => chosen(`${at}.dcm`, image(at)));
  await surveyFiles(files, open, ({ files: done }) => told.push(done));
  expect(told.filter((done) => done === 30).length).toBeGreaterThan(1);
  const cancelled = surveyFiles(files, control.signal, ({ files: done }) => {
    if (done === 30) control.abort();
  });
  await expect(cancelled).rejects.toThrow(/abort/i);
});
