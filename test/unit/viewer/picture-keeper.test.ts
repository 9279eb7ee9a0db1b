import { expect, test } from "vitest";
import type { View } from "../../../src/viewer/camera.ts";
import { drawScene } from "../../../src/viewer/cpu/draw-scene.ts";
import { makePictureKeeper } from "../../../src/viewer/cpu/picture-keeper.ts";
import { labelPalette } from "../../../src/viewer/label-palette.ts";
import { emptyLayers, framePatch, makeScene } from "../../../src/viewer/scene.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import { makeRandom } from "../../support/random.ts";

const [columns, rows] = [200, 150];
const size = { widthCss: 160, heightCss: 120, devicePixelRatio: 1 };
const camera = (change: Partial<View["camera"]> = {}): View["camera"] => ({
  centerImage: [100, 75],
  zoom: 0.8,
  quarterTurns: 0,
  flipped: false,
  ...change,
});

function makeTestScene() {
  const info = { ...greyFacts({ columns, rows }), key: "k" };
  const scene = makeScene();
  scene.info = info;
  scene.layers = emptyLayers(info);
  const frame = framePatch(
    info,
    new Uint16Array(columns * rows).map((_, i) => (i * 37) % 2000),
  );
  scene.patches.set(frame.id, frame);
  scene.window = { kind: "window", center: 900, width: 1500, fn: "LINEAR", invert: false };
  scene.view = { camera: camera(), size, stretch: [1, 1] };
  const entries = [1, 2, 3].map((index) => ({
    index,
    color: ["#79C7FE", "#F3FB03", "#F0007C"][index - 1] ?? "#79C7FE",
    visible: true,
    proposal: index === 3,
  }));
  scene.palettes[0] = labelPalette(entries);
  scene.palettes[1] = labelPalette(entries);
  return scene;
}

test("after every change the picture kept is the whole drawn anew, bit for bit, and what is told as fresh holds every difference", () => {
  const random = makeRandom(3);
  const scene = makeTestScene();
  const keeper = makePictureKeeper();
  let before: Uint8ClampedArray | null = null;
  let partly = 0;
  for (let step = 0; step < 200; step++) {
    const what = step === 0 ? 1 : random();
    if (what < 0.08) {
      // Another colour, another proposal, one of them hidden.
      const layer = Math.floor(random() * 2);
      scene.palettes[layer] = labelPalette(
        [1, 2, 3].map((index) => ({
          index,
          color: random() < 0.5 ? "#79C7FE" : "#F0007C",
          visible: random() < 0.8,
          proposal: random() < 0.5,
        })),
      );
      keeper.notice({ kind: "palette", layer });
    } else if (what < 0.12) {
      const layer = Math.floor(random() * 2);
      const gone: [number, number][] = [];
      scene.layers[layer]?.each((column, row) => gone.push([column, row]));
      scene.layers[layer]?.clear();
      keeper.notice({ kind: "labels", layer, tiles: gone });
    } else if (what < 0.2) {
      // Another label is chosen, or drawn at.
      const active =
        random() < 0.3 ? null : { layer: Math.floor(random() * 2), index: 1 + Math.floor(random() * 3) };
      scene.style = { ...scene.style, active, drawing: random() < 0.5 };
    } else if (what < 0.75) {
      // A brush: some pixels of one tile, or the whole tile gone.
      const [layer, tileColumn, tileRow] = [
        Math.floor(random() * 2),
        Math.floor(random() * 4),
        Math.floor(random() * 3),
      ];
      const tile = scene.layers[layer]?.get(tileColumn, tileRow)?.slice() ?? new Uint16Array(64 * 64);
      const [x0, y0, value] = [
        Math.floor(random() * 50),
        Math.floor(random() * 50),
        Math.floor(random() * 4),
      ];
      for (let y = y0; y < y0 + 14; y++) for (let x = x0; x < x0 + 14; x++) tile[y * 64 + x] = value;
      scene.layers[layer]?.set(tileColumn, tileRow, random() < 0.1 ? null : tile);
      keeper.notice({ kind: "label-tile", layer, tileColumn, tileRow });
    } else if (what < 0.85) {
      scene.view = {
        camera: camera({
          zoom: 0.5 + random() * 3,
          quarterTurns: Math.floor(random() * 4) as 0,
          flipped: random() < 0.5,
        }),
        size,
        stretch: [1, 1],
      };
    } else if (what < 0.9) {
      scene.window = { kind: "window", center: random() * 1500, width: 1500, fn: "LINEAR", invert: false };
      keeper.notice({ kind: "plan" });
    } else if (what < 0.95) scene.style = { ...scene.style, fillOpacity: random() } as typeof scene.style;
    else scene.smooth = !scene.smooth;
    const drawn = keeper.draw(scene, 1);
    const whole = drawScene(scene, 1);
    if (!drawn || !whole) throw new Error("Nothing was drawn.");
    expect(
      Buffer.compare(Buffer.from(drawn.picture.rgba.buffer), Buffer.from(whole.rgba.buffer)),
      `step ${step}`,
    ).toBe(0);
    const { fresh } = drawn;
    const { width, height, rgba } = whole;
    for (let y = 0; before && y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4;
        const changed =
          rgba[at] !== before[at] || rgba[at + 1] !== before[at + 1] || rgba[at + 2] !== before[at + 2];
        const isFresh =
          fresh !== null &&
          x >= fresh.x &&
          y >= fresh.y &&
          x < fresh.x + fresh.width &&
          y < fresh.y + fresh.height;
        if (changed && !isFresh) throw new Error(`step ${step}: ${x}, ${y} changed and was not told`);
      }
    if (fresh && fresh.width * fresh.height < (width * height) / 2) partly++;
    before = rgba.slice();
  }
  expect(partly).toBeGreaterThan(20);
});

test("after the last label went and the window changed, a new label lies over the new image", () => {
  const scene = makeTestScene();
  const keeper = makePictureKeeper();
  const put = (tile: Uint16Array | null) => {
    scene.layers[0]?.set(1, 1, tile);
    keeper.notice({ kind: "label-tile", layer: 0, tileColumn: 1, tileRow: 1 });
    return keeper.draw(scene, 1);
  };
  const label = new Uint16Array(64 * 64).fill(2, 500, 900);
  keeper.draw(scene, 1);
  put(label);
  put(null);
  scene.window = { kind: "window", center: 300, width: 700, fn: "LINEAR", invert: false };
  keeper.notice({ kind: "plan" });
  keeper.draw(scene, 1);
  const drawn = put(label);
  const wanted = drawScene(scene, 1);
  expect(drawn?.fresh?.width).toBeLessThan(160);
  expect(
    Buffer.compare(
      Buffer.from(drawn?.picture.rgba.buffer ?? new ArrayBuffer(0)),
      Buffer.from(wanted?.rgba.buffer ?? new ArrayBuffer(0)),
    ),
  ).toBe(0);
});

test("choosing a label, and drawing at it, draws its tiles alone", () => {
  const scene = makeTestScene();
  const tile = new Uint16Array(64 * 64).fill(2, 500, 900);
  scene.layers[0]?.set(1, 1, tile);
  scene.layers[0]?.set(0, 0, new Uint16Array(64 * 64).fill(1, 500, 900));
  const keeper = makePictureKeeper();
  keeper.draw(scene, 1);
  scene.style = { ...scene.style, active: { layer: 0, index: 2 } };
  const chosen = keeper.draw(scene, 1)?.fresh;
  expect(chosen && chosen.width * chosen.height).toBeLessThan((160 * 120) / 3);
  scene.style = { ...scene.style, drawing: true };
  expect(keeper.draw(scene, 1)?.fresh).toEqual(chosen);
  scene.style = { ...scene.style, active: null, drawing: false };
  expect(keeper.draw(scene, 1)?.fresh).toEqual(chosen);
});

test("nothing changed, nothing is drawn", () => {
  const scene = makeTestScene();
  const keeper = makePictureKeeper();
  expect(keeper.draw(scene, 1)?.fresh).toEqual({ x: 0, y: 0, width: 160, height: 120 });
  expect(keeper.draw(scene, 1)?.fresh).toBeNull();
  expect(keeper.draw(scene, 0.5)?.fresh).toEqual({ x: 0, y: 0, width: 80, height: 60 });
});
