import { expect, test } from "vitest";
import type { Grey } from "../../../../src/workers/ocr/line-image.ts";
import { makeWordReader } from "../../../../src/workers/ocr/word-reader.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { makeUltrasound } from "../../../support/ultrasound-maker.ts";

const lines = [
  { x: 12, y: 10, width: 200, height: 22 },
  { x: 420, y: 10, width: 180, height: 22, frames: [1] },
];

async function held(read: (picture: Grey, lines: boolean) => Promise<{ text: string; confidence: number }>) {
  const harness = makeImportHarness({ reader: { read, isOpen: () => true, close: () => undefined } });
  await harness.take([chosen("us.dcm", makeUltrasound({ frames: 3, lines }).file)]);
  const [image] = await harness.call("held", {});
  if (!image) throw new Error("nothing held");
  return { harness, sopUid: image.sopUid, places: image.places ?? [] };
}

test("places are read in a frame that has them; only what they look like leaves the worker, and nothing is stored", async () => {
  const pictures: Grey[] = [];
  const texts = [
    { text: "PLANTED^WORD", confidence: 90 },
    { text: "PLANTED^WORD", confidence: 12 },
  ];
  const { harness, sopUid, places } = await held(async (picture) => {
    pictures.push(picture);
    return texts[pictures.length - 1] ?? { text: "", confidence: 0 };
  });
  expect(places).toHaveLength(2);
  const before = await harness.dump();
  const answer = await harness.call("heldWords", { sopUid, places });
  expect(answer).toEqual({ readings: [{ reading: "patient-name", matchesHeader: false }, null] });
  // Each picture holds its line: dark strokes on a bright ground.
  for (const { grey } of pictures)
    expect([Math.min(...grey) < 60, Math.max(...grey) > 200]).toEqual([true, true]);
  expect(await harness.dump()).toBe(before);
  expect(before).not.toContain("PLANTED");
});

test("without the reader a person is told so, in words without any of the picture's", async () => {
  const reader = makeWordReader({
    core: () => Promise.reject(new Error("offline PLANTED")),
    language: () => Promise.reject(new Error("offline PLANTED")),
  });
  const { harness, sopUid, places } = await held(reader.read);
  const failed = harness.call("heldWords", { sopUid, places });
  await expect(failed).rejects.toMatchObject({ code: "no-reader" });
  await expect(failed).rejects.not.toThrow(/PLANTED/);
});
