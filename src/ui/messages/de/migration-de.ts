import type { GeometryKind } from "../../../domain/label-schema.ts";
import type { migrationEn } from "../migration-en.ts";
import type { Translation } from "../texts.ts";
import { count } from "./formats-de.ts";

const stays: Record<GeometryKind, readonly [one: string, many: string]> = {
  mask: ["Maske bleibt", "Masken bleiben"],
  polygon: ["Polygon bleibt", "Polygone bleiben"],
  box: ["Rechteck bleibt", "Rechtecke bleiben"],
};

const labelled = (n: number) => count(n, "Markierung", "Markierungen");

/** Texte zum Stilllegen einer Klasse und zum Zuordnen ihrer Markierungen zu einer anderen. */
export const migrationDe: Translation<typeof migrationEn> = {
  migration: {
    open: "Stilllegen, zuordnen",
    openFor: (name) => `${name} stilllegen oder Markierungen neu zuordnen`,
    title: (name) => `${name}: stilllegen oder Markierungen neu zuordnen`,
    titleRetired: (name) => `Markierungen von ${name} neu zuordnen`,
    goTo: "Markierungen der Klasse",
    stay: "Behalten diese Klasse",
    goToClass: (name) => `Wechseln zu ${name}`,
    retire: "Klasse stilllegen",
    retireNote: "Niemand kann sie mehr zeichnen. Ihr Index und ihre Id gehen nie an eine andere Klasse.",
    used: (labels, studies) =>
      labels === 0
        ? "Keine Markierung auf diesem Gerät hat diese Klasse."
        : `${labelled(labels)} in ${count(studies, "Studie", "Studien")} ${labels === 1 ? "hat" : "haben"} diese Klasse.`,
    unmoved: "Sie behalten sie und lassen sich erst exportieren, wenn sie neu zugeordnet sind.",
    moves: (labels, studies, name) =>
      `${count(labels, "Markierung wechselt", "Markierungen wechseln")} zu ${name}, in ${count(studies, "Studie", "Studien")}. IDs, Pixel und Stand bleiben.`,
    proposals: (n) => `Auch ${count(n, "offener Vorschlag wechselt", "offene Vorschläge wechseln")}.`,
    lost: (question, labels) => `Verloren: die Antwort auf „${question}“ bei ${labelled(labels)}.`,
    nothingLost: "Nichts geht verloren.",
    missing: (question, labels) => `„${question}“ ist dann bei ${labelled(labels)} zu beantworten.`,
    locked: (n) => `${count(n, "gesperrte Markierung bleibt", "gesperrte Markierungen bleiben")}.`,
    otherKind: (kind, labels, name) => `${count(labels, ...stays[kind])}: ${name} wird nicht so gezeichnet.`,
    parked: (n) =>
      `${count(n, "Markierung anderer Befunder bleibt", "Markierungen anderer Befunder bleiben")}: Darüber entscheiden diese.`,
    preview: "Was geschieht",
    confirmRetire: "Stilllegen",
    confirmMove: (labels) => `${labelled(labels)} neu zuordnen`,
    confirmBoth: (labels) => `Stilllegen und ${labelled(labels)} neu zuordnen`,
    draftFirst: "Veröffentlichen oder verwerfen Sie zuerst Ihre Änderungen.",
    busy: "Eine Studie mit solchen Markierungen ist in einem anderen Tab offen. Schließen Sie sie dort, und versuchen Sie es erneut.",
    done: (labels, name) => `${count(labels, "Markierung gehört", "Markierungen gehören")} jetzt zu ${name}.`,
    retired: (name) => `${name} ist stillgelegt.`,
    undo: "Zurücknehmen",
    undone: "Die Zuordnung wurde zurückgenommen.",
    partlyUndone: (n) =>
      `Zurückgenommen, außer bei ${count(n, "Markierung, die seither geändert wurde", "Markierungen, die seither geändert wurden")}.`,
    list: "Stillgelegte Klassen",
    entry: (index, labels, replacedBy) =>
      [
        `Index ${index}`,
        labels === 0 ? "keine Markierungen" : labelled(labels),
        ...(replacedBy === null ? [] : [`ersetzt durch ${replacedBy}`]),
      ].join(" · "),
    move: "Neu zuordnen",
    moveOf: (name) => `Markierungen von ${name} neu zuordnen`,
    restore: "Zurückholen",
    restoreOf: (name) => `${name} zurückholen`,
  },
};
