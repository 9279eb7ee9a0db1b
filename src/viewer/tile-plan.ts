import type { Pyramid } from "../domain/image-facts.ts";
import type { View } from "./camera.ts";
import {
  gridSize,
  type ImageRect,
  levelFor,
  seenRect,
  type TileAddress,
  tileKey,
  tileRect,
  tilesUnder,
} from "./tile-grid.ts";

/** Why a tile is wanted: it stands behind everything, it is seen, or it may be seen next. */
export type TileNeed = "backdrop" | "seen" | "ahead";

/** A tile that is worth having. */
export interface PlannedTile extends TileAddress {
  readonly key: string;
  readonly need: TileNeed;
}

/** A coarsest level of more tiles than this is no backdrop: reading it would take longer than looking. */
const mostBackdropTiles = 64;

/** Every tile of the coarsest level; none when that level is itself too large. */
export function backdropTiles(pyramid: Pyramid): PlannedTile[] {
  const level = pyramid.levels.length - 1;
  const [across, down] = gridSize(pyramid, level);
  if (across * down > mostBackdropTiles) return [];
  const finest = pyramid.levels[0] ?? { columns: 0, rows: 0 };
  return planned(tilesUnder(pyramid, level, [0, 0, finest.columns, finest.rows]), "backdrop");
}

/**
 * The tiles worth having for a view, in the order of reading: the backdrop, what is seen at the level that is sharp there,
 * then one ring around it and the next coarser level; each nearest to the middle first. At most `mostTiles` of them.
 */
export function planTiles(pyramid: Pyramid, view: View, mostTiles: number): readonly PlannedTile[] {
  const plan = new Map(backdropTiles(pyramid).map((tile) => [tile.key, tile]));
  const rect = seenRect(pyramid, view);
  if (rect !== null) {
    const level = levelFor(pyramid, view);
    const [x, y] = view.camera.centerImage;
    const add = (tiles: readonly TileAddress[], need: TileNeed) => {
      for (const tile of planned(nearestFirst(pyramid, tiles, [x + 0.5, y + 0.5]), need)) {
        if (plan.size >= mostTiles) return;
        if (!plan.has(tile.key)) plan.set(tile.key, tile);
      }
    };
    add(tilesUnder(pyramid, level, rect), "seen");
    if (level + 1 < pyramid.levels.length) add(tilesUnder(pyramid, level + 1, rect), "ahead");
    add(tilesUnder(pyramid, level, rect, 1), "ahead");
  }
  return [...plan.values()];
}

const planned = (tiles: readonly TileAddress[], need: TileNeed): PlannedTile[] =>
  tiles.map((tile) => ({ ...tile, key: tileKey(tile), need }));

function nearestFirst(
  pyramid: Pyramid,
  tiles: readonly TileAddress[],
  [x, y]: readonly [number, number],
): TileAddress[] {
  const away = (rect: ImageRect) => Math.hypot((rect[0] + rect[2]) / 2 - x, (rect[1] + rect[3]) / 2 - y);
  return tiles
    .map((tile) => ({ tile, distance: away(tileRect(pyramid, tile)) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ tile }) => tile);
}
