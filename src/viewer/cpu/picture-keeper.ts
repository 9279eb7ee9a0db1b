import { tileSide } from "../../domain/mask.ts";
import { defaultLabelStyle, type LabelStyle } from "../label-style.ts";
import { deviceBounds } from "../patch-view.ts";
import type { SceneChange } from "../render-backend.ts";
import type { Scene } from "../scene.ts";
import type { DeviceRect, Picture } from "./cpu-image.ts";
import { drawGround, drawLabels, labelReach, pictureOf, sharedRect } from "./draw-scene.ts";

/** The picture of a scene, and which part of it is new since the last one; null: it is the same. */
export interface KeptPicture {
  readonly picture: Picture;
  readonly fresh: DeviceRect | null;
}

/**
 * Keeps the picture drawn last: where only labels changed, or how they are coloured, or which of them is chosen, only the tiles that this touches
 * are drawn anew (a brush costs what it paints, an answer to a prompt what it covers).
 */
export interface PictureKeeper {
  notice(change: SceneChange): void;
  /** Null without a view. */
  draw(scene: Scene, share: number): KeptPicture | null;
}

/** More tiles than these are no brush: the whole is drawn. */
const mostTiles = 64;

/** The chosen label and whether it is drawn at. */
const chosenOf = ({ active, drawing }: LabelStyle) => ({
  active,
  key: active ? `${active.layer}/${active.index}/${drawing}` : "",
});

/** Starts with no picture. */
export function makePictureKeeper(): PictureKeeper {
  let kept: Picture | null = null;
  /** The picture without its labels; out of date while `isBare`: the picture kept has none then. */
  let ground: Uint8ClampedArray<ArrayBuffer> | null = null;
  let isBare = true;
  let all = true;
  let looks = "";
  let chosen = chosenOf(defaultLabelStyle);
  const tiles = new Map<string, readonly [column: number, row: number]>();
  const recoloured = new Set<number>();

  const mark = (column: number, row: number) => {
    if (all) return;
    tiles.set(`${column}/${row}`, [column, row]);
    if (tiles.size > mostTiles) all = true;
  };

  /** Marks what is seen of a layer, or of one label of it. */
  const markLayer = (scene: Scene, layer: number, index?: number) =>
    scene.layers[layer]?.each((column, row, data) => {
      if (index === undefined || data.includes(index)) mark(column, row);
    });

  const keepGround = (picture: Picture) => {
    const fits = ground?.length === picture.rgba.length;
    ground = fits && ground ? ground : new Uint8ClampedArray(picture.rgba.length);
    ground.set(picture.rgba);
    isBare = false;
  };

  const drawAll = (scene: Scene, share: number): KeptPicture | null => {
    kept = pictureOf(scene, share, kept);
    if (kept === null) return null;
    const whole = { x: 0, y: 0, width: kept.width, height: kept.height };
    drawGround(scene, share, kept, whole);
    isBare = true;
    // Most images have no label: nothing is kept twice for them.
    if (!scene.style.hidden && scene.layers.some((layer) => layer.bounds() !== null)) {
      keepGround(kept);
      drawLabels(scene, share, kept, whole);
    }
    return { picture: kept, fresh: whole };
  };

  /** Labels changed, the image did not: it is put back, not drawn again. */
  const drawAgain = (scene: Scene, share: number, picture: Picture, part: DeviceRect) => {
    if (isBare) keepGround(picture);
    for (let y = part.y; ground && y < part.y + part.height; y++) {
      const start = (y * picture.width + part.x) * 4;
      picture.rgba.set(ground.subarray(start, start + part.width * 4), start);
    }
    drawLabels(scene, share, picture, part);
  };

  /** The device pixels that the changed tiles reach. */
  const changedRect = (scene: Scene, share: number, picture: Picture): DeviceRect | null => {
    const { view } = scene;
    if (view === null) return null;
    const pixelsPerCss = view.size.devicePixelRatio * share;
    let [left, top, right, bottom] = [picture.width, picture.height, 0, 0];
    for (const [column, row] of tiles.values()) {
      const box = [column, row, column + 1, row + 1].map((tile) => tile * tileSide);
      const reach = labelReach(pixelsPerCss);
      const rect = deviceBounds(view, pixelsPerCss, box as [number, number, number, number], reach);
      if (rect === null) continue;
      left = Math.min(left, rect.x);
      top = Math.min(top, rect.y);
      right = Math.max(right, rect.x + rect.width);
      bottom = Math.max(bottom, rect.y + rect.height);
    }
    const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
    return sharedRect({ x: left, y: top, width: right - left, height: bottom - top }, whole);
  };

  return {
    notice(change) {
      switch (change.kind) {
        case "label-tile":
          mark(change.tileColumn, change.tileRow);
          return;
        case "labels":
          for (const [column, row] of change.tiles) mark(column, row);
          return;
        case "palette":
          recoloured.add(change.layer);
          return;
        default:
          all = true;
      }
    },
    draw(scene, share) {
      // View, smoothness and style change without a notice. Which label is chosen, and that it is drawn at, is seen on that label alone.
      const { style } = scene;
      const now = JSON.stringify([
        scene.view,
        scene.smooth,
        { ...style, active: null, drawing: false },
        share,
      ]);
      const next = chosenOf(style);
      if (next.key !== chosen.key)
        for (const { active } of [chosen, next]) if (active) markLayer(scene, active.layer, active.index);
      chosen = next;
      for (const layer of recoloured) markLayer(scene, layer);
      recoloured.clear();
      const whole = all || kept === null || now !== looks;
      looks = now;
      all = false;
      const fresh = whole || kept === null ? null : changedRect(scene, share, kept);
      tiles.clear();
      if (whole || kept === null) return drawAll(scene, share);
      if (fresh) drawAgain(scene, share, kept, fresh);
      return { picture: kept, fresh };
    },
  };
}
