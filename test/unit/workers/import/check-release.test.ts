import { expect, test } from "vitest";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const columns = 200;
const rows = 120;
const bright = { x: 120, y: 40, width: 60, height: 60, frames: "all" as const };

/** A radiograph: letters in full white at the top, `low` faint ones at the bottom, and a block beside them that takes up the window. */
function file(low: number) {
  const pixels = new Uint16Array(columns * rows);
  const letters = (top: number, many: number, x: number, y: number) => {
    const letter = Math.floor((x - 20) / 9);
    const stroke = (x - 20) % 9 < 2 || ((y === top || y === top + 6) && (x - 20) % 9 < 6);
    return letter >= 0 && letter < many && y >= top && y < top + 12 && stroke;
  };
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      pixels[at] = 500 + Math.round(100 * Math.sin(x / 40));
      if (letters(100, low, x, y)) pixels[at] = 800;
      if (letters(10, 8, x, y)) pixels[at] = 3900;
      const { x: left, y: top, width, height } = bright;
      if (x >= left && x < left + width && y >= top && y < top + height) pixels[at] = 3900;
    }
  return makeImageDicom({
    columns,
    rows,
    bits: 16,
    stored: 12,
    pixels: new Uint8Array(pixels.buffer),
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.1",
    sopUid: "1.2.826.0.1.4711.9",
    more: [
      { tag: "00080060", vr: "CS", value: "CR" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });
}

async function taken(options: Parameters<typeof makeImportHarness>[0] = {}, low = 8) {
  const harness = makeImportHarness(options);
  await harness.take([chosen("cr.dcm", file(low))]);
  const [image] = await harness.call("held", {});
  if (!image) throw new Error("nothing held");
  const found = (image.places ?? []).map(({ box }) => box);
  return { harness, image, found };
}

test("text that shows only once a bright part is blanked sends the image back to the person, with its place", async () => {
  const { harness, image, found } = await taken();
  expect(found).toHaveLength(1);
  const request = { sopUids: [image.sopUid], boxes: [...found, bright] };
  expect(await harness.call("release", request)).toMatchObject({
    released: [],
    returned: [{ sopUid: image.sopUid, places: 1 }],
  });
  expect(await harness.context.database.instances.count()).toBe(0);
  const [again] = await harness.restarted().call("held", {});
  expect(again?.places?.map(({ finding }) => finding)).toEqual(["text", "after-blanking"]);
  const box = again?.places?.[1]?.box;
  expect([(box?.y ?? 0) <= 100, (box?.y ?? 0) + (box?.height ?? 0) >= 112]).toEqual([true, true]);
  // Seen by the person now, it may stay; blanked, it is gone.
  expect((await harness.call("release", request)).released).toEqual([image.sopUid]);
  expect(await harness.context.quarantine.held.count()).toBe(0);
});

/** A reader that reads `text` everywhere, loaded or not. */
const reading = (text: string, loaded: boolean) => ({
  reader: {
    read: async () => ({ text, confidence: 90 }),
    isOpen: () => loaded,
    close: () => undefined,
  },
});

test("too short for a line, what stands in the header sends the image back where the reader is loaded, told what it is", async () => {
  const { harness, image, found } = await taken(reading("PLANTEO-1", true), 3);
  const request = { sopUids: [image.sopUid], boxes: [...found, bright] };
  expect(await harness.call("release", request)).toMatchObject({
    released: [],
    returned: [{ sopUid: image.sopUid, places: 1 }],
  });
  const [again] = await harness.restarted().call("held", {});
  expect(again?.places?.[1]).toMatchObject({
    finding: "after-blanking",
    reading: "patient-id",
    matchesHeader: true,
    box: { frames: "all" },
  });
  expect(await harness.dump()).not.toContain("PLANTE");
  // Seen by the person now, it may stay.
  expect((await harness.call("release", request)).released).toEqual([image.sopUid]);
  const [record] = await harness.context.database.deidRecords.toArray();
  expect(record?.proof).toMatchObject({ framesSearched: 1, placesRead: 0 });
});

test.each([
  ["other words than the header's", "GARCIA", true, 1],
  ["a reader that nobody asked for", "PLANTED-1", false, undefined],
] as const)(
  "with %s what is too short for a line holds nothing up",
  async (_name, text, loaded, placesRead) => {
    const { harness, image, found } = await taken(reading(text, loaded), 3);
    const request = { sopUids: [image.sopUid], boxes: [...found, bright] };
    expect((await harness.call("release", request)).released).toEqual([image.sopUid]);
    const [record] = await harness.context.database.deidRecords.toArray();
    expect(record?.proof?.placesRead).toBe(placesRead);
  },
);

test("a line that is found after blanking is told with what it reads like", async () => {
  const { harness, image, found } = await taken(reading("GARCIA MARIA", true));
  await harness.call("release", { sopUids: [image.sopUid], boxes: [...found, bright] });
  const [again] = await harness.call("held", {});
  expect(again?.places?.[1]).toMatchObject({ reading: "patient-name", matchesHeader: false });
});

test("what a person saw and kept is not asked about twice", async () => {
  const { harness, image } = await taken();
  const low = { x: 0, y: 112, width: columns, height: 8, frames: "all" as const };
  expect((await harness.call("release", { sopUids: [image.sopUid], boxes: [low] })).released).toHaveLength(1);
});

test("a row of small boxes on a bright ground is no text", async () => {
  const { harness, image, found } = await taken();
  const small = Array.from({ length: 6 }, (_, i) => ({
    ...bright,
    x: 124 + i * 9,
    y: 60,
    width: 6,
    height: 10,
  }));
  const request = { sopUids: [image.sopUid], boxes: [...found, ...small] };
  expect(await harness.call("release", request)).toMatchObject({ released: [image.sopUid], returned: [] });
});

test.each([
  ["outside of the boxes", [7, 1]],
  ["inside a box", [(50 * columns + 130) * 2, 1]],
])(
  "a rewrite that leaves one wrong sample %s is refused, and the image stays held",
  async (_name, [at = 0, bits = 0]) => {
    const { harness, image } = await taken({
      pipelines: (own) => ({
        ...own,
        rewriteDicom: async (bytes, plan, native) => {
          const result = await own.rewriteDicom(bytes, plan, native);
          const pixels = result.bytes.subarray(result.bytes.length - columns * rows * 2);
          if (plan.pixels.boxes.length > 0) pixels[at] = (pixels[at] ?? 0) ^ bits;
          return result;
        },
      }),
    });
    await expect(harness.call("release", { sopUids: [image.sopUid], boxes: [bright] })).rejects.toMatchObject(
      {
        code: "rewrite-mismatch",
      },
    );
    expect(await harness.context.database.instances.count()).toBe(0);
    expect(await harness.context.quarantine.held.count()).toBe(1);
  },
);
