import { starterLabelSchema } from "../../src/domain/label-schema-starter.ts";
import { maskDice } from "../../src/domain/mask-dice.ts";
import { decodeMaskRle, encodeMaskRle } from "../../src/domain/mask-rle.ts";
import { ellipseSpans, spansToMask } from "../../src/domain/rasterize.ts";
import { growMask, smoothMask } from "../../src/domain/region/clean.ts";
import { makeLivewire } from "../../src/domain/region/livewire.ts";
import { maskBox } from "../../src/domain/region/mask-box.ts";
import { makeTools } from "../../src/workers/tools/make-tools.ts";
import { at, frame, makeTestEditor } from "../support/editor-driver.ts";

/** What `npm run bench -- tools --json` prints: milliseconds in Node (the worker's own handlers, without the copy to a worker). */
export interface ToolFigures {
  /** 512 × 512, a noisy organ of 40 % of the image; the slowest of the runs. */
  readonly wandMs: number;
  /** 512 × 512 × 100, a noisy ball of 8.7 million voxels; the slowest of the runs. */
  readonly regionMs: number;
  readonly regionVoxels: number;
  /** The same with noise that falls apart into single voxels, up to the cap of 20 million. */
  readonly cappedMs: number;
  readonly cappedVoxels: number;
  /** Two discs of radius 40 whose middles lie 100 px apart, nine empty slices: the middle one against the disc half-way. */
  readonly betweenDice: number;
  readonly betweenMs: number;
  /** Growing and smoothing a mask of 400 × 400 by 5 mm. */
  readonly growMs: number;
  readonly smoothMs: number;
  /** Livewire, 300 moves round an edge in 512 × 512: the 95th percentile and the slowest. */
  readonly livewireMoveMs: number;
  readonly livewireSlowestMs: number;
  /** A brush move with 150 labels on the image, 95th percentile, and the commit of that stroke. */
  readonly brushMoveMs: number;
  readonly brushCommitMs: number;
  /** Undo and redo of such strokes among those labels: the slowest of twenty. */
  readonly undoMs: number;
  readonly redoMs: number;
}

const side = 512;
const depth = 100;
const runs = 5;
const rounded = (value: number) => Math.round(value * 100) / 100;
const percentile = (values: readonly number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
const signal = new AbortController().signal;
const context = { signal, progress: () => {}, transfer: () => {} };

/** A ball of +60 in −100, with grain of ±30. */
function slice(z: number, ball: boolean) {
  const away = (z - depth / 2) * 2.4;
  const samples = Int16Array.from({ length: side * side }, (_, pixel) => {
    const [x, y] = [(pixel % side) - side / 2, Math.floor(pixel / side) - side / 2];
    const grain = (((pixel * 2654435761 + z * 97) >>> 7) % 60) - 30;
    return (!ball || x * x + y * y + away * away < 180 * 180 ? 60 : -100) + grain;
  });
  return { samples, slope: 1, intercept: -1024, padding: null };
}

async function grown(slices: number, ball: boolean, tolerance: number) {
  const tools = makeTools();
  const first = slices === 1 ? depth / 2 : 0;
  await tools.openStack({ key: "a", columns: side, rows: side, slices }, context);
  for (let z = 0; z < slices; z++)
    await tools.addSlice({ key: "a", slice: z, values: slice(first + z, ball) }, context);
  const seed = [side / 2, side / 2, Math.floor(slices / 2)] as const;
  const times: number[] = [];
  let pixels = 0;
  for (let run = 0; run < runs; run++) {
    const result = await tools.grow({ key: "a", seed, tolerance, within: null }, context);
    times.push(result.milliseconds);
    pixels = result.pixels;
  }
  return { slowestMs: Math.max(...times), pixels };
}

async function between() {
  const disc = (x: number) => spansToMask(ellipseSpans([x, 250], [40, 40], 0, side, side), side, side);
  const slices = Array.from({ length: 11 }, (_, index) => ({
    mask: index === 0 ? encodeMaskRle(disc(150)) : index === 10 ? encodeMaskRle(disc(250)) : null,
    position: index,
  }));
  const start = performance.now();
  const filled = await makeTools().fillBetween({ slices, size: { rowMm: 1, columnMm: 1 } }, context);
  const ms = performance.now() - start;
  const middle = filled.slices.find(({ slice: at }) => at === 5);
  return { ms, dice: middle ? maskDice(decodeMaskRle(middle.mask), disc(200)) : 0 };
}

function timed(work: () => void): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  return Math.max(...times);
}

function livewire(): number[] {
  const values = slice(depth / 2, true);
  const wire = makeLivewire((pixel) => values.samples[pixel] ?? 0, side, side, [side / 2 + 180, side / 2]);
  return Array.from({ length: 300 }, (_, step) => {
    const turn = (step / 300) * Math.PI;
    const start = performance.now();
    wire.pathTo([side / 2 + 180 * Math.cos(turn), side / 2 + 180 * Math.sin(turn)], 30_000);
    return performance.now() - start;
  });
}

function brush() {
  const editor = makeTestEditor();
  const { session } = editor;
  session.tools.setTarget({ ...frame(), columns: side, rows: side });
  session.tools.setOptions({ brushSizePx: 16 });
  const hand = at(editor).tool("brush");
  for (let index = 0; index < 150; index++) {
    session.records.newInstance();
    session.tools.chooseClass(starterLabelSchema.classes[index % 8]?.id ?? "mass");
    hand.tap(20 + (index % 25) * 19, 20 + Math.floor(index / 25) * 40);
  }
  session.records.newInstance();
  hand.down(60, 300);
  const moves = Array.from({ length: 300 }, (_, step) => {
    const start = performance.now();
    hand.move(60 + step, 300 + 30 * Math.sin(step / 12));
    return performance.now() - start;
  });
  const start = performance.now();
  hand.up();
  const commitMs = performance.now() - start;
  for (let stroke = 1; stroke < 20; stroke++)
    hand
      .down(60, 300 + stroke)
      .move(200, 280 + stroke)
      .move(360, 300 + stroke)
      .up();
  const slowest = (step: () => void) => {
    const times = Array.from({ length: 20 }, () => {
      const from = performance.now();
      step();
      return performance.now() - from;
    });
    return Math.max(...times);
  };
  const undoMs = slowest(() => session.history.undo());
  return { moves, commitMs, undoMs, redoMs: slowest(() => session.history.redo()) };
}

/** Times of the tools; printed as one JSON object. */
export async function main(): Promise<ToolFigures> {
  const wand = await grown(1, true, 35);
  const region = await grown(depth, true, 35);
  const capped = await grown(depth, false, 23);
  const fill = await between();
  const box = maskBox(ellipseSpans([256, 256], [200, 200], 0, side, side), 12);
  if (!box) throw new Error("The mask of the bench is empty.");
  const size = { rowMm: 0.7, columnMm: 0.7 };
  const wire = livewire();
  const { moves, commitMs, undoMs, redoMs } = brush();
  return {
    wandMs: rounded(wand.slowestMs),
    regionMs: rounded(region.slowestMs),
    regionVoxels: region.pixels,
    cappedMs: rounded(capped.slowestMs),
    cappedVoxels: capped.pixels,
    betweenDice: rounded(fill.dice),
    betweenMs: rounded(fill.ms),
    growMs: rounded(timed(() => growMask(box, 5, size))),
    smoothMs: rounded(timed(() => smoothMask(box, 5, size))),
    livewireMoveMs: rounded(percentile(wire, 0.95)),
    livewireSlowestMs: rounded(Math.max(...wire)),
    brushMoveMs: rounded(percentile(moves, 0.95)),
    brushCommitMs: rounded(commitMs),
    undoMs: rounded(undoMs),
    redoMs: rounded(redoMs),
  };
}
