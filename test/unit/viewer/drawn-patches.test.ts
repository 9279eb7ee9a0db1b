import { expect, test } from "vitest";
import type { View } from "../../../src/viewer/camera.ts";
import { drawnPatches } from "../../../src/viewer/drawn-patches.ts";
import { makeScene, tilePatch } from "../../../src/viewer/scene.ts";
import { levelScale, type TileAddress, tilesUnder } from "../../../src/viewer/tile-grid.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";
import { greyTile, pyramidOf } from "../../support/tile-maker.ts";

const [columns, rows] = [1003, 777];
const pyramid = pyramidOf(columns, rows, 64);
const info = { ...greyFacts({ columns, rows, type: "u8", bitsStored: 8 }), pyramid, key: "k" };
const all = [0, 0, columns, rows] as const;
const view: View = {
  camera: { centerImage: [500, 400], zoom: 1, quarterTurns: 0, flipped: false },
  size: { widthCss: 300, heightCss: 200, devicePixelRatio: 1 },
  stretch: [1, 1],
};

function sceneOf(tiles: readonly TileAddress[]) {
  const scene = makeScene();
  scene.info = info;
  scene.view = view;
  for (const tile of tiles) {
    const loaded = greyTile(pyramid, tile, () => 7);
    const patch = tilePatch(info, {
      ...tile,
      ...loaded,
      scale: levelScale(pyramid, tile.level),
      tileSize: 64,
    });
    scene.patches.set(patch.id, patch);
  }
  return scene;
}

const ids = (tiles: readonly TileAddress[]) => drawnPatches(sceneOf(tiles)).map(({ id }) => id);

test("where every seen tile is there, nothing coarser or finer, seen or not, is drawn", () => {
  const everything = [...pyramid.levels.keys()].flatMap((level) => tilesUnder(pyramid, level, all));
  const drawn = drawnPatches(sceneOf(everything));
  expect(drawn.every(({ level }) => level === 0)).toBe(true);
  expect(drawn).toHaveLength(tilesUnder(pyramid, 0, [350.5, 300.5, 650.5, 500.5]).length);
});

test("under a missing tile lies the finest of the coarser ones, drawn first", () => {
  const coarse = [1, 2, 4].flatMap((level) => tilesUnder(pyramid, level, all));
  const fine = tilesUnder(pyramid, 0, all).filter(
    ({ tileColumn, tileRow }) => tileColumn !== 7 || tileRow !== 6,
  );
  const drawn = ids([...fine, ...coarse]);
  expect(drawn[0]).toBe("1/3/3");
  // 1003 is not twice 502: the second one holds the last sliver of the gap.
  expect(drawn.filter((id) => !id.startsWith("0/"))).toEqual(["1/3/3", "1/4/3"]);
  expect(ids([...fine, ...coarse.filter(({ level }) => level !== 1)])[0]).toBe("2/1/1");
});

test("while a zoomed-out view is read, the finer tiles that are there stand over the backdrop", () => {
  const backdrop = tilesUnder(pyramid, pyramid.levels.length - 1, all);
  const scene = sceneOf([...backdrop, { level: 0, tileColumn: 7, tileRow: 6 }]);
  scene.view = { ...view, camera: { ...view.camera, zoom: 0.4 } };
  expect(drawnPatches(scene).map(({ id }) => id)).toEqual(["4/0/0", "0/7/6"]);
});
