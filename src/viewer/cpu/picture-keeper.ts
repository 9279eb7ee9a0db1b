import { tileSide } from "../../domain/mask.ts";
import { deviceBounds } from "../patch-view.ts";
import type { SceneChange } from "../render-backend.ts";
import type { Scene } from "../scene.ts";
import type { DeviceRect, Picture } from "./cpu-image.ts";
import { drawPart, drawScene, labelReach, sharedRect } from "./draw-scene.ts";

/** The picture of a scene, and which part of it is new since the last one; null: it is the same. */
export interface KeptPicture {
  readonly picture: Picture;
  readonly fresh: DeviceRect | null;
}

/** Keeps the picture drawn last: where only labels changed, only the tiles that changed are drawn anew (a brush costs what it paints). */
export interface PictureKeeper {
  notice(change: SceneChange): void;
  /** Null without a view. */
  draw(scene: Scene, share: number): KeptPicture | null;
}

/** More tiles than these are no brush: the whole is drawn. */
const mostTiles = 64;

/** Starts with no picture. */
export function makePictureKeeper(): PictureKeeper {
  let kept: Picture | null = null;
  let all = true;
  let looks = "";
  const tiles = new Map<string, readonly [column: number, row: number]>();

  const drawAll = (scene: Scene, share: number): KeptPicture | null => {
    kept = drawScene(scene, share, kept);
    if (kept === null) return null;
    return { picture: kept, fresh: { x: 0, y: 0, width: kept.width, height: kept.height } };
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
      if (change.kind !== "label-tile") all = true;
      else if (!all) {
        tiles.set(`${change.tileColumn}/${change.tileRow}`, [change.tileColumn, change.tileRow]);
        if (tiles.size > mostTiles) all = true;
      }
    },
    draw(scene, share) {
      // View, smoothness and style change without a notice.
      const now = JSON.stringify([scene.view, scene.smooth, scene.style, share]);
      const whole = all || kept === null || now !== looks;
      looks = now;
      all = false;
      const fresh = whole || kept === null ? null : changedRect(scene, share, kept);
      tiles.clear();
      if (whole || kept === null) return drawAll(scene, share);
      if (fresh) drawPart(scene, share, kept, fresh);
      return { picture: kept, fresh };
    },
  };
}
