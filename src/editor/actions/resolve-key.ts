import type { Action, ActionContext, ActionScope } from "./action.ts";
import { type ActionId, actions } from "./action-table.ts";
import { chordOf, chordsOfPress, editsText, isSingleKey, type KeyInput, printsSign } from "./chord.ts";
import type { Binding, Keymap } from "./keymap.ts";

/** Where the focus is, and what the person has set. */
export interface KeyPlace {
  readonly platform: "mac" | "other";
  /** The focus is in a text field: no single keys, and none that edits the text. */
  readonly textField: boolean;
  /** A dialog is open: only its own keys. */
  readonly dialog: boolean;
  /** Single keys need the focus in the viewer or worklist, and can be switched off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** Screen on view: `viewer` scopes do not reach the worklist. */
  readonly screen: "viewer" | "worklist" | "other";
}

/** The chords of bindings on a machine. */
export const chordsOf = (bindings: readonly Binding[], platform: KeyPlace["platform"]): string[] =>
  bindings.map(({ chord, mac }) => (platform === "mac" ? (mac ?? chord) : chord));

function activeScopes({ dialog, screen }: KeyPlace): readonly ActionScope[] {
  if (dialog) return ["dialog"];
  if (screen === "viewer") return ["draw", "proposal", "review", "selection", "viewer", "app"];
  return screen === "worklist" ? ["worklist", "app"] : ["app"];
}

/** The action that a key press means now; null: none, leave the event alone. */
export function resolveKey(
  event: KeyInput,
  keymap: Keymap,
  place: KeyPlace,
  context: ActionContext,
): Action<ActionId> | null {
  if (event.isComposing) return null;
  for (const chord of chordsOfPress(event, place.platform)) {
    const action = actionOf(chord, keymap, place, context);
    if (action) return event.repeat && action.repeats !== true ? null : action;
  }
  return null;
}

function actionOf(
  chord: string,
  keymap: Keymap,
  place: KeyPlace,
  context: ActionContext,
): Action<ActionId> | null {
  // What a writer does to the text is not done to the labels: Ctrl+Z, Ctrl+V, Ctrl+→ (a word on, not the next study).
  if (place.textField && editsText(chord)) return null;
  if (isSingleKey(chord) && (place.textField || (!place.singleKeys && printsSign(chord)))) return null;
  for (const scope of activeScopes(place)) {
    const action = actions.find(
      (candidate) =>
        candidate.scope === scope &&
        chordsOf(keymap[candidate.id], place.platform).includes(chord) &&
        candidate.enabled(context),
    );
    if (action) return action;
  }
  return null;
}

/** The action whose held key was let go; modifiers do not count, they may be up already. */
export function resolveRelease(event: KeyInput, keymap: Keymap): Action<ActionId> | null {
  const plain = { ...event, key: event.key, code: event.code };
  const chord = chordOf(
    { ...plain, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
    "other",
  );
  const held = actions.find(
    (action) => action.release && keymap[action.id].some((binding) => binding.chord === chord),
  );
  return held ?? null;
}

/** Two actions on one chord in one scope. */
export interface KeyConflict {
  readonly chord: string;
  readonly scope: ActionScope;
  readonly actionIds: readonly ActionId[];
}

/** All conflicts of a map on a platform; a remap that makes one is refused and names both. */
export function keyConflicts(keymap: Keymap, platform: KeyPlace["platform"]): KeyConflict[] {
  const users = new Map<
    string,
    { readonly chord: string; readonly scope: ActionScope; readonly ids: ActionId[] }
  >();
  for (const { id, scope } of actions) {
    for (const chord of chordsOf(keymap[id], platform)) {
      const text = `${scope} ${chord}`;
      const user = users.get(text) ?? { chord, scope, ids: [] };
      user.ids.push(id);
      users.set(text, user);
    }
  }
  return [...users.values()].flatMap(({ chord, scope, ids }) =>
    ids.length > 1 ? [{ chord, scope, actionIds: ids }] : [],
  );
}
