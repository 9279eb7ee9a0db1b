import { expect, test, vi } from "vitest";
import type { FromWorker, ToWorker } from "../../../src/domain/calls/call.ts";
import type { ToolsCalls } from "../../../src/domain/calls/tools-calls.ts";
import { encodeMaskRle, rleSpans } from "../../../src/domain/mask-rle.ts";
import { ellipseSpans, spansToMask } from "../../../src/domain/rasterize.ts";
import type { ValueSlice } from "../../../src/domain/region/value-slice.ts";
import { say } from "../../../src/domain/said.ts";
import { makeRegionTools, type StackSource } from "../../../src/jobs/region-tools.ts";
import { makeTools } from "../../../src/workers/tools/make-tools.ts";

/** The worker's own handlers behind a message port that copies nothing and forgets nothing. */
function makeWorker() {
  const calls: string[] = [];
  const start = () => {
    const handlers = makeTools();
    const running = new Map<number, AbortController>();
    const worker = {
      onmessage: (_: { data: FromWorker }) => {},
      onerror: null,
      terminate: () => {},
      async postMessage(message: ToWorker) {
        if (message.kind === "cancel") return running.get(message.id)?.abort();
        const { id, name, request } = message;
        calls.push(name);
        const control = new AbortController();
        running.set(id, control);
        const context = { signal: control.signal, progress: () => {}, transfer: () => {} };
        const handler = handlers[name as keyof ToolsCalls];
        try {
          const result = await handler(request as never, context);
          worker.onmessage({ data: { kind: "result", id, result } });
        } catch (reason) {
          const code = (reason as { code?: string }).code ?? "internal";
          const said = say`${(reason as Error).message}`;
          const cancelled = control.signal.aborted;
          worker.onmessage({ data: { kind: "error", id, error: { code, said, cancelled } } });
        }
      },
    };
    return worker as unknown as Worker;
  };
  return { calls, start };
}

const [columns, rows, slices] = [20, 10, 5];
/** 100 in columns 5–9 of slices 1–3, 0 elsewhere. */
const values = (slice: number): ValueSlice => ({
  samples: new Int16Array(columns * rows).map((_, at) =>
    slice > 0 && slice < 4 && at % columns >= 5 && at % columns < 10 ? 100 : 0,
  ),
  slope: 1,
  intercept: 0,
  padding: null,
});
const source = (change: Partial<StackSource> = {}): StackSource => ({
  key: "a",
  columns,
  rows,
  slices,
  bytes: 2 * columns * rows * slices,
  load: async (slice) => values(slice),
  ...change,
});
const request = { seed: [7, 5, 2], tolerance: 10, within: null } as const;
const signal = () => new AbortController().signal;

test("a region goes through the slices that hold it, and the stack is read once for many tolerances", async () => {
  const worker = makeWorker();
  const tools = makeRegionTools(1e6, worker.start);
  const progress: number[] = [];
  const grown = await tools.grow(source(), request, {
    signal: signal(),
    onProgress: (done) => progress.push(done),
  });
  expect(grown.slices.map(({ slice }) => slice)).toEqual([1, 2, 3]);
  expect(grown).toMatchObject({ pixels: 150, capped: false, seedValue: 100 });
  expect(progress).toEqual([1, 2, 3, 4, 5]);
  const all = await tools.grow(source(), { ...request, tolerance: 100 }, { signal: signal() });
  expect(all.pixels).toBe(columns * rows * slices);
  const held = await tools.grow(
    source(),
    { ...request, tolerance: 100, within: { low: 50, high: 200 } },
    { signal: signal() },
  );
  expect(held.pixels).toBe(150);
  expect(worker.calls.filter((name) => name === "addSlice")).toHaveLength(5);
});

test("a newer tolerance ends the growth before it, and only the newest is answered", async () => {
  const side = 1500;
  const wide = source({
    columns: side,
    rows: side,
    slices: 1,
    load: async () => ({ ...values(0), samples: new Int16Array(side * side) }),
  });
  const tools = makeRegionTools(1e9, makeWorker().start);
  const one = { seed: [700, 700, 0], tolerance: 5, within: null } as const;
  await tools.grow(wide, one, { signal: signal() });
  const asked = [1, 2, 3, 4].map((tolerance) =>
    tools.grow(wide, { ...one, tolerance }, { signal: signal() }),
  );
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "fulfilled"]);
  for (const result of settled.slice(0, 3))
    expect(result.status === "rejected" && result.reason).toMatchObject({ name: "AbortError" });
});

test("another stack takes the place of the first", async () => {
  const worker = makeWorker();
  const tools = makeRegionTools(1e6, worker.start);
  await tools.grow(source(), request, { signal: signal() });
  const one = source({ key: "b", slices: 1, load: async () => values(2) });
  const grown = await tools.grow(one, { ...request, seed: [7, 5, 0] }, { signal: signal() });
  expect(grown.pixels).toBe(50);
  expect((await tools.grow(source(), request, { signal: signal() })).pixels).toBe(150);
  expect(worker.calls.filter((name) => name === "openStack")).toHaveLength(3);
});

test("a stack above the limit is refused with both numbers, and nothing of it is read", async () => {
  const load = vi.fn(async () => values(0));
  const tools = makeRegionTools(1e6, makeWorker().start);
  await expect(
    tools.grow(source({ bytes: 52.4e6, load }), request, { signal: signal() }),
  ).rejects.toMatchObject({
    code: "too-large",
    message: "The series needs 53 MB at once; 1 MB are allowed on this device.",
  });
  expect(load).not.toHaveBeenCalled();
});

test("cancelled while it reads, it ends, and the next request reads anew", async () => {
  const tools = makeRegionTools(1e6, makeWorker().start);
  const control = new AbortController();
  const slow = source({
    load: async (slice, loading) => {
      if (slice === 2) control.abort();
      loading.throwIfAborted();
      return values(slice);
    },
  });
  await expect(tools.grow(slow, request, { signal: control.signal })).rejects.toMatchObject({
    name: "AbortError",
  });
  expect((await tools.grow(source(), request, { signal: signal() })).pixels).toBe(150);
});

test("an image of another size is named, not grown through", async () => {
  const tools = makeRegionTools(1e6, makeWorker().start);
  const uneven = source({
    load: async (slice) => (slice === 3 ? { ...values(3), samples: new Int16Array(7) } : values(slice)),
  });
  await expect(tools.grow(uneven, request, { signal: signal() })).rejects.toMatchObject({
    code: "slice-size",
  });
});

test("what lies between two drawn slices comes back slice by slice, and cancelled it ends", async () => {
  const tools = makeRegionTools(1e6, makeWorker().start);
  const mask = (x: number) => encodeMaskRle(spansToMask(ellipseSpans([x, 30], [8, 8], 0, 100, 60), 100, 60));
  const slices = [
    { mask: mask(20), position: 0 },
    { mask: null, position: 5 },
    { mask: null, position: 10 },
    { mask: mask(50), position: 15 },
  ];
  const request = { slices, size: { rowMm: 1, columnMm: 1 } };
  const filled = await tools.fillBetween(request, signal());
  expect(filled.slices.map(({ slice }) => slice)).toEqual([1, 2]);
  const middle = filled.slices.map(({ mask: found }) => {
    const columns = rleSpans(found).flatMap(([, from, to]) => [from, to - 1]);
    return (Math.min(...columns) + Math.max(...columns)) / 2;
  });
  expect(middle).toEqual([30, 40]);
  const control = new AbortController();
  control.abort();
  await expect(tools.fillBetween(request, control.signal)).rejects.toMatchObject({ name: "AbortError" });
});
