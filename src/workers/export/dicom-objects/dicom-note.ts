import type { ExportFormat } from "../../../domain/calls/export-calls.ts";
import type { Dataset } from "../dataset.ts";

/** Lines of the card: what a reader of the DICOM objects has to know; empty where none was written. */
export function dicomNote({ options }: Dataset): string {
  const has = (format: ExportFormat) => options.formats.includes(format);
  const lines = [
    ...(has("seg") || has("sr")
      ? [
          "- DICOM SEG: one segment for each label, by its Tracking UID = instance_uid; only frames that hold pixels.",
        ]
      : []),
    ...(has("rtstruct")
      ? [
          "- DICOM RTSTRUCT: one region for each label, its ID in ROI Description; holes are keyholes, filled by even-odd.",
        ]
      : []),
    ...(has("sr")
      ? [
          "- DICOM SR: one report (TID 1500) for each study; masks refer to their segment; sizes without calibration are in pixels.",
        ]
      : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
