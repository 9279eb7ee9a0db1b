import type { Accelerator } from "../../domain/calls/assist-calls.ts";
import { PlainError } from "../serve.ts";
import type { EngineMakers } from "./engine-makers.ts";
import type { OpenedModel } from "./opened-model.ts";
import type { EngineFacts } from "./ort-engine.ts";
import { type AcceleratorParts, tryAccelerator } from "./try-accelerator.ts";

/** What opens a model on makers; `facts` say which engine its answers are recorded under. */
export interface AcceleratedOpening extends AcceleratorParts {
  readonly open: (makers: EngineMakers, facts: Partial<EngineFacts>) => Promise<OpenedModel>;
}

/** What the model says in words, whatever runs it; not that a session of it could not be made. */
const isAnswer = (reason: unknown): boolean =>
  reason instanceof PlainError && reason.code !== "model-session" && reason.code !== "model-self-test";

/**
 * Opens a model on the graphics card where that answers as the processor does, and sooner; else, and when the card fails later, on the
 * processor. A model that only the card makes fail its own self-test is not refused for it.
 */
export async function openAccelerated({ open, ...parts }: AcceleratedOpening): Promise<OpenedModel> {
  const onWasm = (accelerator: Accelerator) =>
    open(parts.wasm, {}).then((model) => ({ ...model, state: { ...model.state, accelerator } }));
  const makers = await tryAccelerator(parts);
  const known = makers.outcome();
  if (!known.used && (known.reason === "no-adapter" || known.reason === "ended-last-time"))
    return onWasm(known);
  const onCard = await open(makers, { engine: "onnxruntime-web/webgpu", threads: 1 }).catch(() => null);
  const accelerator = makers.outcome();
  // Its answers are recorded under the engine that they come from.
  if (!onCard || !accelerator.used) return onWasm(onCard ? accelerator : { used: false, reason: "failed" });
  makers.settle();
  let current: Promise<OpenedModel> = Promise.resolve(onCard);
  return {
    ...onCard,
    state: { ...onCard.state, accelerator },
    async segment(input) {
      const model = await current;
      try {
        return await model.segment(input);
      } catch (reason) {
        // A card can be lost at any time; the same prompt goes to the processor, and so do all that follow.
        if (model !== onCard || isAnswer(reason)) throw reason;
        current = onWasm({ used: false, reason: "failed" });
        return (await current).segment(input);
      }
    },
  };
}
