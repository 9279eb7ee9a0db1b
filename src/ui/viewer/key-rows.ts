import type { Action } from "../../editor/actions/action.ts";
import { type ActionId, actions } from "../../editor/actions/action-table.ts";
import type { Messages } from "../messages/messages.ts";
import type { KeysOf } from "./use-keys.ts";

/** One line of the key sheet. */
export interface KeyRow {
  readonly id: string;
  readonly text: string;
  readonly keys: readonly string[];
}

export type KeyGroup = Action["group"];

const numbered = /-(\d)$/;

/** All actions with keys, by group; actions numbered 1–9 are one line "1 – 9". `all`: each for itself, also without a key. */
export function keyRows(m: Messages, keysOf: KeysOf, all = false): ReadonlyMap<KeyGroup, readonly KeyRow[]> {
  const groups = new Map<KeyGroup, KeyRow[]>();
  for (const { id, group } of actions) {
    const digit = all ? undefined : numbered.exec(id)?.[1];
    if (digit !== undefined && digit !== "1") continue;
    const keys = keysOf(id);
    if (keys.length === 0 && !all) continue;
    const row: KeyRow =
      digit === undefined
        ? { id, text: m.actions[id] ?? id, keys }
        : {
            id,
            text: m.actions[id.replace(numbered, "")] ?? id,
            keys: [`${keys[0]} – ${keysOf(id.replace(numbered, "-9") as ActionId)[0]}`],
          };
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return groups;
}
