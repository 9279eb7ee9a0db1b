import { expect, test } from "vitest";
import { cutsOf, nearBorder } from "../../../src/viewer/cpu/near-border.ts";
import { makeRandom } from "../../support/random.ts";

test("what is marked lies near a border, and what is not has one value in the whole square around it, over 80 random pictures", () => {
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
    const { marks, stride } = nearBorder(ids, cutsOf(ids, width, height), width, reach);
    const isBorder = (x: number, y: number) =>
      [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ].some(
        ([u = -1, v = -1]) =>
          u >= 0 && v >= 0 && u < width && v < height && ids[v * width + u] !== ids[y * width + x],
      );
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const isMarked = marks[y * stride + x] === 1;
        let borders = 0;
        for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
          for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++)
            if (isBorder(u, v)) borders++;
        if (isMarked !== borders > 0)
          throw new Error(`round ${round}: ${x}, ${y} is ${isMarked ? "" : "not "}marked`);
        if (isMarked) continue;
        even++;
        for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++)
          for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++)
            if (ids[v * width + u] !== ids[y * width + x])
              throw new Error(`round ${round}: ${x}, ${y} is not marked, and ${u}, ${v} is another`);
      }
  }
  expect(even).toBeGreaterThan(1000);
});
