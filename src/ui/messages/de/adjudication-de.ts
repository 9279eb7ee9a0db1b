import type { adjudicationEn } from "../adjudication-en.ts";
import type { Translation } from "../texts.ts";
import { count, number, score } from "./formats-de.ts";

/** Texte des Vergleichs mehrerer Befunder und des Konsenses. */
export const adjudicationDe: Translation<typeof adjudicationEn> = {
  adjudication: {
    title: "Konsens",
    queue: "Studien mit mehreren Befundern",
    done: (n, of) =>
      n >= of
        ? `${number(n)} von ${number(of)} Befundern sind fertig`
        : `${number(n)} von ${number(of)} Befundern sind fertig. Die Ergebnisse öffnen sich, wenn alle es sind.`,
    apart: (n, of) =>
      of === 0
        ? "nichts gezeichnet"
        : n === 0
          ? "sie stimmen überein"
          : `sie weichen ab bei ${number(n)} von ${count(of, "Ding", "Dingen")}`,
    compare: "Vergleichen",
    compareOf: (name, pseudonym) => `${name} ${pseudonym} vergleichen`,
    comparing: "Vergleicht",
    missing: "Diese Studie liegt nicht auf diesem Gerät.",
    closed: {
      missing: "Die Ergebnisse öffnen sich, wenn alle Befunder fertig sind.",
      own: "Sie haben diese Studie selbst befundet. Jemand anderes entscheidet.",
      done: "Zu dieser Studie gibt es schon einen Konsens.",
    },
    back: "Zurück zur Prüfung",
    reader: (letter) => `Befunder ${letter}`,
    overlaid: "Alle Befunder",
    layout: "Bilder",
    sideBySide: "Nebeneinander",
    together: "Überlagert",
    lines: "A durchgezogen, B gestrichelt, C gepunktet; die Farbe ist die Klasse.",
    slice: "Schicht",
    groups: "Übereinstimmungen, schlechteste zuerst",
    iou: (value) => `IoU ${score(value)}`,
    noArea: "ohne Fläche",
    only: (letters) => `nur ${letters}`,
    classes: (names) => `benannt als ${names}`,
    use: (letter) => `${letter} nehmen`,
    majority: "Mehrheit",
    staple: "STAPLE",
    draw: "Zeichnen",
    none: "Weglassen",
    open: "Offen",
    decide: "Entscheiden",
    rest: "Mehrheit für alle offenen",
    agreement: "Übereinstimmung",
    columns: { readers: "Befunder", what: "Maß", value: "Wert", over: "Über" },
    drawn: "Gezeichnet",
    noValue: "–",
    mm: (value) => `${number(value, 2)} mm`,
    px: (value) => `${number(value, 2)} px`,
    score,
    notes: {
      "one category": "nur eine Kategorie",
      "no subjects": "keine Fälle",
      "one reader": "nur ein Befunder",
    },
    undecided: (n) =>
      n === 0 ? "Alle entschieden" : `${count(n, "Fundstelle", "Fundstellen")} zu entscheiden`,
    make: "Konsens bilden",
    made: (n) => `Konsens aus ${count(n, "Markierung", "Markierungen")} gebildet`,
    answersOpen: (n) =>
      `${count(n, "Antwort unterscheidet", "Antworten unterscheiden")} sich zwischen den Befundern. Im Konsens bleibt das offen.`,
    nothing: "Kein Befunder hat etwas gezeichnet. Der Konsens ist eine leere Studie.",
    blind:
      "Befunder sind nur auf diesem Gerät verblindet: Wer seinen Speicher oder eine Datei mit Einreichungen öffnet, kann sie sehen.",
    saveFile: "Einreichungen sichern",
    takeFile: "Einreichungen laden",
    saved: (n) => `${count(n, "Einreichung", "Einreichungen")} in eine Datei gesichert`,
    noneToSave: "Noch nichts wurde eingereicht.",
    taken: (n, known) =>
      known > 0 ? `${number(n)} übernommen, ${number(known)} waren schon hier` : `${number(n)} übernommen`,
  },
};
