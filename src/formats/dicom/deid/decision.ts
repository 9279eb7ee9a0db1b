import type { PlanAction, PlanReason } from "../../../domain/deid/plan.ts";

/** The fate of one element; `value` or `base64` where the action writes. */
export interface Decision {
  readonly action: PlanAction;
  readonly why: PlanReason;
  readonly value?: string;
  readonly base64?: string;
}

/** A text that may stay: copied where it is ASCII, else written anew in the output's UTF-8. */
export function keepText(text: string, why: PlanReason): Decision {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text) ? { action: "keep", why } : { action: "clean", why, value: text };
}
