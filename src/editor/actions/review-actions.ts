import { objectOf } from "../../domain/annotation.ts";
import type { ActionContext } from "./action.ts";
import { defineAction, onSession } from "./define-action.ts";

const reviewing = ({ session }: ActionContext): boolean =>
  session !== null && session.review.current() !== null;

/** The thing that is looked at: of the label that is selected. */
function selectedObject({ session }: ActionContext): string | null {
  const [uid] = session?.records.selection() ?? [];
  const label = session?.records.annotations().find(({ instanceUid }) => instanceUid === uid);
  return label ? objectOf(label) : null;
}

const decides = (context: ActionContext): boolean => reviewing(context) && selectedObject(context) !== null;

/** Review of what another submitted: one key for each decision. */
export const reviewActions = [
  defineAction({
    id: "start-review",
    icon: "eye-check",
    group: "task",
    scope: "viewer",
    undoable: true,
    enabled: ({ session }) => session?.review.mayReview() === true,
    run: onSession(({ review }) => review.start()),
  }),
  defineAction({
    id: "accept-label",
    icon: "check",
    group: "task",
    scope: "review",
    undoable: true,
    enabled: decides,
    run(context) {
      const object = selectedObject(context);
      if (object === null) return;
      context.session?.review.decide(object, { verdict: "accepted", reason: null });
      context.app.stepChange(1);
    },
  }),
  defineAction({
    id: "reject-label",
    icon: "arrow-back-up",
    group: "task",
    scope: "review",
    undoable: true,
    enabled: decides,
    run: (context) => context.app.askReason(selectedObject(context)),
  }),
  defineAction({
    id: "next-change",
    icon: "player-skip-forward",
    group: "task",
    scope: "review",
    undoable: false,
    enabled: reviewing,
    run: ({ app }) => app.stepChange(1),
  }),
  defineAction({
    id: "previous-change",
    icon: "player-skip-back",
    group: "task",
    scope: "review",
    undoable: false,
    enabled: reviewing,
    run: ({ app }) => app.stepChange(-1),
  }),
  defineAction({
    id: "add-pin",
    icon: "pin",
    group: "task",
    scope: "review",
    undoable: true,
    enabled: reviewing,
    run: ({ app }) => app.askPin(),
  }),
  defineAction({
    id: "accept-task",
    icon: "checks",
    group: "task",
    scope: "review",
    undoable: true,
    enabled: reviewing,
    run: ({ app }) => app.acceptTask(),
  }),
  defineAction({
    id: "send-back",
    icon: "arrow-back",
    group: "task",
    scope: "review",
    undoable: true,
    enabled: reviewing,
    run: ({ app }) => app.askReason(null),
  }),
] as const;
