import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { deleteNamed } from "./clean-text.ts";
import type { Decision } from "./decision.ts";
import { effectiveVr } from "./effective-vr.ts";
import type { PlanInput } from "./plan-input.ts";

const textVrs = new Set(["LO", "SH", "ST", "LT", "UT", "UC"]);

/** A decision that lets a text stay, after the identity dictionary: it counts in every text, listed or not (deidentification 3.7). */
export function withoutNamed(
  entry: ElementEntry,
  decision: Decision,
  { named, values }: Pick<PlanInput, "named" | "values">,
): Decision {
  const stays = decision.action === "keep" || decision.action === "clean";
  // Names of private creators are the standard's; without them their elements mean nothing.
  if (decision.why === "option:RtnSafePriv") return decision;
  if (!named || !stays || !textVrs.has(effectiveVr(entry))) return decision;
  const text = decision.value ?? values.text(entry.path) ?? "";
  const value = deleteNamed(text, named);
  if (value === text) return decision;
  return { action: "clean", why: decision.why, value: /[\p{L}\p{N}]/u.test(value) ? value : "REMOVED" };
}
