import type { ImageFacts, Pyramid } from "../domain/image-facts.ts";
import { type SampleArray, sampleBytes } from "../domain/samples.ts";
import type { View } from "./camera.ts";
import type { ImageTile, SliceRenderer } from "./slice-renderer.ts";
import {
  type LoadedTile,
  type LoadTile,
  makeTileCache,
  type TileStatus,
  tileCacheBytes,
} from "./tile-cache.ts";
import { levelFor, levelScale, type TileAddress, tileKey } from "./tile-grid.ts";
import { backdropTiles, planTiles } from "./tile-plan.ts";

/** What a screen may say of the tiles of the frame shown. */
export interface TiledState extends TileStatus {
  /** The level that is sharp at this zoom; 0 is the finest. */
  readonly level: number;
  readonly levels: number;
  /** Why the last tile that failed could not be read. */
  readonly reason: unknown;
}

export interface TiledImageOptions {
  readonly facts: ImageFacts;
  readonly pyramid: Pyramid;
  readonly load: LoadTile;
  readonly renderer: Pick<SliceRenderer, "setTile" | "dropTile">;
  /** Where to look while there is no backdrop. */
  readonly firstView: View;
  /** Decoded tiles kept. Default 192 MB. */
  readonly maxBytes: number | undefined;
  readonly onChange: () => void;
}

/** One frame read by tile: its backdrop first, then what the view asks for. */
export interface TiledImage {
  /**
   * Samples of the backdrop (of the first tile where there is none), once it is read: what a window is guessed from.
   * Rejects when none of it can be read.
   */
  readonly ready: Promise<SampleArray>;
  /** Hands what is held to the renderer, and from then on every tile that comes. */
  show(): void;
  /** The view has changed. */
  look(view: View): void;
  state(view: View): TiledState;
  dispose(): void;
}

/** Starts reading the frame; nothing is drawn before `show`. */
export function makeTiledImage(options: TiledImageOptions): TiledImage {
  const { facts, pyramid, load, renderer, firstView, maxBytes = tileCacheBytes, onChange } = options;
  const tileBytes = pyramid.tileSize ** 2 * facts.samples * sampleBytes[facts.type];
  const mostTiles = Math.max(16, Math.floor((maxBytes * 0.75) / tileBytes));
  const backdrop = backdropTiles(pyramid);
  const held = new Map<string, TileAddress>();
  let shown = false;
  let looked = "";
  let reason: unknown = null;
  let settled: { resolve: (samples: SampleArray) => void; reject: (reason: unknown) => void } | null = null;
  const ready = new Promise<SampleArray>((resolve, reject) => {
    settled = { resolve, reject };
  });
  // Who is no longer interested need not listen.
  ready.catch(() => undefined);

  const draw = (tile: TileAddress, loaded: LoadedTile) => {
    const { columns, rows, pixels } = loaded;
    const drawn: ImageTile = {
      ...tile,
      columns,
      rows,
      pixels,
      scale: levelScale(pyramid, tile.level),
      tileSize: pyramid.tileSize,
    };
    renderer.setTile(drawn);
  };

  const settle = () => {
    if (settled === null) return;
    const { reading, failed } = cache.status;
    const enough = backdrop.length > 0 ? reading === 0 : held.size > 0 || reading === 0;
    if (!enough) return;
    const samples = [...held.keys()].flatMap((key) => cache.peek(key)?.pixels ?? []);
    const [first] = samples;
    if (first !== undefined) settled.resolve(samples.length === 1 ? first : joined(samples, first));
    else if (failed > 0) settled.reject(reason);
    settled = null;
  };

  const cache = makeTileCache({
    maxBytes,
    load: async (tile, signal, priority) => {
      const loaded = await load(tile, signal, priority);
      checkTile(facts, pyramid, tile, loaded);
      return loaded;
    },
    onTile(tile, loaded) {
      held.set(tileKey(tile), tile);
      if (shown) draw(tile, loaded);
    },
    onDrop(tile) {
      held.delete(tileKey(tile));
      if (shown) renderer.dropTile(tile.level, tile.tileColumn, tile.tileRow);
    },
    onFailed(why) {
      reason = why;
    },
    onChange() {
      settle();
      onChange();
    },
  });
  cache.want(backdrop.length > 0 ? backdrop : planTiles(pyramid, firstView, mostTiles));

  return {
    ready,
    show() {
      shown = true;
      for (const [key, tile] of held) {
        const loaded = cache.peek(key);
        if (loaded !== null) draw(tile, loaded);
      }
    },
    look(view) {
      const text = JSON.stringify(view);
      if (!shown || text === looked) return;
      looked = text;
      cache.want(planTiles(pyramid, view, mostTiles));
    },
    state: (view) => ({
      ...cache.status,
      level: levelFor(pyramid, view),
      levels: pyramid.levels.length,
      reason,
    }),
    dispose() {
      settled?.reject(new DOMException("Another image is shown.", "AbortError"));
      settled = null;
      cache.dispose();
    },
  };
}

function joined(parts: readonly SampleArray[], like: SampleArray): SampleArray {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = new (like.constructor as new (length: number) => SampleArray)(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part as never, at);
    at += part.length;
  }
  return whole;
}

/** A tile of another size would be drawn askew: it counts as one that cannot be read. */
function checkTile(facts: ImageFacts, pyramid: Pyramid, tile: TileAddress, loaded: LoadedTile): void {
  const { tileSize } = pyramid;
  const { columns = 0, rows = 0 } = pyramid.levels[tile.level] ?? {};
  const width = Math.min(tileSize, columns - tile.tileColumn * tileSize);
  const height = Math.min(tileSize, rows - tile.tileRow * tileSize);
  const { pixels } = loaded;
  if (loaded.columns === width && loaded.rows === height && pixels.length === width * height * facts.samples)
    return;
  throw new RangeError(
    `The tile is ${width} × ${height} × ${facts.samples}; the decoded one is ${loaded.columns} × ${loaded.rows} with ${pixels.length} samples.`,
  );
}
