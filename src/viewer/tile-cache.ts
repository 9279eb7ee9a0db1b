import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import type { TileAddress } from "./tile-grid.ts";
import type { PlannedTile } from "./tile-plan.ts";

/** Reads a tile; `priority` 0 = seen now, 1 = perhaps soon. */
export type LoadTile = (
  tile: TileAddress,
  signal: AbortSignal,
  priority: number,
) => Promise<Pick<DecodedFrame, "columns" | "rows" | "pixels">>;

/** A tile that was read. */
export type LoadedTile = Awaited<ReturnType<LoadTile>>;

export interface TileCacheOptions {
  readonly load: LoadTile;
  readonly onTile: (tile: TileAddress, loaded: LoadedTile) => void;
  /** Room was needed, or the cache was disposed of. */
  readonly onDrop: (tile: TileAddress) => void;
  /** A tile failed; told once for each tile. */
  readonly onFailed: (reason: unknown) => void;
  /** A tile came, failed or was given up. */
  readonly onChange: () => void;
  /** Default 192 MB. */
  readonly maxBytes?: number;
}

/** How far the reading of what is seen has come. */
export interface TileStatus {
  /** Tiles of the backdrop and of the seen part that are still to come. */
  readonly reading: number;
  /** Tiles of these that cannot be read. */
  readonly failed: number;
}

/** Decoded tiles of one frame; what is wanted stays, the least recently wanted goes first. */
export interface TileCache {
  /** Reads what the plan lacks, in its order; what is being read and no longer planned is cancelled. */
  want(plan: readonly PlannedTile[]): void;
  peek(key: string): LoadedTile | null;
  readonly status: TileStatus;
  readonly heldBytes: number;
  /** Cancels all reading and drops every tile. */
  dispose(): void;
}

/** Bytes of decoded tiles that a page keeps of one image. */
export const tileCacheBytes = 192 * 2 ** 20;

/** Tiles under way at once: enough to keep every worker busy, few enough that a new view has its turn soon. */
const readers = 6;

/** The tiles of one frame, read as they are planned; see {@link TileCache}. */
export function makeTileCache(options: TileCacheOptions): TileCache {
  const { load, onTile, onDrop, onFailed, onChange, maxBytes = tileCacheBytes } = options;
  /** In order of use: the oldest first. */
  const held = new Map<string, { readonly tile: TileAddress; readonly loaded: LoadedTile }>();
  const reading = new Map<string, AbortController>();
  /** Planned tiles that could not be read: not tried again until they have left the plan. */
  const failed = new Set<string>();
  const told = new Set<string>();
  let plan: readonly PlannedTile[] = [];
  let planKeys: ReadonlySet<string> = new Set();
  let heldBytes = 0;
  let disposed = false;

  const trim = () => {
    for (const [key, { tile, loaded }] of held) {
      if (heldBytes <= maxBytes) return;
      if (planKeys.has(key)) continue;
      held.delete(key);
      heldBytes -= loaded.pixels.byteLength;
      onDrop(tile);
    }
  };

  const read = (tile: PlannedTile) => {
    const controller = new AbortController();
    reading.set(tile.key, controller);
    const settle = () => {
      if (reading.get(tile.key) === controller) reading.delete(tile.key);
    };
    load(tile, controller.signal, tile.need === "ahead" ? 1 : 0).then(
      (loaded) => {
        settle();
        if (controller.signal.aborted) return;
        held.set(tile.key, { tile, loaded });
        heldBytes += loaded.pixels.byteLength;
        trim();
        onTile(tile, loaded);
        next();
        onChange();
      },
      (reason: unknown) => {
        settle();
        if (controller.signal.aborted) return;
        failed.add(tile.key);
        if (!told.has(tile.key)) onFailed(reason);
        told.add(tile.key);
        next();
        onChange();
      },
    );
  };

  function next(): void {
    if (disposed) return;
    for (const tile of plan) {
      if (reading.size >= readers) return;
      if (!held.has(tile.key) && !reading.has(tile.key) && !failed.has(tile.key)) read(tile);
    }
  }

  return {
    want(to) {
      if (disposed) return;
      plan = to;
      planKeys = new Set(to.map(({ key }) => key));
      for (const [key, controller] of reading) {
        if (planKeys.has(key)) continue;
        controller.abort();
        reading.delete(key);
      }
      for (const key of failed) if (!planKeys.has(key)) failed.delete(key);
      for (const { key } of to) {
        const entry = held.get(key);
        if (entry === undefined) continue;
        held.delete(key);
        held.set(key, entry);
      }
      trim();
      next();
    },
    peek: (key) => held.get(key)?.loaded ?? null,
    get status() {
      const wanted = plan.filter(({ need }) => need !== "ahead");
      return {
        reading: wanted.filter(({ key }) => !held.has(key) && !failed.has(key)).length,
        failed: wanted.filter(({ key }) => failed.has(key)).length,
      };
    },
    get heldBytes() {
      return heldBytes;
    },
    dispose() {
      disposed = true;
      for (const controller of reading.values()) controller.abort();
      reading.clear();
      for (const { tile } of held.values()) onDrop(tile);
      held.clear();
      heldBytes = 0;
    },
  };
}
