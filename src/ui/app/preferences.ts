import { type Accessor, createEffect, createSignal } from "solid-js";
import type { MainDatabase } from "../../storage/database.ts";

/** How this person likes the screen; kept on this device. */
export interface Preferences {
  readonly theme: "dark" | "light";
  readonly hand: "right" | "left";
  /** Opacity of label fills, 0–1. */
  readonly fill: number;
  readonly projectTitle: string;
}

export interface PreferenceStore {
  readonly value: Accessor<Preferences>;
  set(change: Partial<Preferences>): void;
}

const settingKey = "ui.preferences";
const initial: Preferences = { theme: "dark", hand: "right", fill: 0.25, projectTitle: "" };

/** Reads the preferences once and writes each change; `data-theme` and `data-hand` of the page follow. */
export function createPreferences(database: MainDatabase): PreferenceStore {
  const [value, setValue] = createSignal(initial);
  database.settings
    .get(settingKey)
    .then((row) => row && setValue((now) => ({ ...now, ...(row.value as Partial<Preferences>) })))
    .catch(() => undefined); // a store that does not open has its own screen
  createEffect(() => {
    document.documentElement.dataset.theme = value().theme;
    document.documentElement.dataset.hand = value().hand;
  });
  return {
    value,
    set: (change) => {
      const next = { ...value(), ...change };
      setValue(next);
      void database.settings.put({ key: settingKey, value: next });
    },
  };
}
