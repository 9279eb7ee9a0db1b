import type { Translation } from "../texts.ts";
import type { vettingEn } from "../vetting-en.ts";
import { count, number } from "./formats-de.ts";

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
};
