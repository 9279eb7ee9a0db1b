import type { RegionSlices, ToolsCalls } from "../domain/calls/tools-calls.ts";
import type { ValueRange } from "../domain/editable-area.ts";
import type { ValueSlice } from "../domain/region/value-slice.ts";
import { say } from "../domain/said.ts";
import { makeWorkerClient, WorkerCallError } from "./bridge.ts";
import { makeLatestWins } from "./latest-wins.ts";

/** A stack of slices that can be read one by one. `key` is equal for equal stacks. */
export interface StackSource {
  readonly key: string;
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  /** Of all slices together, as stored. */
  readonly bytes: number;
  load(slice: number, signal: AbortSignal): Promise<ValueSlice>;
}

export interface GrowRequest {
  readonly seed: readonly [column: number, row: number, slice: number];
  readonly tolerance: number;
  readonly within: ValueRange | null;
}

export interface GrowOptions {
  readonly signal: AbortSignal;
  /** How many slices have been read. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Regions out of a stack, made in a worker; the newest request wins. */
export interface RegionTools {
  /** Rejects with an AbortError when cancelled or overtaken, else with a `WorkerCallError`. */
  grow(
    source: StackSource,
    request: GrowRequest,
    options: GrowOptions,
  ): Promise<RegionSlices & { readonly seedValue: number; readonly milliseconds: number }>;
  /** Masks for the empty slices between drawn ones. */
  fillBetween(
    request: ToolsCalls["fillBetween"]["request"],
    signal: AbortSignal,
  ): Promise<ToolsCalls["fillBetween"]["result"]>;
  close(): void;
}

/** How many slices are decoded ahead of the worker. */
const ahead = 4;

/** Makes the page's end; `maxBytes`: a stack above it is refused with both numbers. The worker starts at the first call. */
export function makeRegionTools(
  maxBytes: number,
  start: () => Worker = () =>
    new Worker(new URL("../workers/tools/tools.worker.ts", import.meta.url), { type: "module" }),
): RegionTools {
  const client = makeWorkerClient<ToolsCalls>(start);
  const latest = makeLatestWins();
  let growing: AbortController | null = null;
  let ready: { readonly key: string; readonly read: Promise<void> } | null = null;

  const read = async (source: StackSource, { signal, onProgress }: GrowOptions) => {
    const { key, columns, rows, slices } = source;
    await client.call("openStack", { key, columns, rows, slices });
    let next = 0;
    let done = 0;
    const worker = async () => {
      while (next < slices) {
        const slice = next++;
        const values = await source.load(slice, signal);
        signal.throwIfAborted();
        await client.call("addSlice", { key, slice, values });
        onProgress?.(++done, slices);
      }
    };
    await Promise.all(Array.from({ length: Math.min(ahead, slices) }, worker));
  };
  const hold = (source: StackSource, options: GrowOptions): Promise<void> => {
    if (ready?.key === source.key) return ready.read;
    const { bytes } = source;
    if (bytes > maxBytes) {
      const megabytes = (value: number) => Math.ceil(value / 1e6);
      const said = say`The series needs ${megabytes(bytes)} MB at once; ${megabytes(maxBytes)} MB are allowed on this device.`;
      return Promise.reject(new WorkerCallError({ code: "too-large", said }));
    }
    const mine = { key: source.key, read: read(source, options) };
    ready = mine;
    mine.read.catch(() => {
      if (ready === mine) ready = null;
    });
    return mine.read;
  };
  return {
    grow(source, request, options) {
      growing?.abort(); // a drag asks faster than a volume grows
      return latest.run(async () => {
        await hold(source, options);
        const mine = new AbortController();
        growing = mine;
        const abort = () => mine.abort();
        options.signal.addEventListener("abort", abort, { once: true });
        try {
          options.signal.throwIfAborted();
          return await client.call("grow", { key: source.key, ...request }, { signal: mine.signal });
        } finally {
          options.signal.removeEventListener("abort", abort);
        }
      }, options.signal);
    },
    fillBetween: (request, signal) =>
      latest.run(() => client.call("fillBetween", request, { signal }), signal),
    close() {
      ready = null;
      client.close();
    },
  };
}
