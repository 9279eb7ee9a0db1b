import { defineAction, hasImage, onSession } from "./define-action.ts";

/** Images that stand for the study. */
export const keyImageActions = [
  defineAction({
    id: "toggle-key-image",
    icon: "star",
    group: "labels",
    scope: "viewer",
    undoable: true,
    enabled: hasImage,
    run: onSession(({ records }) => records.toggleKeyImage()),
  }),
  defineAction({
    id: "next-key-image",
    icon: "star-filled",
    group: "view",
    scope: "viewer",
    undoable: false,
    enabled: (context) => (context.session?.records.keyImages().length ?? 0) > 0,
    run({ session, view }) {
      const next = session?.records.keyImageAfter();
      if (next) view?.showFrame(next.series, next.sop, next.frame - 1);
    },
  }),
] as const;
