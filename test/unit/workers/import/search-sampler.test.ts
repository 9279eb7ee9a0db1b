import { expect, test } from "vitest";
import type { GreyPlane } from "../../../../src/workers/import/grey-plane.ts";
import { makeSearchSampler } from "../../../../src/workers/import/search-sampler.ts";

const side = 60;

/** A plane with `strokes` bright lines of ten rows, from row `top` on. */
function plane(strokes = 0, top = 2): GreyPlane {
  const grey = new Uint8Array(side * side).fill(20);
  for (let stroke = 0; stroke < strokes; stroke++)
    for (let row = top; row < top + 10; row++) grey[row * side + 2 + stroke * 3] = 250;
  return { columns: side, rows: side, grey };
}

/** Which of these slices are searched; `held`: the search of that one finds text. */
function searched(planes: readonly GreyPlane[], held: readonly number[] = []): number[] {
  const sampler = makeSearchSampler();
  return planes.flatMap((one, at) => {
    const search = sampler.next("series", one);
    search?.done(held.includes(at + 1));
    return search ? [at + 1] : [];
  });
}

const same = (count: number) => Array.from({ length: count }, () => plane());

test("of like slices the first and each power of two are searched", () => {
  expect(searched(same(20))).toEqual([1, 2, 4, 8, 16]);
});

test("a slice after one with text is searched though nothing differs", () => {
  expect(searched(same(12), [4, 5])).toEqual([1, 2, 4, 5, 6, 8]);
});

test("a slice that differs in any ninth is searched, and the one after it", () => {
  for (const top of [2, 25, 48]) {
    const planes = same(12);
    planes[9] = plane(5, top);
    expect(searched(planes), `row ${top}`).toEqual([1, 2, 4, 8, 10, 11]);
  }
});

test("series, and sizes within one, are counted apart", () => {
  const sampler = makeSearchSampler();
  for (let slice = 0; slice < 3; slice++) sampler.next("one", plane());
  expect(sampler.next("one", plane())).not.toBeNull();
  expect(sampler.next("one", plane())).toBeNull();
  expect(sampler.next("two", plane())).not.toBeNull();
  expect(sampler.next("one", { columns: 30, rows: 120, grey: new Uint8Array(3600) })).not.toBeNull();
});
