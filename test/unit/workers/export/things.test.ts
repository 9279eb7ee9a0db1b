import "fake-indexeddb/auto";
import { beforeAll, expect, test } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import { readSeg } from "../../../../src/formats/dicom-seg/read-seg.ts";
import { childOf, measurementGroups, readSr } from "../../../../src/formats/dicom-sr/read-sr.ts";
import { readNifti } from "../../../../src/formats/nifti/read-nifti.ts";
import { readRtstruct } from "../../../../src/formats/rtstruct/read-rtstruct.ts";
import { labelCreator } from "../../../../src/formats/rtstruct/rtstruct-input.ts";
import { chooseSchema } from "../../../../src/storage/schemas.ts";
import { openTestPart } from "../../../../src/storage/test-openings.ts";
import type { DatasetObject } from "../../../../src/workers/export/dataset.ts";
import { datasetThings } from "../../../../src/workers/export/dataset-things.ts";
import { makeLabels } from "../../../../src/workers/labels/make-labels.ts";
import { ctSlice, exportObjects, takenStore } from "../../../support/dicom-export.ts";
import { dicomSchema } from "../../../support/label-images.ts";
import { makeLabel, paintMask, storeLabels } from "../../../support/label-store.ts";

type Store = Awaited<ReturnType<typeof takenStore>>;
const [columns, rows] = [45, 35];
const [thing, second, third, single] = ["2.25.500", "2.25.501", "2.25.499", "2.25.777"];
const control = {
  signal: new AbortController().signal,
  progress: () => undefined as never,
  transfer: () => undefined,
};
let ct: Store;
let files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** A mass grown over all three slices, each of another size, and a kidney on the middle one that overlaps it. */
async function grownStore(): Promise<Store> {
  const store = await takenStore([0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const));
  const { database } = store.context;
  await chooseSchema(database, dicomSchema);
  const [series] = await database.series.toArray();
  const target = (at: number) => ({
    study: series?.studyUid ?? "",
    series: series?.seriesUid ?? "",
    sop: series?.frames[at]?.sopUid ?? "",
    frame: 1,
  });
  const label = (uid: string, at: number, layer: number, classId: string, more: Partial<Annotation>) => ({
    ...makeLabel(uid, classId, target(at), { type: "mask", layer, segmentIndex: 1 + (layer % 2) }),
    ...more,
  });
  const own = makeLabel(thing, "mass", target(0), { type: "point", pointImage: [0, 0] }).provenance;
  const filled = { ...own, origin: "interpolated" as const, derivedFrom: [thing] };
  const labels: Annotation[] = [
    label(thing, 0, 0, "mass", {}),
    label(second, 1, 0, "mass", { objectUid: thing, provenance: filled }),
    label(third, 2, 0, "mass", { objectUid: thing }),
    label(single, 1, 1, "kidney", {}),
  ];
  await storeLabels(database, labels);
  for (const [at, one] of labels.entries())
    await paintMask(database, one, columns, rows, (x, y) => Math.hypot(x - 20, y - 15) < 4 + at);
  return store;
}

beforeAll(async () => {
  ct = await grownStore();
  files = (await exportObjects(ct, ["coco", "nifti", "ndjson", "png-instance", "seg", "rtstruct", "sr"]))
    .store.files;
});

const fileOf = (part: string) => [...files].find(([path]) => path.includes(part))?.[1] ?? new Uint8Array();
const json = (part: string) => JSON.parse(new TextDecoder().decode(fileOf(part)));
const pixels = (radius: number) => {
  let count = 0;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) if (Math.hypot(x - 20, y - 15) < radius) count++;
  return count;
};

test("a thing of three slices is one segment of three frames, each under its label's own ID", async () => {
  const { segments } = await readSeg(fileOf("/dicom/seg/"));
  expect(segments.map(({ trackingUid, frames }) => [trackingUid, frames.map(({ label }) => label)])).toEqual([
    [single, [single]],
    [thing, [thing, second, third]],
  ]);
  expect(segments[1]?.frames.map((frame) => frame.bits().reduce((a, b) => a + b, 0))).toEqual(
    [4, 5, 6].map(pixels),
  );
  // Drawn and filled in between: not a person's alone.
  expect(segments.map(({ algorithmType }) => algorithmType)).toEqual(["MANUAL", "SEMIAUTOMATIC"]);
});

test("it is one region with a contour on each of its images", async () => {
  const { rois } = await readRtstruct(fileOf("/dicom/rtstruct/"));
  expect(rois.map(({ description, contours }) => [description, contours.length])).toEqual([
    [single, 1],
    [thing, 3],
  ]);
  // A thing of one label has that one's ID in its description already.
  expect(rois.map(({ contours }) => contours.map(({ label }) => label))).toEqual([
    [""],
    [thing, second, third],
  ]);
  expect(new Set(rois[1]?.contours.map(({ sopUid }) => sopUid)).size).toBe(3);
});

test("a contour that names another label is found, and nothing is handed over", async () => {
  const run = exportObjects(ct, ["rtstruct"], (path, bytes) => {
    if (!path.includes("/dicom/rtstruct/")) return bytes;
    const copy = Buffer.from(bytes);
    const at = copy.lastIndexOf(second);
    copy.write("2.25.999", at, "latin1");
    return Uint8Array.from(copy);
  });
  await expect(run).rejects.toThrow(/Nothing was handed over/);
});

test("it is one group of the report with its volume, and every image of it is evidence", async () => {
  const report = await readSr(fileOf("/dicom/sr/"));
  const groups = measurementGroups(report);
  expect(groups.map((group) => childOf(group, "DCM", "112040")?.text)).toEqual([single, thing]);
  const number = groups[1]?.children.find(({ type }) => type === "NUM");
  expect([number?.name?.meaning, number?.unit?.value]).toEqual(["Volume", "mm3"]);
  // The planes lean: 2.5 mm along z are 2.5 × 0.8 mm along the normal (0, −0.6, 0.8).
  const volume = (pixels(4) + pixels(5) + pixels(6)) * 0.7 * 0.9 * 2;
  expect(number?.value).toBeCloseTo(volume, 3);
  const [series] = await ct.context.database.series.toArray();
  for (const { sopUid } of series?.frames ?? []) expect(report.evidence).toContain(sopUid);
});

test("it is one number of the NIfTI volume, whole in a file of its own where another lies over it", () => {
  const told = json("/labels.json");
  expect(told.instances.map((item: { instanceUid: string }) => item.instanceUid)).toEqual([thing, single]);
  const [item] = told.instances;
  expect(
    item.labels.map((one: { instanceUid: string; slice: number }) => [one.slice, one.instanceUid]),
  ).toEqual([
    [0, thing],
    [1, second],
    [2, third],
  ]);
  const { bytes } = readNifti(fileOf(`/${item.overlap}`));
  expect(bytes.reduce((sum, value) => sum + value, 0)).toBe(pixels(4) + pixels(5) + pixels(6));
});

test("COCO and the manifest name the thing beside each label", () => {
  const objects = json("coco/instances_train.json").annotations as {
    instance_uid: string;
    object_uid: string;
  }[];
  expect(objects.map(({ instance_uid, object_uid }) => [instance_uid, object_uid])).toEqual([
    [third, thing],
    [thing, thing],
    [second, thing],
    [single, single],
  ]);
  const listed = json("manifest.json").instances as { instanceUid: string; objectUid?: string }[];
  expect(listed.map(({ instanceUid, objectUid }) => [instanceUid, objectUid])).toEqual([
    [third, thing],
    [thing, undefined],
    [second, thing],
    [single, undefined],
  ]);
});

/** Files of one format read by the labels worker; what is stored is added. */
async function takeBack(
  store: Store,
  part: RegExp,
  change = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => bytes,
) {
  const labels = makeLabels(store.context.database);
  const chosen = [...files]
    .filter(([path]) => part.test(path))
    .map(([path, bytes]) => {
      const file = new Blob([change(bytes)]);
      return { name: path, path, size: file.size, file };
    });
  const at = "2026-11-24T10:00:00.000Z";
  const preview = await labels.readLabels({ files: chosen, user: "u2", device: "dev-b", at }, control);
  expect(preview.faults).toEqual([]);
  const known = preview.studies.reduce((sum, study) => sum + study.known, 0);
  const { labels: added } = await labels.addLabels(
    { batchId: preview.batchId, actor: "u2", chain: "dev-b", at },
    control,
  );
  return { known, added };
}

const idsOf = async ({ context: { database } }: Store) =>
  (await database.annotations.toArray())
    .map(({ annotation: { instanceUid, objectUid, target, classId } }) =>
      [instanceUid, objectUid, target.sop, classId].join(" "),
    )
    .sort();

const parts = {
  nifti: /\/nifti\/.*(labels\.json|instances\.nii\.gz|overlap\/.*)$/,
  coco: /\/coco\//,
  seg: /\/dicom\/seg\//,
  rtstruct: /\/dicom\/rtstruct\//,
  ndjson: /annotations\.nd/,
};

test.each(Object.entries(parts))("%s brought back onto its own labels adds none", async (_name, part) => {
  expect(await takeBack(ct, part)).toEqual({ known: 4, added: 0 });
});

test.each(Object.entries(parts))(
  "%s brought back where the labels are gone makes them again: same IDs, same things",
  async (_name, part) => {
    const store = await grownStore();
    const before = await idsOf(store);
    await store.context.database.annotations.clear();
    await store.context.database.maskTiles.clear();
    expect(await takeBack(store, part)).toEqual({ known: 0, added: 4 });
    expect(await idsOf(store)).toEqual(before);
  },
);

/** As structure sets were before contours named their labels, and as those of others are. */
const withoutLabelIds = (bytes: Uint8Array<ArrayBuffer>) => {
  const copy = Buffer.from(bytes);
  let count = 0;
  for (let at = copy.indexOf(labelCreator); at >= 0; at = copy.indexOf(labelCreator, at + 1), count++)
    copy.write("SOMEBODY ELSE  1", at, "latin1");
  expect(count).toBe(3);
  return Uint8Array.from(copy);
};

test("a region without IDs of its labels, brought back where they are gone, keeps the thing, and gives the same IDs at every import", async () => {
  const store = await grownStore();
  await store.context.database.annotations.clear();
  await store.context.database.maskTiles.clear();
  expect(await takeBack(store, parts.rtstruct, withoutLabelIds)).toEqual({ known: 0, added: 4 });
  const labels = (await store.context.database.annotations.toArray()).map(({ annotation }) => annotation);
  expect(labels.filter(({ instanceUid, objectUid }) => (objectUid ?? instanceUid) === thing)).toHaveLength(3);
  expect(await takeBack(store, parts.rtstruct, withoutLabelIds)).toEqual({ known: 4, added: 0 });
});

test("all formats of one export at once, and one after the other, make each label once", async () => {
  const store = await grownStore();
  const empty = async () => {
    await store.context.database.annotations.clear();
    await store.context.database.maskTiles.clear();
  };
  await empty();
  expect(await takeBack(store, /\/dicom\/(seg|rtstruct)\/|\/coco\//)).toEqual({ known: 0, added: 4 });
  await empty();
  expect(await takeBack(store, parts.rtstruct)).toEqual({ known: 0, added: 4 });
  expect(await takeBack(store, parts.seg)).toEqual({ known: 4, added: 0 });
});

test("the card says how often the test part was opened to evaluate a model", async () => {
  const cardOf = async (store: Store) => {
    const { files: own } = (await exportObjects(store, ["ndjson"])).store;
    return new TextDecoder().decode([...own].find(([path]) => path.endsWith("/README.md"))?.[1]);
  };
  const store = await grownStore();
  expect(await cardOf(store)).toContain("The test part was never opened");
  const by = { chain: "dev-a", actor: "u1", at: "2026-11-24T10:00:00.000Z" };
  await openTestPart(store.context.database, "net 1", "final *figures*", by);
  const card = await cardOf(store);
  expect(card).toContain("The test part was opened 1 time");
  expect(card).toContain("- 2026-11-24, net 1: “final \\*figures\\*”");
});

test("a second label on one frame, another class and another series are things of their own", () => {
  const image = (series: string, at: number) =>
    ({
      instance: { sopUid: `${series}${at}`, planes: [], facts: { columns: 4, rows: 4 } },
      series: {
        seriesUid: series,
        frames: [0, 1, 2].map((k) => ({ sopUid: `${series}${k}`, frameIndex: 0 })),
      },
      frame: 1,
    }) as unknown as DatasetObject["image"];
  const [a0, a1, b0] = [image("a", 0), image("a", 1), image("b", 0)];
  const object = (
    uid: string,
    where: DatasetObject["image"],
    classId = "mass",
    of = "2.25.1",
  ): DatasetObject => {
    const target = { study: "s", series: "x", sop: "y", frame: 1 };
    const made = makeLabel(uid, classId, target, { type: "mask", layer: 0, segmentIndex: 1 });
    return { annotation: uid === of ? made : { ...made, objectUid: of }, image: where };
  };
  const things = datasetThings([
    object("2.25.0", a0),
    object("2.25.1", a0),
    object("2.25.2", a1),
    object("2.25.3", a1, "kidney"),
    object("2.25.4", b0),
  ]);
  expect(things.map(({ uid, objects }) => [uid, objects.map((one) => one.annotation.instanceUid)])).toEqual([
    ["2.25.0", ["2.25.0"]],
    ["2.25.1", ["2.25.1", "2.25.2"]],
    ["2.25.3", ["2.25.3"]],
    ["2.25.4", ["2.25.4"]],
  ]);
});
