import { type MaskDiff, type MaskRun, type MaskTile, type MaskTileKey, tileSide } from "./mask.ts";

const pixels = tileSide * tileSide;

/** One text per tile key, for maps. UIDs hold no bar. */
export const maskTileKeyText = (key: MaskTileKey): string =>
  `${key.seriesUid}|${key.layer}|${key.sopUid}|${key.frameIndex}|${key.tileRow}|${key.tileColumn}`;

/** Runs of pixels that differ between two states of one tile; null stands for a tile of zeros. */
export function diffTiles(before: MaskTile | null, after: MaskTile | null): MaskRun[] {
  const runs: MaskRun[] = [];
  for (let at = 0; at < pixels; ) {
    const from = before?.[at] ?? 0;
    const to = after?.[at] ?? 0;
    let end = at + 1;
    while (end < pixels && (before?.[end] ?? 0) === from && (after?.[end] ?? 0) === to) end++;
    if (from !== to) runs.push({ start: at, length: end - at, before: from, after: to });
    at = end;
  }
  return runs;
}

/** The same change the other way round. */
export const reverseMaskDiff = ({ key, runs }: MaskDiff): MaskDiff => ({
  key,
  runs: runs.map(({ start, length, before, after }) => ({ start, length, before: after, after: before })),
});

/**
 * Changes a tile in place, only where a pixel has the value that the diff expects. Returns the runs that took effect
 * and how many pixels were skipped.
 */
export function applyRuns(
  tile: MaskTile,
  runs: readonly MaskRun[],
): { readonly applied: readonly MaskRun[]; readonly skippedPixels: number } {
  const applied: MaskRun[] = [];
  let skippedPixels = 0;
  for (const { start, length, before, after } of runs) {
    let open = -1;
    for (let at = start; at <= start + length; at++) {
      const fits = at < start + length && tile[at] === before;
      if (fits) {
        tile[at] = after;
        if (open < 0) open = at;
      } else {
        if (at < start + length) skippedPixels++;
        if (open >= 0) applied.push({ start: open, length: at - open, before, after });
        open = -1;
      }
    }
  }
  return { applied, skippedPixels };
}
