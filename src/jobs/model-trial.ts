import type { InferCalls, ModelTrial } from "../domain/calls/assist-calls.ts";
import { say } from "../domain/said.ts";
import { makeWorkerClient, WorkerCallError } from "./bridge.ts";

/** Tries a model in a worker of its own, so that one that hangs or crashes takes nothing else with it. */
export interface ModelTrialClient {
  /** Every check, on model.json with its files or on a zip. Rejects with a `WorkerCallError` that says what is wrong. */
  check(files: readonly File[]): Promise<ModelTrial>;
  /** Keeps what was checked last, under the licence that the person named. */
  keep(license: string, at: string): Promise<string>;
  close(): void;
}

/** What stands in for the app's own parts in tests. */
export interface ModelTrialParts {
  readonly start?: () => Worker;
  readonly patienceMs?: number;
}

/** A session, a self-test and an empty image of a usable model take seconds; the largest that fits, half a minute. */
const patienceMs = 90_000;

/** Makes a client; its worker starts at the first check. */
export function makeModelTrial(parts: ModelTrialParts = {}): ModelTrialClient {
  const patience = parts.patienceMs ?? patienceMs;
  const worker = makeWorkerClient<InferCalls>(
    parts.start ??
      (() => new Worker(new URL("../workers/infer/infer.worker.ts", import.meta.url), { type: "module" })),
  );
  return {
    async check(files) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const said = say`The model gave no answer within ${Math.round(patience / 1000)} s. It is not kept; nothing else was touched.`;
          reject(new WorkerCallError({ code: "model-hang", said }));
          worker.close();
        }, patience);
      });
      try {
        return await Promise.race([worker.call("tryModel", { files }), silence]);
      } catch (reason) {
        if (!(reason instanceof WorkerCallError) || reason.code !== "worker-crashed") throw reason;
        const said = say`The model ended its worker. It is not kept; nothing else was touched.`;
        throw new WorkerCallError({ code: "model-crash", said });
      } finally {
        clearTimeout(timer);
      }
    },
    keep: async (license, at) => (await worker.call("keepModel", { license, at })).id,
    close: () => worker.close(),
  };
}
