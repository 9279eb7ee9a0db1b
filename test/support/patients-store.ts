import type { MainDatabase } from "../../src/storage/database.ts";
import type { DatasetReader } from "../../src/workers/export/dataset.ts";
import { columns, fixtureReader, makeStore, rows } from "./export-fixture.ts";
import type { DatasetFolder } from "./verify/dataset-folder.ts";

/** A patient of the store below: patients of the same `content` hold the same pixels. */
export interface MadePatient {
  readonly key: string;
  readonly content: number;
}

/** Adds patients to the store of the export tests, each with one study of one image and one box. */
export async function addPatients(database: MainDatabase, patients: readonly MadePatient[]): Promise<void> {
  const [study] = await database.studies.toArray();
  const [series] = await database.series.toArray();
  const [instance] = await database.instances.toArray();
  const [record] = await database.deidRecords.toArray();
  const box = await database.annotations.get("2.25.102");
  if (!study || !series || !instance || !record || !box) throw new Error("The fixture has an image");
  for (const { key, content } of patients) {
    const [studyUid, seriesUid, sopUid] = ["1", "2", "3"].map((part) => `2.25.${part}${key}`) as [
      string,
      string,
      string,
    ];
    await database.studies.add({ ...study, studyUid, patientKey: `P${key}`, pseudonym: `P${key}` });
    await database.series.add({ ...series, seriesUid, studyUid, frames: [{ sopUid, frameIndex: 0 }] });
    const facts = { ...instance.facts, padding: [-32768, -32768 + content] as const };
    await database.instances.add({ ...instance, studyUid, seriesUid, sopUid, facts });
    await database.deidRecords.add({ ...record, sopUid, studyUid });
    const instanceUid = `2.25.9${key}`;
    const target = { study: studyUid, series: seriesUid, sop: sopUid, frame: 1 };
    await database.annotations.add({
      instanceUid,
      studyUid,
      annotation: { ...box.annotation, instanceUid, target },
    });
  }
}

/** A store of these patients and of the one of the export tests (`AAAABBBBCCCCDDDD`). */
export async function makePatients(patients: readonly MadePatient[]): Promise<MainDatabase> {
  const database = await makeStore();
  await addPatients(database, patients);
  return database;
}

/** Reads that store: the pixels follow from the content of the patient, which the fixture keeps as the width of its padding. */
export function patientsReader(database: MainDatabase): DatasetReader {
  const reader = fixtureReader(database);
  return {
    ...reader,
    frame: async ({ instance }) => {
      const [low = 0, high = 0] = instance.facts.padding ?? [];
      const content = high - low;
      // Content 0 is a blank frame.
      const pixels = new Int16Array(columns * rows).map((_, at) => (at * content * 7) % 997);
      return { sopUid: instance.sopUid, frameIndex: 0, columns, rows, samples: 1, type: "i16", pixels };
    },
  };
}

/** Files of a memory sink as the folder that `verify` reads. */
export function folderOf(files: ReadonlyMap<string, Uint8Array>): DatasetFolder {
  const inside = new Map([...files].map(([path, bytes]) => [path.slice(path.indexOf("/") + 1), bytes]));
  return {
    paths: [...inside.keys()].sort(),
    read: (path) => inside.get(path) ?? new Uint8Array(),
  };
}
