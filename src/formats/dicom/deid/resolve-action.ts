import type { DeidOptions } from "../../../domain/deid/options.ts";
import type { PlanReason } from "../../../domain/deid/plan.ts";
import type { OptionLetter, PolicyRow } from "./policy-table.ts";
import type { SopGroup } from "./sop-group.ts";
import { compoundAction } from "./type-table.ts";

/** One letter of PS3.15 E.1.1 and the rule it comes from. */
export interface ResolvedAction {
  readonly code: "X" | "Z" | "D" | "U" | "K" | "C";
  readonly why: PlanReason;
}

const names: Readonly<Record<OptionLetter, string>> = {
  p: "RtnSafePriv",
  u: "RtnUIDs",
  d: "RtnDevId",
  i: "RtnInstId",
  c: "RtnPatChars",
  f: "RtnLongFull",
  m: "RtnLongModif",
  t: "CleanDesc",
  s: "CleanStruct",
  g: "CleanGraph",
};

/** Options that are switched on, in the table's order. */
export function activeOptions(options: DeidOptions): readonly OptionLetter[] {
  const on: readonly (readonly [OptionLetter, boolean])[] = [
    ["p", options.retainSafePrivate],
    ["u", options.retainUids],
    ["d", options.retainDeviceIdentity],
    ["i", options.retainInstitutionIdentity],
    ["c", options.retainPatientCharacteristics],
    ["f", options.longitudinal === "full"],
    ["m", options.longitudinal === "modified"],
    ["t", options.cleanDescriptors],
    ["s", options.cleanStructuredContent],
    ["g", options.cleanGraphics],
  ];
  return on.filter(([, active]) => active).map(([letter]) => letter);
}

/** The options that these letters stand for: what `activeOptions` made of them. */
export function optionsOf(letters: readonly string[]): DeidOptions {
  const has = (letter: OptionLetter) => letters.includes(letter);
  return {
    retainSafePrivate: has("p"),
    retainUids: has("u"),
    retainDeviceIdentity: has("d"),
    retainInstitutionIdentity: has("i"),
    retainPatientCharacteristics: has("c"),
    longitudinal: has("f") ? "full" : has("m") ? "modified" : "remove",
    cleanDescriptors: has("t"),
    cleanStructuredContent: has("s"),
    cleanGraphics: has("g"),
  };
}

const dateVrs = new Set(["DA", "TM", "DT"]);
const verifyingObservers = 0x0040a073;

/**
 * The action for a listed tag: an option beats the Basic Profile, C beats K, dates follow the date option alone, compound
 * codes follow the IOD at the top level and their last letter below. Source: PS3.15 E.1.1, E.3.
 */
export function resolveAction(
  tag: number,
  vr: string,
  row: PolicyRow,
  options: readonly OptionLetter[],
  group: SopGroup,
  nested: boolean,
): ResolvedAction {
  const dated = dateVrs.has(vr);
  const chosen = options.filter(
    (letter) => row.options.has(letter) && (!dated || letter === "f" || letter === "m"),
  );
  const cleaning = chosen.find((letter) => row.options.get(letter) === "C");
  if (cleaning) return { code: "C", why: `option:${names[cleaning]}` };
  const keeping = chosen[0];
  if (keeping) return { code: "K", why: `option:${names[keeping]}` };
  if (tag === verifyingObservers && group !== "unknown") return { code: "X", why: "E.1-1" };
  const code = row.basic.includes("/")
    ? compoundAction(tag, row.basic, nested ? "unknown" : group)
    : (row.basic as "X" | "Z" | "D" | "U");
  return { code, why: "E.1-1" };
}
