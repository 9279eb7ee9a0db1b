import type { Binding } from "../../editor/actions/keymap.ts";
import { chordsOf } from "../../editor/actions/resolve-key.ts";
import { keyPlatform } from "./create-keys.ts";

const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "⏎",
  Backspace: "⌫",
  Delete: "Del",
  Escape: "Esc",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Shift: "⇧",
  Space: "␣",
  NumpadAdd: "Num +",
  NumpadSubtract: "Num −",
};

/** What stands on the keys of a Mac, and of the keyboards of an iPad: our Ctrl is its Cmd. */
const macSigns: Readonly<Record<string, string>> = { Ctrl: "⌘", Alt: "⌥" };

/** A chord as it is printed on the keys of a machine: `⇧ ⏎`. */
export function chordText(chord: string, platform = keyPlatform()): string {
  if (chord === "Shift+/") return "?";
  if (chord === "Shift+=") return "+";
  if (chord === "Shift+;") return ":";
  const parts = chord.endsWith("+") ? [...chord.slice(0, -2).split("+"), "+"] : chord.split("+");
  const own = platform === "mac" ? macSigns : {};
  return parts.map((part) => own[part] ?? signs[part] ?? part).join(" ");
}

/** The chords of bindings as they are printed on the keys of this machine. */
export const keyTexts = (bindings: readonly Binding[]): readonly string[] =>
  chordsOf(bindings, keyPlatform()).map((chord) => chordText(chord));
