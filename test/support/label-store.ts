import type { Annotation, AnnotationTarget, Geometry, Provenance } from "../../src/domain/annotation.ts";
import { encodeMaskTile } from "../../src/domain/mask-tile-codec.ts";
import type { MainDatabase } from "../../src/storage/database.ts";

const now = "2026-01-01T00:00:00.000Z";

/** A label as the editor would have made it. */
export function makeLabel(
  instanceUid: string,
  classId: string,
  target: AnnotationTarget,
  geometry: Geometry,
  provenance: Partial<Provenance> = {},
): Annotation {
  return {
    v: 1,
    instanceUid,
    classId,
    schemaVersion: 1,
    target,
    geometry,
    attributes: {},
    status: "accepted",
    locked: false,
    hidden: false,
    provenance: {
      origin: "human",
      author: "7d9f0a52-7d3c-4e0e-9d50-6a1f0c2b3e4f",
      device: "3f1c2a5e-1111-4222-8333-944455556666",
      createdAt: now,
      editedAt: now,
      activeSeconds: 2,
      derivedFrom: [],
      ...provenance,
    },
  };
}

/** Puts labels into the store. */
export async function storeLabels(database: MainDatabase, labels: readonly Annotation[]): Promise<void> {
  await database.annotations.bulkPut(
    labels.map((annotation) => ({
      instanceUid: annotation.instanceUid,
      studyUid: annotation.target.study,
      annotation,
    })),
  );
}

/** Paints the pixels of a mask label: each label on a layer of its own, as overlapping ones are. */
export async function paintMask(
  database: MainDatabase,
  label: Annotation,
  columns: number,
  rows: number,
  inside: (x: number, y: number) => boolean,
): Promise<void> {
  const { geometry, target } = label;
  if (geometry.type !== "mask") throw new Error("not a mask");
  for (let tileRow = 0; tileRow * 64 < rows; tileRow++)
    for (let tileColumn = 0; tileColumn * 64 < columns; tileColumn++) {
      const tile = new Uint16Array(64 * 64);
      for (let at = 0; at < tile.length; at++) {
        const x = tileColumn * 64 + (at % 64);
        const y = tileRow * 64 + Math.floor(at / 64);
        if (x < columns && y < rows && inside(x, y)) tile[at] = geometry.segmentIndex;
      }
      if (!tile.includes(geometry.segmentIndex)) continue;
      await database.maskTiles.put({
        seriesUid: target.series,
        layer: geometry.layer,
        sopUid: target.sop,
        frameIndex: target.frame - 1,
        tileRow,
        tileColumn,
        studyUid: target.study,
        codec: 1,
        bytes: encodeMaskTile(tile),
      });
    }
}
