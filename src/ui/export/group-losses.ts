import type { ExportLoss } from "../../domain/calls/export-calls.ts";

/** Losses of one format for one reason. */
export interface LossGroup {
  readonly format: string;
  readonly reason: string;
  readonly count: number;
}

/** Losses as a person reads them: each reason of a format once, with how often it holds, in the order of their first. */
export function groupLosses(losses: readonly ExportLoss[]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const { format, reason } of losses) {
    const key = `${format}\0${reason}`;
    groups.set(key, { format, reason, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}
