import { reformatRows } from "./reformat-cpu.ts";
import { type GpuVolume, makeGpuVolume } from "./reformat-gpu.ts";
import type { ReformatRequest } from "./reformat-request.ts";
import type { Volume } from "./volume.ts";

/** Cuts pictures out of one volume. */
export interface Reformatter {
  readonly backend: "webgl2" | "cpu";
  /** Slice `at` of the volume has come. */
  noticeSlice(at: number): void;
  /** Modality values, columns × rows, NaN where there is nothing. Rejects with the signal's reason. */
  reformat(request: ReformatRequest, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
  dispose(): void;
}

/** The page must answer a hand: after this long the rest of a picture waits for its turn. */
const turnMs = 24;

/** A picture on the processor, in turns: a thick slab of a large volume never holds the page. */
export function makeCpuReformatter(volume: Volume): Reformatter {
  return {
    backend: "cpu",
    noticeSlice: () => undefined,
    async reformat(request, signal) {
      const { columns, rows, samples } = request;
      const out = new Float32Array(columns * rows);
      // Rows between two looks at the clock.
      const some = Math.max(1, Math.ceil(100_000 / (columns * samples)));
      let since = performance.now();
      for (let row = 0; row < rows; row += some) {
        if (performance.now() - since > turnMs) {
          await new Promise((done) => setTimeout(done));
          signal?.throwIfAborted();
          since = performance.now();
        }
        reformatRows(volume, request, row, Math.min(rows, row + some), out);
      }
      return out;
    },
    dispose: () => undefined,
  };
}

/** The machine that cuts this volume: the graphics card where there is one and it holds the volume, else the processor. */
export function makeReformatter(volume: Volume, allowSoftware = false): Reformatter {
  const cpu = makeCpuReformatter(volume);
  let gpu: GpuVolume | null = null;
  try {
    gpu = makeGpuVolume(volume, allowSoftware);
  } catch {
    // A driver that refuses our program draws nothing; the processor does.
  }
  return {
    get backend() {
      return gpu === null ? "cpu" : "webgl2";
    },
    noticeSlice: (at) => gpu?.upload(at),
    async reformat(request, signal) {
      const made = gpu?.reformat(request) ?? null;
      if (made !== null) return made;
      // The context is lost: the slices are still here.
      gpu?.dispose();
      gpu = null;
      return cpu.reformat(request, signal);
    },
    dispose() {
      gpu?.dispose();
      gpu = null;
    },
  };
}
