import { describe, expect, test } from "vitest";
import type { GrowCutCalls } from "../../../src/domain/calls/growcut-calls.ts";
import { rleSpans } from "../../../src/domain/mask-rle.ts";
import type { PixelSpan } from "../../../src/domain/rasterize.ts";
import { topLevel, wallLevel } from "../../../src/domain/region/grow-cut.ts";
import { makeGrowCut, paintSeeds } from "../../../src/jobs/grow-cut.ts";
import type { StackSource } from "../../../src/jobs/region-tools.ts";
import { makeGrowCutCalls } from "../../../src/workers/growcut/make-growcut.ts";
import { growCutOracle } from "../../support/grow-cut-oracle.ts";

const [columns, rows, count] = [40, 30, 6] as const;

/** A bright block that moves by a column with each slice; the last column of each slice is padding. */
const inside = (x: number, y: number, slice: number) => x >= 10 + slice && x < 22 + slice && y >= 8 && y < 20;

function makeStack(reads: number[] = []): StackSource {
  return {
    key: "stack",
    columns,
    rows,
    slices: count,
    bytes: columns * rows * count * 2,
    async load(slice, signal) {
      signal.throwIfAborted();
      reads.push(slice);
      const samples = new Int16Array(columns * rows).map((_, at) => {
        const [x, y] = [at % columns, Math.floor(at / columns)];
        return x === columns - 1 ? -2000 : inside(x, y, slice) ? 300 : 40;
      });
      return { samples, slope: 2, intercept: -100, padding: [-2000, -2000] };
    },
  };
}

/** The worker's end in this very thread, over the automaton instead of the kernel. */
function inThread(): Worker {
  const handlers = makeGrowCutCalls(async (input) => growCutOracle(input));
  const worker = {
    onmessage: null as ((event: { data: unknown }) => void) | null,
    async postMessage({
      kind,
      id,
      name,
      request,
    }: {
      kind: string;
      id: number;
      name: string;
      request: never;
    }) {
      if (kind !== "call" && name !== "growCut") return;
      const context = {
        signal: new AbortController().signal,
        progress: () => undefined as never,
        transfer: () => undefined,
      };
      const result = await handlers[name as keyof GrowCutCalls](request, context);
      worker.onmessage?.({ data: { kind: "result", id, result } });
    },
    terminate: () => undefined,
    addEventListener: () => undefined,
  };
  return worker as unknown as Worker;
}

const line = (row: number, from: number, to: number): PixelSpan[] => [[row, from, to]];
const options = { signal: new AbortController().signal };
const sizeMm = [1, 1, 2] as const;

describe("seeds on a stack", () => {
  test("grow from the first to the last image that has any, to the borders of what they lie in", async () => {
    const grown = await makeGrowCut(20e6, inThread).run(
      makeStack(),
      {
        seeds: [
          { slice: 1, label: 2, spans: line(14, 13, 18) },
          { slice: 1, label: 1, spans: line(3, 2, 30) },
          { slice: 4, label: 2, spans: line(12, 16, 20) },
          { slice: 4, label: 1, spans: line(26, 2, 30) },
        ],
        sizeMm,
        firstLabel: 2,
      },
      options,
    );
    expect(grown.masks.map(({ slice, label }) => [slice, label])).toEqual([1, 2, 3, 4].map((at) => [at, 2]));
    for (const { slice, mask } of grown.masks) {
      const found = new Set(
        rleSpans(mask).flatMap(([row, from, to]) =>
          Array.from({ length: to - from }, (_, at) => `${from + at} ${row}`),
        ),
      );
      const wish = new Set<string>();
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++) if (inside(x, y, slice)) wish.add(`${x} ${y}`);
      expect(found).toEqual(wish);
    }
  });
  test("are worked on in a box around them that is read once while strokes are added within it", async () => {
    const reads: number[] = [];
    const source = makeStack(reads);
    const growCut = makeGrowCut(20e6, inThread);
    const first = [
      { slice: 2, label: 2, spans: line(14, 14, 18) },
      { slice: 2, label: 1, spans: line(3, 2, 30) },
    ];
    const alone = await growCut.run(source, { seeds: first, sizeMm, firstLabel: 2 }, options);
    expect(alone.masks.map(({ slice }) => slice)).toEqual([2]);
    expect(reads).toEqual([2]);
    const more = [...first, { slice: 2, label: 1, spans: line(6, 15, 20) }];
    await growCut.run(source, { seeds: more, sizeMm, firstLabel: 2 }, options);
    expect(reads).toEqual([2]);
    await growCut.run(
      source,
      { seeds: [...more, { slice: 3, label: 1, spans: line(3, 2, 4) }], sizeMm, firstLabel: 2 },
      options,
    );
    expect(reads.sort()).toEqual([2, 2, 3]);
  });
  test("are refused, with both numbers, where their box is larger than what is worked on", async () => {
    const source = { ...makeStack(), columns: 5000, rows: 5000 };
    const seeds = [
      { slice: 0, label: 2, spans: line(5, 5, 4900) },
      { slice: 0, label: 1, spans: line(4900, 5, 4900) },
    ];
    await expect(
      makeGrowCut(20e6, inThread).run(source, { seeds, sizeMm, firstLabel: 2 }, options),
    ).rejects.toThrow("holds 25 million voxels; 20 million are worked on at most on this device");
  });
  test("stop when they are cancelled", async () => {
    const control = new AbortController();
    control.abort();
    await expect(
      makeGrowCut(20e6, inThread).run(
        makeStack(),
        { seeds: [{ slice: 0, label: 1, spans: line(5, 5, 9) }], sizeMm, firstLabel: 2 },
        { signal: control.signal },
      ),
    ).rejects.toMatchObject({ name: "AbortError" });
  });
});

test("of two seeds in one place the later stroke counts", () => {
  const box = { from: [4, 2, 1], to: [12, 6, 2] } as const;
  const labels = paintSeeds(
    [
      { slice: 1, label: 2, spans: line(3, 5, 9) },
      { slice: 1, label: 1, spans: line(3, 8, 11) },
    ],
    box,
  );
  expect([...labels.subarray(8, 16)]).toEqual([0, 2, 2, 2, 1, 1, 1, 0]);
  expect(topLevel).toBeLessThan(wallLevel);
});
