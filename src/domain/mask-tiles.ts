import type { MaskDiff, MaskTile, MaskTileKey } from "./mask.ts";
import { tileSide } from "./mask.ts";
import { applyRuns, maskTileKeyText } from "./mask-diff.ts";
import { decodeMaskTile, isEmptyTile } from "./mask-tile-codec.ts";
import type { EncodedMaskTile } from "./study-records.ts";

/** Mask tiles of one study in memory; decoded when first asked for. */
export interface MaskTiles {
  /** The tile itself (change it only through `ensure`), or null when it is empty. */
  get(key: MaskTileKey): MaskTile | null;
  /** The tile, made if absent. */
  ensure(key: MaskTileKey): MaskTile;
  /** Puts a tile in place; null or zeros removes it. The array is taken over, not copied. */
  set(key: MaskTileKey, tile: MaskTile | null): void;
  /** Drops a tile that has become empty. */
  settle(key: MaskTileKey): void;
  /** Keys of a frame, every layer. */
  keysOfFrame(seriesUid: string, sopUid: string, frameIndex: number): readonly MaskTileKey[];
  keys(): readonly MaskTileKey[];
  /** Applies a diff pixel by pixel where the value is the expected one; returns what took effect. */
  apply(diff: MaskDiff): { readonly applied: MaskDiff; readonly skippedPixels: number };
}

interface Entry {
  readonly key: MaskTileKey;
  tile: MaskTile | null;
  bytes: ArrayBuffer | null;
}

/** Tiles of a study from their stored form. */
export function makeMaskTiles(stored: readonly EncodedMaskTile[] = []): MaskTiles {
  const frames = new Map<string, Map<string, Entry>>();
  const frameText = (seriesUid: string, sopUid: string, frameIndex: number) =>
    `${seriesUid}|${sopUid}|${frameIndex}`;
  const frameOf = (key: MaskTileKey) => frames.get(frameText(key.seriesUid, key.sopUid, key.frameIndex));
  const put = (entry: Entry) => {
    const { key } = entry;
    const text = frameText(key.seriesUid, key.sopUid, key.frameIndex);
    const frame = frames.get(text) ?? new Map<string, Entry>();
    frames.set(text, frame);
    frame.set(maskTileKeyText(key), entry);
  };
  for (const { key, bytes } of stored) put({ key, tile: null, bytes });

  const get = (key: MaskTileKey): MaskTile | null => {
    const entry = frameOf(key)?.get(maskTileKeyText(key));
    if (!entry) return null;
    if (entry.bytes) {
      entry.tile = decodeMaskTile(entry.bytes);
      entry.bytes = null;
    }
    return entry.tile;
  };
  const drop = (key: MaskTileKey) => frameOf(key)?.delete(maskTileKeyText(key));
  const ensure = (key: MaskTileKey): MaskTile => {
    const known = get(key);
    if (known) return known;
    const tile = new Uint16Array(tileSide * tileSide);
    put({ key, tile, bytes: null });
    return tile;
  };
  const settle = (key: MaskTileKey) => {
    const tile = get(key);
    if (tile && isEmptyTile(tile)) drop(key);
  };

  return {
    get,
    ensure,
    settle,
    set(key, tile) {
      if (!tile || isEmptyTile(tile)) drop(key);
      else put({ key, tile, bytes: null });
    },
    keysOfFrame: (seriesUid, sopUid, frameIndex) =>
      [...(frames.get(frameText(seriesUid, sopUid, frameIndex))?.values() ?? [])].map((entry) => entry.key),
    keys: () => [...frames.values()].flatMap((frame) => [...frame.values()].map((entry) => entry.key)),
    apply(diff) {
      const { applied, skippedPixels } = applyRuns(ensure(diff.key), diff.runs);
      settle(diff.key);
      return { applied: { key: diff.key, runs: applied }, skippedPixels };
    },
  };
}
