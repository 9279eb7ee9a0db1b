import type { OptionLetter } from "./policy-table.ts";

/** CID 7050: what was applied, by code value of scheme DCM (PS3.16). */
export const methodMeanings: Readonly<Record<string, string>> = {
  "113100": "Basic Application Confidentiality Profile",
  "113101": "Clean Pixel Data Option",
  "113102": "Clean Recognizable Visual Features Option",
  "113103": "Clean Graphics Option",
  "113104": "Clean Structured Content Option",
  "113105": "Clean Descriptors Option",
  "113106": "Retain Longitudinal Temporal Information Full Dates Option",
  "113107": "Retain Longitudinal Temporal Information Modified Dates Option",
  "113108": "Retain Patient Characteristics Option",
  "113109": "Retain Device Identity Option",
  "113110": "Retain UIDs Option",
  "113111": "Retain Safe Private Option",
  "113112": "Retain Institution Identity Option",
};

/** The code of each option of Table E.1-1. */
export const codeOfOption: Readonly<Record<OptionLetter, string>> = {
  p: "113111",
  u: "113110",
  d: "113109",
  i: "113112",
  c: "113108",
  f: "113106",
  m: "113107",
  t: "113105",
  s: "113104",
  g: "113103",
};

/** Codes of the profile and of the options that were applied. */
export function methodCodes(options: readonly OptionLetter[]): readonly string[] {
  return ["113100", ...options.map((letter) => codeOfOption[letter])];
}
