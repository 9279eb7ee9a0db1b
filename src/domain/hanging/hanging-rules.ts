import type { HangingRule } from "./hanging-rule.ts";

/** The rules of the house, as data: the most specific that fits wins, the first of equal ones. */
export const hangingRules: readonly HangingRule[] = [
  // Right breast at the left, chest walls in the middle; craniocaudal above mediolateral.
  {
    when: { modality: "MG" },
    layout: "2x2",
    places: [
      { laterality: "R", viewPosition: "CC" },
      { laterality: "L", viewPosition: "CC" },
      { laterality: "R", viewPosition: "ML*" },
      { laterality: "L", viewPosition: "ML*" },
    ],
  },
  { when: { modality: "CR" }, layout: "1x2" },
  { when: { modality: "DX" }, layout: "1x2" },
  { when: { modality: "CT" }, layout: "1x1" },
  { when: { modality: "MR" }, layout: "1x1" },
  { when: { modality: "US" }, layout: "1x1", cine: true },
];
