import { expect, test } from "vitest";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import { makeLabelTiles, tileChanges, tilesOfMasks } from "../../../src/viewer/label-tiles.ts";
import { makeRandom } from "../../support/random.ts";

const [columns, rows, side] = [150, 130, 64];
const across = 3;

/** Some boxes of pixels, as bits. */
function randomBits(random: () => number, boxes: number): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(columns * rows);
  for (let box = 0; box < boxes; box++) {
    const [x0, y0] = [Math.floor(random() * columns), Math.floor(random() * rows)];
    const [width, height] = [Math.floor(random() * columns), Math.floor(random() * 40)];
    for (let y = y0; y < Math.min(rows, y0 + height); y++)
      bits.fill(1, y * columns + x0, y * columns + Math.min(columns, x0 + width));
  }
  return bits;
}

test("masks become the tiles of their pixels, later ones on top, over 40 random pairs", () => {
  const random = makeRandom(5);
  for (let round = 0; round < 40; round++) {
    const both = [randomBits(random, 2), randomBits(random, round % 3)];
    const masks = both.map((bits, at) => ({ index: at + 1, mask: encodeMaskRle({ columns, rows, bits }) }));
    const tiles = tilesOfMasks(columns, rows, masks);
    let seen = 0;
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const wanted = both[1]?.[y * columns + x] ? 2 : (both[0]?.[y * columns + x] ?? 0);
        const tile = tiles.get(Math.floor(y / side) * across + Math.floor(x / side));
        const found = tile?.[(y % side) * side + (x % side)] ?? 0;
        if (found !== wanted) throw new Error(`round ${round}: ${x}, ${y} is ${found}, not ${wanted}`);
        seen += wanted;
      }
    // Nothing beside the image, and no tile without a label.
    const sum = (tile: Uint16Array) => tile.reduce((all, value) => all + value, 0);
    expect([...tiles.values()].reduce((all, tile) => all + sum(tile), 0)).toBe(seen);
    for (const tile of tiles.values()) expect(sum(tile)).toBeGreaterThan(0);
  }
});

test("a layer becomes what is wanted by its changes, and what is the same is no change", () => {
  const random = makeRandom(9);
  const layer = makeLabelTiles(columns, rows);
  const same = (a: Uint16Array, b: Uint16Array | null) =>
    b !== null && Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0;
  const bits = randomBits(random, 2);
  let [untouched, emptied] = [0, 0];
  for (let round = 0; round < 60; round++) {
    // An answer is the last one, here and there another.
    const [x0, y0, value] = [Math.floor(random() * 140), Math.floor(random() * 120), round % 3 === 0 ? 1 : 0];
    for (let y = y0; y < Math.min(rows, y0 + 50); y++)
      bits.fill(value, y * columns + x0, y * columns + Math.min(columns, x0 + 50));
    const wanted = tilesOfMasks(columns, rows, [{ index: 1, mask: encodeMaskRle({ columns, rows, bits }) }]);
    const changes = tileChanges(layer, wanted);
    for (const { tileColumn, tileRow, data } of changes) {
      const before = layer.get(tileColumn, tileRow);
      expect(data ? same(data, before) : before === null).toBe(false);
      if (!data) emptied++;
      layer.set(tileColumn, tileRow, data);
    }
    let held = 0;
    layer.each((column, row, data) => {
      held++;
      const one = wanted.get(row * across + column);
      expect(one !== undefined && same(one, data)).toBe(true);
    });
    expect(held).toBe(wanted.size);
    expect(tileChanges(layer, wanted)).toEqual([]);
    untouched += wanted.size - changes.filter(({ data }) => data).length;
  }
  expect(untouched).toBeGreaterThan(30);
  expect(emptied).toBeGreaterThan(0);
});
