import type { ActionId } from "../../editor/actions/action-table.ts";
import { useApp } from "../app/app-state.ts";
import { keyTexts } from "./key-text.ts";

/** The keys of an action as this person has set them, as they are printed on keys. */
export type KeysOf = (id: ActionId) => readonly string[];

/** Reads the map of keys; only inside the app. */
export function useKeys(): KeysOf {
  const { preferences } = useApp();
  return (id) => keyTexts(preferences.keymap()[id]);
}
