import type { Prompts } from "../proposal.ts";

/** What a person gave, as model.json's `defaultFor` names it. */
export type PromptKind = "click" | "clicks" | "box" | "box-clicks";

/** The kind of some prompts; one positive click is `click`, anything more without a box `clicks`. */
export function promptKind(prompts: Prompts): PromptKind {
  const clicks = prompts.positive.length + prompts.negative.length;
  if (prompts.box) return clicks > 0 ? "box-clicks" : "box";
  return clicks === 1 && prompts.positive.length === 1 ? "click" : "clicks";
}

/** Whether the network answers these prompts unasked: its card lists their kind, because the bench shows that it wins there. */
export function networkAnswers(defaultFor: readonly string[], prompts: Prompts): boolean {
  return defaultFor.includes(promptKind(prompts));
}
