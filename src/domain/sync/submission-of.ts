import type { Annotation } from "../annotation.ts";
import type { Classification } from "../classification.ts";
import type { LabelSchema } from "../label-schema.ts";
import { encodeMaskTile } from "../mask-tile-codec.ts";
import { makeMaskTiles } from "../mask-tiles.ts";
import type { StudyVersion } from "../review/study-version.ts";
import type { EncodedMaskTile } from "../study-records.ts";
import { objectsDiff } from "./objects-diff.ts";
import type { Version } from "./version.ts";

/**
 * What a reader handed in on another device, as the comparison of readers takes it: the labels of the version laid out on masks of their own.
 * Throws a RangeError when they find no room there.
 */
export function submissionOf(version: Version, schema: LabelSchema): StudyVersion {
  const tiles = makeMaskTiles();
  const nothing = { annotations: [], answers: new Map(), log: [], objects: {}, tiles, schema };
  const { added } = objectsDiff(nothing, version.objects, []);
  const annotations: Annotation[] = [];
  const classifications: Classification[] = [];
  for (const record of Object.values(added)) {
    if (record.kind === "annotation") annotations.push(record.value);
    if (record.kind === "classification") classifications.push(record.value);
  }
  const encoded = tiles.keys().flatMap((key): EncodedMaskTile[] => {
    const tile = tiles.get(key);
    return tile ? [{ key, bytes: encodeMaskTile(tile) }] : [];
  });
  return {
    v: 1,
    versionUid: version.uid,
    studyUid: version.study,
    kind: "submitted",
    reader: version.author,
    device: version.device,
    at: version.madeAt,
    schemaVersion: Math.max(0, ...annotations.map(({ schemaVersion }) => schemaVersion)),
    annotations,
    classifications,
    tiles: encoded,
    derivedFrom: [],
  };
}
