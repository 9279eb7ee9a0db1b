import type { ExportFormat, ExportOptions, ExportResult } from "../../src/domain/calls/export-calls.ts";
import type { MainDatabase } from "../../src/storage/database.ts";
import { makeDatasetReader } from "../../src/workers/export/dataset-reader.ts";
import { runExport } from "../../src/workers/export/run-export.ts";
import { fixtureOptions, memorySink } from "./export-fixture.ts";
import { makeImageDicom } from "./image-dicom.ts";
import { chosen, makeImportHarness } from "./import-harness.ts";
import { dicomSchema, labelSeries } from "./label-images.ts";

/** Slice `index` of a small CT with unequal spacings, tilted. */
export const ctSlice = (index: number, columns = 45, rows = 35) =>
  makeImageDicom({
    columns,
    rows,
    pixels: new Uint8Array(columns * rows * 2).map((_, at) => (at * 7 + index) % 16),
    pixelVr: "OW",
    bits: 16,
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: `1.2.826.0.1.4711.9.${index}`,
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "00180050", vr: "DS", value: "2.5" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
      { tag: "00200013", vr: "IS", value: String(index + 1) },
      { tag: "00200032", vr: "DS", value: `-10.5\\20.25\\${(index * 2.5).toFixed(1)}` },
      { tag: "00200037", vr: "DS", value: "1\\0\\0\\0\\0.8\\0.6" },
      { tag: "00200052", vr: "UI", value: "1.2.826.0.1.4711.3" },
      { tag: "00280030", vr: "DS", value: "0.7\\0.9" },
    ],
  });

/** Files taken in as a person would who releases what is held. */
export async function takenStore(
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
  patient?: string,
) {
  const harness = makeImportHarness();
  // The harness has the key; the export reads it from the store.
  await harness.context.database.settings.put({
    key: "project-secret",
    value: { keys: await harness.context.keys(), fingerprint: "made", madeAt: "", file: null },
  });
  const { result } = await harness.take(
    files.map(([name, bytes]) => chosen(name, bytes)),
    patient,
  );
  for (const { sopUid } of result.held) await harness.call("release", { sopUids: [sopUid], boxes: [] });
  return harness;
}

/** The same, all series labelled. */
export async function labelledStore(files: Parameters<typeof takenStore>[0]) {
  const harness = await takenStore(files);
  const { database } = harness.context;
  await database.schemas.put(dicomSchema);
  for (const series of await database.series.toArray()) await labelSeries(database, series);
  return harness;
}

/** Exports everything in a store; `spoil` may change a file as it is written. */
export async function exportObjects(
  harness: Awaited<ReturnType<typeof takenStore>>,
  formats: readonly ExportFormat[],
  spoil?: Parameters<typeof memorySink>[0],
  mostHeldBytes?: number,
): Promise<{ readonly store: ReturnType<typeof memorySink>; readonly result: ExportResult }> {
  const store = memorySink(spoil);
  const { database, codecs } = harness.context;
  const signal = new AbortController().signal;
  const options: ExportOptions = { ...fixtureOptions, formats, studyUids: await studyUids(database) };
  const result = await runExport(
    {
      database,
      reader: makeDatasetReader(database, codecs, signal),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal,
      ...(mostHeldBytes === undefined ? {} : { mostHeldBytes }),
    },
    options,
  );
  return { store, result };
}

const studyUids = async (database: MainDatabase) =>
  (await database.studies.toArray()).map(({ studyUid }) => studyUid);
