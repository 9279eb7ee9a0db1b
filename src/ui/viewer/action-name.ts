import type { ActionId } from "../../editor/actions/action-table.ts";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";
import { useViewer } from "./viewer-model.ts";
import { presetOfDigit } from "./window-controls.tsx";

/** Names of actions where one is chosen by its name: a window preset says what it is on the image that is shown. */
export function useActionName(): (id: ActionId) => string {
  const m = useMessages();
  const viewer = useViewer();
  const { preferences } = useApp();
  return (id) => {
    const name = m.actions[id] ?? id;
    const digit = /^apply-preset-(\d)$/.exec(id)?.[1];
    if (digit === undefined) return name;
    const preset = presetOfDigit(Number(digit), viewer.stage.shown(), preferences.value().windows, m);
    return preset === "" ? name : `${name} · ${preset}`;
  };
}
