import type { ExportFormat } from "../../domain/calls/export-calls.ts";

/**
 * Every format that can be written, in the order shown; true: chosen until a person chooses, which are those that copy no picture once
 * more. A record over all formats: one that is missing does not compile.
 */
const atFirst: Readonly<Record<ExportFormat, boolean>> = {
  coco: true,
  "yolo-det": false,
  "yolo-seg": false,
  nifti: false,
  "png-semantic": true,
  "png-instance": true,
  ndjson: true,
  seg: true,
  rtstruct: true,
  sr: true,
  dicom: true,
};

/** The formats that a person may choose, in the order shown. */
export const formatChoices = Object.keys(atFirst) as readonly ExportFormat[];

/** Those that are chosen until a person chooses. */
export const formatsAtFirst: readonly ExportFormat[] = formatChoices.filter((format) => atFirst[format]);

/** The chosen formats with one of them on or off, in the order shown. */
export const withFormat = (chosen: readonly ExportFormat[], format: ExportFormat, on: boolean) =>
  formatChoices.filter((other) => (other === format ? on : chosen.includes(other)));
