import type { Annotation, Geometry } from "../../src/domain/annotation.ts";
import type { PlaneFacts } from "../../src/domain/image-facts.ts";
import type { Instance } from "../../src/domain/study.ts";
import type { MainDatabase } from "../../src/storage/database.ts";
import type { DatasetReader } from "../../src/workers/export/dataset.ts";
import { instanceMask } from "../../src/workers/export/instance-mask.ts";
import { columns, fixtureReader, makeStore, rows } from "./export-fixture.ts";

/** Where the five slices of the volume store lie, mm along z unless told otherwise. */
export type Places = (slice: number) => PlaneFacts["positionMm"];

const ring = (left: number, top: number, side: number) =>
  [
    [left, top],
    [left + side, top],
    [left + side, top + side],
    [left, top + side],
  ] as const;

/** Objects of the volume: one with a hole, one that lies over it, one on another slice. */
const geometries: readonly (readonly [string, number, string, Geometry])[] = [
  ["2.25.201", 1, "liver", { type: "polygon", pointsImage: ring(5, 5, 30), holes: [ring(15, 15, 6)] }],
  ["2.25.202", 1, "mass", { type: "box", boxImage: [25, 25, 45, 40] }],
  ["2.25.203", 3, "liver", { type: "polygon", pointsImage: ring(20, 8, 12) }],
];

/** The store of the export tests with a series of five slices more; slice `n` is instance `2.25.5<n>`. */
export async function makeVolumeStore(
  places: Places = (slice) => [1, 2, 3 + 2.5 * slice],
  change: (instance: Instance, slice: number) => Instance = (instance) => instance,
): Promise<MainDatabase> {
  const database = await makeStore();
  const [base] = await database.instances.toArray();
  const [record] = await database.deidRecords.toArray();
  const [row] = await database.annotations.toArray();
  const [series] = await database.series.toArray();
  if (!base || !record || !row || !series) throw new Error("The fixture has an image");
  await database.annotations.clear();
  const chunks = await database.chunks.toArray();
  const frames = [0, 1, 2, 3, 4].map((slice) => ({ sopUid: `2.25.5${slice}`, frameIndex: 0 }));
  await database.series.add({ ...series, seriesUid: "2.25.5", frames });
  for (const [slice, { sopUid }] of frames.entries()) {
    const planes = [{ positionMm: places(slice), orientation: [1, 0, 0, 0, 1, 0] as const }];
    const instance = { ...base, sopUid, seriesUid: "2.25.5", planes, instanceNumber: slice };
    await database.instances.add(change(instance, slice));
    await database.deidRecords.add({ ...record, sopUid });
    for (const chunk of chunks) await database.chunks.put({ ...chunk, sopUid });
  }
  for (const [instanceUid, slice, classId, geometry] of geometries) {
    const target = { study: "2.25.1", series: "2.25.5", sop: `2.25.5${slice}`, frame: 1 };
    const annotation: Annotation = { ...row.annotation, instanceUid, classId, geometry, target };
    await database.annotations.add({ instanceUid, studyUid: "2.25.1", annotation });
  }
  return database;
}

/** Reads the store above: each slice has samples of its own. */
export function volumeReader(database: MainDatabase): DatasetReader {
  const reader = fixtureReader(database);
  return {
    ...reader,
    frame: async ({ instance }) => ({
      sopUid: instance.sopUid,
      frameIndex: 0,
      columns,
      rows,
      samples: 1,
      type: "i16",
      pixels: Int16Array.from(
        { length: columns * rows },
        (_, at) => ((at * 3) % 3001) - 1000 + Number(instance.sopUid.at(-1)),
      ),
    }),
    mask: ({ annotation }) => instanceMask(database, annotation, columns, rows),
  };
}
