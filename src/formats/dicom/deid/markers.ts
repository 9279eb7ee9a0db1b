import type { PlanElement, PlanInsert } from "../../../domain/deid/plan.ts";
import { methodCodes, methodMeanings } from "./method-codes.ts";
import type { OptionLetter } from "./policy-table.ts";
import type { SourceValues } from "./source-values.ts";

/** What the output says of its own de-identification (deidentification 3.5, "Markers written"). */
export interface MarkerFacts {
  readonly toolVersion: string;
  readonly policyHash: string;
  readonly generation: number;
  readonly pixelDigest: string;
  readonly identityRemoved: "YES" | "NO";
  readonly options: readonly OptionLetter[];
  readonly longitudinal: "remove" | "full" | "modified";
  /** NO only after a person or a rule has cleared the pixels. */
  readonly burnedIn: "NO" | null;
  /** Codes of CID 7050 beyond profile and options, e.g. 113101. */
  readonly extraCodes: readonly string[];
}

type Written = Omit<PlanInsert, "path"> & { readonly value: string };

/** Elements that are written anew whatever the source says, by top-level path. */
export function markerValues(facts: MarkerFacts): ReadonlyMap<string, Written> {
  const method = [
    `Overread ${facts.toolVersion}`,
    `policy ${facts.policyHash.slice(0, 32)}`,
    `generation ${facts.generation}`,
    `px:${facts.pixelDigest}`,
  ];
  const temporal = { remove: "REMOVED", full: "UNMODIFIED", modified: "MODIFIED" }[facts.longitudinal];
  const entries: readonly (readonly [string, string, string])[] = [
    ["00080005", "CS", "ISO_IR 192"],
    ["00120062", "CS", facts.identityRemoved],
    ["00120063", "LO", method.join("\\")],
    ["00280303", "CS", temporal],
    ...(facts.burnedIn ? ([["00280301", "CS", facts.burnedIn]] as const) : []),
  ];
  return new Map(entries.map(([path, vr, value]) => [path, { vr, value, why: "marker" }]));
}

/** Items to append to (0012,0064): codes that the source does not carry already. */
export function methodInserts(
  facts: Pick<MarkerFacts, "options" | "extraCodes">,
  values: SourceValues,
): readonly PlanInsert[] {
  const items = values.entries.get("00120064")?.items ?? 0;
  const present = new Set(
    Array.from({ length: items }, (_, item) => values.text(`00120064[${item}]/00080100`) ?? ""),
  );
  const codes = [...methodCodes(facts.options), ...facts.extraCodes].filter((code) => !present.has(code));
  return codes.flatMap((code, i) => {
    const item = `00120064[${items + i}]`;
    return [
      { path: `${item}/00080100`, vr: "SH", value: code, why: "marker" as const },
      { path: `${item}/00080102`, vr: "SH", value: "DCM", why: "marker" as const },
      { path: `${item}/00080104`, vr: "LO", value: methodMeanings[code] ?? "", why: "marker" as const },
    ];
  });
}

/** The plan's line for an element that a marker overwrites; `keep` where it already says the same. */
export function markedElement(
  base: Pick<PlanElement, "path" | "at" | "len" | "vr">,
  written: Written,
  present: string | null,
): PlanElement {
  if (present === written.value) return { ...base, action: "keep", why: written.why };
  return { ...base, action: "replace", why: written.why, value: written.value, asVr: written.vr };
}
