import { reverseDiff } from "../domain/apply-diff.ts";
import type { LogRowDraft, RecordDiff } from "../domain/record-diff.ts";
import type { EditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import { actLabel } from "./history-stacks.ts";
import type { SessionHistory } from "./session-types.ts";

/** Undo and redo append rows to the log; they never overwrite what somebody else has changed meanwhile. */
export function makeUndoRedo(core: EditorCore, interrupt: () => void): SessionHistory {
  const { store, tiles, queue } = core;

  /** Applies a diff as far as the records agree with it; returns what took effect. */
  const apply = (diff: RecordDiff): RecordDiff => {
    const { applied, skippedRecords } = store.applyDiff(diff);
    let skipped = skippedRecords;
    const masks = diff.masks.map((mask) => {
      const result = tiles.apply(mask);
      skipped += result.skippedPixels > 0 ? 1 : 0;
      return result.applied;
    });
    if (skipped > 0) core.say("partly-undone", skipped);
    return { ...applied, masks: masks.filter(({ runs }) => runs.length > 0) };
  };
  const turn = (row: LogRowDraft, diff: RecordDiff, how: "undid" | "redid") => {
    const applied = apply(diff);
    store.publish();
    core.tilesChanged(diff.masks.map(({ key }) => key));
    core.select(core.selection().filter((uid) => store.annotation(uid) !== null));
    const link = how === "undid" ? { undoes: row.id } : { redoes: row.id };
    core.append({ ...core.newRow(row.actionId, applied), ...link }, how);
  };
  /** Why a row may not be turned: it is somebody else's, or the study stands still and the row is about its labels. */
  const refusal = (row: LogRowDraft): "task-closed" | "not-yours" | null => {
    const { user, mayEdit } = core.options;
    if (row.actor !== user) return "not-yours";
    return mayEdit?.() === false && !isTaskAct(row.diff) ? "task-closed" : null;
  };
  return {
    undo() {
      if (core.pending()) return core.bailPending();
      interrupt();
      const row = core.stacks().undo.at(-1);
      const refused = row && refusal(row);
      if (refused) core.say(refused);
      else if (row) turn(row, reverseDiff(row.diff), "undid");
      else core.say("nothing-to-undo");
    },
    redo() {
      if (core.pending()) return core.say("choose-label-first");
      interrupt();
      const row = core.stacks().redo.at(-1);
      const refused = row && refusal(row);
      if (refused) core.say(refused);
      else if (row) turn(row, row.diff, "redid");
      else core.say("nothing-to-redo");
    },
    undoLabels: derived(
      () => [core.stacks()],
      () => core.stacks().undo.map(actLabel).reverse(),
    ),
    redoLabels: derived(
      () => [core.stacks()],
      () => core.stacks().redo.map(actLabel).reverse(),
    ),
    lastAct: core.lastAct,
    saveState: queue.state,
    unsaved: queue.unsaved,
    saveError: queue.error,
    retrySave: queue.retry,
    flush: queue.flush,
  };
}

/** Whether an act is about the task or its review, and not about labels alone. */
const isTaskAct = ({ added, updated, removed }: RecordDiff): boolean =>
  [...Object.values(added), ...Object.values(updated).map(([, to]) => to), ...Object.values(removed)].some(
    ({ kind }) => kind === "task" || kind === "review",
  );
