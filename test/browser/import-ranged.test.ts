import { afterAll, expect, test, vi } from "vitest";
import { fileHandle, makeImporter } from "../../src/jobs/importer.ts";
import { openMainDatabase } from "../../src/storage/database.ts";
import { instanceBytes } from "../../src/storage/instances.ts";
import { openQuarantineDatabase } from "../../src/storage/quarantine-database.ts";
import { makeImageDicom } from "../support/image-dicom.ts";
import { makeTiff } from "../support/tiff-maker.ts";
import { makeUltrasound } from "../support/ultrasound-maker.ts";

/** The same worker, once as it reads large files and once as it reads small ones. */
function side(name: "ranged" | "whole") {
  const importer = makeImporter(
    () =>
      new Worker(new URL("../support/ranged-import.worker.ts", import.meta.url), { type: "module", name }),
  );
  const main = openMainDatabase(`import-${name}`);
  const quarantine = openQuarantineDatabase(`import-${name}-quarantine`);
  return { importer, main, quarantine };
}

const sides = { ranged: side("ranged"), whole: side("whole") };
const patience = { timeout: 30_000 };

afterAll(async () => {
  for (const { importer, main, quarantine } of Object.values(sides)) {
    importer.close();
    await main.delete();
    await quarantine.delete();
  }
});

async function take(
  { importer, main }: (typeof sides)["whole"],
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
) {
  const survey = await importer.call("survey", { files: [fileHandle(new File([bytes], name))] });
  const names = Object.fromEntries(survey.unnamed.map(({ groupId }) => [groupId, "Case 1"]));
  const { held, refused } = await importer.call("import", { surveyId: survey.surveyId, names });
  expect(refused).toEqual([]);
  expect(held).toHaveLength(1);
  const sopUid = held[0]?.sopUid ?? "";
  const box = { x: 8, y: 6, width: 208, height: 30, frames: "all" as const };
  const { released } = await importer.call("release", { sopUids: [sopUid], boxes: [box] });
  expect(released).toEqual([sopUid]);
  return { row: await main.instances.get(sopUid), bytes: await instanceBytes(main, sopUid) };
}

test("in a browser, too, a file that is read by range is held, blanked and stored as the same bytes", async () => {
  const clip = makeUltrasound({ frames: 5, lines: [{ x: 12, y: 10, width: 200, height: 22 }] }).file;
  const data = new Uint8Array(1500 * 1200).map((_, at) => (at * 31 + (at >> 8) * 7) % 251);
  const files = [
    ["a.dcm", Uint8Array.from(clip)],
    ["a.tif", makeTiff([{ columns: 1500, rows: 1200, data, texts: { 305: "DOEPLANTED" } }])],
  ] as const;
  for (const [name, bytes] of files) {
    const whole = await take(sides.whole, name, bytes);
    const ranged = await take(sides.ranged, name, bytes);
    expect(ranged.row).toEqual(whole.row);
    expect(ranged.row?.chunkCount).toBeGreaterThan(1);
    const [left, right] = [ranged.bytes ?? new Uint8Array(1), whole.bytes ?? new Uint8Array()];
    expect(left.length).toBe(right.length);
    expect(left.every((byte, at) => byte === right[at])).toBe(true);
  }
  expect(await sides.ranged.quarantine.heldChunks.count()).toBe(0);
});

test("a worker that is killed while it stores leaves the image whole, or nothing of it", async () => {
  const { importer, main } = sides.ranged;
  const bytes = makeImageDicom({
    columns: 1024,
    rows: 1024,
    frames: 24,
    bits: 16,
    pixels: new Uint8Array(1024 * 1024 * 2 * 24),
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: "1.2.826.0.1.4711.9",
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });
  await main.chunks.clear();
  await main.instances.clear();
  const survey = await importer.call("survey", { files: [fileHandle(new File([bytes], "b.dcm"))] });
  const run = importer.call("import", { surveyId: survey.surveyId, names: {} }).catch(() => null);
  await vi.waitFor(async () => expect(await main.chunks.count()).toBeGreaterThan(0), {
    ...patience,
    interval: 10,
  });
  importer.close();
  await run;
  // A fresh worker starts with the next call, and tidies.
  await importer.call("held", {});
  await vi.waitFor(async () => {
    expect(await main.unfinished.count()).toBe(0);
    const [row] = await main.instances.toArray();
    expect(await main.chunks.count()).toBe(row?.chunkCount ?? 0);
  }, patience);
});
