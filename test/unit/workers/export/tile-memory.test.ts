import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Annotation } from "../../../../src/domain/annotation.ts";
import { encodeMaskTile } from "../../../../src/domain/mask-tile-codec.ts";
import { openMainDatabase } from "../../../../src/storage/database.ts";
import { makeTileMemory } from "../../../../src/workers/export/tile-memory.ts";

const label = (sop: string, frame = 1) =>
  ({ target: { study: "1", series: "2", sop, frame } }) as unknown as Annotation;

test("tiles of a layer are asked of the store once, each layer and frame by itself", async () => {
  const database = openMainDatabase("tile-memory");
  let asked = 0;
  database.maskTiles.hook("reading", (row) => {
    asked++;
    return row;
  });
  const bytes = encodeMaskTile(new Uint16Array(4096).fill(3));
  const at = { seriesUid: "2", studyUid: "1", tileRow: 0, tileColumn: 0, codec: 1 as const, bytes };
  for (const [sopUid, frameIndex, layer] of [
    ["a", 0, 0],
    ["a", 0, 1],
    ["a", 1, 0],
    ["b", 0, 0],
  ] as const)
    await database.maskTiles.put({ ...at, sopUid, frameIndex, layer, tileColumn: layer });
  const tiles = makeTileMemory(database);
  for (let again = 0; again < 3; again++) {
    expect((await tiles(label("a"), 0)).map(({ tileColumn }) => tileColumn)).toEqual([0]);
    expect((await tiles(label("a"), 1)).map(({ tileColumn }) => tileColumn)).toEqual([1]);
    expect(await tiles(label("a", 2), 0)).toHaveLength(1);
    expect(await tiles(label("b"), 0)).toHaveLength(1);
    expect(await tiles(label("c"), 0)).toEqual([]);
  }
  expect(asked).toBe(4);
  await database.delete();
});
