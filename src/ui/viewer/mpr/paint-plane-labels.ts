import { createEffect, createMemo, on, onCleanup } from "solid-js";
import { objectOf } from "../../../domain/annotation.ts";
import type { MaskTileKey } from "../../../domain/mask.ts";
import { tileSide } from "../../../domain/mask.ts";
import type { MprGrid } from "../../../domain/mpr/mpr-grid.ts";
import type { EditorSession } from "../../../editor/session-types.ts";
import { labelPalette } from "../../../viewer/label-palette.ts";
import { tilesOfMasks } from "../../../viewer/label-tiles.ts";
import { type LabelVolume, planeLabels, type SliceTiles } from "../../../viewer/mpr/plane-labels.ts";
import type { LabelLookup } from "../label-names.ts";
import type { MprPlane } from "./mpr-plane.ts";

/** Layers of the editor; each is shown as one of the first three of the renderer, as on the images. */
const editorLayers = 16;
const mergedLayer = 2;
const proposalLayer = 3;

export interface PlanePainterOptions {
  readonly plane: MprPlane;
  readonly grid: MprGrid;
  readonly seriesUid: string;
  readonly session: EditorSession;
  readonly lookup: () => LabelLookup;
  readonly labelsHidden: () => boolean;
  readonly fill: () => number;
}

/** Keeps the labels of a plane equal to the masks of the stack, read from the tile engine. */
export function paintPlaneLabels(options: PlanePainterOptions): void {
  const { plane, grid, seriesUid, session, lookup } = options;
  const { masks } = session;
  const across = Math.ceil(grid.columns / tileSide);
  let request = 0;

  /** Keys of each slice, read once for all layers of a picture. */
  const keysOf = () => grid.frames.map((ref) => masks.tileKeys(seriesUid, ref.sopUid, ref.frameIndex));
  const tilesOf = (keys: readonly MaskTileKey[], layer: number): SliceTiles | null => {
    const mine = keys.filter((key) => key.layer === layer);
    if (mine.length === 0) return null;
    return new Map(
      mine.flatMap((key) => {
        const tile = masks.tile(key);
        return tile ? [[key.tileRow * across + key.tileColumn, tile] as const] : [];
      }),
    );
  };
  /** Open proposals of the stack, each with a number of its own, as tiles of their slices. */
  const proposed = createMemo(() => {
    const mine = session.proposals.shownProposals().filter(({ target }) => target.series === seriesUid);
    const slices = grid.frames.map((ref) =>
      mine.flatMap(({ target, mask }, at) =>
        target.sop === ref.sopUid && target.frame === ref.frameIndex + 1 ? [{ index: at + 1, mask }] : [],
      ),
    );
    return {
      classIds: mine.map(({ classId }) => classId),
      slices: slices.map((masks) => (masks.length > 0 ? tilesOfMasks(grid.columns, grid.rows, masks) : null)),
    };
  });
  /** The value of each label as that of its thing: the slices of one thing are one region here, without lines between them. */
  const thingValues = () => {
    const first = new Map<string, number>();
    const values = new Map<number, number>();
    for (const [value, label] of masks.segments().get(seriesUid) ?? []) {
      const thing = objectOf(label);
      if (!first.has(thing)) first.set(thing, value);
      values.set(value, first.get(thing) ?? value);
    }
    return values;
  };
  const paint = () => {
    request = 0;
    const view = plane.viewport();
    if (!view || plane.pictures() === 0) return;
    const keys = keysOf();
    const layers = new Set(keys.flat().map(({ layer }) => layer));
    view.clearLabels();
    const shape = { affine: grid.affine, columns: grid.columns, rows: grid.rows, count: keys.length };
    const things = thingValues();
    const shown = new Map<string, Uint16Array>();
    const put = (to: number, tilesOf: LabelVolume["tilesOf"]) => {
      for (const { tileColumn, tileRow, data } of planeLabels(
        { ...shape, tilesOf },
        plane.stack,
        plane.at(),
      )) {
        if (to !== proposalLayer)
          for (const [at, value] of data.entries()) if (value > 0) data[at] = things.get(value) ?? value;
        // Layers that share one of the renderer lie over each other.
        const under = shown.get(`${to} ${tileColumn} ${tileRow}`);
        if (under) for (const [at, value] of under.entries()) data[at] ||= value;
        shown.set(`${to} ${tileColumn} ${tileRow}`, data);
        view.setLabelTile(to, tileColumn, tileRow, data);
      }
    };
    put(proposalLayer, (at) => proposed().slices[at] ?? null);
    for (let layer = 0; layer < editorLayers; layer++) {
      if (!layers.has(layer)) continue;
      put(Math.min(layer, mergedLayer), (at) => tilesOf(keys[at] ?? [], layer));
    }
  };
  const soon = () => {
    if (request === 0) request = requestAnimationFrame(paint);
  };

  // The picture clears its labels when it changes: they come when it is there.
  createEffect(on([plane.viewport, plane.pictures, proposed, masks.segments], soon));
  createEffect(() => {
    const palette = proposed().classIds.map((classId, at) => ({
      index: at + 1,
      color: lookup().colorOf(classId),
      visible: true,
      proposal: true,
    }));
    plane.viewport()?.setPalette(proposalLayer, labelPalette(palette));
  });
  onCleanup(masks.onMaskTiles((keys) => keys.some((key) => key.seriesUid === seriesUid) && soon()));
  onCleanup(() => cancelAnimationFrame(request));
  createEffect(() => {
    const view = plane.viewport();
    if (!view) return;
    const entries = [...(masks.segments().get(seriesUid) ?? [])].map(([index, label]) => ({
      index,
      color: lookup().colorOf(label.classId),
      visible: !label.hidden,
      proposal: false,
    }));
    const palette = labelPalette(entries);
    for (let layer = 0; layer <= mergedLayer; layer++) view.setPalette(layer, palette);
  });
  createEffect(() => {
    const view = plane.viewport();
    view?.setLabelStyle({ fillOpacity: options.fill(), hidden: options.labelsHidden() });
  });
}
