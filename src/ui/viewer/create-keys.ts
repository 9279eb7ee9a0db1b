import { onCleanup } from "solid-js";
import { type ActionId, actions } from "../../editor/actions/action-table.ts";
import { resolveKey, resolveRelease } from "../../editor/actions/resolve-key.ts";
import type { PreferenceStore } from "../app/preferences.ts";
import type { ViewerModel } from "./viewer-model.ts";

/** `mac` where Cmd stands for Ctrl. */
export const keyPlatform = (): "mac" | "other" => (/^(Mac|iP)/.test(navigator.platform) ? "mac" : "other");

const textTypes = new Set(["text", "search", "number", "email", "url", "tel", "password"]);

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return textTypes.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

function takeTyped(field: HTMLElement): void {
  field.blur();
  field.focus({ preventScroll: true });
}

/** Keys that a focused control of the page needs for itself. */
function isOwnKey(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  // Enter on a chosen row of the list decides on it; the list itself needs only the keys that move.
  if (target.closest(".annotation-rows")) return /^(Arrow|Home|End|Page)/.test(event.key);
  if (target.closest("[role=listbox],[role=menu],[role=slider],[role=radiogroup],select,input"))
    return /^(Arrow|Home|End|Page|Enter| )/.test(event.key);
  return target.closest("button,a,summary") !== null && (event.key === "Enter" || event.key === " ");
}

/** One listener for the whole screen: a key becomes an action through the key map. */
export function createKeys(viewer: ViewerModel, preferences: PreferenceStore): void {
  /** Since when keys are held whose action ends with them. */
  const since = new Map<ActionId, number>();
  const dialogOpen = () => document.querySelector("dialog[open],[role=menu]") !== null;
  const onDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isOwnKey(event)) return;
    const action = resolveKey(
      event,
      preferences.keymap(),
      {
        platform: keyPlatform(),
        textField: isTextField(event.target),
        dialog: dialogOpen(),
        singleKeys: preferences.value().keys.singleKeys,
        screen: "viewer",
      },
      viewer.context,
    );
    // Text that is marked on the page is what Ctrl+C means.
    if (!action || (action.id === "copy-selection" && getSelection()?.isCollapsed === false)) return;
    event.preventDefault();
    // A field takes what was typed when it is left: it is part of what is submitted.
    if (isTextField(event.target)) takeTyped(event.target as HTMLElement);
    if (action.release) since.set(action.id, event.timeStamp);
    action.run(viewer.context);
  };
  const onUp = (event: KeyboardEvent) => {
    const action = resolveRelease(event, preferences.keymap());
    if (!action) return;
    const from = since.get(action.id);
    since.delete(action.id);
    if (from !== undefined) action.release?.(viewer.context, event.timeStamp - from);
  };
  /** A key that is let go in another window never comes up here. */
  const onBlur = () => {
    for (const [id, from] of since)
      actions.find((action) => action.id === id)?.release?.(viewer.context, performance.now() - from);
    since.clear();
  };
  addEventListener("keydown", onDown);
  addEventListener("keyup", onUp);
  addEventListener("blur", onBlur);
  onCleanup(() => {
    removeEventListener("blur", onBlur);
    removeEventListener("keydown", onDown);
    removeEventListener("keyup", onUp);
  });
}
