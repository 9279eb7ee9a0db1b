import { basicProfileLines } from "../deid-table.ts";

/** Option columns of Table E.1-1. */
export type OptionLetter = "p" | "u" | "d" | "i" | "c" | "f" | "m" | "t" | "s" | "g";

/** One row of Table E.1-1: Basic Profile action and what each option makes of it. */
export interface PolicyRow {
  readonly basic: string;
  readonly options: ReadonlyMap<OptionLetter, "K" | "C">;
}

/** Reads rows in the form of `deid-table.ts`, keyed by what stands before `=`. */
export function parseRows(lines: readonly string[]): ReadonlyMap<string, PolicyRow> {
  const rows = new Map<string, PolicyRow>();
  for (const fact of lines.flatMap((line) => line.split(" "))) {
    const [key = "", rest = ""] = fact.split("=");
    const [basic = "", ...codes] = rest.split(".");
    const options = new Map(codes.map((code) => [code[0] as OptionLetter, code[1] as "K" | "C"]));
    rows.set(key, { basic, options });
  }
  return rows;
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
