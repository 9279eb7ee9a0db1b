import { expect, test } from "vitest";
import { makeInstanceCache } from "../../../../src/workers/pixels/instance-cache.ts";
import { expectSame } from "../../../support/expect-same.ts";
import { chosen, makeImportHarness } from "../../../support/import-harness.ts";
import { referenceHalf, referenceTile } from "../../../support/reference-levels.ts";
import { type MadeSlide, makeSlide } from "../../../support/slide-maker.ts";

const matrix = (columns: number, rows: number, seed: number) =>
  new Uint8Array(columns * rows).map((_, at) => ((at % columns) * 3 + (at >> 7) + seed) % 200);

const uids = (more: MadeSlide["more"] = []): NonNullable<MadeSlide["more"]> => [
  { tag: "00100020", vr: "LO", value: "PLANTED-1" },
  { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
  { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
  ...more,
];

function slide(number: number, columns: number, rows: number, given: Partial<MadeSlide> = {}) {
  const values = matrix(columns, rows, number);
  const bytes = makeSlide({
    columns,
    rows,
    samples: 1,
    tile: [128, 64],
    planes: [values],
    sopUid: `1.2.826.0.1.4711.5.${number}`,
    ...given,
    more: uids(given.more),
  });
  return { columns, rows, values: [...values], file: chosen(`s${number}.dcm`, bytes) };
}

async function stored(files: readonly { readonly file: ReturnType<typeof chosen> }[]) {
  const harness = makeImportHarness();
  for (const { file } of files) {
    // One at a time, as they may come: what was joined before is joined anew.
    const { result } = await harness.take([file]);
    expect(result.refused).toEqual([]);
    const sopUids = result.held.map(({ sopUid }) => sopUid);
    expect((await harness.call("release", { sopUids, boxes: [] })).released).toEqual(sopUids);
  }
  const { database, codecs } = harness.context;
  const instances = await database.instances.toArray();
  const ofSize = (columns: number) => instances.find(({ facts }) => facts.columns === columns);
  const [series] = await database.series.toArray();
  return { instances, ofSize, series, open: makeInstanceCache(database, codecs) };
}

test("resolutions of one slide are one image: each level's tiles come from the file that holds it", async () => {
  const fine = slide(1, 2500, 200);
  const quarter = slide(2, 625, 50);
  const { series, instances, ofSize, open } = await stored([quarter, fine]);
  const finest = ofSize(2500);
  expect(instances).toHaveLength(2);
  expect(series?.frames.map(({ sopUid }) => sopUid)).toEqual([finest?.sopUid]);
  const half = referenceHalf(fine, 1);
  const levels = [fine, half, quarter];
  expect(finest?.facts.pyramid?.levels).toEqual(levels.map(({ columns, rows }) => ({ columns, rows })));
  const opened = await open(finest?.sopUid ?? "");
  expect(opened.facts.pyramid).toEqual(finest?.facts.pyramid);
  for (const [level, reference] of levels.entries())
    for (let tileColumn = 0; tileColumn * 512 < reference.columns; tileColumn++) {
      const tile = await opened.tile?.({ frameIndex: 0, level, tileColumn, tileRow: 0 });
      expectSame([...(tile?.pixels ?? [])], referenceTile(reference, 1, 512, tileColumn, 0));
    }
});

test("a label, an overview and another glass stay images of their own", async () => {
  const files = [
    slide(1, 2500, 200),
    slide(2, 625, 50, { role: "LABEL" }),
    slide(3, 600, 48, { role: "OVERVIEW" }),
    slide(4, 500, 250),
  ];
  const { series, ofSize } = await stored(files);
  expect(series?.frames).toHaveLength(4);
  expect(ofSize(2500)?.facts.pyramid?.levels).toHaveLength(3);
});

test("a slide that was looked at takes up a resolution that comes later", async () => {
  const fine = slide(1, 2500, 200);
  const quarter = slide(2, 625, 50);
  const harness = makeImportHarness();
  const take = async (file: ReturnType<typeof chosen>) => {
    const { result } = await harness.take([file]);
    await harness.call("release", { sopUids: result.held.map(({ sopUid }) => sopUid), boxes: [] });
  };
  const { database, codecs } = harness.context;
  const open = makeInstanceCache(database, codecs);
  await take(fine.file);
  const [{ sopUid = "" } = {}] = await database.instances.toArray();
  const before = await open(sopUid);
  expect(before.facts.pyramid?.levels.at(-1)).toEqual({ columns: 625, rows: 50 });
  await take(quarter.file);
  const after = await open(sopUid);
  const tile = await after.tile?.({ frameIndex: 0, level: 2, tileColumn: 0, tileRow: 0 });
  expectSame([...(tile?.pixels ?? [])], referenceTile(quarter, 1, 512, 0, 0));
});

test("parts of a concatenation are one image", async () => {
  const uid = { tag: "00209161", vr: "UI", value: "1.2.826.0.1.4711.9" };
  const [columns, rows] = [2560, 128];
  const values = matrix(columns, rows, 1);
  const part = (number: number, offset: number) =>
    slide(number, columns, rows, {
      planes: [values.subarray((offset / 20) * 64 * columns)],
      // One row of tiles a file: the maker writes what `planes` holds of them.
      frameRows: 64,
      more: [uid, { tag: "00209228", vr: "UL", value: [offset] }],
    });
  const { series, open, instances } = await stored([part(1, 0), part(2, 20)]);
  expect(series?.frames).toHaveLength(1);
  const shown = instances.find(({ slide: own }) => (own?.levels?.length ?? 0) > 0);
  expect(series?.frames[0]?.sopUid).toBe(shown?.sopUid);
  const opened = await open(shown?.sopUid ?? "");
  const tile = await opened.tile?.({ frameIndex: 0, level: 0, tileColumn: 1, tileRow: 0 });
  const whole = { columns, rows, values: [...values] };
  expectSame([...(tile?.pixels ?? [])], referenceTile(whole, 1, 512, 1, 0));
});

test("boxes drawn on the whole of a slide blank every stored tile that they touch, at every place", async () => {
  const fine = slide(1, 2500, 200);
  const harness = makeImportHarness();
  const { result } = await harness.take([fine.file]);
  const [{ sopUid = "" } = {}] = result.held;
  const shown = await harness.call("heldFrame", { sopUid, frameIndex: 0 });
  expect(shown).toMatchObject({ columns: 1250, rows: 100, frameColumns: 2500, frameRows: 200 });
  const box = { x: 100, y: 50, width: 700, height: 30, frames: "all" as const };
  await harness.call("release", { sopUids: [sopUid], boxes: [box] });
  const { database, codecs } = harness.context;
  const opened = await makeInstanceCache(database, codecs)(sopUid);
  const expected = fine.values.map((value, at) => {
    const [x, y] = [at % 2500, Math.floor(at / 2500)];
    return x >= 100 && x < 800 && y >= 50 && y < 80 ? 0 : value;
  });
  for (const tileColumn of [0, 1, 2]) {
    const tile = await opened.tile?.({ frameIndex: 0, level: 0, tileColumn, tileRow: 0 });
    const reference = referenceTile({ ...fine, values: expected }, 1, 512, tileColumn, 0);
    expect([...(tile?.pixels ?? [])].join() === reference.join()).toBe(true);
  }
  const [record] = await database.deidRecords.toArray();
  expect(record?.boxes).toEqual([box]);
});
