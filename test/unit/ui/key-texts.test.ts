import { expect, test } from "vitest";
import type { ActionId } from "../../../src/editor/actions/action-table.ts";
import { radiologyKeymap } from "../../../src/editor/actions/keymap.ts";
import { chordsOf } from "../../../src/editor/actions/resolve-key.ts";
import { en } from "../../../src/ui/messages/en.ts";
import { keyRows } from "../../../src/ui/viewer/key-rows.ts";
import { chordText } from "../../../src/ui/viewer/key-text.ts";

/** The keys that the sheet shows for the window presets, where some are others than in the profile. */
function presetKeys(own: Partial<Record<ActionId, readonly string[]>> = {}): readonly string[] | undefined {
  const keysOf = (id: ActionId) =>
    own[id] ?? chordsOf(radiologyKeymap[id], "other").map((chord) => chordText(chord, "other"));
  return keyRows(en, keysOf)
    .get("view")
    ?.find(({ id }) => id === "apply-preset-1")?.keys;
}

test("on a Mac and an iPad the sheet names the keys that are there", () => {
  expect(["Ctrl+Z", "Ctrl+Shift+Z", "Alt+ArrowUp"].map((chord) => chordText(chord, "mac"))).toEqual([
    "⌘ Z",
    "⌘ ⇧ Z",
    "⌥ ↑",
  ]);
  expect(chordText("Ctrl+Shift+ArrowRight", "other")).toBe("Ctrl ⇧ →");
});

test("nine digits are one line, and where a person has changed some, each key that there is", () => {
  expect(presetKeys()).toEqual(["1 – 9"]);
  expect(presetKeys({ "apply-preset-9": [] })).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
  expect(presetKeys({ "apply-preset-1": [] })).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
  expect(presetKeys({ "apply-preset-5": ["F"] })).toEqual(["1", "2", "3", "4", "F", "6", "7", "8", "9"]);
});
