import { isOpenForLabels } from "../../domain/review/task-flow.ts";
import type { Action, AppCommands } from "./action.ts";
import { defineAction, onSession } from "./define-action.ts";

const appAction = <const Id extends string>(
  id: Id,
  icon: string,
  group: "task" | "app",
  run: (app: AppCommands) => void,
): Action<Id> =>
  defineAction({
    id,
    icon,
    group,
    scope: "app",
    undoable: false,
    enabled: () => true,
    run: ({ app }) => run(app),
  });

/** History, tasks, and what belongs to the whole app. */
export const appActions = [
  defineAction({
    id: "undo-act",
    icon: "arrow-back-up",
    group: "history",
    scope: "app",
    undoable: false,
    repeats: true,
    enabled: ({ session }) =>
      session !== null && (session.history.undoLabels().length > 0 || session.tools.needsClass()),
    run: onSession(({ history }) => history.undo()),
  }),
  defineAction({
    id: "redo-act",
    icon: "arrow-forward-up",
    group: "history",
    scope: "app",
    undoable: false,
    repeats: true,
    enabled: ({ session }) => session !== null && session.history.redoLabels().length > 0,
    run: onSession(({ history }) => history.redo()),
  }),
  defineAction({
    id: "submit-task",
    icon: "send",
    group: "task",
    scope: "app",
    undoable: true,
    enabled: ({ session }) => session !== null && isOpenForLabels(session.records.taskState()),
    run: ({ app }) => app.submitTask(),
  }),
  defineAction({
    id: "reopen-task",
    icon: "arrow-back",
    group: "task",
    scope: "app",
    undoable: true,
    enabled: ({ session }) => session?.review.mayReopen() === true,
    run: onSession(({ review }) => review.reopen()),
  }),
  appAction("next-task", "arrow-right", "task", (app) => app.nextTask()),
  appAction("previous-task", "arrow-left", "task", (app) => app.previousTask()),
  appAction("export-dataset", "package-export", "app", (app) => app.exportDataset()),
  appAction("import-files", "file-import", "app", (app) => app.importFiles()),
  appAction("open-key-sheet", "keyboard", "app", (app) => app.openKeySheet()),
  appAction("open-palette", "search", "app", (app) => app.openPalette()),
] as const;
