import { starterLabelSchema } from "../../src/domain/label-schema-starter.ts";
import type { LogRow, LogRowDraft } from "../../src/domain/record-diff.ts";
import type { StudyRecords } from "../../src/domain/study-records.ts";
import type { ImageTarget } from "../../src/editor/image-target.ts";
import { lateParts } from "../../src/editor/late-parts.ts";
import type { PromptRequest } from "../../src/editor/proposal-types.ts";
import { makeEditorSession } from "../../src/editor/session.ts";
import type { EditorSession, EditorSessionOptions } from "../../src/editor/session-types.ts";
import type { Modifiers, PointerType, ToolEvent, ToolId, ToolKey } from "../../src/editor/tool-event.ts";
import type { StrokeDraft } from "../../src/editor/tool-types.ts";
import { seededBytes } from "./seeded-bytes.ts";

// As a person meets it: what comes after the first picture is there.
await lateParts.load();

export const studyUid = "2.25.9";

/** A frame of 200 × 150 pixels. */
export const frame = (frameIndex = 0): ImageTarget => ({
  studyUid,
  seriesUid: "2.25.8",
  sopUid: "2.25.7",
  frameIndex,
  columns: 200,
  rows: 150,
});

export const emptyRecords = (change: Partial<StudyRecords> = {}): StudyRecords => ({
  studyUid,
  annotations: [],
  proposals: [],
  schema: starterLabelSchema,
  taskState: "todo",
  tiles: [],
  log: [],
  rebuilt: false,
  ...change,
});

/** A session whose rows, drafts and prompts are kept in arrays, with a clock and timers moved by hand. */
export interface TestEditor {
  readonly session: EditorSession;
  readonly rows: LogRowDraft[];
  readonly drafts: (StrokeDraft | null)[];
  readonly requests: PromptRequest[];
  /** Moves the clock and runs what is due. */
  wait(milliseconds: number): void;
  nowMs(): number;
}

export function makeTestEditor(
  change: Partial<EditorSessionOptions> = {},
  seed = 1,
  classId: string | null = "mass",
): TestEditor {
  let now = Date.UTC(2026, 10, 23, 10);
  const rows: LogRowDraft[] = [];
  const drafts: (StrokeDraft | null)[] = [];
  const requests: PromptRequest[] = [];
  const timers = new Set<{ readonly dueMs: number; readonly run: () => void }>();
  const session = makeEditorSession({
    records: emptyRecords(),
    user: "u1",
    device: "dev-a",
    nowMs: () => now,
    randomBytes: seededBytes(seed),
    schedule(run, delayMs) {
      const timer = { dueMs: now + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    persist: async (row) => {
      rows.push(row);
    },
    saveDraft: (draft) => drafts.push(draft),
    requestProposal: (request) => requests.push(request),
    ...change,
  });
  session.tools.setTarget(frame());
  if (classId !== null) session.tools.chooseClass(classId);
  return {
    session,
    rows,
    drafts,
    requests,
    nowMs: () => now,
    wait(milliseconds) {
      now += milliseconds;
      for (const timer of [...timers]) {
        if (timer.dueMs > now) continue;
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

/** Rows as the store would number them. */
export const numbered = (rows: readonly LogRowDraft[]): LogRow[] =>
  rows.map((row, index) => ({ ...row, studyUid, seq: index + 1 }));

/** A hand on the image: `at(editor).tool("box").down(10, 10).move(40, 40).up().expect(…)`. */
export interface Hand {
  tool(tool: ToolId): Hand;
  with(modifiers: Partial<Modifiers>): Hand;
  by(pointerType: PointerType): Hand;
  zoom(scale: number): Hand;
  down(x: number, y: number, button?: "primary" | "secondary" | "eraser"): Hand;
  move(x: number, y: number): Hand;
  moves(points: readonly (readonly [number, number])[]): Hand;
  up(): Hand;
  /** Down and up at one place, half a second after what was before. */
  tap(x: number, y: number): Hand;
  key(key: ToolKey): Hand;
  wait(milliseconds: number): Hand;
  cancel(): Hand;
  expect(check: (session: EditorSession) => void): Hand;
}

export function at(editor: TestEditor): Hand {
  const { session } = editor;
  let modifiers: Modifiers = { shift: false, alt: false, ctrl: false };
  let pointerType: PointerType = "mouse";
  let scale = 1;
  let place: readonly [number, number] = [0, 0];
  const sample = () => ({ x: place[0], y: place[1], pressure: 0.5, timeMs: editor.nowMs() });
  const send = (event: ToolEvent) => {
    editor.wait(8);
    session.tools.dispatch(event);
    return hand;
  };
  const hand: Hand = {
    tool(tool) {
      session.tools.setTool(tool);
      return hand;
    },
    with(change) {
      modifiers = { ...modifiers, ...change };
      return hand;
    },
    by(type) {
      pointerType = type;
      return hand;
    },
    zoom(value) {
      scale = value;
      return hand;
    },
    down(x, y, button = "primary") {
      place = [x, y];
      return send({ type: "down", sample: sample(), modifiers, pointerType, scale, button });
    },
    move(x, y) {
      place = [x, y];
      return send({ type: "move", samples: [sample()], modifiers, pointerType, scale });
    },
    moves(points) {
      place = points.at(-1) ?? place;
      const samples = points.map(([x, y]) => ({ x, y, pressure: 0.5, timeMs: editor.nowMs() }));
      return send({ type: "move", samples, modifiers, pointerType, scale });
    },
    up: () => send({ type: "up", sample: sample(), modifiers, pointerType, scale }),
    tap(x, y) {
      editor.wait(500);
      return hand.down(x, y).up();
    },
    key: (key) => send({ type: "key", key, modifiers }),
    wait(milliseconds) {
      editor.wait(milliseconds);
      return hand;
    },
    cancel: () => send({ type: "cancel", timeMs: editor.nowMs() }),
    expect(check) {
      check(session);
      return hand;
    },
  };
  return hand;
}
