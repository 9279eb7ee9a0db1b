import type { LogRow, LogRowDraft, RecordDiff } from "../domain/record-diff.ts";
import type { ActLabel } from "./session-types.ts";

/** What can be taken back and brought back; newest last. Both hold the original rows. */
export interface HistoryStacks {
  readonly undo: readonly LogRowDraft[];
  readonly redo: readonly LogRowDraft[];
}

/** Nothing to undo, nothing to redo. */
export const emptyStacks: HistoryStacks = { undo: [], redo: [] };

/** The stacks after one more row of the log. Remote and system rows are never undoable and leave them alone. */
export function withRow({ undo, redo }: HistoryStacks, row: LogRowDraft): HistoryStacks {
  if (row.undoes !== undefined) {
    const taken = undo.find(({ id }) => id === row.undoes);
    return { undo: undo.filter((other) => other !== taken), redo: taken ? [...redo, taken] : redo };
  }
  if (row.redoes !== undefined) {
    const brought = redo.find(({ id }) => id === row.redoes);
    return { undo: brought ? [...undo, brought] : undo, redo: redo.filter((other) => other !== brought) };
  }
  return row.undoable && row.source === "user" ? { undo: [...undo, row], redo: [] } : { undo, redo };
}

/** The stacks of a whole log, in order of `seq`. */
export const stacksOfLog = (rows: readonly LogRow[]): HistoryStacks => rows.reduce(withRow, emptyStacks);

/** What the undo list says of a row. */
export function actLabel({ id, actionId, at, diff }: LogRowDraft): ActLabel {
  const classes = new Set(classIdsOf(diff));
  const [only] = classes;
  return { rowId: id, actionId, at, classId: classes.size === 1 && only !== undefined ? only : null };
}

const classIdsOf = ({ added, updated, removed }: RecordDiff): string[] =>
  [...Object.values(added), ...Object.values(updated).map(([, to]) => to), ...Object.values(removed)].flatMap(
    (record) => (record.kind === "annotation" ? [record.value.classId] : []),
  );
