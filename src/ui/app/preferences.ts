import { type Accessor, createEffect, createMemo, createSignal } from "solid-js";
import { firstKeyChoice, type KeyChoice, keymapOf, readKeyChoice } from "../../editor/actions/key-choice.ts";
import type { Keymap } from "../../editor/actions/keymap.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { type MousePreset, mousePresets } from "../../viewer/pointer-settings.ts";
import type { OwnWindows } from "../../viewer/window-presets.ts";
import type { LanguageChoice } from "../messages/languages.ts";

/** Orders of the worklist. */
export const studyOrders = ["need", "newest", "lot"] as const;
export type StudyOrder = (typeof studyOrders)[number];

/** How this person likes the screen; kept on this device. */
export interface Preferences {
  readonly theme: "dark" | "light";
  readonly hand: "right" | "left";
  readonly language: LanguageChoice;
  /** Opacity of label fills, 0–1. */
  readonly fill: number;
  readonly projectTitle: string;
  readonly keys: KeyChoice;
  /** What the buttons of a mouse do with the image. */
  readonly mouse: MousePreset;
  /** Between the pixels: averages; off: each pixel is a square. */
  readonly smooth: boolean;
  /** Preset 9 of each modality. */
  readonly windows: OwnWindows;
  /** Which studies come first: what a person should look at most, what came in last, or by lot. */
  readonly studyOrder: StudyOrder;
}

export interface PreferenceStore {
  readonly value: Accessor<Preferences>;
  /** The keys of all actions as they are set now. */
  readonly keymap: Accessor<Keymap>;
  set(change: Partial<Preferences>): void;
}

const settingKey = "ui.preferences";
const initial: Preferences = {
  theme: "dark",
  hand: "right",
  language: "auto",
  fill: 0.25,
  projectTitle: "",
  keys: firstKeyChoice,
  mouse: "pacs",
  smooth: true,
  windows: {},
  // By need (assist 3.9): where no proposal waits, that is the newest first.
  studyOrder: "need",
};

/** What can be a window of what was kept. */
function readWindows(value: unknown): OwnWindows {
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([modality, window]: readonly [string, Partial<OwnWindows[string]> | null]) => {
      const { center, width } = window ?? {};
      return Number.isFinite(center) && Number(width) >= 1
        ? [[modality, { center: Number(center), width: Number(width) }]]
        : [];
    }),
  );
}

/** The preferences as this device keeps them; the first ones where nothing is kept. */
export async function readPreferences(database: MainDatabase): Promise<Preferences> {
  const row = await database.settings.get(settingKey);
  const kept = row?.value as Partial<Preferences> | undefined;
  return {
    ...initial,
    ...kept,
    keys: readKeyChoice(kept?.keys),
    windows: readWindows(kept?.windows),
    mouse: mousePresets.find((preset) => preset === kept?.mouse) ?? initial.mouse,
    studyOrder: studyOrders.find((order) => order === kept?.studyOrder) ?? initial.studyOrder,
  };
}

/**
 * Reads the preferences once, unless they were, and writes each change; `data-theme` and `data-hand` of the page follow. A change that could not be
 * written holds until the app is closed, and `notKept` hears why.
 */
export function createPreferences(
  database: MainDatabase,
  notKept: (reason: unknown) => void,
  read?: Preferences,
): PreferenceStore {
  const [value, setValue] = createSignal(read ?? initial);
  if (!read)
    readPreferences(database)
      .then(setValue)
      .catch(() => undefined); // a store that does not open has its own screen
  createEffect(() => {
    document.documentElement.dataset.theme = value().theme;
    document.documentElement.dataset.hand = value().hand;
  });
  const keymap = createMemo(() => keymapOf(value().keys));
  return {
    value,
    keymap,
    set: (change) => {
      const next = { ...value(), ...change };
      setValue(next);
      database.settings.put({ key: settingKey, value: next }).catch(notKept);
    },
  };
}
