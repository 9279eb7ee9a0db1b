import type { Annotation } from "./annotation.ts";
import { makeMaskEdit } from "./mask-edit.ts";
import { paintInstance } from "./mask-paint.ts";
import { makeMaskTiles } from "./mask-tiles.ts";
import type { PixelSpan } from "./rasterize.ts";
import type { EditRecord, RecordDiff } from "./record-diff.ts";
import { SaidError, say } from "./said.ts";
import type { SegmentCounter } from "./segment-counter.ts";
import type { EncodedMaskTile } from "./study-records.ts";

/** A label to be added; `spans` null: its geometry says everything. */
export interface NewLabel {
  readonly annotation: Annotation;
  readonly spans: readonly PixelSpan[] | null;
}

/**
 * The diff that adds labels whose pixels are known (a consensus, an import) to what a study holds: each mask on the first layer where it
 * meets nobody, so that no label takes a pixel from another. Throws where a series has no value or layer left.
 */
export function newLabelsDiff(
  labels: readonly NewLabel[],
  stored: readonly EncodedMaskTile[],
  segments: SegmentCounter,
): RecordDiff {
  const tiles = makeMaskTiles(stored);
  const edit = makeMaskEdit(tiles);
  const added: Record<string, EditRecord> = {};
  for (const { annotation, spans } of labels) {
    let value = annotation;
    if (spans) {
      const { series, sop, frame } = annotation.target;
      const segmentIndex = segments.next(series);
      if (segmentIndex === null)
        throw new SaidError(say`No more masks fit into this series: 65 535 were made in it.`);
      const place = { seriesUid: series, sopUid: sop, frameIndex: frame - 1 };
      const instance = { layer: 0, segmentIndex, overlap: "allow", isLocked: () => false } as const;
      const { layer, refused } = paintInstance(tiles, edit, place, instance, spans);
      if (refused)
        throw new SaidError(say`More than 16 labels overlap on one image; that many layers are not kept.`);
      value = { ...annotation, geometry: { type: "mask", layer, segmentIndex } };
    }
    added[value.instanceUid] = { kind: "annotation", id: value.instanceUid, value };
  }
  return { added, updated: {}, removed: {}, masks: edit.diffs() };
}
