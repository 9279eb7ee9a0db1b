import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { HeldImage } from "../../../../src/domain/calls/import-calls.ts";
import { rulesFile, rulesFromFile } from "../../../../src/domain/deid/device-rules-file.ts";
import { deleteDeviceRule, deviceRules, takeDeviceRules } from "../../../../src/storage/device-rules.ts";
import { makeImageDicom } from "../../../support/image-dicom.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const columns = 240;
const rows = 120;
const strip = { x: 0, y: 0, width: columns, height: 30, frames: "all" as const };
const by = { chain: "device", actor: "person", at: "2026-01-01T00:00:00.000Z" };

interface Made {
  readonly study: number;
  readonly model?: string;
  readonly width?: number;
  /** Marks in a row; none leaves the top empty. */
  readonly letters?: number;
}

function clip({ study, model = "Planted 9", width = columns, letters = 8 }: Made) {
  const pixels = new Uint8Array(width * rows);
  for (let y = 40; y < 110; y++) pixels.fill(60, y * width + 40, y * width + 200);
  for (let letter = 0; letter < letters; letter++)
    for (let row = 0; row < 12; row++)
      for (let column = 0; column < 6; column++)
        if (column < 2 || row === 0 || row === 6) pixels[(10 + row) * width + 20 + letter * 9 + column] = 240;
  return makeImageDicom({
    columns: width,
    rows,
    pixels,
    pixelVr: "OB",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.6.1",
    sopUid: `1.2.826.0.1.4711.5.${study}`,
    more: [
      { tag: "00080060", vr: "CS", value: "US" },
      { tag: "00080070", vr: "LO", value: "Clinic of Dr. Nowhere" },
      { tag: "00081090", vr: "LO", value: model },
      { tag: "00100020", vr: "LO", value: `PLANTED-${study}` },
      { tag: "0020000D", vr: "UI", value: `1.2.826.0.1.4711.${study}` },
      { tag: "0020000E", vr: "UI", value: `1.2.826.0.1.4711.${study}.1` },
    ],
  });
}

type Harness = ReturnType<typeof makeImportHarness>;

async function held(harness: Harness, made: Made): Promise<HeldImage> {
  const { result } = await harness.take([chosen(`${made.study}.dcm`, clip(made))]);
  const [image] = result.held;
  if (!image) throw new Error("nothing held");
  return image;
}
const release = (harness: Harness, { sopUid }: HeldImage, boxes: readonly (typeof strip)[]) =>
  harness.call("release", { sopUids: [sopUid], boxes });

test("what was blanked is proposed for the next study of the device at once, waits for a person, and counts its studies", async () => {
  const harness = makeImportHarness();
  const first = await held(harness, { study: 1 });
  expect(first.places?.map(({ finding }) => finding)).toEqual(["text"]);
  await release(harness, first, [strip]);
  const second = await held(harness, { study: 2 });
  expect(second.places).toEqual([{ box: strip, finding: "device-rule", studies: 1 }]);
  await release(harness, second, [strip]);
  const third = await held(harness, { study: 3, letters: 14 });
  expect(third.places?.[0]?.studies).toBe(2);
  expect(await harness.context.database.instances.count()).toBe(2);
});

test("another model, or another size, is another device, though cleaning removes the names of both", async () => {
  const harness = makeImportHarness();
  await release(harness, await held(harness, { study: 1 }), [strip]);
  const other = await held(harness, { study: 2, model: "Planted 10" });
  expect(other.places?.map(({ finding }) => finding)).toEqual(["text"]);
  const wide = await held(harness, { study: 3, width: columns + 2 });
  expect(wide.places?.map(({ finding }) => finding)).toEqual(["text"]);
  expect(await harness.dump()).not.toMatch(/Nowhere|Planted/i);
});

test("a text that is longer than before makes its place longer, so that one decision still blanks it", async () => {
  const harness = makeImportHarness();
  const first = await held(harness, { study: 1 });
  const [place] = first.places ?? [];
  if (!place) throw new Error("nothing found");
  await release(harness, first, [{ ...place.box, frames: "all" }]);
  const longer = await held(harness, { study: 2, letters: 16 });
  expect(longer.places).toHaveLength(1);
  expect(longer.places?.[0]?.box.width).toBeGreaterThan(16 * 9 - 6);
});

test("a place that is empty is not proposed; one that a person keeps is forgotten", async () => {
  const harness = makeImportHarness();
  await release(harness, await held(harness, { study: 1 }), [strip]);
  expect((await held(harness, { study: 2, letters: 0 })).places ?? []).toEqual([]);
  await release(harness, await held(harness, { study: 3 }), []);
  expect(await deviceRules(harness.context.database)).toEqual([]);
  expect((await held(harness, { study: 4 })).places?.map(({ finding }) => finding)).toEqual(["text"]);
});

test("a rule can be forgotten, and carried to another device under the same project key; both are links of the chain", async () => {
  const harness = makeImportHarness();
  await release(harness, await held(harness, { study: 1 }), [strip]);
  const rules = await deviceRules(harness.context.database);
  const brought = rulesFromFile(rulesFile(rules));
  if (!brought) throw new Error("not a file of rules");
  const other = makeImportHarness();
  await takeDeviceRules(other.context.database, brought, by);
  expect((await held(other, { study: 2 })).places?.[0]?.finding).toBe("device-rule");
  await deleteDeviceRule(other.context.database, brought[0]?.id ?? "", by);
  expect((await held(other, { study: 3 })).places?.[0]?.finding).toBe("text");
  const links = await other.context.database.audit.toArray();
  expect(links.map(({ action }) => action)).toEqual(["device-rules-taken", "device-rule-deleted"]);
  const foreign = makeImportHarness({ secret: 8 });
  await takeDeviceRules(foreign.context.database, brought, by);
  expect((await held(foreign, { study: 2 })).places?.[0]?.finding).toBe("text");
});
