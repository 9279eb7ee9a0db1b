import { type ActionId, actions } from "./action-table.ts";
import { type KeyChoice, keymapOf, type OwnKeys } from "./key-choice.ts";
import { chordsOf, type KeyPlace } from "./resolve-key.ts";

/** Chords of the browser, which a page does not get or must not take (viewer-and-tools 3.7). */
const browserChords = new Set(
  ["W", "T", "N", "R", "Tab"].flatMap((name) => [`Ctrl+${name}`, `Ctrl+Shift+${name}`]),
);

const isReserved = (chord: string, platform: KeyPlace["platform"]): boolean =>
  browserChords.has(chord) ||
  /^Alt\+Arrow(?:Left|Right)$/.test(chord) ||
  // The way back and forth of the browser there.
  (platform === "mac" && /^Ctrl\+Arrow(?:Left|Right)$/.test(chord));

/** What came of giving a chord to an action. */
export type Rebound =
  | { readonly kind: "bound"; readonly own: OwnKeys }
  | { readonly kind: "reserved" }
  /** Another action of the same scope has it. */
  | { readonly kind: "taken"; readonly by: ActionId };

/** Gives an action one chord in place of those it has; refused where the browser or another action of the scope has it. */
export function rebind(
  choice: KeyChoice,
  id: ActionId,
  chord: string,
  platform: KeyPlace["platform"],
): Rebound {
  if (isReserved(chord, platform)) return { kind: "reserved" };
  const keymap = keymapOf(choice);
  const scope = actions.find((action) => action.id === id)?.scope;
  const other = actions.find(
    (action) =>
      action.id !== id && action.scope === scope && chordsOf(keymap[action.id], platform).includes(chord),
  );
  if (other) return { kind: "taken", by: other.id };
  return { kind: "bound", own: { ...choice.own[choice.profile], [id]: [chord] } };
}
