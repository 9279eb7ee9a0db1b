import { type Accessor, createSignal, onCleanup } from "solid-js";
import { type EvaluatedPart, type Evaluation, runEvaluation } from "../../jobs/evaluate-run.ts";
import { createInference, type Inference } from "../../jobs/inference.ts";
import { openTestPart } from "../../storage/test-openings.ts";
import { isCancelled } from "../app/failure-text.ts";
import { readIdentity } from "../app/identity.ts";
import type { Services } from "../app/services.ts";

/** How an evaluation stands. */
export type EvaluationPhase =
  | { readonly name: "idle" }
  | { readonly name: "running"; readonly done: number; readonly total: number }
  | { readonly name: "done"; readonly evaluation: Evaluation }
  | { readonly name: "cancelled" }
  | { readonly name: "failed"; readonly reason: unknown };

/** What the person asks for. */
export interface EvaluationRequest {
  /** Of a model of one's own; null: the shipped one. */
  readonly model: string | null;
  readonly part: EvaluatedPart;
  /** Why the test part is opened; empty for validation. */
  readonly reason: string;
}

export interface EvaluationRun {
  readonly phase: Accessor<EvaluationPhase>;
  start(request: EvaluationRequest): Promise<void>;
  cancel(): void;
}

/** Runs evaluations in workers of their own, one at a time: the model that is in use for labelling stays as it is. */
export function createEvaluation(
  { database, pixels }: Pick<Services, "database" | "pixels">,
  makeInference: (model: string | null) => Inference = (model) =>
    createInference({ chosenModel: async () => model }),
): EvaluationRun {
  const [phase, setPhase] = createSignal<EvaluationPhase>({ name: "idle" });
  let running: AbortController | null = null;
  onCleanup(() => running?.abort());
  return {
    phase,
    cancel: () => running?.abort(),
    async start({ model, part, reason }) {
      if (running) return;
      const mine = new AbortController();
      running = mine;
      setPhase({ name: "running", done: 0, total: 0 });
      const inference = makeInference(model);
      try {
        const { modelId, modelVersion } = await inference.load();
        if (part === "test") {
          const { user, device } = await readIdentity(database);
          const by = { chain: device, actor: user, at: new Date().toISOString() };
          await openTestPart(database, `${modelId} ${modelVersion}`, reason, by);
        }
        const evaluation = await runEvaluation({
          db: database,
          part,
          inference,
          frame: (ref, signal) => pixels.frame({ ...ref, priority: 20 }, signal),
          onProgress: (done, total) => setPhase({ name: "running", done, total }),
          signal: mine.signal,
        });
        setPhase({ name: "done", evaluation });
      } catch (why) {
        setPhase(
          mine.signal.aborted || isCancelled(why) ? { name: "cancelled" } : { name: "failed", reason: why },
        );
      } finally {
        running = null;
        inference.close();
      }
    },
  };
}
