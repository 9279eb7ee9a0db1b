import type { LabelsCalls } from "../domain/calls/labels-calls.ts";
import { makeWorkerClient, type WorkerClient } from "./bridge.ts";

/** The page's end of reading and adding label files; the worker starts at the first call. */
export const makeLabelFiles = (): WorkerClient<LabelsCalls> =>
  makeWorkerClient<LabelsCalls>(
    () => new Worker(new URL("../workers/labels/labels.worker.ts", import.meta.url), { type: "module" }),
  );
