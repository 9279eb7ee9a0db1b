import type { KeyProfile } from "../../editor/actions/key-profiles.ts";
import type { MousePreset } from "../../viewer/pointer-settings.ts";

const profiles: Record<KeyProfile, string> = {
  radiology: "Radiology",
  ohif: "OHIF",
  horos: "Horos",
  slicer: "3D Slicer",
};

const mice: Record<MousePreset, string> = { pacs: "PACS", ohif: "OHIF", slicer: "3D Slicer" };

const miceTexts: Record<MousePreset, string> = {
  pacs: "Right button: window. Middle: pan. Shift with the wheel: five images.",
  ohif: "Right button: zoom. Middle: pan. Studies open with Window level in hand.",
  slicer:
    "Right button: zoom. Middle: pan. Shift with the wheel: size of the brush; Shift takes the crosshair along.",
};

/** Texts of keys and mouse: the sheet, and their settings. */
export const keysEn = {
  keymap: {
    heading: "Keys and mouse",
    profile: "Keys as in",
    profiles,
    mouse: "Mouse as in",
    mice,
    miceTexts,
    single: "Keys without Ctrl or Alt",
    singleOn: "On",
    singleOff: "Off",
    singleText: "Off: letters, digits and signs do nothing alone. Arrows, Enter and Esc still act.",
    change: "Change keys",
    done: "Done",
    changeOf: (action: string) => `Change the key of ${action}`,
    removeOf: (action: string) => `Take the key of ${action} away`,
    resetOf: (action: string) => `Key of ${action} as in the profile`,
    press: "Press the new key. Esc leaves it as it is.",
    noKey: "no key",
    bound: (action: string, key: string) => `${action}: ${key}`,
    taken: (key: string, wanted: string, other: string) =>
      `${key} belongs to ${other} here. ${wanted} keeps its key; change ${other} first.`,
    reserved: (key: string) => `${key} belongs to the browser. Choose another.`,
    own: (n: number) => (n === 1 ? "1 key of your own" : `${n} keys of your own`),
    resetAll: "All keys as in the profile",
  },
};
