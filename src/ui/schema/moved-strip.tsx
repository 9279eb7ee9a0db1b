import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import type { LastMove } from "./class-moves.tsx";
import { runUndo } from "./move-class.ts";

/** What the last move of labels did, and the way back. */
export function MovedStrip(props: { readonly last: LastMove; readonly onUndone: () => void }) {
  const app = useApp();
  const m = useMessages();
  const { database } = useServices();
  const undo = async () => {
    try {
      const skipped = await runUndo(database, props.last.rows);
      if (skipped === null) return app.toasts.show(m.migration.busy);
      props.onUndone();
      app.toasts.show(skipped > 0 ? m.migration.partlyUndone(skipped) : m.migration.undone);
    } catch (reason) {
      app.toasts.show(failureText(reason, m));
    }
  };
  return (
    <div class="strip">
      <p class="grow">{props.last.text}</p>
      <button type="button" class="button plain" onClick={() => void undo()}>
        {m.migration.undo}
      </button>
    </div>
  );
}
