import type { MaskDiff, MaskTileKey } from "../domain/mask.ts";
import { tileSide } from "../domain/mask.ts";
import { applyRuns } from "../domain/mask-diff.ts";
import { decodeMaskTile, encodeMaskTile, isEmptyTile } from "../domain/mask-tile-codec.ts";
import type { EncodedMaskTile } from "../domain/study-records.ts";
import type { MainDatabase, MaskTileRow } from "./database.ts";

const rowKey = (key: MaskTileKey): [string, number, string, number, number, number] => [
  key.seriesUid,
  key.layer,
  key.sopUid,
  key.frameIndex,
  key.tileRow,
  key.tileColumn,
];

const toTile = ({ seriesUid, layer, sopUid, frameIndex, tileRow, tileColumn, bytes }: MaskTileRow) => ({
  key: { seriesUid, layer, sopUid, frameIndex, tileRow, tileColumn },
  bytes,
});

/** All tiles of a study as they are stored. */
export const readMaskTiles = async (db: MainDatabase, studyUid: string): Promise<EncodedMaskTile[]> =>
  (await db.maskTiles.where("studyUid").equals(studyUid).toArray()).map(toTile);

/**
 * Applies tile diffs to the stored tiles, pixel by pixel where the value is the expected one; returns how many pixels
 * were not. Call it inside a transaction that holds `maskTiles`.
 */
export async function applyMaskDiffs(
  db: MainDatabase,
  studyUid: string,
  diffs: readonly MaskDiff[],
): Promise<number> {
  let skipped = 0;
  const stored = await db.maskTiles.bulkGet(diffs.map(({ key }) => rowKey(key)));
  const puts: MaskTileRow[] = [];
  const deletes: ReturnType<typeof rowKey>[] = [];
  for (const [index, { key, runs }] of diffs.entries()) {
    const row = stored[index];
    const tile = row ? decodeMaskTile(row.bytes) : new Uint16Array(tileSide * tileSide);
    skipped += applyRuns(tile, runs).skippedPixels;
    if (isEmptyTile(tile)) deletes.push(rowKey(key));
    else puts.push({ ...key, studyUid, codec: 1, bytes: encodeMaskTile(tile) });
  }
  await Promise.all([db.maskTiles.bulkDelete(deletes), db.maskTiles.bulkPut(puts)]);
  return skipped;
}
