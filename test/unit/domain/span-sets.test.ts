import { expect, test } from "vitest";
import { type PixelSpan, spansToMask } from "../../../src/domain/rasterize.ts";
import { rowRuns, spansInside, spansOutside, spansWhere } from "../../../src/domain/span-sets.ts";
import { makeRandom } from "../../support/random.ts";

const [columns, rows] = [40, 12];
const bits = (spans: readonly PixelSpan[]) => [...spansToMask(spans, columns, rows).bits];

test("inside, outside and by a test are what a pixel by pixel comparison says, over 200 random sets", () => {
  const random = makeRandom(7);
  const pick = (count: number) => Math.floor(random() * count);
  const some = () =>
    Array.from({ length: pick(30) }, (): PixelSpan => {
      const from = pick(columns - 1);
      return [pick(rows), from, from + 1 + pick(columns - from - 1)];
    });
  for (let round = 0; round < 200; round++) {
    const [a, b] = [some(), some()];
    const [inA, inB] = [bits(a), bits(b)];
    expect(bits(spansInside(a, rowRuns(b)))).toEqual(inA.map((bit, at) => bit & (inB[at] ?? 0)));
    expect(bits(spansOutside(a, rowRuns(b)))).toEqual(inA.map((bit, at) => bit & (1 - (inB[at] ?? 0))));
    const test = (at: number) => at % 3 === 0;
    expect(bits(spansWhere(a, columns, test))).toEqual(inA.map((bit, at) => (test(at) ? bit : 0)));
  }
});
