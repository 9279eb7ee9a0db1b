import { expect, test } from "vitest";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { openDicomPixels } from "../../../../src/workers/pixels/open-dicom-pixels.ts";
import { type MadeElement, makeDicom } from "../../../support/dicom-maker.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";

const columns = 10;
const rows = 6;
const frames = 2;

/** An ultrasound cine with every pixel unlike its neighbours. */
function cine(options: { fragments?: readonly Uint8Array[]; photometric?: string } = {}) {
  const samples = options.photometric === "RGB" ? 3 : 1;
  const data = new Uint8Array(columns * rows * frames * samples).map((_, i) => 1 + ((i * 37) % 250));
  const elements: MadeElement[] = [
    { tag: "00080016", vr: "UI", value: "1.2.840.10008.5.1.4.1.1.3.1" },
    { tag: "00080018", vr: "UI", value: "1.2.826.0.1.4711.5" },
    { tag: "00080060", vr: "CS", value: "US" },
    { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
    { tag: "00100020", vr: "LO", value: "PLANTED-1" },
    { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
    { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    { tag: "00280002", vr: "US", value: [samples] },
    { tag: "00280004", vr: "CS", value: options.photometric ?? "MONOCHROME2" },
    ...(samples === 3 ? [{ tag: "00280006", vr: "US", value: [0] }] : []),
    { tag: "00280008", vr: "IS", value: String(frames) },
    { tag: "00280010", vr: "US", value: [rows] },
    { tag: "00280011", vr: "US", value: [columns] },
    { tag: "00280100", vr: "US", value: [8] },
    { tag: "00280101", vr: "US", value: [8] },
    { tag: "00280102", vr: "US", value: [7] },
    { tag: "00280103", vr: "US", value: [0] },
    ...(options.fragments ? [] : [{ tag: "7FE00010", vr: "OB", value: data }]),
  ];
  const make = options.fragments
    ? { fragments: options.fragments, transferSyntax: "1.2.840.10008.1.2.5" }
    : {};
  return { bytes: makeDicom(elements, make).bytes, data, samples };
}

/** PackBits of one byte plane as literal runs, PS3.5 annex G. */
function rleFrame(plane: Uint8Array): Uint8Array {
  const parts: number[] = [];
  for (let at = 0; at < plane.length; at += 128) {
    const run = plane.subarray(at, at + 128);
    parts.push(run.length - 1, ...run);
  }
  if (parts.length % 2) parts.push(0);
  const header = new Uint8Array(64);
  new DataView(header.buffer).setUint32(0, 1, true);
  new DataView(header.buffer).setUint32(4, 64, true);
  return Uint8Array.from([...header, ...parts]);
}

async function releasedPixels(harness: ReturnType<typeof makeImportHarness>, sopUid: string) {
  const bytes = await instanceBytes(harness.context.database, sopUid);
  if (!bytes) throw new Error("nothing stored");
  const opened = await openDicomPixels(bytes, harness.context.codecs);
  const all: number[] = [];
  for (let index = 0; index < frames; index++) all.push(...(await opened.stored(index)).pixels);
  return { bytes, all };
}

const box = { x: 2, y: 1, width: 4, height: 2, frames: "all" as const };
const inside = (column: number, row: number) => column >= 2 && column < 6 && row >= 1 && row < 3;

function expected(data: Uint8Array, samples: number): number[] {
  return [...data].map((value, i) => {
    const pixel = Math.floor(i / samples) % (columns * rows);
    return inside(pixel % columns, Math.floor(pixel / columns)) ? 0 : value;
  });
}

test.each([
  ["native grey", () => cine()],
  ["native colour", () => cine({ photometric: "RGB" })],
  [
    "RLE",
    () => {
      const { data } = cine();
      return cine({
        fragments: [rleFrame(data.subarray(0, columns * rows)), rleFrame(data.subarray(columns * rows))],
      });
    },
  ],
])("a box blanks exactly its pixels on all frames: %s", async (_name, make) => {
  const harness = makeImportHarness();
  const made = make();
  const { result } = await harness.take([chosen("us.dcm", made.bytes)]);
  expect(result.refused).toEqual([]);
  const [held] = await harness.call("held", {});
  if (!held) throw new Error("nothing held");
  expect(await harness.context.database.instances.count()).toBe(0);
  expect(await harness.call("release", { sopUids: [held.sopUid], boxes: [box] })).toMatchObject({
    released: [held.sopUid],
    returned: [],
  });
  const { bytes, all } = await releasedPixels(harness, held.sopUid);
  expect(all).toEqual(expected(made.data, made.samples));
  expect(await harness.context.quarantine.held.count()).toBe(0);
  expect(await harness.context.quarantine.heldChunks.count()).toBe(0);
  const index = await harness.context.pipelines.inspectDicom(bytes);
  const text = (path: string) => {
    const entry = index.elements.find((one) => one.path === path);
    return entry
      ? Buffer.from(bytes.subarray(entry.valueAt, entry.valueAt + entry.valueLen))
          .toString()
          .trim()
      : null;
  };
  expect([text("00120062"), text("00280301"), text("00080018")?.replace(/\0/g, "")]).toEqual([
    "YES",
    "NO",
    held.sopUid,
  ]);
  const record = await harness.context.database.deidRecords.get(held.sopUid);
  expect(record).toMatchObject({ verdict: "released", boxes: [box], reviewer: "this-device" });
  expect(record?.proof).toEqual({ piecesCompared: frames, framesSearched: frames });
  expect(await harness.context.database.instances.get(held.sopUid)).toMatchObject({
    pixelVerdict: "released-by-person",
  });
});

test("a release without boxes leaves every pixel", async () => {
  const harness = makeImportHarness();
  const made = cine();
  await harness.take([chosen("us.dcm", made.bytes)]);
  const [held] = await harness.call("held", {});
  if (!held) throw new Error("nothing held");
  await harness.call("release", { sopUids: [held.sopUid], boxes: [] });
  expect((await releasedPixels(harness, held.sopUid)).all).toEqual([...made.data]);
});

test("what is held is encrypted, can be looked at, and can be refused", async () => {
  const harness = makeImportHarness();
  const made = cine();
  await harness.take([chosen("us.dcm", made.bytes)]);
  const [held] = await harness.call("held", {});
  if (!held) throw new Error("nothing held");
  expect(held).toMatchObject({ modality: "US", frames, columns, rows, risk: "HIGH" });
  const dump = await harness.dump();
  expect(dump).not.toContain(Buffer.from(made.data.subarray(0, 16)).toString("latin1"));
  expect(dump).not.toMatch(/DICM|DOE|PLANTED/);
  const frame = await harness.call("heldFrame", { sopUid: held.sopUid, frameIndex: 1 });
  expect([frame.columns, frame.rows, frame.rgba.length]).toEqual([columns, rows, columns * rows * 4]);
  expect(new Set(frame.rgba).size).toBeGreaterThan(20);
  await harness.call("discard", { sopUids: [held.sopUid] });
  expect(await harness.call("held", {})).toEqual([]);
  await expect(harness.call("heldFrame", { sopUid: held.sopUid, frameIndex: 0 })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a held image that is imported again stays held once, and a release that fails keeps it held", async () => {
  const harness = makeImportHarness();
  const file = chosen("us.dcm", cine().bytes);
  await harness.take([file]);
  const { result } = await harness.take([file]);
  expect(result.held.length).toBe(1);
  const [held] = await harness.call("held", {});
  if (!held) throw new Error("nothing held");
  const bulkPut = harness.context.database.chunks.bulkPut;
  harness.context.database.chunks.bulkPut = () => {
    throw new Error("full");
  };
  await expect(harness.call("release", { sopUids: [held.sopUid], boxes: [box] })).rejects.toMatchObject({
    code: "internal",
  });
  expect(await harness.context.quarantine.held.count()).toBe(1);
  expect(await harness.context.database.instances.count()).toBe(0);
  harness.context.database.chunks.bulkPut = bulkPut;
  await harness.call("release", { sopUids: [held.sopUid], boxes: [box] });
  expect(await harness.context.database.instances.count()).toBe(1);
});
