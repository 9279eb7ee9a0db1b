import type { ChainFault } from "../../../domain/verify-chain.ts";
import type { auditEn } from "../audit-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

const faults: Record<ChainFault, (seq: string) => string> = {
  changed: (seq) => `Eintrag ${seq} wurde nachträglich geändert.`,
  removed: (seq) => `Eintrag ${seq} fehlt.`,
  reordered: (seq) => `Eintrag ${seq} steht nicht an seinem Platz.`,
  inserted: (seq) => `Vor Eintrag ${seq} steht einer, der nicht dorthin gehört.`,
  replaced: (seq) =>
    `Eintrag ${seq} ist nicht der ursprünglich geschriebene: Er selbst oder etwas davor wurde neu gemacht.`,
  cut: (seq) => `Eintrag ${seq} und alle danach fehlen; ein früherer Export enthielt sie.`,
};

/** Texte der Karte zum Arbeitsprotokoll. */
export const auditDe: Translation<typeof auditEn> = {
  audit: {
    title: "Arbeitsprotokoll",
    intro:
      "Jede Änderung einer Markierung wird mit ihrem Urheber aufgeschrieben, und jeder Eintrag trägt den Fingerabdruck des vorigen. Eine Prüfung zeigt, ob später ein Eintrag geändert, entfernt, verschoben oder hinzugefügt wurde.",
    limit:
      "Es zeigt spätere Änderungen. Es schützt nicht vor dem Besitzer dieses Geräts, der das ganze Protokoll neu schreiben könnte; vergleichen Sie mit einem übergebenen Manifest.",
    entries: (n) => count(n, "Eintrag", "Einträge"),
    none: "Noch wurde nichts aufgeschrieben.",
    check: "Protokoll prüfen",
    compare: "Mit manifest.json vergleichen",
    running: "Prüft",
    cancel: "Abbrechen",
    progress: (done, total) => `${number(done)} von ${number(total)}`,
    whole: (n) =>
      n === 1
        ? "1 Eintrag, am Platz und unverändert."
        : `Alle ${number(n)} Einträge sind am Platz, keiner geändert.`,
    compared: (n) =>
      n === 0 ? "Noch mit keinem Export verglichen." : `Mit ${count(n, "Export", "Exporten")} verglichen.`,
    broken: "Dieses Protokoll wurde manipuliert",
    fault: (reason, seq) => faults[reason](number(seq)),
    brokenNote:
      "Arbeit vor diesem Eintrag ist nicht betroffen. Lassen Sie das Gerät, wie es ist, und informieren Sie die Projektleitung.",
    notManifest:
      "Diese Datei ist kein Manifest eines Exports mit Arbeitsprotokoll. Erwartet wurde eine manifest.json.",
    otherDevice: "Dieses Manifest nennt kein Protokoll dieses Geräts.",
    failed: "Das Protokoll ließ sich nicht lesen. Versuchen Sie es erneut.",
  },
};
