import { type ActionId, actions } from "./action-table.ts";
import { type KeyProfile, keyProfiles, profileKeys } from "./key-profiles.ts";
import type { Binding, Keymap } from "./keymap.ts";
import { radiologyKeymap } from "./keymap.ts";

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
