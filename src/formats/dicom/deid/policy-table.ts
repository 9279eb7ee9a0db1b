import { basicProfileLines } from "../deid-table.ts";

/** Option columns of Table E.1-1. */
export type OptionLetter = "p" | "u" | "d" | "i" | "c" | "f" | "m" | "t" | "s" | "g";

/** One row of Table E.1-1: Basic Profile action and what each option makes of it. */
export interface PolicyRow {
  readonly basic: string;
  readonly options: ReadonlyMap<OptionLetter, "K" | "C">;
}

/** Reads one row in the form of `deid-table.ts`: what stands before `=`, and what it says. */
export function parseRow(fact: string): readonly [key: string, row: PolicyRow] {
  const [key = "", rest = ""] = fact.split("=");
  const [basic = "", ...codes] = rest.split(".");
  const options = new Map(codes.map((code) => [code[0] as OptionLetter, code[1] as "K" | "C"]));
  return [key, { basic, options }];
}

/** Reads rows, several on a line, keyed by what stands before `=`. */
export function parseRows(lines: readonly string[]): ReadonlyMap<string, PolicyRow> {
  return new Map(lines.flatMap((line) => line.split(" ")).map(parseRow));
}

const rows = parseRows(basicProfileLines);
const byTag = new Map(
  [...rows].filter(([key]) => /^[0-9A-F]{8}$/.test(key)).map(([key, row]) => [Number.parseInt(key, 16), row]),
);

/** Every row of Table E.1-1, also the four that stand for many tags. */
export const policyRows: ReadonlyMap<string, PolicyRow> = rows;

/** The row of a concrete tag, or undefined when Table E.1-1 does not list it. */
export function policyRow(tag: number): PolicyRow | undefined {
  return byTag.get(tag);
}
