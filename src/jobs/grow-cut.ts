import type { GrowCutCalls, GrowCutMask } from "../domain/calls/growcut-calls.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import { levelRange, putLevels, seedBox, stepCost, type VoxelBox } from "../domain/region/grow-cut.ts";
import type { ValueSlice } from "../domain/region/value-slice.ts";
import { say } from "../domain/said.ts";
import { makeWorkerClient, WorkerCallError } from "./bridge.ts";
import { makeLatestWins } from "./latest-wins.ts";
import type { GrowOptions, StackSource } from "./region-tools.ts";

/** Seeds on one slice of a stack; `label` from 1. The lower label wins where two reach a voxel at the same cost. */
export interface SeedSlice {
  readonly slice: number;
  readonly label: number;
  readonly spans: readonly PixelSpan[];
}

export interface GrowCutRequest {
  readonly seeds: readonly SeedSlice[];
  /** Millimetres of a voxel: across, down, through. */
  readonly sizeMm: readonly [number, number, number];
  /** Labels from here on are answered: those below only hold others back. */
  readonly firstLabel: number;
}

/** Seeds that compete for a stack, in a worker of their own; the newest request wins. */
export interface GrowCut {
  /** Rejects with an AbortError when cancelled or overtaken, else with a `WorkerCallError`. */
  run(
    source: StackSource,
    request: GrowCutRequest,
    options: GrowOptions,
  ): Promise<{ readonly masks: readonly GrowCutMask[]; readonly milliseconds: number }>;
  close(): void;
}

/** Levels of a box of a stack, kept while seeds are added within it. */
interface Levels {
  readonly key: string;
  readonly box: VoxelBox;
  readonly values: Uint16Array<ArrayBuffer>;
}

/** How many slices are decoded at once. */
const ahead = 4;

const sideOf = ({ from, to }: VoxelBox, axis: 0 | 1 | 2) => to[axis] - from[axis];
const voxelsOf = (box: VoxelBox) => sideOf(box, 0) * sideOf(box, 1) * sideOf(box, 2);

const holds = (outer: VoxelBox, inner: VoxelBox): boolean =>
  ([0, 1] as const).every(
    (axis) => outer.from[axis] <= inner.from[axis] && outer.to[axis] >= inner.to[axis],
  ) &&
  // Through the slices the box ends with the seeds: a wider one would grow further.
  outer.from[2] === inner.from[2] &&
  outer.to[2] === inner.to[2];

/** Seeds as labels of the voxels of a box; of two in one place the later stroke counts. */
export function paintSeeds(seeds: readonly SeedSlice[], box: VoxelBox): Uint8Array<ArrayBuffer> {
  const [width, height] = [sideOf(box, 0), sideOf(box, 1)];
  const labels = new Uint8Array(voxelsOf(box));
  for (const { slice, label, spans } of seeds)
    for (const [row, from, to] of spans) {
      const line = ((slice - box.from[2]) * height + row - box.from[1]) * width - box.from[0];
      labels.fill(label, line + from, line + to);
    }
  return labels;
}

/** Makes the page's end; a box of more than `mostVoxels` is refused with both numbers. The worker starts at the first call, and ends with a run that is cancelled: the kernel cannot be spoken to. */
export function makeGrowCut(
  mostVoxels: number,
  start: () => Worker = () =>
    new Worker(new URL("../workers/growcut/growcut.worker.ts", import.meta.url), { type: "module" }),
): GrowCut {
  const client = makeWorkerClient<GrowCutCalls>(start, { cancelGraceMs: 50 });
  const latest = makeLatestWins();
  let held: Levels | null = null;
  let running: AbortController | null = null;

  const read = async (
    source: StackSource,
    box: VoxelBox,
    { signal, onProgress }: GrowOptions,
  ): Promise<Levels> => {
    const count = sideOf(box, 2);
    const plane = sideOf(box, 0) * sideOf(box, 1);
    const middle = box.from[2] + Math.floor(count / 2);
    const sampled = [...new Set([box.from[2], middle, box.to[2] - 1])];
    const known = new Map<number, ValueSlice>();
    for (const slice of sampled) known.set(slice, await source.load(slice, signal));
    const range = levelRange([...known.values()], source.columns, box);
    const values = new Uint16Array(plane * count);
    let next = box.from[2];
    let done = 0;
    const worker = async () => {
      while (next < box.to[2]) {
        const slice = next++;
        const loaded = known.get(slice) ?? (await source.load(slice, signal));
        signal.throwIfAborted();
        if (loaded.samples.length !== source.columns * source.rows)
          throw new WorkerCallError({
            code: "slice-size",
            said: say`Image ${slice + 1} has another size than the first: seeds cannot grow through this series.`,
          });
        putLevels(values, (slice - box.from[2]) * plane, loaded, source.columns, box, range);
        onProgress?.(++done, count);
      }
    };
    await Promise.all(Array.from({ length: Math.min(ahead, count) }, worker));
    return { key: source.key, box, values };
  };
  return {
    run(source, { seeds, sizeMm, firstLabel }, options) {
      running?.abort(); // a stroke comes before the last one has grown
      const mine = new AbortController();
      running = mine;
      return latest.run(async () => {
        const abort = () => mine.abort();
        options.signal.addEventListener("abort", abort, { once: true });
        try {
          options.signal.throwIfAborted();
          const { columns, rows } = source;
          const wanted = seedBox(seeds, columns, rows);
          if (!wanted) return { masks: [], milliseconds: 0 };
          const millions = voxelsOf(wanted) / 1e6;
          if (voxelsOf(wanted) > mostVoxels)
            throw new WorkerCallError({
              code: "too-large",
              said: say`The box around the seeds holds ${Math.ceil(millions)} million voxels; ${mostVoxels / 1e6} million are worked on at most on this device. Paint the seeds on fewer images, or nearer to each other.`,
            });
          if (!held || held.key !== source.key || !holds(held.box, wanted))
            held = await read(source, wanted, { ...options, signal: mine.signal });
          const { box, values } = held;
          const input = {
            columns: sideOf(box, 0),
            rows: sideOf(box, 1),
            slices: sideOf(box, 2),
            steps: [stepCost(sizeMm[0]), stepCost(sizeMm[1]), stepCost(sizeMm[2])] as const,
            levels: values,
            seeds: paintSeeds(seeds, box),
          };
          return await client.call(
            "growCut",
            { input, box, columns, rows, firstLabel },
            { signal: mine.signal },
          );
        } finally {
          options.signal.removeEventListener("abort", abort);
        }
      }, options.signal);
    },
    close() {
      held = null;
      running?.abort();
      client.close();
    },
  };
}
