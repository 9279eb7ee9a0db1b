import type { TaskState } from "../../domain/study.ts";
import type { StudyRow } from "./study-row.ts";

/** What the worklist shows: everything that is not done, of that one's own tasks, or one state. */
export type WorklistFilter = "open" | "mine" | TaskState;

/** States in the order of the filter buttons. */
export const filterStates: readonly TaskState[] = [
  "todo",
  "labelling",
  "submitted",
  "in-review",
  "rejected",
  "accepted",
];

/** Whether a study belongs under a filter. */
export function passes(filter: WorklistFilter, { study: { state }, task }: StudyRow): boolean {
  if (filter === "mine") return state !== "accepted" && task?.share === "mine";
  return filter === "open" ? state !== "accepted" : state === filter;
}

/** Studies per state. */
export function countStates(rows: readonly StudyRow[]): ReadonlyMap<TaskState, number> {
  const counts = new Map<TaskState, number>();
  for (const { study } of rows) counts.set(study.state, (counts.get(study.state) ?? 0) + 1);
  return counts;
}
