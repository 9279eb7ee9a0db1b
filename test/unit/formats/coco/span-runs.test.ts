import { expect, test } from "vitest";
import { encodeMaskRle } from "../../../../src/domain/mask-rle.ts";
import { orderedSpans, spansRle } from "../../../../src/domain/mask-spans.ts";
import { type PixelSpan, polygonSpans, spansToMask } from "../../../../src/domain/rasterize.ts";
import { columnRuns, encodeRuns } from "../../../../src/formats/coco/encode-rle.ts";
import { spanBounds, spanColumnRuns } from "../../../../src/formats/coco/span-runs.ts";
import { sameByColumns, sameByRows } from "../../../../src/workers/export/compare-spans.ts";
import { makeRandom } from "../../../support/random.ts";

/** Random runs, some touching, some rows empty, some full. */
function randomSpans(random: () => number, columns: number, rows: number): PixelSpan[] {
  const spans: PixelSpan[] = [];
  for (let row = 0; row < rows; row++) {
    const kind = random();
    if (kind < 0.2) continue;
    if (kind < 0.3) spans.push([row, 0, columns]);
    else
      for (let from = Math.floor(random() * 4); from < columns; ) {
        const to = Math.min(columns, from + 1 + Math.floor(random() * 5));
        spans.push([row, from, to]);
        from = to + Math.floor(random() * 4);
      }
  }
  return spans;
}

test("masks of runs give the run lengths, bounds and checks that their bitmaps give", () => {
  const random = makeRandom(21);
  for (let trial = 0; trial < 300; trial++) {
    const [columns, rows] = [1 + Math.floor(random() * 20), 1 + Math.floor(random() * 12)];
    const spans = randomSpans(random, columns, rows).sort(() => random() - 0.5);
    const mask = { columns, rows, spans: orderedSpans(spans) };
    const bitmap = spansToMask(spans, columns, rows);
    const set = (runs: readonly number[]) =>
      runs.length === 1 ? runs : runs.filter((run, at) => at === 0 || run > 0);
    expect(set(spanColumnRuns(mask))).toEqual(set(columnRuns(bitmap)));
    expect(set(spansRle(mask).counts)).toEqual(set(encodeMaskRle(bitmap).counts));
    expect(sameByColumns(mask, columnRuns(bitmap))).toBe(true);
    expect(sameByRows(mask, encodeMaskRle(bitmap).counts)).toBe(true);
    const flipped = { ...bitmap, bits: bitmap.bits.slice() };
    const at = Math.floor(random() * flipped.bits.length);
    flipped.bits[at] = 1 - (flipped.bits[at] ?? 0);
    expect(sameByColumns(mask, columnRuns(flipped))).toBe(false);
    expect(sameByRows(mask, encodeMaskRle(flipped).counts)).toBe(false);
    const [x, y, width, height] = spanBounds(mask);
    const inside = bitmap.bits.every(
      (bit, index) =>
        !bit ||
        (index % columns >= x &&
          index % columns < x + width &&
          Math.floor(index / columns) >= y &&
          Math.floor(index / columns) < y + height),
    );
    expect(inside).toBe(true);
  }
});

test("an outline over a whole slide is run lengths without a bitmap, beyond 32 bits too", () => {
  const [columns, rows] = [100_000, 80_000];
  const spans = polygonSpans(
    [
      [
        [10, 20],
        [99_000.5, 300],
        [50_000, 79_990],
      ],
    ],
    columns,
    rows,
  );
  const mask = { columns, rows, spans: orderedSpans(spans) };
  const runs = spanColumnRuns(mask);
  expect(runs.reduce((sum, run) => sum + run, 0)).toBe(columns * rows);
  expect(sameByColumns(mask, runs)).toBe(true);
  const moved = [...runs];
  moved[501] = (moved[501] ?? 0) + 1;
  moved[502] = (moved[502] ?? 0) - 1;
  expect(sameByColumns(mask, moved)).toBe(false);
  // 2^33 in groups of five bits: a shift would lose its top.
  expect(encodeRuns([2 ** 33])).toBe(encodeGroups(2 ** 33));
});

/** COCO's groups by arithmetic on decimal digits of base 32: another way than the writer's. */
function encodeGroups(value: number): string {
  const digits = value.toString(32);
  // A leading digit above 15 would read as a sign.
  const groups = [...(Number.parseInt(digits[0] ?? "0", 32) > 15 ? `0${digits}` : digits)].reverse();
  return groups
    .map((digit, at) =>
      String.fromCharCode(48 + Number.parseInt(digit, 32) + (at < groups.length - 1 ? 32 : 0)),
    )
    .join("");
}
