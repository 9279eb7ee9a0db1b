import { describe, expect, test } from "vitest";
import { type ActionId, actions } from "../../../src/editor/actions/action-table.ts";
import { chordsOfPress, type KeyInput } from "../../../src/editor/actions/chord.ts";
import {
  firstKeyChoice,
  type KeyChoice,
  keymapOf,
  readKeyChoice,
} from "../../../src/editor/actions/key-choice.ts";
import { type KeyProfile, keyProfiles } from "../../../src/editor/actions/key-profiles.ts";
import { rebind } from "../../../src/editor/actions/rebind.ts";
import { chordsOf, keyConflicts } from "../../../src/editor/actions/resolve-key.ts";

const choice = (change: Partial<KeyChoice> = {}): KeyChoice => ({ ...firstKeyChoice, ...change });
const mapOf = (profile: KeyProfile) => keymapOf(choice({ profile }));
const scopeOf = (id: ActionId) => actions.find((action) => action.id === id)?.scope;

/** The rows of viewer-and-tools 3.7, as they are printed there: chord, action. */
const rows: Readonly<Record<KeyProfile, readonly (readonly [string, ActionId])[]>> = {
  radiology: [
    ["W", "use-window"],
    ["Z", "use-zoom"],
    ["M", "use-pan"],
    ["S", "use-select"],
    ["Space", "hold-pan"],
    ["1", "apply-preset-1"],
    ["9", "apply-preset-9"],
    ["0", "window-full-range"],
    ["`", "window-default"],
    ["Shift+=", "zoom-in"],
    ["-", "zoom-out"],
    ["=", "fit-image"],
    ["ArrowUp", "previous-slice"],
    ["ArrowDown", "next-slice"],
    ["Home", "first-slice"],
    ["End", "last-slice"],
    ["PageUp", "previous-series"],
    ["PageDown", "next-series"],
    ["ArrowLeft", "previous-viewport"],
    ["ArrowRight", "next-viewport"],
    ["I", "invert-gray"],
    ["\\", "reset-view"],
    ["R", "rotate-right"],
    ["Shift+R", "rotate-left"],
    ["H", "flip-horizontal"],
    ["V", "flip-vertical"],
    ["C", "toggle-cine"],
    ["K", "toggle-key-image"],
    ["L", "use-length"],
    ["A", "use-angle"],
    ["D", "use-bidirectional"],
    ["X", "use-box"],
    ["O", "use-ellipse"],
    ["G", "use-polygon"],
    ["Shift+G", "use-spline"],
    ["F", "use-freehand"],
    ["Shift+F", "use-livewire"],
    ["P", "use-point"],
    ["Shift+P", "use-skeleton"],
    ["B", "use-brush"],
    ["E", "use-eraser"],
    ["T", "use-threshold"],
    ["Y", "use-wand"],
    ["Shift+Y", "use-region"],
    ["[", "shrink-brush"],
    ["]", "grow-brush"],
    ["Alt+ArrowUp", "grow-brush"],
    ["Alt+ArrowDown", "shrink-brush"],
    ["Q", "swap-eraser"],
    [",", "previous-label"],
    [".", "next-label"],
    ["Shift+1", "choose-label-1"],
    ["Shift+9", "choose-label-9"],
    ["Shift+N", "new-instance"],
    ["N", "fill-between"],
    ["U", "toggle-overlay"],
    ["J", "run-model"],
    [";", "next-proposal"],
    ["Shift+;", "previous-proposal"],
    ["Enter", "accept-proposal"],
    ["Shift+Enter", "accept-all-proposals"],
    ["Backspace", "reject-proposal"],
    ["Delete", "delete-selection"],
    ["Escape", "cancel-drawing"],
    ["Escape", "leave-tool"],
    ["Ctrl+Z", "undo-act"],
    ["Ctrl+Y", "redo-act"],
    ["Ctrl+Shift+Z", "redo-act"],
    ["Ctrl+Enter", "submit-task"],
    ["Ctrl+ArrowRight", "next-task"],
    ["Ctrl+ArrowLeft", "previous-task"],
    ["Ctrl+C", "copy-selection"],
    ["Ctrl+V", "paste-copied"],
    ["Shift+/", "open-key-sheet"],
    ["Ctrl+K", "open-palette"],
  ],
  ohif: [
    ["Z", "use-zoom"],
    ["Shift+=", "zoom-in"],
    ["-", "zoom-out"],
    ["=", "fit-image"],
    ["H", "flip-horizontal"],
    ["V", "flip-vertical"],
    ["C", "toggle-cine"],
    ["I", "invert-gray"],
    ["ArrowUp", "previous-slice"],
    ["PageDown", "next-series"],
    ["1", "apply-preset-1"],
    ["4", "apply-preset-4"],
    ["N", "fill-between"],
    ["[", "shrink-brush"],
    ["]", "grow-brush"],
    ["E", "use-eraser"],
    ["B", "use-brush"],
    ["R", "rotate-right"],
    ["L", "rotate-left"],
    [",", "previous-layout"],
    [".", "next-layout"],
    ["Space", "reset-view"],
    ["A", "new-instance"],
    ["Shift+L", "use-length"],
    ["Shift+A", "use-angle"],
    ["Shift+,", "previous-label"],
    ["Shift+.", "next-label"],
  ],
  horos: [
    ["W", "use-window"],
    ["Z", "use-zoom"],
    ["M", "use-pan"],
    ["H", "flip-horizontal"],
    ["V", "flip-vertical"],
    ["Home", "first-slice"],
    ["End", "last-slice"],
    ["1", "apply-preset-1"],
    ["0", "window-full-range"],
    ["L", "use-length"],
    ["A", "use-angle"],
    ["B", "use-brush"],
    ["Backspace", "delete-selection"],
    ["I", "rotate-right"],
    ["ArrowLeft", "previous-slice"],
    ["ArrowRight", "next-slice"],
    ["PageUp", "previous-slice"],
    ["PageDown", "next-slice"],
    ["ArrowUp", "zoom-in"],
    ["ArrowDown", "zoom-out"],
    ["Shift+`", "window-default"],
    ["E", "use-ellipse"],
    ["Q", "use-point"],
    ["C", "use-closed-polygon"],
    ["O", "use-open-polygon"],
    ["D", "use-freehand"],
    ["Space", "toggle-cine"],
    ["Enter", "toggle-cine"],
    ["Enter", "accept-proposal"],
    ["Shift+I", "invert-gray"],
    ["Shift+E", "use-eraser"],
    ["Shift+D", "use-bidirectional"],
    ["Shift+A", "use-cobb"],
    ["Shift+PageUp", "previous-series"],
    ["Shift+PageDown", "next-series"],
    ["Shift+ArrowLeft", "previous-viewport"],
    ["Shift+ArrowRight", "next-viewport"],
    ["U", "toggle-overlay"],
    ["Shift+K", "next-key-image"],
  ],
  slicer: [
    ["ArrowLeft", "previous-slice"],
    ["ArrowRight", "next-slice"],
    ["Q", "previous-label"],
    ["W", "next-label"],
    ["Z", "undo-act"],
    ["Y", "redo-act"],
    ["Space", "last-tool"],
    ["-", "shrink-brush"],
    ["Shift+=", "grow-brush"],
    ["I", "toggle-range"],
    ["X", "drop-vertex"],
    ["A", "finish-drawing"],
    ["Enter", "finish-drawing"],
    ["Escape", "leave-tool"],
    ["1", "use-threshold"],
    ["2", "use-brush"],
    ["3", "use-polygon"],
    ["4", "use-eraser"],
    ["5", "use-wand"],
    ["6", "use-growcut"],
    ["7", "fill-between"],
    ["8", "open-clean-up"],
    ["0", "smooth-label"],
    ["Shift+W", "use-window"],
    ["Shift+Z", "use-zoom"],
    ["Shift+I", "invert-gray"],
    ["Shift+ArrowRight", "next-viewport"],
  ],
};

describe.each(keyProfiles)("the profile %s", (profile) => {
  test("has no two actions on one chord in one scope, on either machine", () => {
    for (const platform of ["mac", "other"] as const)
      expect(keyConflicts(mapOf(profile), platform)).toEqual([]);
  });
  test.each(rows[profile])("%s is %s and nothing else of its scope", (chord, id) => {
    const map = mapOf(profile);
    const users = actions.filter(
      (action) => chordsOf(map[action.id], "other").includes(chord) && action.scope === scopeOf(id),
    );
    expect(users.map((action) => action.id)).toEqual([id]);
  });
  test("leaves the browser's own keys alone", () => {
    const chords = actions.flatMap(({ id }) => chordsOf(mapOf(profile)[id], "other"));
    for (const taken of ["Ctrl+W", "Ctrl+T", "Ctrl+N", "Alt+ArrowLeft", "Alt+ArrowRight", "Tab"])
      expect(chords).not.toContain(taken);
  });
});

describe("keyboards", () => {
  const press = (key: string, code: string, shiftKey = false): KeyInput => ({
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey,
    repeat: false,
    isComposing: false,
  });
  /** A key of the US layout, and with Shift: what is printed there, where, and whether Shift is held for it. */
  type Signs = Readonly<Record<string, readonly [printed: string, code: string, shift?: true]>>;
  const us: Signs = {
    "[": ["[", "BracketLeft"],
    "]": ["]", "BracketRight"],
    ";": [";", "Semicolon"],
    "Shift+;": [":", "Semicolon", true],
    ",": [",", "Comma"],
    "Shift+,": ["<", "Comma", true],
    ".": [".", "Period"],
    "Shift+.": [">", "Period", true],
    "\\": ["\\", "Backslash"],
    "=": ["=", "Equal"],
    "Shift+=": ["+", "Equal", true],
    "-": ["-", "Minus"],
    "Shift+/": ["?", "Slash", true],
    "`": ["`", "Backquote"],
  };
  /** What the keyboards send for a letter or sign of the map. */
  const boards: readonly (readonly [string, (name: string) => KeyInput | null])[] = [
    ["US", (name) => board(name, {}, {}, us)],
    // Letters lie elsewhere and print themselves; digits print signs; the signs right of N lie one key further left.
    [
      "AZERTY",
      (name) =>
        board(
          name,
          { A: "Q", Q: "A", Z: "W", W: "Z", M: "Semicolon" },
          { "1": "&" },
          {
            ...us,
            "[": ["Dead", "BracketLeft"],
            "]": ["$", "BracketRight"],
            ";": [";", "Comma"],
            "Shift+;": [":", "Period"],
            ",": [",", "KeyM"],
            "Shift+,": [".", "Comma", true],
            ".": [".", "Comma", true],
            "Shift+.": ["/", "Period", true],
            "\\": ["*", "Backslash"],
            "-": [")", "Minus"],
            "Shift+/": ["?", "KeyM", true],
            "`": ["²", "Backquote"],
          },
        ),
    ],
    [
      "German",
      (name) =>
        board(
          name,
          { Y: "Z", Z: "Y" },
          {},
          {
            ...us,
            "[": ["ü", "BracketLeft"],
            "]": ["]", "Digit9"],
            ";": ["ö", "Semicolon"],
            "Shift+;": ["Ö", "Semicolon", true],
            "Shift+,": [";", "Comma", true],
            "Shift+.": [":", "Period", true],
            "\\": ["#", "Backslash"],
            "=": ["=", "Digit0", true],
            "Shift+=": ["+", "BracketRight"],
            "-": ["-", "Slash"],
            "Shift+/": ["?", "Minus", true],
            "`": ["Dead", "Backquote"],
          },
        ),
    ],
    [
      "Russian",
      (name) =>
        board(
          name,
          {},
          {},
          {
            ...us,
            "[": ["х", "BracketLeft"],
            "]": ["ъ", "BracketRight"],
            ";": ["ж", "Semicolon"],
            "Shift+;": ["Ж", "Semicolon", true],
            ",": ["б", "Comma"],
            "Shift+,": ["Б", "Comma", true],
            ".": [".", "Slash"],
            "Shift+.": ["Ю", "Period", true],
            "Shift+/": [",", "Slash", true],
            "`": ["ё", "Backquote"],
          },
          "йцукенгшщзфывапролдячсмить",
        ),
    ],
  ];
  const latin = "QWERTYUIOPASDFGHJKLZXCVBNM";
  function board(
    name: string,
    places: Readonly<Record<string, string>>,
    prints: Readonly<Record<string, string>>,
    signs: Signs,
    script = "",
  ): KeyInput | null {
    const shift = name.startsWith("Shift+");
    const plain = name.replace(/^Shift\+/, "");
    if (/^[A-Z]$/.test(plain)) {
      const place = places[plain] ?? plain;
      const printed = script ? (script[latin.indexOf(plain)] ?? plain) : plain.toLowerCase();
      return press(
        shift ? printed.toUpperCase() : printed,
        place.length === 1 ? `Key${place}` : place,
        shift,
      );
    }
    if (/^\d$/.test(plain)) return press(prints[plain] ?? plain, `Digit${plain}`, shift);
    const sign = signs[name];
    return sign ? press(sign[0], sign[1], sign[2] ?? false) : null;
  }
  /** One press, two keys of the profile: the full stop lies over what OHIF has with Shift. The place goes before. */
  const shared: readonly string[] = ["AZERTY ohif ."];
  test.each(boards)("%s: every letter, digit and sign of every profile is its own chord", (name, make) => {
    let checked = 0;
    for (const profile of keyProfiles) {
      const map = mapOf(profile);
      const bound = new Set(actions.flatMap(({ id }) => chordsOf(map[id], "other")));
      for (const chord of bound) {
        const event = make(chord);
        if (!event) continue;
        checked++;
        const meant = chordsOfPress(event, "other").find((one) => bound.has(one));
        const here = `${name} ${profile} ${chord}`;
        expect(meant, here).toBe(shared.includes(here) ? "Shift+," : chord);
      }
    }
    expect(checked).toBeGreaterThan(200);
  });
});

describe("keys of one's own", () => {
  test("are given to one action, and are refused with the name of the other that has them in that scope", () => {
    expect(rebind(choice(), "use-point", "B", "other")).toEqual({ kind: "taken", by: "use-brush" });
    const bound = rebind(choice(), "use-point", "Shift+Q", "other");
    expect(bound).toEqual({ kind: "bound", own: { "use-point": ["Shift+Q"] } });
    if (bound.kind !== "bound") return;
    const map = keymapOf(choice({ own: { radiology: bound.own } }));
    expect(chordsOf(map["use-point"], "other")).toEqual(["Shift+Q"]);
    expect(keyConflicts(map, "other")).toEqual([]);
  });
  test("may be those of another scope: Enter finishes a shape, decides on a proposal, and may start a clip", () => {
    expect(rebind(choice(), "toggle-cine", "Enter", "other")).toMatchObject({ kind: "bound" });
  });
  test("are never the browser's", () => {
    for (const chord of ["Ctrl+W", "Ctrl+T", "Ctrl+N", "Ctrl+Shift+T", "Alt+ArrowLeft"])
      expect(rebind(choice(), "use-point", chord, "other")).toEqual({ kind: "reserved" });
    expect(rebind(choice(), "use-point", "Ctrl+ArrowLeft", "mac")).toEqual({ kind: "reserved" });
  });
  test("belong to their profile, and are given back by it", () => {
    const own = { radiology: { "use-brush": ["Shift+Q"] } };
    expect(chordsOf(keymapOf(choice({ own }))["use-brush"], "other")).toEqual(["Shift+Q"]);
    expect(chordsOf(keymapOf(choice({ own, profile: "slicer" }))["use-brush"], "other")).toEqual(["2", "B"]);
  });
  test("win over a key that a newer version gives to another action of the scope", () => {
    const map = keymapOf(choice({ own: { radiology: { "use-box": ["B"] } } }));
    expect(chordsOf(map["use-box"], "other")).toEqual(["B"]);
    expect(chordsOf(map["use-brush"], "other")).toEqual([]);
    expect(keyConflicts(map, "other")).toEqual([]);
  });
  test("are read from a store that anybody may have written", () => {
    for (const bad of [undefined, null, 7, "x", [], { profile: "photoshop", own: 3 }])
      expect(readKeyChoice(bad)).toMatchObject({ profile: "radiology", singleKeys: true });
    const read = readKeyChoice({
      profile: "horos",
      own: {
        horos: { "use-box": ["Shift+X"], "use-nothing": ["X"], "use-point": "P", "use-angle": [1] },
        photoshop: {},
      },
      singleKeys: false,
    });
    expect(read).toMatchObject({ profile: "horos", singleKeys: false });
    expect(read.own.horos).toEqual({ "use-box": ["Shift+X"] });
  });
});
