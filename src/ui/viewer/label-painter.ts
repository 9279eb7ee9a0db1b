import { createEffect, createMemo, onCleanup } from "solid-js";
import type { AnnotationTarget, Geometry } from "../../domain/annotation.ts";
import type { MaskRle, MaskTileKey } from "../../domain/mask.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import { labelPalette, type PaletteEntry } from "../../viewer/label-palette.ts";
import type { OverlayShape } from "../../viewer/overlay-shape.ts";
import type { Viewport } from "../../viewer/viewport-api.ts";
import type { LabelLookup } from "./label-names.ts";
import { overlayShapes, stillShapes } from "./overlay-shapes.ts";
import type { Stage } from "./stage.ts";

/** Label layers of the renderer; the editor may use more: those beyond are shown merged. */
const ownLayers = [0, 1, 2] as const;
const mergedLayer = 2;
const proposalLayer = 3;
const editorLayers = 16;

export interface PainterOptions {
  readonly stage: Stage;
  /** Whether the tools work on this stage: what they are drawing is seen there only. */
  readonly active: () => boolean;
  readonly session: EditorSession;
  readonly lookup: () => LabelLookup;
  readonly labelsHidden: () => boolean;
  readonly fill: () => number;
  readonly liveColor: () => string;
  /** What stands beside a shape; empty for most. */
  readonly textOf: (geometry: Geometry) => string;
  /** A confidence in figures. */
  readonly scoreOf: (confidence: number) => string;
  /** What else is drawn over a frame (from 1): what a review compares with. */
  readonly moreShapes: (sop: string, frame: number) => readonly OverlayShape[];
}

/** Whether two lists hold the same, one by one. */
const sameList =
  <T>(same: (a: T, b: T) => boolean) =>
  (one: readonly T[], other: readonly T[]): boolean =>
    one.length === other.length &&
    one.every((item, at) => {
      const also = other[at];
      return also !== undefined && same(item, also);
    });

/** Keeps what the viewport shows of labels equal to what the session holds. */
export function paintLabels(options: PainterOptions): void {
  const { stage, active, session, lookup, labelsHidden, fill, liveColor, textOf, scoreOf } = options;
  const { masks, records, tools, proposals } = session;
  const isHere = ({ target }: { readonly target: AnnotationTarget }) => {
    const ref = stage.shown()?.ref;
    return target.sop === ref?.sopUid && target.frame === ref.frameIndex + 1;
  };
  const proposalsHere = () =>
    active() ? proposals.proposalsHere() : proposals.shownProposals().filter(isHere);

  /** The pixels of a renderer layer: the editor's own, or all from `mergedLayer` on, one over the other. */
  const tileOf = (key: MaskTileKey): Uint16Array | null => {
    if (key.layer < mergedLayer) return masks.tile(key);
    let merged: Uint16Array | null = null;
    for (let layer: number = mergedLayer; layer < editorLayers; layer++) {
      const tile = masks.tile({ ...key, layer });
      if (!tile) continue;
      if (!merged) merged = tile.slice();
      else for (let at = 0; at < tile.length; at++) merged[at] = tile[at] || (merged[at] ?? 0);
    }
    return merged;
  };
  const upload = (view: Viewport, keys: readonly MaskTileKey[]) => {
    for (const key of keys)
      view.setLabelTile(Math.min(key.layer, mergedLayer), key.tileColumn, key.tileRow, tileOf(key));
  };

  createEffect(() => {
    const [view, shown] = [stage.viewport(), stage.shown()];
    if (!view || !shown) return;
    for (const layer of ownLayers) view.clearLabels(layer);
    const { series, ref } = shown;
    upload(view, masks.tileKeys(series.seriesUid, ref.sopUid, ref.frameIndex));
  });
  onCleanup(
    masks.onMaskTiles((keys) => {
      const [view, shown] = [stage.viewport(), stage.shown()];
      if (!view || !shown) return;
      const here = keys.filter(
        (key) =>
          key.seriesUid === shown.series.seriesUid &&
          key.sopUid === shown.ref.sopUid &&
          key.frameIndex === shown.ref.frameIndex,
      );
      upload(view, here);
    }),
  );
  // A run changes names and lists with every handful of proposals: what stands on this image is drawn anew only when it is another.
  const entries = createMemo<readonly PaletteEntry[]>(
    () => {
      const shown = stage.shown();
      if (!shown) return [];
      return [...(masks.segments().get(shown.series.seriesUid) ?? [])].map(([index, label]) => ({
        index,
        color: lookup().colorOf(label.classId),
        visible: !label.hidden,
        proposal: false,
      }));
    },
    [],
    {
      equals: sameList((a, b) => a.index === b.index && a.color === b.color && a.visible === b.visible),
    },
  );
  createEffect(() => {
    const [view, shown] = [stage.viewport(), stage.shown()];
    if (!view || !shown) return;
    const palette = labelPalette(entries());
    for (const layer of ownLayers) view.setPalette(layer, palette);
  });
  const shownMasks = createMemo<readonly { readonly mask: MaskRle; readonly color: string }[]>(
    () => {
      const shown = stage.shown();
      if (!shown) return [];
      const live = active() ? proposals.livePrompt() : null;
      const masksHere = proposalsHere().map(({ mask, classId }) => ({
        mask,
        color: lookup().colorOf(classId),
      }));
      if (live?.proposal && live.target.sopUid === shown.ref.sopUid)
        masksHere.push({ mask: live.proposal.mask, color: liveColor() });
      const candidate = session.candidates.candidate();
      const classIds = candidate?.request.kind === "seeds" ? candidate.request.classIds : [];
      for (const { target, mask, label = 0 } of candidate?.answer?.frames ?? [])
        if (target.sopUid === shown.ref.sopUid && target.frameIndex === shown.ref.frameIndex)
          masksHere.push({
            mask,
            color: label > 0 ? lookup().colorOf(classIds[label - 1] ?? null) : liveColor(),
          });
      return masksHere;
    },
    [],
    { equals: sameList((a, b) => a.mask === b.mask && a.color === b.color) },
  );
  createEffect(() => {
    const [view, shown] = [stage.viewport(), stage.shown()];
    if (!view || !shown) return;
    view.setPalette(
      proposalLayer,
      labelPalette(
        shownMasks().map(({ color }, at) => ({ index: at + 1, color, visible: true, proposal: true })),
      ),
    );
    view.setLabelMasks(
      proposalLayer,
      shownMasks().map(({ mask }, at) => ({ index: at + 1, mask })),
    );
  });
  createEffect(() => {
    const [view, shown] = [stage.viewport(), stage.shown()];
    if (!view || !shown) return;
    const more = options.moreShapes(shown.ref.sopUid, shown.ref.frameIndex + 1);
    if (labelsHidden()) view.setShapes([]);
    else if (active())
      view.setShapes([...overlayShapes(session, lookup(), liveColor(), textOf, scoreOf), ...more]);
    else view.setShapes([...stillShapes(records.annotations().filter(isHere), lookup(), textOf), ...more]);
  });
  createEffect(() => {
    const view = stage.viewport();
    if (!view) return;
    const [uid] = records.selection();
    const label =
      uid === undefined
        ? undefined
        : records
            .annotations()
            .filter(isHere)
            .find((one) => one.instanceUid === uid);
    const geometry = label?.geometry;
    const proposalAt = proposalsHere().findIndex(({ id }) => id === proposals.selectedProposal()?.id);
    const chosen =
      proposalAt >= 0
        ? { layer: proposalLayer, index: proposalAt + 1 }
        : geometry?.type === "mask"
          ? { layer: Math.min(geometry.layer, mergedLayer), index: geometry.segmentIndex }
          : null;
    view.setLabelStyle({
      fillOpacity: fill(),
      hidden: labelsHidden(),
      active: chosen,
      drawing: active() && tools.drawing(),
    });
  });
}
