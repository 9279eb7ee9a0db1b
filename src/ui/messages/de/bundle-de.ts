import type { BundleFault } from "../../../domain/sync/bundle-manifest.ts";
import type { bundleEn } from "../bundle-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, count, number } from "./formats-de.ts";

const faults: Record<BundleFault, string> = {
  "not-a-bundle": "Diese Datei ist kein Paket von Overread. Nichts wurde übernommen.",
  newer: "Dieses Paket schrieb eine neuere Version der App. Nichts wurde übernommen.",
  "no-key":
    "Dieses Gerät hat noch keinen Projektschlüssel und kann nicht erkennen, von wem dieses Paket ist. Übernehmen Sie in den Einstellungen den Schlüssel des Projekts, dann öffnen Sie es erneut.",
  "other-project":
    "Dieses Paket schrieb kein Gerät dieses Projekts, oder es wurde seither geändert. Nichts wurde übernommen.",
  "strange-entries": "Die Einträge dieses Zips sind nicht die seiner Liste. Nichts wurde übernommen.",
  "too-large": "Dieses Zip hat mehr Einträge, als ein Paket haben kann. Nichts wurde übernommen.",
  damaged: "Dieses Paket ist abgeschnitten oder beschädigt. Kopieren Sie es erneut. Nichts wurde übernommen.",
};

/** Texte der Pakete: Arbeit als Datei. */
export const bundleDe: Translation<typeof bundleEn> = {
  bundle: {
    title: "Paket",
    intro:
      "Für Standorte ohne Netz: alle Versionen der Markierungen dieses Geräts als eine Datei. Ein anderes Gerät mit demselben Projektschlüssel öffnet sie, und die Versionen treffen sich dort wie über einen Hub.",
    images: "Mit den Bildern",
    imagesNote: "Sonst braucht das andere Gerät die Bilder von anderswo.",
    save: "Paket sichern",
    open: "Paket öffnen",
    doing: { save: "Schreibt das Paket", open: "Prüft das Paket" },
    progress: (done, total) => (total === 0 ? "" : `${number(done)} von ${number(total)}`),
    cancelled: "Angehalten. Nichts davon wurde behalten.",
    nothing: "Es gibt nichts zu sichern: Keine Studie auf diesem Gerät hat Markierungen.",
    saved: (studies, objects, size, missing) =>
      `${count(studies, "Studie", "Studien")} gesichert: ${count(objects, "Objekt", "Objekte")}, ${bytes(size)}. ${
        missing > 0
          ? `Nicht darin: ${count(missing, "Bild, das", "Bilder, die")} dieses Gerät ausgelagert hat oder nur hier bleiben ${missing === 1 ? "kann" : "können"}. `
          : ""
      }Das beweist nicht, dass sie ankamen: Was auf einen Hub wartet, wartet weiter.`,
    opened: (studies, versions, images, damaged) =>
      [
        `${count(studies, "Studie", "Studien")}: ${count(versions, "neue Version", "neue Versionen")}`,
        images > 0 ? `${count(images, "Bild", "Bilder")} zu importieren` : "kein neues Bild",
        damaged > 0 ? `${count(damaged, "beschädigtes Objekt", "beschädigte Objekte")} ausgelassen` : "",
      ]
        .filter((text) => text !== "")
        .join(", "),
    fileName: (day) => `overread-paket-${day}.zip`,
    faults,
  },
};
