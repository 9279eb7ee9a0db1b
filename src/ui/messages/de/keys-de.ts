import type { keysEn } from "../keys-en.ts";
import type { Translation } from "../texts.ts";

/** Texte zu Tasten und Maus. */
export const keysDe: Translation<typeof keysEn> = {
  keymap: {
    heading: "Tasten und Maus",
    profile: "Tasten wie in",
    profiles: { radiology: "Radiologie", ohif: "OHIF", horos: "Horos", slicer: "3D Slicer" },
    mouse: "Maus wie in",
    mice: { pacs: "PACS", ohif: "OHIF", slicer: "3D Slicer" },
    miceTexts: {
      pacs: "Rechte Taste: fenstern. Mittlere: verschieben. Umschalt mit dem Rad: fünf Bilder.",
      ohif: "Rechte Taste: Zoom. Mittlere: verschieben. Studien öffnen mit Fenstern in der Hand.",
      slicer:
        "Rechte Taste: Zoom. Mittlere: verschieben. Umschalt mit dem Rad: Größe des Pinsels; Umschalt nimmt das Fadenkreuz mit.",
    },
    single: "Tasten ohne Strg oder Alt",
    singleOn: "Ein",
    singleOff: "Aus",
    singleText:
      "Aus: Buchstaben, Ziffern und Zeichen tun allein nichts. Pfeile, Enter und Esc wirken weiter.",
    change: "Tasten ändern",
    done: "Fertig",
    changeOf: (action) => `Taste für ${action} ändern`,
    removeOf: (action) => `Taste für ${action} wegnehmen`,
    resetOf: (action) => `Taste für ${action} wie im Profil`,
    press: "Neue Taste drücken. Esc lässt alles, wie es ist.",
    noKey: "keine Taste",
    bound: (action, key) => `${action}: ${key}`,
    taken: (key, wanted, other) =>
      `${key} gehört hier zu ${other}. ${wanted} behält die bisherige Taste; ändern Sie zuerst ${other}.`,
    reserved: (key) => `${key} gehört dem Browser. Wählen Sie eine andere.`,
    own: (n) => (n === 1 ? "1 eigene Taste" : `${n} eigene Tasten`),
    resetAll: "Alle Tasten wie im Profil",
  },
};
