import type { Translation } from "../texts.ts";
import type { vettingEn } from "../vetting-en.ts";
import { count, formatsDe, number } from "./formats-de.ts";

const sourceParts: Record<string, string> = {
  device: "Gerät",
  site: "Ort",
  sex: "Geschlecht",
  age: "Alter",
};
const missing = (values: readonly string[]) =>
  values.flatMap((part, at) =>
    at % 2 ? [] : [`${sourceParts[part] ?? part} bei ${count(Number(values[at + 1]), "Bild", "Bildern")}`],
  );

/** Texte der Angaben zu einem Datensatz und der Funde seiner Durchsicht. */
export const vettingDe: Translation<typeof vettingEn> = {
  vetting: {
    about: "Über diese Daten",
    aboutNote:
      "Kommt auf die Karte jedes Datensatzes dieses Projekts. Was Sie offen lassen, steht dort als nicht angegeben.",
    purpose: "Wofür, und wofür nicht",
    license: "Lizenz oder Bedingungen",
    reference: "Votum oder Vereinbarung",
    expires: "Nutzbar bis",
    stated: (n) => `${number(n)} von 4 angegeben`,
    noNames: "Nennen Sie keinen Patienten.",
    findings: (n) => count(n, "Fund", "Funde"),
    findingsNone: "Die Durchsicht fand nichts.",
    findingsNote: "vetting.json nennt die Bilder und Markierungen.",
    found: {
      "proposal-as-truth": (n) =>
        `${count(n, "Markierung stammt", "Markierungen stammen")} von einem Modell, und niemand hat sie angenommen`,
      "not-attested": (n) => `${count(n, "Bild", "Bilder")} ohne gültigen Nachweis der De-Identifizierung`,
      "object-outside": (n) =>
        `${count(n, "Markierung", "Markierungen")} mit einem Punkt außerhalb des Bildes`,
      "frame-size": (n) => `${count(n, "Bild", "Bilder")} in anderer Größe als die Masken`,
      "several-heads": (n) =>
        `${count(n, "Markierung", "Markierungen")} aus Studien mit mehreren Befundern, ohne Konsens`,
      "versions-forked": (n) =>
        `${count(n, "Studie", "Studien")} mit zwei neuesten Versionen, die niemand zusammengeführt hat: Synchronisation, Versionen`,
      "field-missing": (n) =>
        `${count(n, "Markierung", "Markierungen")} ohne eine Antwort, die das Schema verlangt`,
      "class-unknown": (n) =>
        `${count(n, "Markierung", "Markierungen")} einer Klasse, die das Schema nicht hat`,
      leak: (n) =>
        `${count(n, "Bild", "Bilder")} eines Patienten oder mit gleichen Pixeln in zwei Teilen der Aufteilung`,
      "patient-unknown": (n) =>
        `${count(n, "Studie", "Studien")}, von ${n === 1 ? "der" : "denen"} niemand weiß, wessen sie ${n === 1 ? "ist" : "sind"}: Ein Mensch kann in zwei Teilen der Aufteilung sein`,
      duplicate: (n) => `${count(n, "Bildpaar", "Bildpaare")} mit gleichen Pixeln`,
      "near-duplicate": (n) =>
        `${count(n, "Bildpaar", "Bildpaare")} verschiedener Studien, die sich gleichen`,
      "near-duplicate-across": (n) =>
        `${count(n, "Bildpaar", "Bildpaare")} in zwei Teilen der Aufteilung, die sich gleichen: Sehen Sie nach`,
      "class-rare": (_n, [name = "", groups = ""]) =>
        `Klasse „${name}“ hat nur ${count(Number(groups), "Patientengruppe", "Patientengruppen")}`,
      "class-absent": (_n, [name = "", ...parts]) =>
        `Klasse „${name}“ kommt nicht vor in ${formatsDe.list(parts)}`,
      "object-small": (n) => `${count(n, "Markierung", "Markierungen")} unter 10 Pixeln oder 1 mm²`,
      overlap: (n) =>
        `${count(n, "Markierung, die", "Markierungen, die")} Pixel mit einer anderen ${n === 1 ? "teilt" : "teilen"}`,
      "model-license": (n) =>
        `${count(n, "Markierung", "Markierungen")} von einem Modell mit unbekannter Lizenz`,
      "one-reader": (_n, [share = ""]) => `Ein Befunder hat ${share} % der Markierungen gemacht`,
      "image-empty": (n) => `${count(n, "Bild", "Bilder")} ohne Markierung`,
      "image-blank": (n) => `${count(n, "Bild", "Bilder")} mit nur einem Wert`,
      "image-lossy": (n) => `${count(n, "Bild", "Bilder")}, früher verlustbehaftet komprimiert`,
      face: (n) =>
        `${count(n, "Schicht", "Schichten")} von Köpfen: Aus einer solchen Serie lässt sich ein Gesicht errechnen`,
      "spacing-mixed": (n) => `${count(n, "Pixelabstand", "Pixelabstände")} in einem Datensatz`,
      "modality-one-part": (_n, modalities) =>
        `${formatsDe.list(modalities)} nur in einem Teil der Aufteilung`,
      "source-one-part": (_n, sources) => `${formatsDe.list(sources)} nur in einem Teil der Aufteilung`,
      "source-most": (_n, [share = "", name = ""]) => `${share} % der Bilder sind aus einer Quelle: ${name}`,
      "source-unknown": (_n, values) =>
        `Niemand kann hier sagen, wie sehr sich diese unterscheiden, denn sie wurden entfernt oder nie angegeben: ${missing(values).join(", ")}`,
      "readers-disagree": (n) =>
        `${count(n, "Studie", "Studien")}, bei denen zwei Befunder einen Dice unter 0.7 haben`,
    },
    severities: { error: "Fehler, zugelassen", warning: "Zur Kenntnis" },
    overrideTitle: "Trotzdem exportieren",
    overrideNote:
      "Ihr Pseudonym, die Zeit und dieser Grund werden in den Datensatz und in das Arbeitsprotokoll geschrieben. Nennen Sie keinen Patienten.",
    split: "Aufteilung",
    parts: { train: "Training", val: "Validierung", test: "Test" },
    part: (patients, images) =>
      `${count(patients, "Patient", "Patienten")} · ${count(images, "Bild", "Bilder")}`,
    splitProof: "Nachweis",
    splitNote: "Kein Patient ist in zwei Teilen. Wer einmal exportiert wurde, behält seinen Teil.",
    joined: (n) =>
      `${count(n, "Patient teilt", "Patienten teilen")} ein Bild mit einem anderen und ${n === 1 ? "bleibt" : "bleiben"} zusammen.`,
    reason: "Grund",
    override: "Mit diesem Grund exportieren",
  },
  datasetCard: {
    title: "Datensatzkarte",
    classes: "Markierungen nach Klasse",
    origins: "Woher Markierungen kommen",
    byHand: "Von Menschen gezeichnet",
    areas: "Markierungen nach Fläche",
    readers: "Markierungen nach Befunder (Pseudonym)",
    sources: "Bilder nach Quelle",
    sizes: "Bilder nach Größe, Spalten × Zeilen",
    agreement: "Übereinstimmung der Befunder, mittlerer Dice (dice/1)",
    noAgreement: "Keine Studie wurde von mehreren Befundern abgegeben.",
    dice: (value) => (value === null ? "nichts gemeinsam" : number(value, 3)),
    unknown: "unbekannt",
    more: (n) => `${number(n)} weitere in README.md`,
    note: "README.md im Ordner hat all dies, die Bedingungen, die Aufteilung und ihren Nachweis.",
  },
};
