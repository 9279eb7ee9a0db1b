import type { lookEn } from "../look-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, count, number } from "./formats-de.ts";

/** Texte der Ansicht einer großen Datei. */
export const lookDe: Translation<typeof lookEn> = {
  look: {
    title: "Ansehen",
    open: "Ansehen",
    openNamed: (name) => `${name} ansehen`,
    largeTitle: (n) => count(n, "große Datei", "große Dateien"),
    largeNote:
      "Die Bereinigung dauert eine Weile. Sie können die Datei solange ansehen; dabei wird nichts von ihr gespeichert.",
    bytes,
    file: (name, size) => `${name} · ${bytes(size)}`,
    readOnly: "Nur zum Ansehen",
    readOnlyNote:
      "Dies ist die Datei, wie Sie sie gewählt haben, mit Namen in den Pixeln. Nichts wird von hier gespeichert, markiert oder exportiert. Werkzeuge gibt es nach der Bereinigung.",
    opening: "Öffnet die Datei",
    failed: "Diese Datei lässt sich nicht ansehen",
    none: "Keine Datei ist zum Ansehen geöffnet.",
    noneNote: "Wählen Sie eine große Datei im Import. Während sie bereinigt wird, öffnet Ansehen sie hier.",
    cleaning: (part) => `Bereinigt ${number(Math.floor(part * 100))} %`,
    waiting: "Noch nicht bereinigt",
    waitingNote: "Der Import hat erst eine Frage.",
    answer: "Zum Import",
    stopped: "Bereinigung angehalten",
    cancelled: "Import abgebrochen. Nichts von dieser Datei wurde gespeichert.",
    ready: "Bereinigt und gespeichert",
    readyNote: "Die Studie steht in der Arbeitsliste. Jetzt kann markiert werden.",
    openStudy: "Studie öffnen",
    held: "Ein Mensch muss die Pixel ansehen",
    heldNote:
      "Sie zeigen vielleicht einen Namen. Geben Sie sie in der Pixelprüfung frei, dann kommt die Studie in die Arbeitsliste.",
    refused: "Abgelehnt",
    done: "Der Import ist fertig",
    seeResult: "Ergebnis ansehen",
    cancel: "Import abbrechen",
    back: "Zurück",
    image: "Bild",
    size: (columns, rows) => `${number(columns)} × ${number(rows)} Pixel`,
    levels: (n) => count(n, "Stufe", "Stufen"),
    frame: "Bild",
    frameOf: (i, n) => `Bild ${number(i)} von ${number(n)}`,
    zoomIn: "Vergrößern",
    zoomOut: "Verkleinern",
    fit: "Einpassen",
  },
};
