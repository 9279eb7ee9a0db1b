import type { LabelClass } from "../../domain/label-schema.ts";
import { noteField } from "../../domain/note.ts";
import type { EditorSession } from "../session-types.ts";
import type { Action, ActionContext } from "./action.ts";
import { defineAction, digits, hasSession, onSession } from "./define-action.ts";

const hasSelection = ({ session }: ActionContext): boolean =>
  session !== null && session.records.selection().length > 0;

/** Chooses the class beside the active one, round the end. */
function stepClass({ records, tools }: EditorSession, by: 1 | -1): void {
  const { classes } = records.schema();
  const at = classes.findIndex(({ id }) => id === tools.activeClassId());
  const from = at < 0 && by === -1 ? 0 : at;
  const next = classes[(from + by + classes.length) % classes.length];
  if (next) tools.chooseClass(next.id);
}

/** The class whose key it is by the schema; else the class of that place, where it has no key of its own. */
function classOfDigit({ records }: EditorSession, digit: string): LabelClass | null {
  const { classes } = records.schema();
  const placed = classes[Number(digit) - 1];
  return classes.find(({ hotkey }) => hotkey === digit) ?? (placed?.hotkey === "" ? placed : null);
}

const chooseLabel = <const Digit extends (typeof digits)[number]>(
  digit: Digit,
): Action<`choose-label-${Digit}`> =>
  defineAction({
    id: `choose-label-${digit}`,
    icon: "tag",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: ({ session }) => session !== null && classOfDigit(session, digit) !== null,
    run: onSession((session) => {
      const chosen = classOfDigit(session, digit);
      if (chosen) session.tools.chooseClass(chosen.id);
    }),
  });

const nudge = <const Id extends string>(id: Id, icon: string, dx: number, dy: number): Action<Id> =>
  defineAction({
    id,
    icon,
    group: "labels",
    scope: "selection",
    undoable: true,
    repeats: true,
    enabled: ({ session }) => hasSelectionUnderSelect(session),
    run: onSession(({ records }) => records.nudge(dx, dy)),
  });

/** Arrows nudge only while the select tool holds something; else they scroll. */
const hasSelectionUnderSelect = (session: EditorSession | null): boolean =>
  session !== null && session.tools.tool() === "select" && session.records.selection().length > 0;

/** Labels: which class to draw as, and what happens to the selected ones. */
export const labelActions = [
  defineAction({
    id: "next-label",
    icon: "tag",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession((session) => stepClass(session, 1)),
  }),
  defineAction({
    id: "previous-label",
    icon: "tag",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession((session) => stepClass(session, -1)),
  }),
  ...digits.map(chooseLabel),
  defineAction({
    id: "new-instance",
    icon: "square-plus",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: hasSession,
    run: onSession(({ records }) => records.newInstance()),
  }),
  defineAction({
    id: "relabel-selection",
    icon: "tags",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: (context) => hasSelection(context) && context.session?.tools.activeClassId() !== null,
    run: onSession(({ records, tools }) => {
      const classId = tools.activeClassId();
      if (classId !== null) records.relabel(records.selection(), classId);
    }),
  }),
  defineAction({
    id: "lock-selection",
    icon: "lock",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: hasSelection,
    run: onSession(({ records }) => records.setLocked(records.selection(), !isEvery(records, "locked"))),
  }),
  defineAction({
    id: "hide-selection",
    icon: "eye-off",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: hasSelection,
    run: onSession(({ records }) => records.setHidden(records.selection(), !isEvery(records, "hidden"))),
  }),
  defineAction({
    id: "solo-selection",
    icon: "eye-search",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: hasSelection,
    run: onSession(({ records }) => records.solo(records.selection())),
  }),
  defineAction({
    id: "delete-selection",
    icon: "trash",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: hasSelection,
    run: onSession(({ records }) => records.remove(records.selection())),
  }),
  defineAction({
    id: "write-note",
    icon: "text-caption",
    group: "labels",
    scope: "viewer",
    undoable: false,
    enabled: ({ session }) => session !== null && takesNote(session),
    run: ({ app }) => app.writeNote(),
  }),
  nudge("nudge-left", "arrow-left", -1, 0),
  nudge("nudge-right", "arrow-right", 1, 0),
  nudge("nudge-up", "arrow-up", 0, -1),
  nudge("nudge-down", "arrow-down", 0, 1),
  nudge("nudge-far-left", "arrow-bar-left", -10, 0),
  nudge("nudge-far-right", "arrow-bar-right", 10, 0),
  nudge("nudge-far-up", "arrow-bar-up", 0, -10),
  nudge("nudge-far-down", "arrow-bar-down", 0, 10),
] as const;

/** Whether the one selected label is a point whose class asks for a text. */
function takesNote({ records }: EditorSession): boolean {
  const [uid, ...others] = records.selection();
  const label = records.annotations().find(({ instanceUid }) => instanceUid === uid);
  if (!label || others.length > 0) return false;
  return (
    noteField(
      label,
      records.schema().classes.find(({ id }) => id === label.classId),
    ) !== null
  );
}

/** Whether every selected label is already so: the action then turns it off. */
const isEvery = (records: EditorSession["records"], flag: "locked" | "hidden"): boolean =>
  records
    .annotations()
    .filter(({ instanceUid }) => records.selection().includes(instanceUid))
    .every((label) => label[flag]);
