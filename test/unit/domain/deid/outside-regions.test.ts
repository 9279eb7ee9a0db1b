import { expect, test } from "vitest";
import type { Area } from "../../../../src/domain/deid/area.ts";
import { outsideRegions } from "../../../../src/domain/deid/outside-regions.ts";
import { makeRandom } from "../../../support/random.ts";

const area = (x: number, y: number, width: number, height: number): Area => ({ x, y, width, height });
const has = (areas: readonly Area[], x: number, y: number) =>
  areas.filter((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height).length;

test("around one region there are four strips, as wide as the frame above and below", () => {
  expect(outsideRegions([area(50, 40, 500, 400)], 640, 480)).toEqual([
    area(0, 0, 640, 40),
    area(0, 40, 50, 400),
    area(550, 40, 90, 400),
    area(0, 440, 640, 40),
  ]);
});

test("regions outside the frame, empty or covering all of it leave nothing outside; what sticks out is cut off", () => {
  expect(outsideRegions([], 640, 480)).toEqual([]);
  expect(outsideRegions([area(700, 0, 10, 10), area(0, 4_000_000_000, 9, 9)], 640, 480)).toEqual([]);
  expect(outsideRegions([area(10, 10, 0, 50)], 640, 480)).toEqual([]);
  expect(outsideRegions([area(0, 0, 641, 9999)], 640, 480)).toEqual([]);
  expect(outsideRegions([area(-20, 40, 9999, 9999)], 640, 480)).toEqual([area(0, 0, 640, 40)]);
});

test("no strip touches a region or another strip, and together they hold all that lies around the regions", () => {
  const random = makeRandom(11);
  const whole = (most: number) => Math.floor(random() * most);
  let between = 0;
  for (let round = 0; round < 300; round++) {
    const regions = Array.from({ length: 1 + whole(4) }, () =>
      area(whole(9) * 10, whole(9) * 10, 10 + whole(6) * 10, 10 + whole(6) * 10),
    );
    const strips = outsideRegions(regions, 100, 100);
    const left = Math.min(...regions.map(({ x }) => x));
    const right = Math.max(...regions.map(({ x, width }) => x + width));
    const top = Math.min(...regions.map(({ y }) => y));
    const bottom = Math.max(...regions.map(({ y, height }) => y + height));
    for (let y = 5; y < 100; y += 10)
      for (let x = 5; x < 100; x += 10) {
        const inStrips = has(strips, x, y);
        if (has(regions, x, y)) expect(inStrips).toBe(0);
        else if (x < left || x >= right || y < top || y >= bottom) expect(inStrips).toBe(1);
        else between += inStrips;
        expect(inStrips).toBeLessThanOrEqual(1);
      }
  }
  expect(between).toBeGreaterThan(500);
});

test("a crowd of regions is taken as one, so that a person can decide", () => {
  const crowd = Array.from({ length: 200 }, (_, i) => area(100 + (i % 20) * 20, 100 + i * 1, 7, 7));
  expect(outsideRegions(crowd, 640, 480).length).toBeLessThanOrEqual(4);
});
