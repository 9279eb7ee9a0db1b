import type { LossGroup } from "../../domain/calls/export-calls.ts";
import { inWords, type Said } from "../../domain/said.ts";

/** One thing to know: a reason, and the formats that it holds for. */
export interface LossLine {
  readonly formats: readonly string[];
  readonly reason: Said;
  readonly count: number;
}

/** What several formats lose alike is said once. */
export function lossLines(groups: readonly LossGroup[]): readonly LossLine[] {
  const lines = new Map<string, LossLine>();
  for (const { format, reason, count } of groups) {
    const key = `${count}\0${inWords(reason)}`;
    lines.set(key, { formats: [...(lines.get(key)?.formats ?? []), format], reason, count });
  }
  return [...lines.values()];
}
