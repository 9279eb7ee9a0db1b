import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import type { PlanReason } from "../../../domain/deid/plan.ts";
import { cleanText } from "./clean-text.ts";
import { keepDate, moveDate } from "./date-rules.ts";
import { type Decision, keepText } from "./decision.ts";
import { dummyValue } from "./dummy-value.ts";
import { effectiveVr } from "./effective-vr.ts";
import { tagOf } from "./element-path.ts";
import { mapUids } from "./map-uids.ts";
import type { PlanInput } from "./plan-input.ts";
import type { PolicyRow } from "./policy-table.ts";
import { activeOptions, resolveAction } from "./resolve-action.ts";
import { sopGroup } from "./sop-group.ts";

const dateVrs = new Set(["DA", "TM", "DT"]);
/** A longer text is no description of an image; nobody waits for its cleaning. */
const longestText = 20_000;
const textVrs = new Set(["LO", "SH", "ST", "LT", "UT", "UC"]);

/** Ages above 89 identify: they become 090Y (PS3.15 E.3.8 leaves it open, 45 CFR 164.514 does not). */
const cappedAge = (text: string) => (/^\d{3}Y$/.test(text) && Number(text.slice(0, 3)) > 89 ? "090Y" : text);

function kept(entry: ElementEntry, input: PlanInput, vr: string, why: PlanReason): Decision {
  if (vr === "SQ") return { action: "recurse", why };
  const text = input.values.text(entry.path);
  if (dateVrs.has(vr))
    return text === null ? { action: "remove", why: "malformed" } : keepDate(vr, text, why);
  if (vr === "AS" && text !== null) {
    const value = cappedAge(text);
    return value === text ? { action: "keep", why } : { action: "replace", why, value };
  }
  if (text !== null) return keepText(text, why);
  return /^(US|SS|UL|SL|FL|FD|AT)$/.test(vr)
    ? { action: "keep", why }
    : { action: "remove", why: "malformed" };
}

function cleaned(entry: ElementEntry, input: PlanInput, vr: string, why: PlanReason): Decision | null {
  const text = input.values.text(entry.path);
  if (dateVrs.has(vr)) {
    return text === null
      ? { action: "remove", why: "malformed" }
      : moveDate(vr, text, input.maps.shiftDays, why);
  }
  // Timezone Offset From UTC is the one listed date that is no DA, TM or DT.
  if (why === "option:RtnLongModif")
    return text !== null && /^[+-]\d{4}$/.test(text) ? { action: "keep", why } : null;
  // The items of a sequence are decided one by one.
  if (vr === "SQ") return { action: "recurse", why };
  if (!textVrs.has(vr) || text === null) return null;
  if (text === "") return { action: "keep", why };
  if (text.length > longestText) return null;
  const value = text
    .split("\\")
    .map((one) => cleanText(one, input.named))
    .join("\\");
  if (value === text) return keepText(text, why);
  return /[\p{L}\p{N}]/u.test(value) ? { action: "clean", why, value } : null;
}

/** The fate of an element that Table E.1-1 lists. What an option cannot clean, or cleans to nothing, takes its Basic action. */
export function byTable(entry: ElementEntry, row: PolicyRow, input: PlanInput): Decision {
  const tag = tagOf(entry.path);
  const vr = effectiveVr(entry);
  const nested = entry.path.includes("/");
  const group = sopGroup(input.values.text("00080016") ?? "");
  const resolve = (letters: ReturnType<typeof activeOptions>) =>
    resolveAction(tag, vr, row, letters, group, nested);
  let { code, why } = resolve(activeOptions(input.options));
  if (code === "C") {
    const decision = cleaned(entry, input, vr, why);
    if (decision) return decision;
    ({ code, why } = resolve([]));
  }
  switch (code) {
    case "X":
      return { action: "remove", why };
    case "Z":
      return entry.valueLen === 0 ? { action: "keep", why } : { action: "empty", why };
    case "K":
      return kept(entry, input, vr, why);
    default: {
      if (vr === "SQ") return { action: "recurse", why };
      const text = input.values.text(entry.path);
      if (vr === "UI") {
        return text === null ? { action: "remove", why: "malformed" } : mapUids(tag, text, input.maps, why);
      }
      const dummy = code === "D" ? dummyValue(vr, input.maps.patientKey.slice(0, 8)) : null;
      if (!dummy) return { action: "remove", why };
      return dummy.value !== undefined && dummy.value === text
        ? { action: "keep", why }
        : { action: "replace", why, ...dummy };
    }
  }
}
