import "fake-indexeddb/auto";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../../../src/formats/byte-source.ts";
import { asciiOf } from "../../../../src/formats/dicom/element-values.ts";
import { readDicom } from "../../../../src/formats/dicom/read-dicom.ts";
import { keywords } from "../../../../src/formats/dicom/write/keywords.ts";
import { writePng } from "../../../../src/formats/png/write-png.ts";
import { instanceBytes } from "../../../../src/storage/instances.ts";
import { localLabels } from "../../../../src/workers/sync/local-objects.ts";
import { labelledStore } from "../../../support/dicom-export.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { fetchInto, keepKey, syncStore } from "../../../support/hub/sync-store.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeLabel, storeLabels } from "../../../support/label-store.ts";
import { makeNifti } from "../../../support/raw-maker.ts";
import { makeTiff } from "../../../support/tiff-image-maker.ts";

/** Values of a page, every one of the type among them sooner or later. */
const values = (count: number, step: number, from: number, range: number) =>
  Array.from({ length: count }, (_, at) => from + ((at * step) % range));

const tiff = (
  pages: number,
  page: Pick<Parameters<typeof makeTiff>[0][number], "bits" | "format" | "samples" | "photometric">,
  [from, range]: readonly [number, number],
  [columns, rows]: readonly [number, number] = [21, 17],
) => {
  const count = columns * rows * (page.samples ?? 1);
  const all = Array.from({ length: pages }, (_, at) => values(count, 37 + at, from, range));
  return {
    bytes: makeTiff(all.map((one) => ({ columns, rows, values: one, ...page }))),
    all: ([] as number[]).concat(...all),
  };
};

const byte = tiff(2, { bits: 8 }, [0, 251]);
const inverted = tiff(1, { bits: 8, photometric: 0 }, [0, 251]);
const word = tiff(3, { bits: 16 }, [0, 65_521]);
const signed = tiff(2, { bits: 16, format: 2 }, [-32_768, 65_521]);
const color = tiff(2, { bits: 8, samples: 3, photometric: 2 }, [0, 251]);
const picture = values(19 * 23 * 3, 41, 0, 251);
const png = writePng({ columns: 19, rows: 23, channels: 3, bits: 8, samples: Uint8Array.from(picture) });
const ct = values(9 * 7 * 4, 97, -1024, 3000);
const nifti = makeNifti({
  dims: [9, 7, 4],
  datatype: 4,
  wordBytes: 2,
  data: new Uint8Array(Int16Array.from(ct).buffer),
  pixdim: [1, 0.9, 0.7, 2],
  sform: [-0.9, 0, 0, 40, 0, -0.7, 0.1, 30, 0, 0.1, 2, -5],
  slope: 2,
  intercept: -10,
  units: 2,
})[0];

const arrays = { u8: Uint8Array, i8: Int8Array, u16: Uint16Array, i16: Int16Array } as const;

/** A labelled image on one device, its captures on a hub, and a second device of the project without it. */
async function across(name: string, bytes: Uint8Array, label = labelledStore) {
  const first = await label([[name, bytes]]);
  const { database } = first.context;
  await database.settings.put({ key: "schemaId", value: dicomSchema.id });
  const hub = makeMemoryHub();
  const { codecs } = first.context;
  expect((await syncStore(database, "R1", hub.fetch, undefined, codecs)).end).toBe("done");
  const second = makeImportHarness();
  await keepKey(second);
  const [study] = await database.studies.toArray();
  return { first, second, hub, studyUid: study?.studyUid ?? "" };
}

/** One box on the last page: for images whose masks would take long to paint. */
async function boxedStore(files: readonly (readonly [string, Uint8Array])[]) {
  const harness = makeImportHarness();
  await keepKey(harness);
  const { result } = await harness.take(files.map(([name, bytes]) => chosen(name, bytes)));
  for (const { sopUid } of result.held) await harness.call("release", { sopUids: [sopUid], boxes: [] });
  const { database } = harness.context;
  await database.schemas.put(dicomSchema);
  const [image] = await database.instances.toArray();
  if (!image) throw new Error("no image");
  const target = {
    study: image.studyUid,
    series: image.seriesUid,
    sop: image.sopUid,
    frame: image.facts.frames,
  };
  await storeLabels(database, [
    makeLabel("2.25.4711", "mass", target, { type: "box", boxImage: [1, 2, 30, 40] }),
  ]);
  return harness;
}

/** The capture with another text in its record, sealed anew with the project's key; unchanged where its record has no such text. */
async function resealed(px: CryptoKey, capture: Uint8Array, from: string, to: string) {
  const bytes = Uint8Array.from(capture);
  const { dataset } = await readDicom(memorySource(bytes));
  const before = asciiOf(dataset, keywords.OverreadCapture[0]);
  const seal = asciiOf(dataset, keywords.OverreadCaptureSeal[0]);
  const after = before.replace(from, to);
  const digest = createHash("sha256").update(after).digest("hex");
  const mac = Buffer.from(await crypto.subtle.sign("HMAC", px, Buffer.from(digest))).toString("hex");
  const copy = Buffer.from(bytes);
  copy.write(after, copy.indexOf(before), "latin1");
  copy.write(mac.slice(0, 32), copy.indexOf(seal), "latin1");
  return new Uint8Array(copy);
}

describe("images that were no DICOM files", () => {
  it.each([
    ["8-bit grey TIFF", "a.tif", byte.bytes, byte.all, "u8"],
    ["8-bit TIFF in which white is zero", "a.tif", inverted.bytes, inverted.all, "u8"],
    ["16-bit grey TIFF", "a.tif", word.bytes, word.all, "u16"],
    ["signed 16-bit TIFF", "a.tif", signed.bytes, signed.all, "i16"],
    ["colour TIFF", "a.tif", color.bytes, color.all, "u8"],
    ["PNG", "a.png", png, picture, "u8"],
    ["NIfTI volume", "a.nii", nifti, ct, "i16"],
  ] as const)(
    "reach another device with every stored value, and their labels land on them: %s",
    async (_, name, bytes, expected, type) => {
      const { first, second, hub, studyUid } = await across(name, bytes);
      const rows = await first.context.database.outbox.toArray();
      expect(rows.map(({ state }) => state)).toEqual(rows.map(() => "verified"));
      expect(rows.filter(({ kind }) => kind === "image")).toHaveLength(1);

      const { result } = await fetchInto(second, studyUid, hub.fetch);
      expect(result.refused).toEqual([]);
      expect(result.held).toEqual([]);
      const [mine] = await first.context.database.instances.toArray();
      const [theirs] = await second.context.database.instances.toArray();
      expect(theirs?.sopUid).toBe(mine?.sopUid);
      expect(theirs?.facts).toEqual(mine?.facts);
      expect(theirs?.planes).toEqual(mine?.planes);
      const stored = await instanceBytes(second.context.database, mine?.sopUid ?? "");
      const read = new arrays[type](stored?.buffer ?? new ArrayBuffer());
      expect([...read]).toEqual([...expected]);

      const { database } = second.context;
      expect((await syncStore(database, "R1", hub.fetch)).followed).toEqual([studyUid]);
      const [here, copy] = [
        await localLabels(first.context.database, studyUid),
        await localLabels(database, studyUid),
      ];
      expect(Object.keys(here.objects).length).toBeGreaterThanOrEqual(12);
      expect(copy.objects).toEqual(here.objects);
      // What the second device would send of the image is what lies there: the same bytes under the same UID.
      const before = Buffer.from(hub.objects.get(mine?.sopUid ?? "")?.bytes ?? []);
      hub.objects.delete(mine?.sopUid ?? "");
      await database.outbox
        .where("uid")
        .equals(mine?.sopUid ?? "")
        .modify({ state: "queued", doubtful: false });
      await syncStore(database, "R1", hub.fetch);
      expect(before.equals(Buffer.from(hub.objects.get(mine?.sopUid ?? "")?.bytes ?? []))).toBe(true);
    },
  );

  it("are split into objects of at most 16 MB, joined again in any order, and refused by name while a part is missing", {
    timeout: 120_000,
  }, async () => {
    const large = tiff(4, { bits: 16 }, [0, 65_521], [1600, 1500]);
    const { first, second, hub, studyUid } = await across("a.tif", large.bytes, boxedStore);
    const images = [...hub.objects.values()].filter(({ json }) => json["00080060"]?.Value[0] === "OT");
    expect(images.map(({ bytes }) => bytes.length <= 2 ** 24)).toEqual([true, true]);
    const files = images.toReversed().map(({ bytes, uid }) => chosen(`${uid}.dcm`, bytes));
    const { result: half } = await second.take(files.slice(0, 1));
    expect(half.refused.map(({ code }) => code)).toEqual(["truncated"]);
    expect(await second.context.database.instances.count()).toBe(0);

    await second.take(files);
    const [mine] = await first.context.database.instances.toArray();
    const stored = await instanceBytes(second.context.database, mine?.sopUid ?? "");
    const read = new Uint16Array(stored?.buffer ?? new ArrayBuffer());
    expect(read.length).toBe(large.all.length);
    expect(read.findIndex((value, at) => value !== large.all[at])).toBe(-1);
    await syncStore(second.context.database, "R1", hub.fetch);
    const label = (await second.context.database.annotations.toArray())[0]?.annotation;
    expect(label?.target).toMatchObject({ sop: mine?.sopUid, frame: 4 });
    // Nothing is fetched twice, here or where it was made.
    expect((await fetchInto(second, studyUid, hub.fetch)).files).toEqual([]);
    expect((await fetchInto(first, studyUid, hub.fetch)).files).toEqual([]);
  });

  it("are known again when their own file comes to a device that has them from a hub", async () => {
    const { second, hub, studyUid } = await across("a.tif", inverted.bytes);
    await fetchInto(second, studyUid, hub.fetch);
    const { result } = await second.take([chosen("a.tif", inverted.bytes)], "Case 1");
    expect(result.refused).toEqual([]);
    expect(await second.context.database.instances.count()).toBe(1);
  });

  it("are not believed without the project's key, nor with another record or other samples", async () => {
    const { hub, first } = await across("a.tif", word.bytes);
    const [mine] = await first.context.database.instances.toArray();
    const bytes = Buffer.from(hub.objects.get(mine?.sopUid ?? "")?.bytes ?? []);
    const changed = (from: string, to: string) => {
      const copy = Buffer.from(bytes);
      const at = copy.indexOf(from);
      expect(at).toBeGreaterThan(0);
      copy.write(to, at, "latin1");
      return copy;
    };
    const sample = Buffer.from(bytes);
    sample[sample.length - 9] = (sample.at(-9) ?? 0) ^ 1;
    for (const [secret, file] of [
      [8, bytes],
      [7, changed('"bitsStored":16', '"bitsStored":12')],
      [7, sample],
    ] as const) {
      const stranger = makeImportHarness({ secret });
      await keepKey(stranger);
      await stranger.take([chosen("a.dcm", file)]);
      const kept = await stranger.context.database.instances.get(mine?.sopUid ?? "");
      expect(kept).toBeUndefined();
    }
  });

  it("are not joined when the header says another size than the sealed record, also under a true seal; parts that waited are named", async () => {
    const large = tiff(2, { bits: 16 }, [0, 65_521], [2100, 2000]);
    for (const [pages, from, to] of [
      [word.bytes, '"columns":21', '"columns":20'],
      [large.bytes, '"columns":2100', '"columns":2099'],
    ] as const) {
      const { hub, second } = await across("a.tif", pages, boxedStore);
      const { px } = await second.context.keys();
      const captures = [...hub.objects.values()].filter(({ json }) => json["00080060"]?.Value[0] === "OT");
      const files = await Promise.all(
        captures.map(async ({ uid, bytes }) => chosen(`${uid}.dcm`, await resealed(px, bytes, from, to))),
      );
      const { result } = await second.take(files);
      expect(result.refused.map(({ code }) => code)).toEqual(files.length > 1 ? ["truncated"] : []);
      const kept = await second.context.database.instances.toArray();
      expect(kept.filter(({ format }) => format === "raw")).toEqual([]);
    }
  }, 120_000);
});
