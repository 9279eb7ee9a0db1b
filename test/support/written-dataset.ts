import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ExportOptions } from "../../src/domain/calls/export-calls.ts";
import { runExport } from "../../src/workers/export/run-export.ts";
import { fixtureOptions, memorySink } from "./export-fixture.ts";
import { makeVolumeStore, volumeReader } from "./volume-store.ts";

const formats: ExportOptions["formats"] = [
  "coco",
  "yolo-det",
  "yolo-seg",
  "nifti",
  "png-semantic",
  "png-instance",
  "ndjson",
];

/** Exports the volume store by the app's own code into a folder under the temp folder: what a person would unpack. */
export async function writeDatasetFolder(): Promise<string> {
  const database = await makeVolumeStore();
  const store = memorySink();
  await runExport(
    {
      database,
      reader: volumeReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    { ...fixtureOptions, formats },
  );
  const root = mkdtempSync(join(tmpdir(), "overread-dataset-"));
  for (const [path, bytes] of store.files) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return join(root, fixtureOptions.name);
}
