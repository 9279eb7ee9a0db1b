import type { ActionId } from "./action-table.ts";
import { type Binding, keys } from "./keymap.ts";

/** Keys as the programs have them that radiologists come from (viewer-and-tools 3.7). */
export const keyProfiles = ["radiology", "ohif", "horos", "slicer"] as const;

export type KeyProfile = (typeof keyProfiles)[number];

/** What a profile sets anew; all else is as in the map "Radiology". */
type ProfileKeys = Partial<Record<ActionId, readonly Binding[]>>;

/** OHIF, hotkeyBindings.ts: what gives way moves beside it, pan by hold to M and the middle button. */
const ohif = {
  "rotate-right": keys("R"),
  "rotate-left": keys("L", "Shift+R"),
  "use-length": keys("Shift+L"),
  "use-angle": keys("Shift+A"),
  "new-instance": keys("A", "Shift+N"),
  "previous-layout": keys(","),
  "next-layout": keys("."),
  "previous-label": keys("Shift+,"),
  "next-label": keys("Shift+."),
  "reset-view": keys("Space", "\\"),
  "hold-pan": [],
} satisfies ProfileKeys;

/** Horos. Its Alt+← and → (key images) and Tab (overlay) are the browser's: Shift+K and U. */
const horos = {
  "rotate-right": keys("I", "R"),
  "invert-gray": keys("Shift+I"),
  "next-slice": keys("ArrowRight", "PageDown"),
  "previous-slice": keys("ArrowLeft", "PageUp"),
  "zoom-in": keys("ArrowUp", "Shift+=", "NumpadAdd"),
  "zoom-out": keys("ArrowDown", "-", "NumpadSubtract"),
  "window-default": keys("Shift+`", "`"),
  "use-ellipse": keys("E"),
  "use-eraser": keys("Shift+E"),
  // Its arrow note: a point, whose class or questions say what is there.
  "use-point": keys("Q", "P"),
  "swap-eraser": [],
  "use-closed-polygon": keys("C"),
  "use-open-polygon": keys("O"),
  "use-freehand": keys("D", "F"),
  "use-bidirectional": keys("Shift+D"),
  // Not of the table of 3.7: bidirectional has taken its key.
  "use-cobb": keys("Shift+A"),
  "toggle-cine": keys("Space", "Enter"),
  "hold-pan": [],
  "next-series": keys("Shift+PageDown"),
  "previous-series": keys("Shift+PageUp"),
  "next-viewport": keys("Shift+ArrowRight"),
  "previous-viewport": keys("Shift+ArrowLeft"),
} satisfies ProfileKeys;

/** 3D Slicer, Segment Editor. Its 9 hollows surfaces, which nothing here has. */
const slicer = {
  "next-slice": keys("ArrowRight", "ArrowDown"),
  "previous-slice": keys("ArrowLeft", "ArrowUp"),
  "previous-label": keys("Q", ","),
  "next-label": keys("W", "."),
  "undo-act": keys("Z", "Ctrl+Z"),
  "redo-act": keys("Y", "Ctrl+Y", "Ctrl+Shift+Z"),
  "last-tool": keys("Space"),
  "hold-pan": [],
  "swap-eraser": [],
  "grow-brush": keys("Shift+=", "]", "Alt+ArrowUp"),
  "shrink-brush": keys("-", "[", "Alt+ArrowDown"),
  "zoom-in": keys("NumpadAdd"),
  "zoom-out": keys("NumpadSubtract"),
  "toggle-range": keys("I"),
  "invert-gray": keys("Shift+I"),
  "drop-vertex": keys("X", "Backspace", "Delete"),
  "finish-drawing": keys("A", "Enter"),
  "use-threshold": keys("1", "T"),
  "use-brush": keys("2", "B"),
  "use-polygon": keys("3", "G"),
  "use-eraser": keys("4", "E"),
  "use-wand": keys("5"),
  "use-growcut": keys("6", "Shift+T"),
  "fill-between": keys("7", "N"),
  "open-clean-up": keys("8"),
  "smooth-label": keys("0"),
  "window-full-range": [],
  "apply-preset-1": [],
  "apply-preset-2": [],
  "apply-preset-3": [],
  "apply-preset-4": [],
  "apply-preset-5": [],
  "apply-preset-6": [],
  "apply-preset-7": [],
  "apply-preset-8": [],
  "apply-preset-9": [],
  "use-window": keys("Shift+W"),
  "use-zoom": keys("Shift+Z"),
  "next-viewport": keys("Shift+ArrowRight"),
  "previous-viewport": keys("Shift+ArrowLeft"),
} satisfies ProfileKeys;

/** What each profile changes of the map "Radiology". */
export const profileKeys: Readonly<Record<KeyProfile, ProfileKeys>> = { radiology: {}, ohif, horos, slicer };
