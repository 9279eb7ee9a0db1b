import { afterEach, expect, test } from "vitest";
import { fitCamera } from "../../../src/viewer/camera.ts";
import { makeSliceRenderer } from "../../../src/viewer/make-slice-renderer.ts";
import type { LoadTile } from "../../../src/viewer/tile-cache.ts";
import { levelScale, tilesUnder } from "../../../src/viewer/tile-grid.ts";
import { makeViewport } from "../../../src/viewer/viewport.ts";
import type { ViewportState } from "../../../src/viewer/viewport-api.ts";
import { lateWebgl } from "../../../src/viewer/webgl/late-webgl.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import { greyTile, pyramidOf } from "../../support/tile-maker.ts";

// The card draws at once where its code is there: how it comes is told in late-webgl.test.ts.
await lateWebgl.load();

const [columns, rows] = [1003, 777];
const pyramid = pyramidOf(columns, rows, 64);
const facts = greyFacts({ columns, rows, type: "u8", bitsStored: 8, pyramid });
const size = { widthCss: 400, heightCss: 300, devicePixelRatio: 1 };
const value = (x: number, y: number) => (x * 7 + y * 13) % 251;

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function makeHost(): HTMLDivElement {
  const host = document.createElement("div");
  Object.assign(host.style, { position: "absolute", left: "0", top: "0", width: "400px", height: "300px" });
  document.body.append(host);
  cleanups.push(() => host.remove());
  return host;
}

test("tiles show the same pixels as the frame in one piece, at every zoom, turn and offset", () => {
  const whole = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) whole[y * columns + x] = value(x, y);
  const cameras = [
    { centerImage: [500, 400], zoom: 1, quarterTurns: 0, flipped: false },
    { centerImage: [127.3, 255.61], zoom: 3.7, quarterTurns: 1, flipped: true },
    { centerImage: [960.123, 700.9], zoom: 1.31, quarterTurns: 2, flipped: false },
    { centerImage: [63.5, 63.5], zoom: 41.7, quarterTurns: 3, flipped: false },
  ] as const;
  for (const backend of ["webgl2", "cpu"] as const) {
    const [tiled, plain] = [facts, greyFacts({ columns, rows, type: "u8", bitsStored: 8 })].map((source) => {
      const made = makeSliceRenderer(makeHost(), { backend, onBackend: () => undefined, now: () => 0 });
      cleanups.push(() => made.dispose());
      made.setSource({ ...source, key: "k" });
      made.setSmooth(false);
      return made;
    });
    plain?.setFrame(0, whole);
    for (const tile of tilesUnder(pyramid, 0, [0, 0, columns, rows]))
      tiled?.setTile({
        ...tile,
        ...greyTile(pyramid, tile, value),
        tileSize: 64,
        scale: levelScale(pyramid, 0),
      });
    for (const camera of cameras) {
      const [a, b] = [tiled, plain].map((made) => {
        made?.setView({ camera, size, stretch: [1, 1] });
        return made?.readPixels().rgba ?? [];
      });
      expect(new Set(b).size).toBeGreaterThan(20);
      expect(a).toEqual(b);
    }
  }
});

interface Opened {
  readonly viewport: ReturnType<typeof makeViewport>;
  readonly states: ViewportState[];
  readonly asked: string[];
}

function open(load?: LoadTile): Opened {
  const host = makeHost();
  const states: ViewportState[] = [];
  const asked: string[] = [];
  const viewport = makeViewport(host, {
    backend: "webgl2",
    onIntent: () => undefined,
    onState: (state) => states.push(state),
    texts: { length: String, notCalibrated: "", atDetector: "" },
  });
  cleanups.unshift(() => viewport.dispose());
  viewport.setImage(facts, "slide");
  const plain: LoadTile = async (tile) => {
    asked.push(`${tile.level}/${tile.tileColumn}/${tile.tileRow}`);
    const [x, y] = levelScale(pyramid, tile.level);
    return greyTile(pyramid, tile, (column, row) => value(Math.floor(column * x), Math.floor(row * y)));
  };
  void viewport.showTiles(0, load ?? plain).catch(() => undefined);
  return { viewport, states, asked };
}

const settled = async ({ states }: Opened) => expect.poll(() => states.at(-1)?.tiles?.reading).toBe(0);

test("a pyramid opens with its coarsest level, fitted and windowed, and zooming in reads the fine tiles that are seen", async () => {
  const opened = open();
  const { viewport, asked, states } = opened;
  await settled(opened);
  expect(asked[0]).toBe("4/0/0");
  expect(viewport.getCamera()).toEqual(fitCamera(size, [1, 1], facts));
  expect(states.at(-1)?.window).toMatchObject({ kind: "window" });
  asked.length = 0;
  viewport.setCamera({ ...viewport.getCamera(), centerImage: [700, 500], zoom: 1 });
  await expect.poll(() => viewport.pick([200, 150]).level).toBe(0);
  await settled(opened);
  expect(viewport.pick([200, 150]).storedValue).toEqual([value(700, 500)]);
  expect(states.at(-1)?.tiles).toMatchObject({ level: 0, levels: 5, reading: 0, failed: 0 });
  expect(asked.filter((key) => key.startsWith("0/")).length).toBeLessThan(90);
  const fine = asked.length;
  viewport.setCamera({ ...viewport.getCamera(), centerImage: [703, 500] });
  await settled(opened);
  expect(asked).toHaveLength(fine);
});

test("a tile that cannot be read leaves the coarser picture in its place and says so", async () => {
  const opened = open(async (tile) => {
    if (tile.level === 0 && tile.tileColumn === 10) throw new Error("JPEG data ends early");
    return greyTile(pyramid, tile, () => (tile.level === 0 ? 200 : 100));
  });
  await settled(opened);
  opened.viewport.setWindow({ kind: "window", center: 128, width: 256, fn: "LINEAR", invert: false });
  opened.viewport.setCamera({ ...opened.viewport.getCamera(), centerImage: [672, 400], zoom: 1 });
  await expect.poll(() => opened.states.at(-1)?.tiles?.failed).toBeGreaterThan(0);
  await settled(opened);
  expect(opened.states.at(-1)?.tiles?.reason).toMatchObject({ message: "JPEG data ends early" });
  const { rgba, width } = opened.viewport.readPixels();
  expect([...rgba.filter((_, at) => at % 4 === 0)].every((grey) => grey === 100 || grey === 200)).toBe(true);
  expect(rgba[(150 * width + 200) * 4]).toBe(100);
  expect(rgba[(150 * width + 300) * 4]).toBe(200);
});

test("an image of which nothing can be read rejects, and the next image is shown all the same", async () => {
  const { viewport } = open(async () => {
    throw new Error("no such tile");
  });
  viewport.setImage(facts, "broken");
  const failed = viewport.showTiles(0, async () => {
    throw new Error("no such tile");
  });
  await expect(failed).rejects.toThrow("no such tile");
  const { pyramid: _, ...plain } = greyFacts({ columns: 4, rows: 4, type: "u8", bitsStored: 8 });
  viewport.setImage(plain, "small");
  const pixels = new Uint8Array(16).fill(9);
  viewport.showFrame(0, {
    sopUid: "2.25.1",
    frameIndex: 0,
    columns: 4,
    rows: 4,
    samples: 1,
    type: "u8",
    pixels,
  });
  expect(viewport.pick([200, 150])).toMatchObject({ storedValue: [9] });
});

test("tiles of a frame that is no longer wanted are never shown", async () => {
  const { viewport } = open();
  viewport.setImage(facts, "slide", { keepView: true });
  let late: (() => void) | undefined;
  const first = viewport.showTiles(1, async (tile) => {
    await new Promise<void>((resolve) => {
      late = resolve;
    });
    return greyTile(pyramid, tile, () => 11);
  });
  await expect.poll(() => late).toBeTruthy();
  const second = viewport.showTiles(2, async (tile) => greyTile(pyramid, tile, () => 22));
  await expect(first).rejects.toThrow();
  await second;
  late?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(viewport.pick([200, 150]).storedValue).toEqual([22]);
});
