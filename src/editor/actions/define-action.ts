import type { EditorSession } from "../session-types.ts";
import type { Action, ActionContext, ViewCommands } from "./action.ts";

/** Keeps the id of an action as a literal type. */
export const defineAction = <const Id extends string>(action: Omit<Action<Id>, "labelKey">): Action<Id> => ({
  ...action,
  labelKey: `action.${action.id}`,
});

/** Whether a study is open. */
export const hasSession = ({ session }: ActionContext): boolean => session !== null;

/** Whether an image is on the screen. */
export const hasImage = ({ session, view }: ActionContext): boolean =>
  view !== null && session !== null && session.tools.target() !== null;

/** Whether a picture is looked at, also one that no tool may touch (an earlier study hung beside). */
export const hasView = ({ session, view }: ActionContext): boolean => session !== null && view !== null;

/** Whether the image on the screen, if any, is there in one piece; one that is read by tile is not. */
export const isWhole = ({ session }: ActionContext): boolean => session?.tools.target()?.tiled !== true;

/** Runs on the open session; nothing happens without one. */
export const onSession =
  (run: (session: EditorSession) => void) =>
  ({ session }: ActionContext): void => {
    if (session) run(session);
  };

/** Runs on the view; nothing happens without one. */
export const onView =
  (run: (view: ViewCommands) => void) =>
  ({ view }: ActionContext): void => {
    if (view) run(view);
  };

/** Digits of numbered actions. */
export const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
