import { expect, test } from "vitest";
import type { Instance } from "../../../../src/domain/study.ts";
import { capturePart } from "../../../../src/formats/secondary-capture/capture-part.ts";
import { makePartSources, sourceOf } from "../../../../src/workers/labels/capture-source.ts";
import type { LabelContext } from "../../../../src/workers/labels/label-files.ts";

/** 3000 × 2000 pixels of 16 bits: one frame to a part of at most 16 MB. */
const facts = { columns: 3000, rows: 2000, frames: 5, type: "u16", samples: 1, color: "mono2" };
const stored = (sopUid: string, format: string) => ({ sopUid, format, facts }) as unknown as Instance;

test("a frame of any part of a long stack is found as the frame of the stored image that it was", async () => {
  const [raw, dicom] = [stored("2.25.7", "raw"), stored("2.25.8", "dicom")];
  const part = makePartSources(async () => [raw, dicom]);
  const context = {
    instance: async (sop: string) => [raw, dicom].find(({ sopUid }) => sopUid === sop),
    part,
  } as unknown as LabelContext;
  for (let frame = 1; frame <= facts.frames; frame++) {
    const place = capturePart("2.25.7", raw.facts, frame);
    const found = await sourceOf(context, "segment 1", place.sopUid, place.frame);
    expect([found.instance, found.frame]).toEqual([raw, frame]);
  }
  // DICOM files keep their own UIDs; nobody cuts them.
  expect(await part(capturePart("2.25.8", dicom.facts, 2).sopUid)).toBeUndefined();
  await expect(sourceOf(context, "segment 1", "2.25.9", 1)).rejects.toThrow("an image on this device");
});
