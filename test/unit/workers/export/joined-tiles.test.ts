import { expect, test } from "vitest";
import { joinedTiles } from "../../../../src/workers/export/joined-tiles.ts";

/** A picture whose sample says where it is, cut into tiles of four; tiles at the edge are whole, filled up with 99. */
const tiled = (columns: number, rows: number, samples: 1 | 3) => ({
  pyramid: {
    tileSize: 4,
    levels: [
      { columns: 100, rows: 100 },
      { columns, rows },
    ],
  },
  tile: async ({ level, tileColumn, tileRow }: { level: number; tileColumn: number; tileRow: number }) => {
    expect(level).toBe(1);
    const pixels = new Uint8Array(16 * samples).map((_, at) => {
      const [x, y] = [
        tileColumn * 4 + (Math.floor(at / samples) % 4),
        tileRow * 4 + Math.floor(at / samples / 4),
      ];
      return x < columns && y < rows ? y * columns + x + (at % samples) : 99;
    });
    return { columns: 4, rows: 4, samples, type: "u8" as const, pixels };
  },
});

test.each([
  [8, 8, 1],
  [7, 5, 1],
  [3, 2, 3],
  [9, 6, 3],
] as const)(
  "tiles of %i × %i pixels with %i samples become the whole level, without their filling",
  async (columns, rows, samples) => {
    const { pyramid, tile } = tiled(columns, rows, samples);
    const whole = await joinedTiles(pyramid, "2.25.1", tile);
    expect([whole.columns, whole.rows, whole.samples]).toEqual([columns, rows, samples]);
    expect([...whole.pixels]).toEqual(
      Array.from({ length: columns * rows * samples }, (_, at) => Math.floor(at / samples) + (at % samples)),
    );
  },
);
