import { attest } from "../../domain/deid/attest.ts";
import { say } from "../../domain/said.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { studyObjectBytes } from "../../storage/study-objects.ts";
import { PlainError } from "../serve.ts";
import type { CheckList } from "./check-list.ts";
import type { Dataset } from "./dataset.ts";
import { datasetPaths } from "./paths.ts";
import { sha256Hex } from "./sha256-hex.ts";
import type { DatasetSink } from "./sink.ts";
import type { Step } from "./write-dataset.ts";

/** The objects that go out: with the cleaned files of their images, never without them. */
const chosenObjects = ({ options, studyObjects = [] }: Dataset) =>
  options.formats.includes("dicom") ? studyObjects : [];

/** Writes the reports, presentation states and structure sets that came with the images; each only as `Deidentified`. */
export async function writeStudyObjects(
  database: MainDatabase,
  dataset: Dataset,
  sink: DatasetSink,
  step: Step,
): Promise<void> {
  for (const object of chosenObjects(dataset)) {
    const record = dataset.records.get(object.sopUid);
    const bytes = await studyObjectBytes(database, object);
    if (!record || !bytes)
      throw new PlainError("not-deidentified", say`No whole, recorded file for ${object.sopUid}.`);
    const released = attest(bytes, { record, sha256: await sha256Hex(bytes) });
    await sink.write(datasetPaths(dataset).studyObject(object), [released]);
    step();
  }
}

/** Every one of them from where it lies against the store's sum. */
export async function compareStudyObjects(
  dataset: Dataset,
  sink: DatasetSink,
  list: CheckList,
): Promise<void> {
  for (const object of chosenObjects(dataset)) {
    const file = datasetPaths(dataset).studyObject(object);
    const found = await sha256Hex(await sink.read(file));
    list.written("dicom");
    const same = found === object.sha256;
    list.compared("dicom", same ? null : { file, subject: object.sopUid, expected: object.sha256, found });
  }
}

/** What the manifest says of them. */
export function studyObjectsManifest(dataset: Dataset) {
  const root = dataset.options.name.length + 1;
  const list = chosenObjects(dataset).map((object) => ({
    kind: object.kind,
    file: datasetPaths(dataset).studyObject(object).slice(root),
    sop: object.sopUid,
    study: object.studyUid,
    refersTo: object.refersTo,
  }));
  return list.length > 0 ? { studyObjects: list } : {};
}
