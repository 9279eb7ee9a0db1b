import { type Annotation, objectOf } from "./annotation.ts";
import type { Classification } from "./classification.ts";
import { tileSide } from "./mask.ts";
import { decodeMaskTile } from "./mask-tile-codec.ts";
import type { NewLabel } from "./new-labels-diff.ts";
import type { PixelSpan } from "./rasterize.ts";
import type { EncodedMaskTile } from "./study-records.ts";

/** Where an image lies. */
export interface ImagePlace {
  readonly study: string;
  readonly series: string;
  readonly sop: string;
}

/** What a study holds that may go on to other images. */
export interface LabelsOfStudy {
  readonly annotations: readonly Annotation[];
  readonly classifications: readonly Classification[];
  readonly tiles: readonly EncodedMaskTile[];
}

/** Labels and answers on the images that they go on to. */
export interface CarriedLabels {
  readonly labels: readonly NewLabel[];
  readonly answers: readonly Classification[];
}

/** The pixels of a mask, from the tiles of its series. */
function spansOf({ geometry, target }: Annotation, tiles: readonly EncodedMaskTile[]): PixelSpan[] | null {
  if (geometry.type !== "mask") return null;
  const own = tiles.filter(
    ({ key }) =>
      key.seriesUid === target.series &&
      key.layer === geometry.layer &&
      key.sopUid === target.sop &&
      key.frameIndex === target.frame - 1,
  );
  return own.flatMap(({ key, bytes }) => {
    const tile = decodeMaskTile(bytes);
    const spans: PixelSpan[] = [];
    for (let row = 0; row < tileSide; row++)
      for (let column = 0; column < tileSide; column++) {
        if (tile[row * tileSide + column] !== geometry.segmentIndex) continue;
        const from = column;
        while (column < tileSide && tile[row * tileSide + column] === geometry.segmentIndex) column++;
        const [y, x] = [key.tileRow * tileSide + row, key.tileColumn * tileSide];
        spans.push([y, x + from, x + column]);
      }
    return spans;
  });
}

/**
 * The labels of a study as drafts on images that were made anew of the same files (`places`, by the earlier identifier). Each gets an
 * identifier of its own and says from which it comes; what is in `done` was carried over before and is left out. An answer goes on with
 * what it is about: its image, else its series or study where one of its images went on.
 */
export function carriedLabels(
  { annotations, classifications, tiles }: LabelsOfStudy,
  places: ReadonlyMap<string, { readonly from: ImagePlace; readonly to: ImagePlace }>,
  done: ReadonlySet<string>,
  newUid: () => string,
): CarriedLabels {
  const uids = new Map<string, string>();
  const uidOf = (old: string) => {
    const uid = uids.get(old) ?? newUid();
    uids.set(old, uid);
    return uid;
  };
  const labels = annotations.flatMap((old): NewLabel[] => {
    const to = places.get(old.target.sop)?.to;
    if (!to || done.has(old.instanceUid)) return [];
    const annotation: Annotation = {
      ...old,
      instanceUid: uidOf(old.instanceUid),
      ...(old.objectUid === undefined ? {} : { objectUid: uidOf(objectOf(old)) }),
      target: { ...to, frame: old.target.frame },
      status: "draft",
      provenance: { ...old.provenance, derivedFrom: [...old.provenance.derivedFrom, old.instanceUid] },
    };
    return [{ annotation, spans: spansOf(old, tiles) }];
  });
  const all = [...places.values()];
  const answers = classifications.flatMap((old): Classification[] => {
    const { study, series, sop, object } = old.target;
    if (done.has(old.recordUid)) return [];
    const pair =
      sop !== undefined
        ? places.get(sop)
        : all.find(({ from }) => from.study === study && (series === undefined || from.series === series));
    if (!pair || (object !== undefined && !uids.has(object))) return [];
    const target = {
      ...old.target,
      study: pair.to.study,
      ...(series === undefined ? {} : { series: pair.to.series }),
      ...(sop === undefined ? {} : { sop: pair.to.sop }),
      ...(object === undefined ? {} : { object: uidOf(object) }),
    };
    const provenance = { ...old.provenance, derivedFrom: [...old.provenance.derivedFrom, old.recordUid] };
    return [{ ...old, recordUid: newUid(), target, provenance }];
  });
  return { labels, answers };
}
