import { expect, test } from "vitest";
import { lineImage, pgmFile } from "../../../../src/workers/ocr/line-image.ts";

/** A plane with a bar of `bar` on `ground`. */
function plane(ground: number, bar: number) {
  const grey = new Uint8Array(100 * 40).fill(ground);
  for (let row = 12; row < 24; row++) grey.fill(bar, row * 100 + 30, row * 100 + 34);
  return { columns: 100, rows: 40, grey };
}

test("letters come out black on white, whatever they were, with room around them and enlarged; grain of the ground goes", () => {
  for (const [ground, bar] of [
    [20, 230],
    [235, 25],
    [140, 240],
    [115, 15],
  ] as const) {
    const made = plane(ground, bar);
    for (let at = 0; at < made.grey.length; at += 3) if (made.grey[at] === ground) made.grey[at] = ground + 9;
    const { columns, rows, grey } = lineImage(made, { x: 20, y: 10, width: 40, height: 16 });
    expect([columns, rows]).toEqual([(40 + 12) * 3, (16 + 12) * 3]);
    expect([grey[0], grey[(6 + 8) * 3 * columns + (6 + 12) * 3]]).toEqual([255, 0]);
    expect(grey[(6 + 8) * 3 * columns + (6 + 30) * 3]).toBe(255);
  }
});

test("an area that sticks out of the plane is cut, and a high one is not enlarged", () => {
  const over = lineImage(plane(0, 255), { x: -5, y: 30, width: 500, height: 100 });
  expect([over.columns, over.rows]).toEqual([(100 + 12) * 4, (10 + 12) * 4]);
  const high = lineImage(
    { columns: 10, rows: 200, grey: new Uint8Array(2000) },
    { x: 0, y: 0, width: 10, height: 200 },
  );
  expect([high.columns, high.rows]).toEqual([22, 212]);
});

test("a PGM file says its size and holds its bytes", () => {
  const file = pgmFile({ columns: 2, rows: 1, grey: Uint8Array.of(7, 255) });
  expect(Buffer.from(file).toString("latin1")).toBe("P5\n2 1\n255\n\x07\xff");
});
