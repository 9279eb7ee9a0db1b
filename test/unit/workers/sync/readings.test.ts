import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import { instanceSpans } from "../../../../src/domain/mask-instance.ts";
import { type MaskTiles, makeMaskTiles } from "../../../../src/domain/mask-tiles.ts";
import { tilesOf } from "../../../../src/domain/review/study-version.ts";
import { readAnnotations } from "../../../../src/storage/annotations.ts";
import { readMaskTiles } from "../../../../src/storage/masks.ts";
import { submittedReadings } from "../../../../src/storage/versions.ts";
import { readStudyVersions } from "../../../../src/ui/sync/read-study-versions.ts";
import { ctSlice, labelledStore } from "../../../support/dicom-export.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { syncStore } from "../../../support/hub/sync-store.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { dicomSchema } from "../../../support/label-images.ts";

const files = [0, 1, 2].map((index) => [`${index}.dcm`, ctSlice(index)] as const);

/** Every label as text, masks by their pixels: where in the layers they lie is each device's own affair. */
const shapes = (labels: readonly Annotation[], tiles: MaskTiles) =>
  labels
    .map(({ instanceUid, classId, target: { series, sop, frame }, geometry }) => {
      const of = { seriesUid: series, sopUid: sop, frameIndex: frame - 1 };
      const drawn =
        geometry.type === "mask"
          ? instanceSpans(tiles, of, geometry.layer, geometry.segmentIndex)
          : Object.entries(geometry).sort();
      return JSON.stringify([instanceUid, classId, sop, frame, drawn]);
    })
    .sort();

async function device(readers: number) {
  const { take, context } = makeImportHarness();
  await take(files.map(([name, bytes]) => chosen(name, bytes)));
  const { database } = context;
  await database.schemas.put(dicomSchema);
  await database.settings.put({ key: "schemaId", value: dicomSchema.id });
  await database.settings.put({ key: "review-rules", value: { readers } });
  return database;
}

it("brings what others handed in to the device that compares, and shows none of it to a reader who is at work", async () => {
  const first = await labelledStore(files);
  const { database } = first.context;
  await database.settings.put({ key: "schemaId", value: dicomSchema.id });
  await database.settings.put({ key: "review-rules", value: { readers: 2 } });
  const hub = makeMemoryHub();
  const [study] = await database.studies.toArray();
  const studyUid = study?.studyUid ?? "";
  const [blind, open, later] = [await device(2), await device(1), await device(2)];

  await syncStore(database, "R1", hub.fetch);
  await syncStore(blind, "R3", hub.fetch);
  // A draft is nobody's reading yet, and is not handed to the screen.
  expect(await submittedReadings(blind, studyUid)).toEqual([]);
  expect(await readStudyVersions(blind, "R3")).toMatchObject([
    { studyUid, blind: true, versions: [], heads: { own: [], others: [] } },
  ]);

  await database.studies.update(studyUid, { state: "submitted", appliedSeq: (study?.appliedSeq ?? 0) + 1 });
  await syncStore(database, "R1", hub.fetch);
  for (let run = 0; run < 2; run++) await syncStore(blind, "R3", hub.fetch);
  const [reading, ...more] = await submittedReadings(blind, studyUid);
  expect(more).toEqual([]);
  expect(reading).toMatchObject({ studyUid, reader: "R1", kind: "submitted" });
  if (!reading) throw new Error("no reading");
  const drawn = shapes(
    await readAnnotations(database, studyUid),
    makeMaskTiles(await readMaskTiles(database, studyUid)),
  );
  expect(drawn.length).toBeGreaterThan(20);
  expect(shapes(reading.annotations, tilesOf(reading))).toEqual(drawn);
  expect(await readAnnotations(blind, studyUid)).toEqual([]);
  expect((await blind.audit.toArray()).filter(({ action }) => action === "submission-taken")).toHaveLength(1);
  expect(await readStudyVersions(blind, "R3")).toMatchObject([{ blind: true, heads: { others: [] } }]);

  // Where one person reads each study, versions of others are there to be taken over; the reader's own are no reading by somebody else.
  await syncStore(open, "R3", hub.fetch);
  expect(await submittedReadings(open, studyUid)).toEqual([]);
  expect(await readStudyVersions(open, "R3")).toMatchObject([{ blind: false, heads: { others: [{}] } }]);
  await syncStore(later, "R1", hub.fetch);
  expect((await submittedReadings(later, studyUid)).filter(({ reader }) => reader === "R1")).toEqual([]);
});
