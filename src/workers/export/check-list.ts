import type { ExportCheck } from "../../domain/calls/export-calls.ts";

/** The first thing that differed: where, and what was expected and found. */
export interface Difference {
  readonly file: string;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

/** Counts of one export's comparisons; a difference is kept, never thrown away. */
export interface CheckList {
  written(format: ExportCheck["format"], count?: number): void;
  /** Notes one comparison; `difference` is null when both sides agree. */
  compared(format: ExportCheck["format"], difference: Difference | null): void;
  checks(): readonly ExportCheck[];
  first(): Difference | null;
}

/** An empty list. */
export function makeCheckList(): CheckList {
  const rows = new Map<ExportCheck["format"], { written: number; compared: number; mismatches: number }>();
  let first: Difference | null = null;
  const row = (format: ExportCheck["format"]) => {
    const known = rows.get(format) ?? { written: 0, compared: 0, mismatches: 0 };
    rows.set(format, known);
    return known;
  };
  return {
    written: (format, count = 1) => {
      row(format).written += count;
    },
    compared: (format, difference) => {
      row(format).compared++;
      if (!difference) return;
      row(format).mismatches++;
      first ??= difference;
    },
    checks: () => [...rows].map(([format, counts]) => ({ format, ...counts })),
    first: () => first,
  };
}
