import type { Prompts } from "../proposal.ts";
import { hasScribble } from "./prompt-points.ts";

/** What a person gave, as model.json's `defaultFor` names it. */
export type PromptKind = "click" | "clicks" | "box" | "box-clicks" | "scribble";

/** The kind of some prompts; anything drawn is a `scribble`, one positive click is `click`, anything more without a box `clicks`. */
export function promptKind(prompts: Prompts): PromptKind {
  if (hasScribble(prompts)) return "scribble";
  const clicks = prompts.positive.length + prompts.negative.length;
  if (prompts.box) return clicks > 0 ? "box-clicks" : "box";
  return clicks === 1 && prompts.positive.length === 1 ? "click" : "clicks";
}

/** Whether the network answers these prompts unasked: its card lists their kind, because the bench shows that it wins there. */
export function networkAnswers(defaultFor: readonly string[], prompts: Prompts): boolean {
  return defaultFor.includes(promptKind(prompts));
}
