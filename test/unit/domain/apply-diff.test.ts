import { describe, expect, test } from "vitest";
import { applyRecordDiff, diffOfRecords, isEmptyDiff, reverseDiff } from "../../../src/domain/apply-diff.ts";
import type { MaskDiff, MaskTileKey } from "../../../src/domain/mask.ts";
import { diffTiles } from "../../../src/domain/mask-diff.ts";
import { type MaskTiles, makeMaskTiles } from "../../../src/domain/mask-tiles.ts";
import type { EditRecord, RecordDiff } from "../../../src/domain/record-diff.ts";
import type { TaskState } from "../../../src/domain/study.ts";
import { expectSame } from "../../support/expect-same.ts";
import { makeRandom } from "../../support/random.ts";

const states: readonly TaskState[] = ["todo", "labelling", "submitted", "accepted"];
const task = (id: string, value: TaskState): EditRecord => ({ kind: "task", id, value });
const updated = (from: EditRecord, to: EditRecord): RecordDiff => ({
  added: {},
  updated: { [to.id]: [from, to] },
  removed: {},
  masks: [],
});
const [a, b, c] = [task("t", "todo"), task("t", "labelling"), task("t", "submitted")];

const key: MaskTileKey = { seriesUid: "s", layer: 0, sopUid: "i", frameIndex: 0, tileRow: 0, tileColumn: 0 };

/** A random walk: states of records and one tile after each step, and the diff of the step. */
function walk(seed: number, steps: number) {
  const random = makeRandom(seed);
  const pick = (count: number) => Math.floor(random() * count);
  let records = new Map<string, EditRecord>();
  let tile = new Uint16Array(4096);
  const diffs: RecordDiff[] = [];
  const seen = [{ records: new Map(records), tile: tile.slice() }];
  for (let step = 0; step < steps; step++) {
    const next = new Map(records);
    for (let change = 0; change < 1 + pick(3); change++) {
      const id = `r${pick(4)}`;
      if (next.has(id) && pick(3) === 0) next.delete(id);
      else next.set(id, task(id, states[pick(4)] ?? "todo"));
    }
    const after = tile.slice();
    const start = pick(4000);
    after.fill(pick(4), start, start + 1 + pick(90));
    const runs = diffTiles(tile, after);
    const masks: MaskDiff[] = runs.length > 0 ? [{ key, runs }] : [];
    diffs.push({ ...diffOfRecords(records, next), masks });
    records = next;
    tile = after;
    seen.push({ records: new Map(records), tile: tile.slice() });
  }
  return { diffs, seen };
}

function play(records: Map<string, EditRecord>, tiles: MaskTiles, diff: RecordDiff): number {
  let skipped = applyRecordDiff(records, diff).skippedRecords;
  for (const mask of diff.masks) skipped += tiles.apply(mask).skippedPixels;
  return skipped;
}

const pixels = (tiles: MaskTiles) => tiles.get(key) ?? new Uint16Array(4096);

describe("over 200 random walks", () => {
  const walks = Array.from({ length: 200 }, (_, seed) => walk(seed + 1, 6));
  test("the steps, played, give every state, and their reverses, played backwards, take each back", () => {
    for (const { diffs, seen } of walks) {
      const records = new Map<string, EditRecord>();
      const tiles = makeMaskTiles();
      for (const [at, diff] of diffs.entries()) {
        expect(play(records, tiles, diff)).toBe(0);
        expectSame(records, seen[at + 1]?.records);
        expectSame(pixels(tiles), seen[at + 1]?.tile);
      }
      for (const [at, diff] of [...diffs.entries()].reverse()) {
        expect(play(records, tiles, reverseDiff(diff))).toBe(0);
        expectSame(records, seen[at]?.records);
        expectSame(pixels(tiles), seen[at]?.tile);
      }
      expect(tiles.keys()).toEqual([]);
    }
  });
  test("a diff that changes nothing is told from one that does", () => {
    for (const { diffs, seen } of walks)
      for (const [at, diff] of diffs.entries()) {
        const [before, after] = [seen[at], seen[at + 1]];
        const same =
          JSON.stringify([...(before?.records ?? [])].sort()) ===
          JSON.stringify([...(after?.records ?? [])].sort());
        expect(isEmptyDiff({ ...diff, masks: [] })).toBe(same);
      }
  });
});

test("only what has the expected value changes; the rest is reported", () => {
  const records = new Map([["t", c]]);
  const result = applyRecordDiff(records, updated(a, b));
  expect(result).toMatchObject({ skippedRecords: 1, applied: { updated: {} } });
  expect(records.get("t")).toBe(c);

  const tiles = makeMaskTiles();
  tiles.ensure(key).fill(1, 0, 10).fill(2, 4, 6);
  const { applied, skippedPixels } = tiles.apply({
    key,
    runs: [{ start: 0, length: 10, before: 1, after: 3 }],
  });
  expect(skippedPixels).toBe(2);
  expect(applied.runs).toEqual([
    { start: 0, length: 4, before: 1, after: 3 },
    { start: 6, length: 4, before: 1, after: 3 },
  ]);
  expect([...pixels(tiles).slice(0, 11)]).toEqual([3, 3, 3, 3, 2, 2, 3, 3, 3, 3, 0]);
});
