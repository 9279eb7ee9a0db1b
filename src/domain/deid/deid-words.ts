import type { PlanAction, PlanReason } from "./plan.ts";

/** Options of PS3.15 Table E.1-1 by their letters, in English words, with their codes of CID 7050. */
export const optionWords = {
  p: "safe private kept (113111)",
  u: "UIDs kept (113110)",
  d: "device identity kept (113109)",
  i: "institution kept (113112)",
  c: "patient characteristics kept (113108)",
  f: "dates kept (113106)",
  m: "dates shifted (113107)",
  t: "descriptions cleaned (113105)",
  s: "reports cleaned (113104)",
  g: "drawings cleaned (113103)",
};

/** What was done to an element, in English words and in the order in which it is told. */
export const actionWords = {
  remove: "Removed",
  empty: "Emptied",
  replace: "Replaced",
  uid: "Identifier mapped",
  shift: "Date shifted",
  clean: "Text cleaned",
  recurse: "Sequence, items by the same rules",
  keep: "Kept",
} satisfies Readonly<Record<PlanAction, string>>;

/** The rule that decided, in English words; options have {@link optionReason}. */
export const reasonWords = {
  "E.1-1": "Table E.1-1",
  "vr-default": "Not in the table: by its type",
  private: "Private",
  "unknown-tag": "Not in the standard",
  malformed: "Malformed",
  "file-level": "File level",
  graphics: "Overlay or curve",
  marker: "Says what was done",
  "pixel-description": "Describes the pixels",
  "registry-uid": "Public identifier",
  patient: "Pseudonym",
} satisfies Readonly<Record<Exclude<PlanReason, `option:${string}`>, string>>;

/** What stands in the place of the elements where a study has none. */
export const noElementsWords = "These files have no elements: their headers were not copied.";

/** The name of the option that decided; null where it was no option. */
export const optionReason = (reason: string): string | null =>
  reason.startsWith("option:") ? reason.slice("option:".length) : null;
