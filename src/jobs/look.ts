import type { DecodedFrame, OpenedLook, PixelsCalls } from "../domain/calls/pixels-calls.ts";
import type { TileRequest } from "../domain/samples.ts";
import { makeWorkerClient } from "./bridge.ts";

/** One chosen file, open for looking only. */
export interface Look extends Pick<OpenedLook, "facts" | "planes"> {
  frame(frameIndex: number, signal?: AbortSignal): Promise<DecodedFrame>;
  tile(request: TileRequest, signal?: AbortSignal): Promise<DecodedFrame>;
}

/** Opens looks, each in a worker of its own: the import beside it never waits for it, and its memory goes with it. */
export interface LookClient {
  /** Rejects with `WorkerCallError` when the file is no image that can be shown. */
  open(file: unknown, signal?: AbortSignal): Promise<Look>;
  /** Ends the worker and with it every look. */
  close(): void;
}

/** The worker starts at the first file. */
export function makeLookClient(): LookClient {
  const client = makeWorkerClient<PixelsCalls>(
    () => new Worker(new URL("../workers/pixels/pixels.worker.ts", import.meta.url), { type: "module" }),
  );
  const options = (signal: AbortSignal | undefined) => (signal ? { signal } : {});
  return {
    async open(file, signal) {
      const { lookId, facts, planes } = await client.call("openLook", { file }, options(signal));
      return {
        facts,
        planes,
        frame: (frameIndex, stop) => client.call("lookFrame", { lookId, frameIndex }, options(stop)),
        tile: ({ frameIndex, level, tileColumn, tileRow }, stop) =>
          client.call("lookTile", { lookId, frameIndex, level, tileColumn, tileRow }, options(stop)),
      };
    },
    close: client.close,
  };
}
