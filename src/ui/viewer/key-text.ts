import type { ActionId } from "../../editor/actions/action-table.ts";
import { radiologyKeymap } from "../../editor/actions/keymap.ts";
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
  NumpadAdd: "Num +",
  NumpadSubtract: "Num −",
};

/** A chord as it is printed on keys: `⇧ ⏎`. */
export function chordText(chord: string): string {
  if (chord === "Shift+/") return "?";
  if (chord === "Shift+=") return "+";
  const parts = chord.endsWith("+") ? [...chord.slice(0, -2).split("+"), "+"] : chord.split("+");
  return parts.map((part) => signs[part] ?? part).join(" ");
}

/** The keys of an action on this machine. */
export function keysOf(id: ActionId): readonly string[] {
  const mac = keyPlatform() === "mac";
  const bindings: readonly { readonly chord: string; readonly mac?: string }[] = radiologyKeymap[id];
  return bindings.map((binding) => chordText(mac ? (binding.mac ?? binding.chord) : binding.chord));
}
