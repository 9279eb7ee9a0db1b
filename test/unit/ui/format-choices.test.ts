import { expect, test } from "vitest";
import { formatChoices, formatsAtFirst, withFormat } from "../../../src/ui/export/format-choices.ts";
import { en } from "../../../src/ui/messages/en.ts";

test("every format of the export can be chosen, and has a name and a note", () => {
  // The folders of overread-dataset/1 (export-and-workflow 3.10) that a person can ask for.
  expect([...formatChoices].sort()).toEqual(
    [
      "coco",
      "dicom",
      "ndjson",
      "nifti",
      "png-instance",
      "png-semantic",
      "rtstruct",
      "seg",
      "sr",
      "yolo-det",
      "yolo-seg",
    ].sort(),
  );
  for (const format of formatChoices) {
    expect(en.exporting.formatNames[format], format).toBeTruthy();
    expect(en.exporting.formatNotes[format], format).toBeTruthy();
  }
});

test("choosing one format changes no other", () => {
  for (const format of formatChoices) {
    const on = withFormat(formatsAtFirst, format, true);
    const off = withFormat(formatsAtFirst, format, false);
    expect(on).toEqual(formatChoices.filter((other) => other === format || formatsAtFirst.includes(other)));
    expect(off).toEqual(formatsAtFirst.filter((other) => other !== format));
  }
});
