import type { DecodedFile, DecodedFrame, PixelsCalls } from "../domain/calls/pixels-calls.ts";
import { makeWorkerClient, type WorkerClient } from "./bridge.ts";
import { makePriorityPool } from "./priority-pool.ts";
import { makeWatchdog } from "./watchdog.ts";

type Thumbnail = PixelsCalls["thumbnail"]["result"];

/** Decoded frames for the page: a pool of workers, cancellable, in the order of `priority` (lower is sooner). */
export interface PixelsClient {
  /** Rejects with an `AbortError` when cancelled, else with `WorkerCallError` (code and words for the person). */
  frame(request: PixelsCalls["frame"]["request"], signal?: AbortSignal): Promise<DecodedFrame>;
  tile(
    request: PixelsCalls["tile"]["request"] & { readonly priority: number },
    signal?: AbortSignal,
  ): Promise<DecodedFrame>;
  thumbnail(request: PixelsCalls["thumbnail"]["request"], signal?: AbortSignal): Promise<Thumbnail>;
  /** Stored samples of a chosen file. */
  decodeFile(file: File, signal?: AbortSignal): Promise<DecodedFile>;
  /** Starts a worker before there is work, so that the first frame does not wait for it. */
  warm(): void;
  close(): void;
}

/** Thumbnails wait behind frames that a person looks at. */
const thumbnailPriority = 1000;

/** A call without an answer for this long means a worker that hangs: it is ended, the call fails (wasm spec 3.3). */
const hangMs = 30_000;

/** One worker per core less one, at least one; a phone's memory holds no more than four decoders. */
export function defaultPixelWorkers(): number {
  return Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
}

/** A worker without any sign for this long was not started: another one is. */
const startMs = 8000;

/** Makes the pool; a worker starts at its first call. */
export function makePixelsClient(workers: number = defaultPixelWorkers()): PixelsClient {
  const pool = makePriorityPool<WorkerClient<PixelsCalls>>(
    Array.from({ length: workers }, () =>
      makeWorkerClient<PixelsCalls>(
        () => new Worker(new URL("../workers/pixels/pixels.worker.ts", import.meta.url), { type: "module" }),
        { startMs },
      ),
    ),
  );
  const run = <Name extends keyof PixelsCalls & string>(
    name: Name,
    request: PixelsCalls[Name]["request"],
    priority: number,
    near: string,
    signal: AbortSignal | undefined,
  ): Promise<PixelsCalls[Name]["result"]> =>
    pool.run({
      priority,
      near,
      ...(signal ? { signal } : {}),
      task: async (client) => {
        const watchdog = makeWatchdog(() => client.close());
        watchdog.heard(hangMs);
        try {
          return await client.call(name, request, signal ? { signal } : {});
        } finally {
          watchdog.stop();
        }
      },
    });
  return {
    frame: (request, signal) => run("frame", request, request.priority, request.sopUid, signal),
    tile: ({ priority, ...request }, signal) => run("tile", request, priority, request.sopUid, signal),
    thumbnail: (request, signal) => run("thumbnail", request, thumbnailPriority, request.sopUid, signal),
    decodeFile: (file, signal) => run("decodeFile", { file }, 0, file.name, signal),
    // One that does not start tells so at its first frame.
    warm: () => void run("ready", {}, thumbnailPriority, "", undefined).catch(() => undefined),
    close: () => {
      pool.close();
      for (const client of pool.members) client.close();
    },
  };
}
