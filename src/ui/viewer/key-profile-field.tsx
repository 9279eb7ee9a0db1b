import { For } from "solid-js";
import { type KeyProfile, keyProfiles } from "../../editor/actions/key-profiles.ts";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";

/** Which program's keys are used. */
export function KeyProfileField() {
  const m = useMessages();
  const { preferences } = useApp();
  const choice = () => preferences.value().keys;
  return (
    <select
      class="input"
      aria-label={m.keymap.profile}
      value={choice().profile}
      onChange={(event) =>
        preferences.set({ keys: { ...choice(), profile: event.currentTarget.value as KeyProfile } })
      }
    >
      <For each={keyProfiles}>
        {(profile) => <option value={profile}>{m.keymap.profiles[profile]}</option>}
      </For>
    </select>
  );
}
