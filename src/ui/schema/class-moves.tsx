import { Show } from "solid-js";
import type { LabelSchema, RetiredClass } from "../../domain/label-schema.ts";
import type { MigrationRows } from "../../storage/migrate-class.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { type MoveChoice, runMove, runRestore } from "./move-class.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { RetiredClasses } from "./retired-classes.tsx";

/** A move that can be taken back. */
export interface LastMove {
  readonly rows: MigrationRows;
  readonly text: string;
}

/** A class that the dialog is about. */
export interface MoveSubject {
  readonly id: string;
  readonly name: string;
  readonly replacedBy: string | null;
  readonly isRetired: boolean;
}

export interface ClassMovesProps {
  readonly schema: LabelSchema;
  /** Class and study of every label on this device. */
  readonly labels: readonly { readonly classId: string; readonly studyUid: string }[];
  readonly subject: MoveSubject | null;
  readonly setSubject: (subject: MoveSubject | null) => void;
  readonly setLast: (last: LastMove | null) => void;
  /** There are changes that are not published. */
  readonly isChanged: boolean;
}

/** Retired classes, and the dialog that retires one or moves its labels. */
export function ClassMoves(props: ClassMovesProps) {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const usedBy = (id: string) => props.labels.filter(({ classId }) => classId === id);
  const nameOf = (id: string | null) => props.schema.classes.find((entry) => entry.id === id)?.name ?? "";
  const attempt = async (task: () => Promise<void>) => {
    try {
      await task();
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  const confirm = (subject: MoveSubject, choice: MoveChoice) =>
    attempt(async () => {
      const before = usedBy(choice.from).length;
      const to = nameOf(choice.to);
      const outcome = await runMove(database, props.schema, choice);
      if (outcome.kind === "busy") {
        app.toasts.show(m.migration.busy);
        return;
      }
      props.setSubject(null);
      const left = (await database.annotations.toArray()).filter(
        ({ annotation }) => annotation.classId === choice.from,
      ).length;
      const text =
        choice.to === null ? m.migration.retired(subject.name) : m.migration.done(before - left, to);
      props.setLast(outcome.rows.length > 0 ? { rows: outcome.rows, text } : null);
      app.toasts.show(text);
    });
  const move = (entry: RetiredClass) =>
    props.setSubject({
      id: entry.id,
      name: entry.name ?? entry.id,
      replacedBy: entry.replacedBy,
      isRetired: true,
    });
  return (
    <>
      <RetiredClasses
        schema={props.schema}
        labelsOf={(id) => usedBy(id).length}
        disabled={props.isChanged}
        onMove={move}
        onRestore={(entry) => void attempt(() => runRestore(database, props.schema, entry.id))}
      />
      <Show when={props.subject}>
        {(subject) => (
          <MoveDialog
            schema={props.schema}
            from={subject()}
            isRetired={subject().isRetired}
            used={{
              labels: usedBy(subject().id).length,
              studies: new Set(usedBy(subject().id).map(({ studyUid }) => studyUid)).size,
            }}
            onClose={() => props.setSubject(null)}
            onConfirm={(choice) => void confirm(subject(), choice)}
          />
        )}
      </Show>
    </>
  );
}
