import type { FieldKind, FieldScope } from "../../../domain/label-field.ts";
import type { fieldsEn } from "../fields-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

const kinds: Record<FieldKind, string> = {
  choice: "Eine von",
  multi: "Mehrere von",
  number: "Zahl",
  text: "Text",
  boolean: "Ja oder nein",
};
const scopes: Record<FieldScope, string> = {
  study: "Studie",
  series: "Serie",
  image: "Bild",
  frame: "Einzelbild",
  object: "Markierung",
};

/** Texte der Fragen zu Markierungen, Bildern und Studien und ihres Editors. */
export const fieldsDe: Translation<typeof fieldsEn> = {
  fields: {
    questions: "Fragen",
    open: (n) =>
      n === 0 ? "Alle Pflichtfragen beantwortet" : `${count(n, "Antwort fehlt", "Antworten fehlen")}`,
    about: (scope) => scopes[scope],
    aboutLabel: (name) => `Zu ${name}`,
    required: "Pflicht",
    noAnswer: "Keine Antwort",
    yes: "Ja",
    no: "Nein",
    unit: (name, unit) => (unit ? `${name} (${unit})` : name),
    outOfRange: (expected) => `Erwartet: ${expected}.`,
    kinds,
    scopes,
  },
  schemaFields: {
    attributes: (n) => (n === 0 ? "Fragen" : `Fragen ${number(n)}`),
    attributesOf: (name) => `Fragen zu ${name}`,
    codesOf: (name) => `Codes von ${name}`,
    classifications: "Fragen zu Studien und Bildern",
    classificationsNote:
      "Einmal je Studie, Serie, Bild, Einzelbild oder Markierung gestellt, gleich was dort gezeichnet ist.",
    addQuestion: "Frage hinzufügen",
    addTo: (name) => `Frage zu ${name} hinzufügen`,
    name: "Frage",
    kind: "Antwort",
    scope: "Zu",
    required: "Pflicht",
    options: "Antworten zur Auswahl, mit Kommas",
    ordinal: "Die Antworten sind Stufen einer Skala, in dieser Reihenfolge",
    min: "Von",
    max: "Bis",
    unit: "Einheit (UCUM)",
    when: "Gestellt",
    always: "Immer",
    whenIs: (name) => `Wenn „${name}“ so beantwortet ist`,
    equals: "diese Antwort",
    remove: (name) => `Frage ${name} entfernen`,
    category: "Kategorie",
    type: "Typ",
    modifier: "Seite",
    site: "Ort",
    noCode: "Kein Code",
    questionMissing: "Jede Frage braucht einen Namen.",
    questionClash: (name) => `Zwei Fragen heißen „${name}“. Ändern Sie eine.`,
    optionsMissing: (name) => `„${name}“ braucht Antworten zur Auswahl.`,
    changesScoped:
      "Fragen zu Studien und Bildern ändern sich. Antworten behalten die Version, zu der sie gegeben wurden.",
  },
};
