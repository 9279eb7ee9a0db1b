import { describe, expect, test } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import type { ActionContext, AppCommands, ViewCommands } from "../../../src/editor/actions/action.ts";
import { actionOf, actions } from "../../../src/editor/actions/action-table.ts";
import { chordOf, chordsOfPress, type KeyInput } from "../../../src/editor/actions/chord.ts";
import { type Keymap, radiologyKeymap } from "../../../src/editor/actions/keymap.ts";
import {
  type KeyPlace,
  keyConflicts,
  resolveKey,
  resolveRelease,
} from "../../../src/editor/actions/resolve-key.ts";
import type { CandidateRequest } from "../../../src/editor/candidate-types.ts";
import { at, emptyRecords, frame, makeTestEditor, type TestEditor } from "../../support/editor-driver.ts";
import { boxMask, makeProposal } from "../../support/proposal-maker.ts";

const key = (name: string, code: string, change: Partial<KeyInput> = {}): KeyInput => ({
  key: name,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...change,
});
const viewer: KeyPlace = {
  platform: "other",
  textField: false,
  dialog: false,
  singleKeys: true,
  screen: "viewer",
};

function makeContext(editor: TestEditor) {
  const calls: string[] = [];
  const recorder = <T extends object>() =>
    new Proxy({} as T, {
      get:
        (_, name) =>
        (...args: unknown[]) =>
          calls.push([name, ...args].join(" ")),
    });
  const context: ActionContext = {
    session: editor.session,
    view: recorder<ViewCommands>(),
    app: recorder<AppCommands>(),
  };
  const press = (event: KeyInput, place = viewer) => {
    const action = resolveKey(event, radiologyKeymap, place, context);
    action?.run(context);
    return action?.id ?? null;
  };
  return { context, calls, press };
}

describe("the action table", () => {
  test("gives every action an id of verb and noun, a name, an icon and a place in the keymap", () => {
    const ids = actions.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(60);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(radiologyKeymap).sort()).toEqual([...ids].sort());
    for (const action of actions) {
      expect(action.id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
      expect(action.labelKey).toBe(`action.${action.id}`);
      expect(action.icon).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  });
  test("has no two actions on one chord in one scope, and a planted one is named", () => {
    for (const platform of ["mac", "other"] as const)
      expect(keyConflicts(radiologyKeymap, platform)).toEqual([]);
    const planted: Keymap = { ...radiologyKeymap, "use-point": [{ chord: "B" }] };
    expect(keyConflicts(planted, "other")).toEqual([
      { chord: "B", scope: "viewer", actionIds: ["use-point", "use-brush"] },
    ]);
  });
  test("leaves the browser's own keys alone", () => {
    const chords = Object.values(radiologyKeymap).flatMap((bindings) => bindings.map(({ chord }) => chord));
    expect(chords).toContain("Ctrl+Z");
    for (const taken of [
      "Ctrl+W",
      "Ctrl+T",
      "Ctrl+N",
      "Ctrl+Tab",
      "F5",
      "Alt+ArrowLeft",
      "Alt+ArrowRight",
      "Tab",
    ]) {
      expect(chords).not.toContain(taken);
    }
  });
});

describe("keys", () => {
  test.each([
    ["US w", key("w", "KeyW"), "W"],
    ["AZERTY z lies on W", key("z", "KeyW"), "Z"],
    ["German z lies on Y", key("z", "KeyY"), "Z"],
    ["Russian ц lies on W", key("ц", "KeyW"), "W"],
    ["Arabic لا, two signs of one key, lies on B", key("لا", "KeyB"), "B"],
    ["Arabic vowel sign lies on Shift+R", key("ٌ", "KeyR", { shiftKey: true }), "Shift+R"],
    ["AZERTY 1 without Shift", key("&", "Digit1"), "1"],
    ["AZERTY m lies on semicolon", key("m", "Semicolon"), "M"],
    ["German ö lies on semicolon", key("ö", "Semicolon"), ";"],
    ["AZERTY comma lies on M", key(",", "KeyM"), ","],
    ["AZERTY ? lies on M", key("?", "KeyM", { shiftKey: true }), "Shift+/"],
    ["AZERTY semicolon lies on comma", key(";", "Comma"), ";"],
    ["AZERTY colon lies on the full stop", key(":", "Period"), "Shift+;"],
    ["AZERTY - lies on 6, which is a digit", key("-", "Digit6"), "6"],
    ["AZERTY $ lies on ]", key("$", "BracketRight"), "]"],
    ["AZERTY [ with AltGr, on Windows", key("[", "Digit5", { ctrlKey: true, altKey: true }), "["],
    ["German [ with AltGr, on Linux", key("[", "Digit8"), "["],
    ["German ü lies on [", key("ü", "BracketLeft"), "["],
    ["German + lies on ]", key("+", "BracketRight"), "Shift+="],
    ["German - lies on /", key("-", "Slash"), "-"],
    ["German = lies over 0", key("=", "Digit0", { shiftKey: true }), "="],
    ["German ? lies over ß", key("?", "Minus", { shiftKey: true }), "Shift+/"],
    ["Russian comma lies over /, where ? is", key(",", "Slash", { shiftKey: true }), "Shift+/"],
    ["the + of the numbers", key("+", "NumpadAdd"), "NumpadAdd"],
    ["US colon", key(":", "Semicolon", { shiftKey: true }), "Shift+;"],
    ["dead grave", key("Dead", "Backquote"), "`"],
    ["shifted digit", key("!", "Digit1", { shiftKey: true }), "Shift+1"],
    ["question mark", key("?", "Slash", { shiftKey: true }), "Shift+/"],
    ["redo", key("Z", "KeyZ", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+Z"],
    ["a modifier alone", key("Shift", "ShiftLeft", { shiftKey: true }), null],
  ])("%s", (_name, event, chord) => {
    expect(chordOf(event, "other")).toBe(chord);
  });
  test("what means nothing where it lies is what it prints: . and ? of AZERTY, ; of a German keyboard", () => {
    const shift = { shiftKey: true };
    expect(chordsOfPress(key(".", "Comma", shift), "other")).toEqual(["Shift+,", "."]);
    expect(chordsOfPress(key(";", "Comma", shift), "other")).toEqual(["Shift+,", ";"]);
    const { press } = makeContext(makeTestEditor());
    expect(press(key("?", "KeyM", shift))).toBe("open-key-sheet");
    expect(press(key(".", "Comma", shift))).toBe("next-label");
    expect(press(key("<", "Comma", shift))).toBeNull();
    expect(press(key("-", "Slash"))).toBe("zoom-out");
  });
  test("Ctrl is Cmd on macOS, where task keys move to Ctrl+Shift", () => {
    const { press } = makeContext(makeTestEditor());
    const mac: KeyPlace = { ...viewer, platform: "mac" };
    expect(press(key("ArrowRight", "ArrowRight", { metaKey: true, shiftKey: true }), mac)).toBe("next-task");
    expect(press(key("ArrowRight", "ArrowRight", { metaKey: true }), mac)).toBeNull();
    expect(press(key("k", "KeyK", { metaKey: true }), mac)).toBe("open-palette");
    expect(press(key("k", "KeyK", { ctrlKey: true }))).toBe("open-palette");
  });
  test("composing, repeats and text fields do not act", () => {
    const { press } = makeContext(makeTestEditor());
    expect(press(key("b", "KeyB"))).toBe("use-brush");
    expect(press(key("b", "KeyB", { isComposing: true }))).toBeNull();
    expect(press(key("b", "KeyB", { repeat: true }))).toBeNull();
    expect(press(key("ArrowDown", "ArrowDown", { repeat: true }))).toBe("next-slice");
    expect(press(key("b", "KeyB"), { ...viewer, textField: true })).toBeNull();
    expect(press(key("b", "KeyB"), { ...viewer, singleKeys: false })).toBeNull();
    expect(press(key("k", "KeyK", { ctrlKey: true }), { ...viewer, textField: true })).toBe("open-palette");
    expect(press(key("b", "KeyB"), { ...viewer, screen: "worklist" })).toBeNull();
    expect(press(key("z", "KeyZ", { ctrlKey: true }), { ...viewer, dialog: true })).toBeNull();
  });
  test("what edits a text stays with the text field: no label is undone or pasted, no task is left", () => {
    const editor = makeTestEditor();
    const { press, calls } = makeContext(editor);
    at(editor).tool("box").down(10, 10).move(40, 40).up();
    editor.session.cleanUp.copySelection();
    const ctrl = { ctrlKey: true };
    const chords = [
      key("z", "KeyZ", ctrl),
      key("y", "KeyY", ctrl),
      key("z", "KeyZ", { ...ctrl, shiftKey: true }),
      key("c", "KeyC", ctrl),
      key("v", "KeyV", ctrl),
      key("ArrowRight", "ArrowRight", ctrl),
      key("ArrowLeft", "ArrowLeft", ctrl),
      key("Backspace", "Backspace", ctrl),
      key("ArrowUp", "ArrowUp", { altKey: true }),
    ];
    for (const chord of chords) expect(press(chord, { ...viewer, textField: true })).toBeNull();
    const onMac = { ...viewer, textField: true, platform: "mac" } as const;
    expect(press(key("ArrowRight", "ArrowRight", { metaKey: true, shiftKey: true }), onMac)).toBeNull();
    expect(editor.session.records.annotations()).toHaveLength(1);
    expect(calls).toEqual([]);
    expect(press(key("z", "KeyZ", ctrl))).toBe("undo-act");
  });
  test("the innermost scope wins: drawing, then proposal, then selection, then viewer", () => {
    const editor = makeTestEditor();
    const { press, calls } = makeContext(editor);
    const { session } = editor;
    session.proposals.addProposals([makeProposal("p1")]);
    expect(press(key(";", "Semicolon"))).toBe("next-proposal");
    expect(calls.at(-1)).toBe("showFrame 2.25.8 2.25.7 0");
    at(editor).tool("polygon").tap(10, 10).tap(50, 10);
    expect(press(key("Backspace", "Backspace"))).toBe("drop-vertex");
    expect(press(key("Escape", "Escape"))).toBe("cancel-drawing");
    expect(press(key("Enter", "Enter"))).toBe("accept-proposal");
    expect(session.records.annotations()).toHaveLength(1);
    expect(press(key("Backspace", "Backspace"))).toBe("delete-selection");
    expect(session.records.annotations()).toHaveLength(0);
    expect(press(key("z", "KeyZ", { ctrlKey: true }))).toBe("undo-act");
    expect(session.records.annotations()).toHaveLength(1);
    expect(press(key("Escape", "Escape"))).toBe("leave-tool");
    expect(session.tools.tool()).toBe("select");
    session.records.select(session.records.annotations().map(({ instanceUid }) => instanceUid));
    expect(press(key("ArrowUp", "ArrowUp"))).toBe("nudge-up");
    session.records.select([]);
    expect(press(key("ArrowUp", "ArrowUp"))).toBe("previous-slice");
  });
  test("Enter and Backspace belong to a region that is being grown, not to the proposal behind it; Esc drops it", () => {
    const requests: CandidateRequest[] = [];
    const editor = makeTestEditor({ requestCandidate: (request) => requests.push(request) });
    const { press } = makeContext(editor);
    const { session } = editor;
    session.proposals.addProposals([makeProposal("p1")]);
    session.proposals.selectProposal("p1");
    expect(press(key("y", "KeyY"))).toBe("use-wand");
    at(editor).tap(50, 50);
    press(key("Enter", "Enter"));
    expect(session.records.annotations()).toEqual([]);
    const [request] = requests;
    const found = [{ target: frame(), mask: boxMask(40, 40, 60, 60) }];
    session.candidates.showCandidate(request?.revision ?? 0, { frames: found, pixels: 400, capped: false });
    press(key("Enter", "Enter"));
    expect(session.records.annotations()).toMatchObject([{ provenance: { origin: "classical" } }]);
    expect(session.proposals.selectedProposal()?.state).toBe("proposed");
    at(editor).tap(90, 50);
    expect(press(key("Escape", "Escape"))).toBe("drop-prompt");
    expect(session.candidates.candidate()).toBeNull();
    expect(session.tools.tool()).toBe("wand");
    at(editor).tap(90, 50);
    expect(press(key("Backspace", "Backspace"))).toBe("reject-proposal");
    expect(session.proposals.selectedProposal()?.state).toBe("proposed");
    for (const [name, code, shiftKey, id] of [
      ["t", "KeyT", false, "use-threshold"],
      ["Y", "KeyY", true, "use-region"],
      ["G", "KeyG", true, "use-spline"],
      ["F", "KeyF", true, "use-livewire"],
      ["n", "KeyN", false, "fill-between"],
    ] as const)
      expect(press(key(name, code, { shiftKey }))).toBe(id);
  });
  test("a held key borrows a tool and gives it back", () => {
    const editor = makeTestEditor();
    const { press, context } = makeContext(editor);
    at(editor).tool("brush");
    press(key("q", "KeyQ"));
    expect(editor.session.tools.tool()).toBe("eraser");
    resolveRelease(key("Q", "KeyQ", { shiftKey: true }), radiologyKeymap)?.release?.(context, 100);
    expect(editor.session.tools.tool()).toBe("brush");
    expect(press(key(" ", "Space"))).toBe("hold-pan");
    expect(editor.session.tools.tool()).toBe("pan");
  });
  test("labels held away come back, labels switched off stay off", () => {
    const { press, context, calls } = makeContext(makeTestEditor());
    const release = (heldMs: number) =>
      resolveRelease(key("u", "KeyU"), radiologyKeymap)?.release?.(context, heldMs);
    press(key("u", "KeyU"));
    release(120);
    expect(calls).toEqual(["toggleOverlay"]);
    press(key("u", "KeyU"));
    release(900);
    expect(calls).toEqual(["toggleOverlay", "toggleOverlay", "toggleOverlay"]);
  });
  test("single keys switched off, those that print no sign still act", () => {
    const { press } = makeContext(makeTestEditor());
    const place = { ...viewer, singleKeys: false };
    expect(press(key("1", "Digit1"), place)).toBeNull();
    expect(press(key(" ", "Space"), place)).toBeNull();
    expect(press(key("B", "KeyB", { shiftKey: true }), place)).toBeNull();
    expect(press(key("ArrowDown", "ArrowDown"), place)).toBe("next-slice");
    expect(press(key("Escape", "Escape"), place)).toBe("leave-tool");
    expect(press(key("z", "KeyZ", { ctrlKey: true }), place)).toBeNull();
    expect(press(key("k", "KeyK", { ctrlKey: true }), place)).toBe("open-palette");
  });
  test("Shift with a digit takes the class that the schema gives that key, else the class of that place", () => {
    const schema = {
      ...starterLabelSchema,
      classes: starterLabelSchema.classes.map((entry, at) => ({
        ...entry,
        hotkey: at === 0 ? "3" : at === 2 ? "1" : "",
      })),
    };
    const editor = makeTestEditor({ records: emptyRecords({ schema }) });
    const { press } = makeContext(editor);
    const ids = schema.classes.map(({ id }) => id);
    const taken = (digit: string) => {
      press(key(digit, `Digit${digit}`, { shiftKey: true }));
      return editor.session.tools.activeClassId();
    };
    expect(taken("3")).toBe(ids[0]);
    expect(taken("1")).toBe(ids[2]);
    expect(taken("2")).toBe(ids[1]);
  });
  test("the tool before comes back, and again", () => {
    const editor = makeTestEditor();
    const { context } = makeContext(editor);
    const swap = () => actionOf("last-tool").run(context);
    at(editor).tool("brush").tool("eraser");
    swap();
    expect(editor.session.tools.tool()).toBe("brush");
    swap();
    expect(editor.session.tools.tool()).toBe("eraser");
  });
  test("every bound action runs on an open image without an error", () => {
    const editor = makeTestEditor();
    const { context } = makeContext(editor);
    for (const action of actions) if (action.enabled(context)) action.run(context);
    const bare: ActionContext = { session: null, view: null, app: context.app };
    for (const action of actions) expect(action.enabled(bare)).toBe(!needsStudy(action.id));
    function needsStudy(id: string): boolean {
      const free = [
        "next-task",
        "previous-task",
        "export-dataset",
        "import-files",
        "open-key-sheet",
        "open-palette",
      ];
      return !free.includes(id);
    }
  });
});
