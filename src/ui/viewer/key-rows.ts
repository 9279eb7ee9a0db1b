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

/** The keys of nine numbered actions: `1 – 9` while they are the nine digits, else each that there is. */
function family(id: ActionId, keysOf: KeysOf): readonly string[] {
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => keysOf(id.replace(numbered, `-${n}`) as ActionId)[0]);
  const [first = ""] = all;
  const isRow = all.every((key, at) => key === first.replace("1", String(at + 1)));
  return isRow && first !== "" ? [`${first} – ${all[8]}`] : all.filter((key) => key !== undefined);
}

/** All actions with keys, by group; actions numbered 1–9 are one line "1 – 9". `all`: each for itself, also without a key. */
export function keyRows(m: Messages, keysOf: KeysOf, all = false): ReadonlyMap<KeyGroup, readonly KeyRow[]> {
  const groups = new Map<KeyGroup, KeyRow[]>();
  for (const { id, group } of actions) {
    const digit = all ? undefined : numbered.exec(id)?.[1];
    if (digit !== undefined && digit !== "1") continue;
    const keys = keysOf(id);
    const row: KeyRow =
      digit === undefined
        ? { id, text: m.actions[id] ?? id, keys }
        : { id, text: m.actions[id.replace(numbered, "")] ?? id, keys: family(id, keysOf) };
    if (row.keys.length === 0 && !all) continue;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return groups;
}
