import { expect, test } from "vitest";
import type { PointImage } from "../../../src/domain/annotation.ts";
import { selfIntersects } from "../../../src/domain/geometry-intersect.ts";
import { unionOfRing } from "../../../src/domain/geometry-union.ts";
import { makeRandom } from "../../support/random.ts";

/** How often a ring winds round a place: sum of the angles that its corners pass, nothing shared with the code. */
const windings = (ring: readonly PointImage[], [x, y]: PointImage) => {
  let sum = 0;
  for (const [at, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(at + 1) % ring.length] ?? [0, 0];
    const turn = Math.atan2(y2 - y, x2 - x) - Math.atan2(y1 - y, x1 - x);
    sum += turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  }
  return Math.round(sum / (2 * Math.PI));
};
const areaOf = (ring: readonly PointImage[]) =>
  Math.abs(
    ring.reduce((sum, [x1, y1], at) => {
      const [x2, y2] = ring[(at + 1) % ring.length] ?? [0, 0];
      return sum + (x1 * y2 - x2 * y1) / 2;
    }, 0),
  );

test("a star of five lines is all that it goes round, its middle too, in one piece that does not cross itself", () => {
  const star = [0, 2, 4, 1, 3].map((step): PointImage => {
    const turn = (step / 5) * 2 * Math.PI - Math.PI / 2;
    return [50 + 40 * Math.cos(turn), 50 + 40 * Math.sin(turn)];
  });
  expect(selfIntersects(star)).toBe(true);
  const parts = unionOfRing(star) ?? [];
  expect(parts).toHaveLength(1);
  expect(parts[0]?.holes).toEqual([]);
  expect(selfIntersects(parts[0]?.outline ?? [])).toBe(false);
  expect(windings(parts[0]?.outline ?? [], [50, 50])).not.toBe(0);
  // The ten corners of the outline of a pentagram, from its radius.
  expect(areaOf(parts[0]?.outline ?? [])).toBeCloseTo(1.12257 * 40 * 40, -1.5);
});

test("a bow of two loops is two pieces or one that meets in a point, with the area of both", () => {
  const bow: PointImage[] = [
    [10, 10],
    [50, 50],
    [50, 10],
    [10, 50],
  ];
  const parts = unionOfRing(bow) ?? [];
  const area = parts.reduce((sum, { outline }) => sum + areaOf(outline), 0);
  expect(area).toBeGreaterThan(780);
  expect(area).toBeLessThan(820);
});

test("of random rings every place that is wound round is in, every other out, but for a pixel at the border", () => {
  const random = makeRandom(11);
  for (let run = 0; run < 40; run++) {
    const ring = Array.from({ length: 7 }, (): PointImage => [random() * 60, random() * 60]);
    const parts = unionOfRing(ring) ?? [];
    let wrong = 0;
    let inside = 0;
    for (let y = 1; y < 60; y += 2)
      for (let x = 1; x < 60; x += 2) {
        const place: PointImage = [x + 0.013, y + 0.017];
        const is = windings(ring, place) !== 0;
        const said = parts.some(
          ({ outline, holes }) =>
            windings(outline, place) !== 0 && holes.every((hole) => windings(hole, place) === 0),
        );
        if (is) inside++;
        if (is !== said) wrong++;
      }
    expect(inside).toBeGreaterThan(0);
    expect(wrong, `run ${run}`).toBeLessThanOrEqual(8);
  }
});

test("what is too large for it is refused, not guessed", () => {
  expect(
    unionOfRing([
      [0, 0],
      [9000, 9000],
      [9000, 0],
      [0, 9000],
    ]),
  ).toBeNull();
});
