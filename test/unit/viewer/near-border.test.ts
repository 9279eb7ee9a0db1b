import { expect, test } from "vitest";
import { nearBorder } from "../../../src/viewer/cpu/near-border.ts";
import { makeRandom } from "../../support/random.ts";

test("what is not marked has one value in the whole square around it, over 80 random pictures", () => {
  const random = makeRandom(11);
  let even = 0;
  for (let round = 0; round < 80; round++) {
    const [width, height, reach] = [6 + (round % 23), 5 + (round % 17), round % 5];
    const ids = new Uint16Array(width * height);
    for (let blob = 0; blob < 2; blob++) {
      const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
      for (let y = top; y < Math.min(height, top + 6); y++)
        for (let x = left; x < Math.min(width, left + 7); x++) ids[y * width + x] = blob + 1;
    }
    const marks = nearBorder(ids, width, height, reach);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (marks[y * width + x] === 1) continue;
        even++;
        for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
          for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++)
            expect(ids[v * width + u], `round ${round}`).toBe(ids[y * width + x]);
      }
  }
  expect(even).toBeGreaterThan(1000);
});
