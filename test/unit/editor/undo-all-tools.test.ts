import { expect, test } from "vitest";
import { encodeMaskTile } from "../../../src/domain/mask-tile-codec.ts";
import type { LogRowDraft } from "../../../src/domain/record-diff.ts";
import type { StudyRecords } from "../../../src/domain/study-records.ts";
import { emptyRecords, makeTestEditor, numbered, type TestEditor } from "../../support/editor-driver.ts";
import { makeRandom } from "../../support/random.ts";
import { editAtRandom, editingOptions, stateOf, tileKeysOf } from "../../support/random-editing.ts";

/** Random sequences; `UNDO_SEQUENCES=1000 UNDO_EDITS=50` for the whole of acceptance 12. */
const sequences = Number(process.env.UNDO_SEQUENCES ?? 200);
const edits = Number(process.env.UNDO_EDITS ?? 14);

/** What a store would give back: records and tiles as they are, and the rows so far. */
async function recordsOf(
  { session, rows }: TestEditor,
  before: readonly LogRowDraft[],
): Promise<StudyRecords> {
  await session.history.flush();
  const { records, proposals, masks } = session;
  return emptyRecords({
    annotations: structuredClone(records.annotations()),
    proposals: structuredClone(proposals.proposals()),
    classifications: structuredClone([...records.classifications()]),
    taskState: records.taskState(),
    tiles: tileKeysOf(session).flatMap((key) => {
      const tile = masks.tile(key);
      return tile ? [{ key, bytes: encodeMaskTile(tile) }] : [];
    }),
    log: numbered(structuredClone([...before, ...rows])),
  });
}

test(
  `undo and redo are each other's opposite over all tools: ${sequences} random sequences of ${edits} edits, with reloads`,
  async () => {
    const did = new Set<string>();
    for (let seed = 1; seed <= sequences; seed++) {
      const random = makeRandom(seed);
      const pick = (count: number) => Math.floor(random() * count);
      const open = (records?: StudyRecords, serial = 0) =>
        makeTestEditor({ ...editingOptions(() => {}), ...(records ? { records } : {}) }, seed * 100 + serial);
      let rows: readonly LogRowDraft[] = [];
      let editor = open();
      for (let edit = 0; edit < edits; edit++) {
        editAtRandom(editor, pick);
        const act = editor.session.history.lastAct();
        if (act) did.add(act.actionId);
        if (edit % 7 !== 6) continue;
        const records = await recordsOf(editor, rows);
        rows = [...rows, ...editor.rows];
        const before = stateOf(editor.session);
        editor = open(records, edit + 1);
        expect(stateOf(editor.session), `sequence ${seed}, reload after edit ${edit}`).toBe(before);
      }
      const { history } = editor.session;
      while (history.redoLabels().length > 0) history.redo();
      const states = [stateOf(editor.session)];
      while (history.undoLabels().length > 0) {
        history.undo();
        states.push(stateOf(editor.session));
      }
      expect(editor.session.records.annotations(), `sequence ${seed}`).toEqual([]);
      expect(tileKeysOf(editor.session), `sequence ${seed}`).toEqual([]);
      for (let step = states.length - 2; step >= 0; step--) {
        history.redo();
        expect(stateOf(editor.session), `sequence ${seed}, redo to ${step}`).toBe(states[step]);
      }
    }
    // Every kind of act has been among them: none is left out of the proof.
    if (sequences >= 200) expect(actIds.filter((id) => !did.has(id))).toEqual([]);
  },
  120_000 + sequences * edits * 100,
);

const actIds = [
  "draw-brush",
  "draw-threshold",
  "erase-brush",
  "draw-box",
  "draw-ellipse",
  "draw-polygon",
  "draw-polyline",
  "draw-spline",
  "draw-livewire",
  "draw-freehand",
  "draw-point",
  "draw-length",
  "draw-angle",
  "draw-bidirectional",
  "draw-cobb",
  "grow-region",
  "grow-cut",
  "fill-between",
  "fill-holes",
  "smooth-label",
  "grow-label",
  "shrink-label",
  "unite-labels",
  "subtract-labels",
  "intersect-labels",
  "shape-to-mask",
  "mask-to-shape",
  "split-label",
  "merge-labels",
  "copy-to-slice",
  "paste-copied",
  "fix-selection",
  "mark-key-image",
  "solo-label",
  "move-label",
  "nudge-label",
  "relabel-label",
  "lock-label",
  "hide-label",
  "delete-label",
  "separate-slice",
  "join-slices",
  "accept-proposal",
  "reject-proposal",
  "correct-proposal",
];
