import { expect, test } from "vitest";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { makeRandom } from "../../support/random.ts";

const columns = 320;
const rows = 200;
const pipelines = makeOwnPipelinesNode();

/** A row of strokes like capital letters, 12 high, 9 apart. */
function write(plane: Uint8Array, x: number, y: number, letters: number, value: number): Uint8Array {
  for (let letter = 0; letter < letters; letter++) {
    const left = x + letter * 9;
    for (let row = 0; row < 12; row++) {
      plane[(y + row) * columns + left] = value;
      plane[(y + row) * columns + left + 1] = value;
      if (row === 0 || row === 6)
        plane.fill(value, (y + row) * columns + left, (y + row) * columns + left + 6);
    }
  }
  return plane;
}

const flat = (value: number) => new Uint8Array(columns * rows).fill(value);

test("a line of letters is one box around it, bright on dark and dark on bright", async () => {
  for (const [ground, ink] of [
    [10, 250],
    [230, 20],
    [90, 160],
  ] as const) {
    const found = await pipelines.findText(write(flat(ground), 40, 60, 8, ink), columns, rows);
    expect(found, `${ground} ${ink}`).toHaveLength(1);
    const [line] = found;
    expect(line).toMatchObject({ marks: 8 });
    expect(line?.x).toBeLessThanOrEqual(40);
    expect(line?.y).toBeLessThanOrEqual(60);
    expect((line?.x ?? 0) + (line?.width ?? 0)).toBeGreaterThanOrEqual(40 + 7 * 9 + 6);
    expect((line?.y ?? 0) + (line?.height ?? 0)).toBeGreaterThanOrEqual(72);
    expect(line?.height).toBeLessThan(24);
  }
});

test("text keeps its place in grain, and grain alone is no text", async () => {
  const random = makeRandom(11);
  const grain = new Uint8Array(columns * rows).map(() => 40 + Math.floor(random() * 60));
  expect(await pipelines.findText(grain, columns, rows)).toEqual([]);
  const found = await pipelines.findText(write(grain, 100, 90, 9, 255), columns, rows);
  expect(found).toHaveLength(1);
  expect(found[0]?.x).toBeLessThanOrEqual(100);
  expect((found[0]?.x ?? 0) + (found[0]?.width ?? 0)).toBeGreaterThanOrEqual(100 + 8 * 9 + 6);
});

/** The same letters as a terminal's: of every three rows the third is dark. */
function stripes(plane: Uint8Array, x: number, y: number, letters: number, value: number): Uint8Array {
  const written = write(new Uint8Array(columns * rows), x, y, letters, 1);
  for (let at = 0; at < plane.length; at++)
    if (written[at] && (Math.floor(at / columns) - y) % 3 !== 2) plane[at] = value;
  return plane;
}

test("letters of stripes that do not touch are one line, also in grain and where some of them run together", async () => {
  const random = makeRandom(12);
  const grain = new Uint8Array(columns * rows).map(() => 40 + Math.floor(random() * 60));
  const joined = stripes(flat(10), 60, 50, 8, 250);
  for (let letter = 0; letter < 8; letter += 2) joined[(50 + 2) * columns + 60 + letter * 9] = 250;
  for (const [name, plane] of [
    ["dark", stripes(flat(10), 60, 50, 8, 250)],
    ["bright", stripes(flat(230), 60, 50, 8, 20)],
    ["grain", stripes(grain, 60, 50, 8, 255)],
    ["joined", joined],
  ] as const) {
    const found = await pipelines.findText(plane, columns, rows);
    expect(found, name).toHaveLength(1);
    const [{ x, y, width, height } = { x: 999, y: 999, width: 0, height: 0 }] = found;
    expect([x <= 60, y <= 50, x + width >= 60 + 7 * 9 + 6, y + height >= 61, height < 24], name).toEqual(
      Array(5).fill(true),
    );
  }
});

test("lines of small letters three rows apart stay lines of their own", async () => {
  const plane = flat(10);
  for (const y of [40, 55, 70]) write(plane, 60, y, 8, 250);
  expect(await pipelines.findText(plane, columns, rows)).toHaveLength(3);
});

test("a ladder, a comb of one edge and a few dashes are no text", async () => {
  const plane = flat(20);
  for (let y = 30; y < 150; y += 3) plane.fill(250, y * columns + 40, y * columns + 52);
  for (let y = 20; y < 180; y += 2) plane.fill(180, y * columns + 150, y * columns + 152 + (y % 14));
  for (let dash = 0; dash < 2; dash++)
    for (let y = 60; y < 72; y += 3)
      plane.fill(250, y * columns + 220 + dash * 9, y * columns + 226 + dash * 9);
  expect(await pipelines.findText(plane, columns, rows)).toEqual([]);
});

test("edges, discs and a ruler's long lines are no text", async () => {
  const plane = flat(20);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      if ((x - 90) ** 2 + (y - 100) ** 2 < 3600) plane[y * columns + x] = 200;
      if (x === 250) plane[y * columns + x] = 255;
    }
  expect(await pipelines.findText(plane, columns, rows)).toEqual([]);
});

test("sizes that do not fit the bytes are refused before memory is taken", async () => {
  for (const [wide, high] of [
    [columns, rows + 1],
    [0, rows],
    [2 ** 40, 2 ** 40],
    [2 ** 31, 2 ** 33],
  ] as const)
    await expect(pipelines.findText(flat(0), wide, high)).rejects.toMatchObject({ code: "plan-invalid" });
});
