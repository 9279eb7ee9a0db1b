import { beforeAll, expect, test } from "vitest";
import type {
  ExportOptions,
  ExportProgress,
  ExportResult,
} from "../../../../src/domain/calls/export-calls.ts";
import { makeDatasetReader } from "../../../../src/workers/export/dataset-reader.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { ctSlice, labelledStore } from "../../../support/dicom-export.ts";
import { fixtureOptions, memorySink } from "../../../support/export-fixture.ts";

const formats = ["seg", "rtstruct", "sr"] as const;

/** What is done between one file and the next, by the file before it: the sink is the only thing that a test sees of it. */
const phases = {
  "seg is written": "write splits",
  "rtstruct is written": "write dicom/seg",
  "sr is written": "write dicom/rtstruct",
  "seg is compared": "read dicom/seg",
  "rtstruct is compared": "read dicom/rtstruct",
  "sr is compared": "read dicom/sr",
} as const;
type Phase = keyof typeof phases;

let harness: Awaited<ReturnType<typeof labelledStore>>;
beforeAll(async () => {
  harness = await labelledStore([0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)]));
});

/** An export that is cancelled at breath `cancelAt` of a phase; gives the breaths of each phase. */
async function exported(cancelIn: Phase | null, cancelAt = 0) {
  const { database, codecs } = harness.context;
  const { signal } = new AbortController();
  const breaths = new Map<string, number>();
  let place = "";
  const store = memorySink();
  const told: ExportProgress[] = [];
  const kindOf = (path: string) => path.match(/\/(dicom\/\w+|splits)/)?.[1] ?? "other";
  const sink: typeof store.sink = {
    ...store.sink,
    write: async (path, parts) => {
      await store.sink.write(path, parts);
      place = `write ${kindOf(path)}`;
    },
    read: (path) => {
      place = `read ${kindOf(path)}`;
      return store.sink.read(path);
    },
  };
  const reader = {
    ...makeDatasetReader(database, codecs, signal),
    breathe: async () => {
      const count = (breaths.get(place) ?? 0) + 1;
      breaths.set(place, count);
      if (cancelIn !== null && place === phases[cancelIn] && count === cancelAt)
        throw new DOMException("Cancelled", "AbortError");
    },
  };
  const options: ExportOptions = {
    ...fixtureOptions,
    formats,
    studyUids: (await database.studies.toArray()).map(({ studyUid }) => studyUid),
  };
  const running: Promise<ExportResult> = runExport(
    {
      database,
      reader,
      toolVersion: "0.1.0",
      openSink: async () => sink,
      progress: (progress) => told.push(progress),
      signal,
    },
    options,
  );
  return { running, store, told, breathsIn: (phase: Phase) => breaths.get(phases[phase]) ?? 0 };
}

test("there is a breath for every thing while an object is put together, encoded, read and compared", async () => {
  const { running, breathsIn } = await exported(null);
  const { checks } = await running;
  const things = (format: (typeof formats)[number]) =>
    checks.find((check) => check.format === format)?.written ?? 0;
  for (const format of formats) expect(things(format)).toBeGreaterThan(10);
  const labels = await harness.context.database.annotations.count();
  // Each label is collected; then each thing is named, written into the list of segments, and its frame into that of frames.
  expect(breathsIn("seg is written")).toBeGreaterThanOrEqual(labels + 3 * things("seg"));
  // Into the three lists of a structure set.
  expect(breathsIn("rtstruct is written")).toBeGreaterThanOrEqual(labels + 3 * things("rtstruct"));
  expect(breathsIn("sr is written")).toBeGreaterThanOrEqual(2 * things("sr"));
  // Two lists are read and each thing is compared; nothing is read a second time.
  for (const format of ["seg", "rtstruct"] as const) {
    expect(breathsIn(`${format} is compared`)).toBeGreaterThanOrEqual(3 * things(format));
    expect(breathsIn(`${format} is compared`)).toBeLessThan(5 * things(format));
  }
  expect(breathsIn("sr is compared")).toBeGreaterThanOrEqual(things("sr"));
  // Files are breaths too; were they as many as things, they would hide a loop without.
  expect(breathsIn("sr is compared")).toBeLessThan(2 * things("sr"));
});

test.each(Object.keys(phases) as Phase[])(
  "a cancel between two things while %s ends the export, and nothing is left",
  async (phase) => {
    const { running, store } = await exported(phase, 12);
    await expect(running).rejects.toThrow(/cancelled/i);
    expect(store.state).toEqual({ handedOver: false, discarded: true });
    expect(store.files.size).toBe(0);
  },
);

test("the count goes on with every label of every object, and is not at its end before they are", async () => {
  const { running, told } = await exported(null);
  await running;
  const labels = await harness.context.database.annotations.count();
  for (const step of ["write", "read-back"] as const) {
    const own = told.filter((one) => one.step === step);
    const total = own[0]?.total ?? 0;
    expect(total).toBeGreaterThan(labels * formats.length);
    // Many of these have no pixel, no place or no area: those are passed over.
    expect(own.at(-1)?.done).toBeGreaterThan(total / 2);
    expect(own.filter(({ done }) => done === total).length).toBeLessThan(8);
  }
});
