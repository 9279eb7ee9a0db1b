import type { ExportLoss, ExportReport, ExportResult, LossGroup } from "./calls/export-calls.ts";
import { inWords } from "./said.ts";

/** Losses as a person reads them: each reason of a format once, with how often it holds, in the order of their first. */
export function groupLosses(losses: readonly ExportLoss[]): LossGroup[] {
  const groups = new Map<string, LossGroup>();
  for (const { format, reason } of losses) {
    const key = `${format}\0${inWords(reason)}`;
    groups.set(key, { format, reason, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}

/** What the screen shows of an export, without a list that grows with its labels: those stand in the dataset's own files. */
export const exportReport = ({ losses, findings, ...result }: ExportResult): ExportReport => ({
  ...result,
  losses: groupLosses(losses),
  findings: findings.map(({ uids, ...finding }) => ({ ...finding, count: uids.length })),
});
