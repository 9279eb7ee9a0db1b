import type { InferCalls } from "../../domain/calls/assist-calls.ts";
import { PlainError, serve } from "../serve.ts";
import { type ModelHost, openModel } from "./model-host.ts";
import { readFrom } from "./model-package.ts";
import { makeSession, setUpEngine } from "./ort-engine.ts";
import { makeRunQueue } from "./run-queue.ts";
import { segmentPlane } from "./segment-plane.ts";
import { suggestMasks } from "./suggest-masks.ts";

let opening: Promise<ModelHost> | null = null;
const queue = makeRunQueue();

function host(): Promise<ModelHost> {
  if (!opening) throw new PlainError("model-not-loaded", "The model is not loaded yet.");
  return opening;
}

serve<InferCalls>({
  async load({ baseUrl, maxThreads = 4 }) {
    opening ??= openModel(readFrom(baseUrl), setUpEngine(maxThreads), makeSession);
    try {
      return (await opening).state;
    } catch (error) {
      opening = null;
      throw error;
    }
  },
  async segment({ plane, prompts, previous, fast = false }, { signal }) {
    const model = await host();
    const answer = await queue.add(async () => {
      signal.throwIfAborted();
      return segmentPlane(model, { plane, prompts, previous, fast });
    }, true);
    return answer.result;
  },
  async suggest({ plane, limit }, context) {
    return suggestMasks(await host(), queue, plane, limit, context);
  },
});
