import type { ExportLoss } from "../../domain/calls/export-calls.ts";
import { counted } from "../../domain/vetting/vetting-facts.ts";
import type { Dataset } from "./dataset.ts";

/** Formats that hold labels but no answers to questions; a report says for itself which attributes it lacks. */
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
  const parts = new Map<string, number>();
  for (const { target, scope } of dataset.classifications ?? []) {
    studies.set(target.study, (studies.get(target.study) ?? 0) + 1);
    if (scope !== "study") parts.set(target.study, (parts.get(target.study) ?? 0) + 1);
  }
  const reported = new Set(dataset.objects.map(({ image }) => image.study.studyUid));
  return dataset.options.formats.flatMap((format) => [
    ...(silent.has(format)
      ? dataset.objects
          .filter(({ annotation }) => Object.keys(annotation.attributes).length > 0)
          .map(({ annotation }) => ({
            format,
            instanceUid: annotation.instanceUid,
            reason: "the answers about a label have no place here; NDJSON holds them",
          }))
      : []),
    ...(silent.has(format) || format === "sr"
      ? [...studies].flatMap(([instanceUid, all]) => {
          // A report holds those about the whole study; there is one where there are labels.
          const count = format === "sr" && reported.has(instanceUid) ? (parts.get(instanceUid) ?? 0) : all;
          const reason = `${counted(count, "answer")} about a study or its images without a place here; NDJSON holds them`;
          return count > 0 ? [{ format, instanceUid, reason }] : [];
        })
      : []),
  ]);
}
