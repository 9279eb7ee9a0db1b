import type { Action } from "./action.ts";
import { appActions } from "./app-actions.ts";
import { cleanActions } from "./clean-actions.ts";
import { keyImageActions } from "./key-image-actions.ts";
import { labelActions } from "./label-actions.ts";
import { proposalActions } from "./proposal-actions.ts";
import { reviewActions } from "./review-actions.ts";
import { toolActions } from "./tool-actions.ts";
import { viewActions } from "./view-actions.ts";

const table = [
  ...toolActions,
  ...viewActions,
  ...labelActions,
  ...keyImageActions,
  ...cleanActions,
  ...proposalActions,
  ...reviewActions,
  ...appActions,
] as const;

/** Every action there is; the keymap is total over it. */
export type ActionId = (typeof table)[number]["id"];

/** All actions in the order of the menu and the key sheet. */
export const actions: readonly Action<ActionId>[] = table;

const byId = new Map<string, Action<ActionId>>(actions.map((action) => [action.id, action]));

/** The action with an id. */
export function actionOf(id: ActionId): Action<ActionId> {
  const action = byId.get(id);
  if (!action) throw new Error(`There is no action ${id}.`);
  return action;
}
