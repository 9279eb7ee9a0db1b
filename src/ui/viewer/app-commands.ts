import type { Setter } from "solid-js";
import type { AppCommands } from "../../editor/actions/action.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { AppState } from "../app/app-state.ts";
import type { Messages } from "../messages/messages.ts";
import type { ViewerDialog, ViewerModel } from "./viewer-model.ts";

/** What the commands of a study's screen reach. */
export interface AppCommandsOptions {
  readonly app: AppState;
  readonly messages: Messages;
  readonly session: EditorSession;
  readonly assistant: ViewerModel["assistant"];
  /** Outlines the boxes of an earlier study. */
  readonly priorBoxes: () => Promise<void>;
  readonly review: ViewerModel["review"];
  readonly setDialog: (dialog: ViewerDialog) => void;
  readonly setNoteAsked: Setter<number>;
  readonly setCleaning: Setter<boolean>;
  readonly goToTask: (by: 1 | -1) => void;
  readonly openNextReview: () => void;
}

/** What actions do beside session and image: dialogs, the model, the task, other screens. */
export function makeAppCommands(options: AppCommandsOptions): AppCommands {
  const { app, messages: m, session, assistant, priorBoxes, review, setDialog } = options;
  return {
    openKeySheet: () => setDialog("keys"),
    openPalette: () => setDialog("palette"),
    confirmAcceptAll: () => setDialog("accept-all"),
    runModel: () => void assistant.suggestHere(),
    writeNote: () => options.setNoteAsked((times) => times + 1),
    toggleCleanUp: () => options.setCleaning((open) => !open),
    prelabelSeries: () => void assistant.prelabelSeries(),
    prelabelStudy: () => void assistant.prelabelStudy(),
    prelabelKeyImages: () => void assistant.prelabelKeyImages(),
    outlineBoxes: () => void assistant.outlineBoxes(),
    outlinePriorBoxes: () => void priorBoxes(),
    followLabel: () => void assistant.followLabel(),
    submitTask: () => {
      if (session.review.submit().length > 0) setDialog("submit");
      else app.toasts.show(m.review.submitted);
    },
    acceptTask: () => {
      session.review.acceptTask();
      void session.history.flush().then(options.openNextReview, () => undefined); // "Not saved" says why it stays
    },
    askReason: (object) => review.setReasonWish({ object }),
    askPin: () => setDialog("pin"),
    stepChange: (by) => review.step(by),
    nextTask: () => options.goToTask(1),
    previousTask: () => options.goToTask(-1),
    exportDataset: () => app.router.go({ name: "export" }),
    importFiles: () => app.router.go({ name: "import" }),
  };
}
