import { beforeAll, describe, expect, test } from "vitest";
import { type GrowCutInput, topLevel, wallLevel } from "../../../src/domain/region/grow-cut.ts";
import type { OwnPipelines } from "../../../src/workers/wasm/own-pipelines.ts";
import { growCutOracle } from "../../support/grow-cut-oracle.ts";
import { makeOwnPipelinesNode } from "../../support/own-pipeline-node.ts";
import { makeRandom } from "../../support/random.ts";

let pipelines: OwnPipelines;
beforeAll(() => {
  pipelines = makeOwnPipelinesNode();
});

/** A small box of random levels: few of them, so that costs are often equal, with walls and several seeds. */
function randomInput(seed: number): GrowCutInput {
  const random = makeRandom(seed);
  const pick = (count: number) => Math.floor(random() * count);
  const [columns, rows, slices] = [1 + pick(9), 1 + pick(8), 1 + pick(5)];
  const count = columns * rows * slices;
  const most = [3, 40, topLevel][pick(3)] ?? 3;
  const levels = new Uint16Array(count).map(() => (pick(9) === 0 ? wallLevel : pick(most + 1)));
  const seeds = new Uint8Array(count);
  for (let step = 0; step < 1 + pick(6); step++) seeds[pick(count)] = 1 + pick(4);
  return { columns, rows, slices, steps: [1 + pick(3), 1 + pick(3), 1 + pick(20)], levels, seeds };
}

test("the kernel ends where the automaton ends, voxel for voxel, ties and walls included", async () => {
  let labelled = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const input = randomInput(seed);
    const found = await pipelines.growCut(input);
    expect([...found], `seed ${seed}`).toEqual([...growCutOracle(input)]);
    labelled += found.filter((label) => label > 0).length;
  }
  expect(labelled).toBeGreaterThan(1000);
});

describe("a disc in a noisy image", () => {
  const [columns, rows, slices] = [64, 60, 3];
  const inside = (x: number, y: number) => Math.hypot(x - 30, y - 28) < 14;
  const random = makeRandom(7);
  const levels = new Uint16Array(columns * rows * slices).map((_, at) => {
    const [x, y] = [at % columns, Math.floor(at / columns) % rows];
    return Math.round((inside(x, y) ? 700 : 300) + (random() - 0.5) * 80);
  });
  test("is found out of one stroke in it and one beside it, through the slices too", async () => {
    const seeds = new Uint8Array(levels.length);
    const put = (x: number, y: number, z: number, label: number) => {
      seeds[(z * rows + y) * columns + x] = label;
    };
    for (let x = 26; x < 34; x++) put(x, 28, 0, 2);
    for (let y = 5; y < 50; y++) put(8, y, 0, 1);
    put(30, 28, 2, 2);
    put(55, 50, 2, 1);
    const labels = await pipelines.growCut({ columns, rows, slices, steps: [1, 1, 4], levels, seeds });
    let [both, found, wish] = [0, 0, 0];
    for (const [at, label] of labels.entries()) {
      const isIn = inside(at % columns, Math.floor(at / columns) % rows);
      if (label === 2) found++;
      if (isIn) wish++;
      if (isIn && label === 2) both++;
    }
    expect((2 * both) / (found + wish)).toBeGreaterThan(0.99);
    expect(labels).not.toContain(0);
  });
});

test("what does not fit together is refused, and nothing is read beyond the input", async () => {
  const good = randomInput(3);
  for (const change of [
    { columns: good.columns + 1 },
    { slices: 0 },
    { slices: 2 ** 40 },
    { seeds: good.seeds.subarray(1) },
    { steps: [0, 1, 1] as const },
  ])
    await expect(pipelines.growCut({ ...good, ...change } as GrowCutInput)).rejects.toThrow();
  expect([...(await pipelines.growCut(good))]).toEqual([...growCutOracle(good)]);
});
