import type { Patch, Scene } from "./scene.ts";
import { type ImageRect, levelFor, seenRect, tileKey, tileRect, tilesUnder } from "./tile-grid.ts";

/** Where a patch lies in the image, in finest pixels from its corner. */
export function patchRect({ scale, originX, originY, columns, rows }: Patch): ImageRect {
  return [
    originX * scale[0],
    originY * scale[1],
    (originX + columns) * scale[0],
    (originY + rows) * scale[1],
  ];
}

const meets = (a: ImageRect, b: ImageRect) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/**
 * The patches to draw, coarse first. Of a pyramid: the tiles of the level that is sharp here; only where one is missing, the
 * finest of the coarser ones that are there, and what is there of finer ones over them. Nothing is drawn that would be hidden.
 */
export function drawnPatches({ info, view, patches }: Scene): readonly Patch[] {
  const pyramid = info?.pyramid;
  if (pyramid === undefined || view === null) return [...patches.values()].sort((a, b) => b.level - a.level);
  const rect = seenRect(pyramid, view);
  if (rect === null) return [];
  const wanted = levelFor(pyramid, view);
  const drawn = new Map<string, Patch>();
  const gaps = tilesUnder(pyramid, wanted, rect).filter((tile) => {
    const patch = patches.get(tileKey(tile));
    if (patch !== undefined) drawn.set(patch.id, patch);
    return patch === undefined;
  });
  const levels = [...pyramid.levels.keys()];
  for (const gap of gaps) {
    const hole = tileRect(pyramid, gap);
    for (const level of levels.slice(wanted + 1)) {
      const under = tilesUnder(pyramid, level, hole);
      const there = under.flatMap((tile) => patches.get(tileKey(tile)) ?? []);
      for (const patch of there) drawn.set(patch.id, patch);
      if (there.length === under.length) break;
    }
    // From far away a gap lies over very many finer tiles: fewer are held than that.
    for (const patch of patches.values()) {
      if (patch.level < wanted && meets(patchRect(patch), hole)) drawn.set(patch.id, patch);
    }
  }
  return [...drawn.values()].sort((a, b) => b.level - a.level);
}
