import type { ExportLoss } from "../../domain/calls/export-calls.ts";
import { say } from "../../domain/said.ts";
import type { Dataset } from "./dataset.ts";

/** Formats that hold labels but no answers to questions; a report says for itself which it lacks. */
const silent: ReadonlySet<string> = new Set([
  "coco",
  "yolo-det",
  "yolo-seg",
  "nifti",
  "png-semantic",
  "png-instance",
  "seg",
  "rtstruct",
]);

/** Answers that a format leaves out: of labels one by one, of studies and their parts by study (export-and-workflow E8). */
export function answerLosses(dataset: Dataset): ExportLoss[] {
  const studies = new Map<string, number>();
  for (const { target } of dataset.classifications ?? [])
    studies.set(target.study, (studies.get(target.study) ?? 0) + 1);
  const elsewhere = (dataset.answersElsewhere ?? []).map(({ recordUid, field, target }) => ({
    format: "answers",
    instanceUid: recordUid,
    reason:
      target.sop === undefined
        ? say`the answer to “${field}” is about a study that is not in this dataset; no file holds it`
        : say`the answer to “${field}” is about an image that is not in this dataset; no file holds it`,
  }));
  const left = dataset.options.formats
    .filter((format) => silent.has(format))
    .flatMap((format) => [
      ...dataset.objects
        .filter(({ annotation }) => Object.keys(annotation.attributes).length > 0)
        .map(({ annotation }) => ({
          format,
          instanceUid: annotation.instanceUid,
          reason: say`the answers about a label have no place here; NDJSON holds them`,
        })),
      ...[...studies].map(([instanceUid, count]) => ({
        format,
        instanceUid,
        reason: say`answers about a study or its images without a place here, which NDJSON holds: ${count}`,
      })),
    ]);
  return [...left, ...elsewhere];
}
