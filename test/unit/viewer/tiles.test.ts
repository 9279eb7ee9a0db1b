import { expect, test } from "vitest";
import { fitCamera, type View } from "../../../src/viewer/camera.ts";
import { type LoadedTile, makeTileCache } from "../../../src/viewer/tile-cache.ts";
import {
  levelFor,
  levelScale,
  seenRect,
  type TileAddress,
  tileKey,
  tileRect,
  tilesUnder,
} from "../../../src/viewer/tile-grid.ts";
import { backdropTiles, type PlannedTile, planTiles } from "../../../src/viewer/tile-plan.ts";
import { pyramidOf } from "../../support/tile-maker.ts";

const slide = pyramidOf(30_001, 29_999, 512);
const size = { widthCss: 1000, heightCss: 800, devicePixelRatio: 1 };
const fitted: View = {
  camera: fitCamera(size, [1, 1], { columns: 30_001, rows: 29_999 }),
  size,
  stretch: [1, 1],
};
const at = (x: number, y: number, zoom: number, quarterTurns: 0 | 1 = 0): View => ({
  camera: { centerImage: [x, y], zoom, quarterTurns, flipped: false },
  size,
  stretch: [1, 1],
});

test("every level covers the image exactly, whatever its rounded size", () => {
  for (const level of slide.levels.keys()) {
    const [x, y] = levelScale(slide, level);
    expect((slide.levels[level]?.columns ?? 0) * x).toBeCloseTo(30_001, 6);
    expect((slide.levels[level]?.rows ?? 0) * y).toBeCloseTo(29_999, 6);
    const last = tilesUnder(slide, level, [0, 0, 30_001, 29_999]).at(-1);
    expect(tileRect(slide, last as TileAddress).slice(2)).toEqual([
      expect.closeTo(30_001, 6),
      expect.closeTo(29_999, 6),
    ]);
  }
});

test("the level grows finer with the zoom and its pixels are never much larger than the screen's", () => {
  let before = slide.levels.length;
  for (const zoom of [0.01, 0.026, 0.06, 0.12, 0.25, 0.5, 1, 4, 64]) {
    const level = levelFor(slide, at(15_000, 15_000, zoom));
    expect(level).toBeLessThanOrEqual(before);
    if (level > 0) expect(levelScale(slide, level)[0] * zoom).toBeLessThanOrEqual(1.4);
    before = level;
  }
  expect(before).toBe(0);
  expect(levelFor(slide, fitted)).toBe(5);
});

test("a plan holds the backdrop, then every tile that is seen, nearest to the middle first, then those around", () => {
  const view = at(12_345, 6_789, 1, 1);
  const plan = planTiles(slide, view, 500);
  expect(plan.map(({ need }) => need)).toEqual(
    [...plan.map(({ need }) => need)].sort(
      (a, b) => ["backdrop", "seen", "ahead"].indexOf(a) - ["backdrop", "seen", "ahead"].indexOf(b),
    ),
  );
  expect(new Set(plan.map(({ key }) => key)).size).toBe(plan.length);
  const keys = new Set(plan.map(({ key }) => key));
  const rect = seenRect(slide, view);
  // A quarter turn: 800 px wide, 1000 px high.
  expect(rect).toEqual([12_345.5 - 400, 6_789.5 - 500, 12_345.5 + 400, 6_789.5 + 500]);
  for (let x = 11_946; x < 12_745; x += 37)
    for (let y = 6_290; y < 7_289; y += 37)
      expect(keys).toContain(
        tileKey({ level: 0, tileColumn: Math.floor(x / 512), tileRow: Math.floor(y / 512) }),
      );
  const distances = plan
    .filter(({ need }) => need === "seen")
    .map((tile) => tileRect(slide, tile))
    .map(([x0, y0, x1, y1]) => Math.hypot((x0 + x1) / 2 - 12_345.5, (y0 + y1) / 2 - 6_789.5));
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  expect(plan[0]).toMatchObject({ need: "backdrop", level: slide.levels.length - 1 });
});

test("a plan is bounded, and a coarsest level that is itself too large is no backdrop", () => {
  const flat = { tileSize: 512, levels: [{ columns: 30_000, rows: 30_000 }] };
  expect(backdropTiles(flat)).toEqual([]);
  expect(planTiles(flat, at(15_000, 15_000, 0.026), 100)).toHaveLength(100);
});

test("outside of the image nothing but the backdrop is planned", () => {
  expect(planTiles(slide, at(-90_000, 0, 1), 500).every(({ need }) => need === "backdrop")).toBe(true);
});

/** A cache whose reads are answered by hand. */
function handCache(maxBytes = 1000) {
  const open = new Map<
    string,
    { resolve: (bytes: number) => void; reject: (reason: unknown) => void; signal: AbortSignal }
  >();
  const asked: string[] = [];
  const dropped: string[] = [];
  const failures: unknown[] = [];
  const cache = makeTileCache({
    maxBytes,
    load: (tile, signal) =>
      new Promise<LoadedTile>((resolve, reject) => {
        asked.push(tileKey(tile));
        open.set(tileKey(tile), {
          resolve: (bytes) => resolve({ columns: bytes, rows: 1, pixels: new Uint8Array(bytes) }),
          reject,
          signal,
        });
        signal.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
      }),
    onTile: () => undefined,
    onDrop: (tile) => dropped.push(tileKey(tile)),
    onFailed: (reason) => failures.push(reason),
    onChange: () => undefined,
  });
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  return { cache, open, asked, dropped, failures, turn };
}

const planned = (...columns: number[]): PlannedTile[] =>
  columns.map((tileColumn) => {
    const tile = { level: 0, tileColumn, tileRow: 0 };
    return { ...tile, key: tileKey(tile), need: "seen" };
  });

test("tiles are asked for in the order of the plan, a few at a time", async () => {
  const { cache, open, asked, turn } = handCache();
  cache.want(planned(...Array.from({ length: 20 }, (_, i) => 19 - i)));
  const few = asked.length;
  expect(few).toBeLessThan(20);
  expect(asked).toEqual(planned(...Array.from({ length: few }, (_, i) => 19 - i)).map(({ key }) => key));
  open.get("0/19/0")?.resolve(10);
  await turn();
  expect(asked).toHaveLength(few + 1);
  expect(cache.status).toEqual({ reading: 19, failed: 0 });
});

test("what leaves the view is cancelled and never shown; what stays is not read again", async () => {
  const { cache, open, asked, turn } = handCache();
  cache.want(planned(1, 2));
  cache.want(planned(2, 3));
  expect(open.get("0/1/0")?.signal.aborted).toBe(true);
  expect(open.get("0/2/0")?.signal.aborted).toBe(false);
  for (const { resolve } of open.values()) resolve(10);
  await turn();
  expect(cache.peek("0/1/0")).toBeNull();
  expect(cache.peek("0/2/0")).not.toBeNull();
  expect(asked).toEqual(["0/1/0", "0/2/0", "0/3/0"]);
  expect(cache.status.reading).toBe(0);
});

test("beyond its bytes the cache drops what was wanted longest ago, never what is wanted now", async () => {
  const { cache, open, dropped, turn } = handCache(1000);
  const read = async (columns: number[], bytes: number) => {
    cache.want(planned(...columns));
    for (const column of columns) open.get(`0/${column}/0`)?.resolve(bytes);
    await turn();
  };
  await read([1], 400);
  await read([2], 400);
  await read([1], 400);
  await read([3], 400);
  expect(dropped).toEqual(["0/2/0"]);
  expect(cache.heldBytes).toBe(800);
  await read([4, 5, 6], 400);
  expect(dropped).toEqual(["0/2/0", "0/1/0", "0/3/0"]);
  expect(cache.heldBytes).toBe(1200);
  cache.dispose();
  expect(dropped).toHaveLength(6);
  expect(cache.heldBytes).toBe(0);
});

test("a tile that fails is told once, is not asked for again while it is seen, and does not hold up the others", async () => {
  const { cache, open, asked, failures, turn } = handCache();
  cache.want(planned(1, 2));
  open.get("0/1/0")?.reject(new Error("damaged"));
  open.get("0/2/0")?.resolve(10);
  await turn();
  cache.want(planned(1, 2));
  await turn();
  expect(asked).toEqual(["0/1/0", "0/2/0"]);
  expect(cache.status).toEqual({ reading: 0, failed: 1 });
  cache.want(planned(2));
  cache.want(planned(1, 2));
  open.get("0/1/0")?.reject(new Error("damaged"));
  await turn();
  expect(asked).toEqual(["0/1/0", "0/2/0", "0/1/0"]);
  expect(failures).toHaveLength(1);
});
