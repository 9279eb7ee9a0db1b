import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { DeidentificationPlan } from "../../domain/deid/plan.ts";

/** How often each tag met each fate: what the record of a file tells (deidentification 3.11). Private tags count as one. */
export function actionCounts(plan: DeidentificationPlan): DeidRecord["actions"] {
  const counts = new Map<string, DeidRecord["actions"][number]>();
  for (const { path, action, why } of plan.elements) {
    const last = path.slice(path.lastIndexOf("/") + 1, path.lastIndexOf("/") + 9);
    const tag = why === "private" ? "private" : last;
    const key = `${tag} ${action} ${why}`;
    counts.set(key, { tag, action, why, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
