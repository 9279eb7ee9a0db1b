import { type ActionId, actions } from "./action-table.ts";
import { type KeyProfile, keyProfiles, profileKeys } from "./key-profiles.ts";
import type { Binding, Keymap } from "./keymap.ts";
import { radiologyKeymap } from "./keymap.ts";
import { chordsOf, type KeyPlace } from "./resolve-key.ts";

/** Chords that a person gave to actions; an empty list takes the keys away. */
export type OwnKeys = Partial<Record<ActionId, readonly string[]>>;

/** Which keys a person works with. */
export interface KeyChoice {
  readonly profile: KeyProfile;
  /** Changes of a profile belong to it: each keeps its own. */
  readonly own: Partial<Record<KeyProfile, OwnKeys>>;
  /** Whether keys without Ctrl or Alt that print a sign act at all (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

/** Nobody has chosen yet. */
export const firstKeyChoice: KeyChoice = { profile: "radiology", own: {}, singleKeys: true };

const isProfile = (value: unknown): value is KeyProfile => keyProfiles.includes(value as KeyProfile);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readOwn(value: unknown): OwnKeys {
  if (!isObject(value)) return {};
  const known = actions.flatMap(({ id }) => {
    const chords = value[id];
    const usable = Array.isArray(chords) && chords.every((chord) => typeof chord === "string");
    return usable ? [[id, chords as readonly string[]] as const] : [];
  });
  return Object.fromEntries(known);
}

/** A stored choice; what an older or newer version wrote and this one does not know is left out. */
export function readKeyChoice(value: unknown): KeyChoice {
  if (!isObject(value)) return firstKeyChoice;
  const own = isObject(value.own) ? value.own : {};
  return {
    profile: isProfile(value.profile) ? value.profile : firstKeyChoice.profile,
    own: Object.fromEntries(keyProfiles.map((profile) => [profile, readOwn(own[profile])])),
    singleKeys: value.singleKeys !== false,
  };
}

/** The whole map: Radiology, the profile over it, then the person's own keys, which take theirs from whoever had them in that scope. */
export function keymapOf({ profile, own }: Pick<KeyChoice, "profile" | "own">): Keymap {
  const base: Keymap = { ...radiologyKeymap, ...profileKeys[profile] };
  const mine = own[profile] ?? {};
  const taken = new Set(
    actions.flatMap(({ id, scope }) => (mine[id] ?? []).map((chord) => `${scope} ${chord}`)),
  );
  const entries = actions.map(({ id, scope }): readonly [ActionId, readonly Binding[]] => {
    const chords = mine[id];
    if (chords) return [id, chords.map((chord) => ({ chord }))];
    return [
      id,
      base[id].filter(({ chord, mac }) => !taken.has(`${scope} ${chord}`) && !taken.has(`${scope} ${mac}`)),
    ];
  });
  return Object.fromEntries(entries) as Keymap;
}

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
