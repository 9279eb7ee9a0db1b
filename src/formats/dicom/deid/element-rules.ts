import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import { contentItem } from "./content-items.ts";
import type { Decision } from "./decision.ts";
import { byDefault } from "./default-rules.ts";
import { effectiveVr } from "./effective-vr.ts";
import { tagOf } from "./element-path.ts";
import { byTable } from "./listed-rules.ts";
import { objectRule } from "./object-rules.ts";
import type { PlanInput } from "./plan-input.ts";
import { policyRow } from "./policy-table.ts";
import { privateElement } from "./safe-private.ts";
import { mayHaveVr, vrOf } from "./vr-of.ts";

const remove = (why: Decision["why"]): Decision => ({ action: "remove", why });

/** Sequences that seal or repeat what was there before: removed whatever the options say (deidentification 3.5). */
export const alwaysRemoved: ReadonlySet<number> = new Set([
  0x04000500, 0x04000550, 0x04000561, 0x4ffe0001, 0xfffafffa, 0x00880200, 0x04000402,
]);

const numeric = new Set(["US", "SS", "UL", "SL", "FL", "FD", "AT", "SV", "UV", "DS", "IS"]);

/** Whether the VR that an explicit file writes may stand for this tag; a wrong one is a hiding place. */
function hasLegalVr(entry: ElementEntry, tag: number): boolean {
  if (entry.vr === "--" || mayHaveVr(tag, entry.vr)) return true;
  if (entry.vr === "UN") return effectiveVr(entry) !== "UN";
  return numeric.has(entry.vr) && numeric.has(vrOf(tag) ?? "");
}

/** The fate of one element by tag and VR, at any nesting level; what its container lost is not asked here. */
export function decideElement(entry: ElementEntry, input: PlanInput): Decision {
  const tag = tagOf(entry.path);
  const group = tag >>> 16;
  const element = tag & 0xffff;
  if (group === 0x0002 || group === 0x0004 || group === 0x0000 || element === 0) return remove("file-level");
  if (tag === 0xfffcfffc) return remove("file-level");
  if (group % 2 === 1) return privateElement(entry, input);
  if ((group & 0xff00) === 0x6000 || (group & 0xff00) === 0x5000) {
    // 5200 and 5400 begin with the same digit pair but are no curves.
    if ((group & 0xff) <= 0x1e) return remove("graphics");
  }
  const special = objectRule(entry, input);
  if (special) return special;
  if (alwaysRemoved.has(tag)) return remove("E.1-1");
  if (vrOf(tag) === undefined) return remove("unknown-tag");
  const row = policyRow(tag);
  if (!hasLegalVr(entry, tag)) {
    // An emptied mandatory element is valid in any VR.
    return row?.basic === "Z"
      ? { action: entry.valueLen === 0 ? "keep" : "empty", why: "malformed" }
      : remove("malformed");
  }
  const content = contentItem(entry, input);
  if (content) return content;
  return row ? byTable(entry, row, input) : byDefault(entry, input);
}
