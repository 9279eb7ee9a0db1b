import type { recordEn } from "../record-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

const files = (n: number) => count(n, "Datei", "Dateien");

/** Texte der Seite, die sagt, wie eine Studie de-identifiziert wurde. */
export const recordDe: Translation<typeof recordEn> = {
  record: {
    title: "Nachweis der De-Identifizierung",
    open: "Nachweis der De-Identifizierung",
    link: "Nachweis",
    save: "Als JSON sichern",
    none: "Eine solche Studie gibt es hier nicht.",
    intro:
      "Was mit jeder Datei beim Import geschah, nach welcher Regel, und wer sie freigab. Kein entfernter Wert steht darin.",
    summary: "Was galt",
    policy: "Regelwerk",
    policyFacts: (id, tables, tool, n) => `${id}, Tabellen aus ${tables}, Overread ${tool}: ${files(n)}`,
    noOptions: "Basic Profile (113100), keine Option",
    options: {
      p: "sichere private Angaben behalten (113111)",
      u: "UIDs behalten (113110)",
      d: "Geräteidentität behalten (113109)",
      i: "Einrichtung behalten (113112)",
      c: "Patientenmerkmale behalten (113108)",
      f: "Datumsangaben behalten (113106)",
      m: "Datumsangaben verschoben (113107)",
      t: "Beschreibungen bereinigt (113105)",
      s: "Befunde bereinigt (113104)",
      g: "Zeichnungen bereinigt (113103)",
    },
    pixels: "Risiko der Pixel",
    risk: (risk, n) => `${risk}: ${files(n)}`,
    reviewed: "Angesehen",
    nobody: "Nur von der Textsuche: Keine Datei verlangte eine Person.",
    review: (person, n, first, last) =>
      `${person}: ${files(n)}, ${first === last ? first : `${first} bis ${last}`}`,
    blanked: "Geschwärzt",
    blankedFacts: (boxes, n) => `${count(boxes, "Stelle", "Stellen")} in ${files(n)}`,
    residual: "Suche in den Ergebnissen",
    residualFacts: ({ searched, hits, falseAlarms }) =>
      `In jeder Datei nach bis zu ${count(searched, "Namen oder Nummer", "Namen und Nummern")} des Patienten gesucht, ${number(hits)} gefunden; ${count(falseAlarms, "Zahl sah", "Zahlen sahen")} nur so aus`,
    elements: "Was mit den Elementen geschah",
    noElements: "Diese Dateien haben keine Elemente: Ihre Header wurden nicht kopiert.",
    times: (n) => `${number(n)} Mal`,
    tag: "Element",
    rule: "Regel",
    count: "Anzahl",
    actions: {
      remove: "Entfernt",
      empty: "Geleert",
      replace: "Ersetzt",
      uid: "Kennung ersetzt",
      shift: "Datum verschoben",
      clean: "Text bereinigt",
      recurse: "Sequenz, Inhalt nach denselben Regeln",
      keep: "Behalten",
    },
    why: {
      "E.1-1": "Tabelle E.1-1",
      "vr-default": "Nicht in der Tabelle: nach dem Typ",
      private: "Privat",
      "unknown-tag": "Nicht im Standard",
      malformed: "Fehlerhaft",
      "file-level": "Dateiebene",
      graphics: "Overlay oder Kurve",
      marker: "Sagt, was geschah",
      "pixel-description": "Beschreibt die Pixel",
      "registry-uid": "Öffentliche Kennung",
      patient: "Pseudonym",
    },
    whyOption: (name) => `Option ${name}`,
    files,
    filesNote:
      "Vorher: Prüfsumme der Datei, wie sie kam, mit Schlüssel, damit sie niemanden nennt. Nachher: SHA-256 der Datei, wie sie gespeichert ist. Ganz in der gesicherten Datei.",
    uid: "Neue Kennung",
    released: "Freigegeben von",
    bySearch: "Suche",
    boxes: "Geschwärzte Stellen",
    before: "Vorher",
    after: "Nachher",
    more: (n) => `${number(n)} weitere in der gesicherten Datei`,
  },
};
