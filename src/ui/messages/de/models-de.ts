import type { modelsEn } from "../models-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, number } from "./formats-de.ts";

/** Texte eigener Modelle. */
export const modelsDe: Translation<typeof modelsEn> = {
  models: {
    title: "Eigene Modelle",
    note: "Ein eigenes Netz, das statt des mitgelieferten auf Klicks und Rechtecke antwortet: model.json mit seinen .onnx-Dateien oder ein Zip davon. Es bleibt auf diesem Gerät.",
    none: "Keines hinzugefügt.",
    add: "Modell hinzufügen",
    checking: "Prüft das Modell",
    refused: (reason) => `Nicht hinzugefügt. ${reason}`,
    facts: (size, milliseconds) => `${bytes(size)}, ${number(milliseconds)} ms je Bild`,
    tested: "Selbsttest bestanden",
    untested: "Ungeprüft: Es brachte keinen Selbsttest mit",
    struckOut:
      "Abgeschaltet: Es brachte seinen Worker zweimal zum Absturz. Fügen Sie es neu hinzu, um es zu nutzen.",
    use: "Nutzen",
    used: "In Gebrauch",
    useShipped: "Mitgeliefertes Modell nutzen",
    remove: "Entfernen",
    removed: "Modell entfernt",
    added: (name) => `${name} hinzugefügt`,
    notKept: "Das Modell ließ sich nicht speichern.",
    askTitle: (name, version) => `${name} ${version} hinzufügen?`,
    license: "Lizenz",
    licenseNote: "Wird in jeder Markierung vermerkt, bei der dieses Modell hilft.",
    licenseUnknown: "Das Modell nennt keine Lizenz. Tragen Sie die Bedingungen ein, oder lassen Sie dies so.",
    unknown: "unbekannt",
    assistive: "Seine Antworten sind Vorschläge. Niemand hat es für den Einsatz an Patienten geprüft.",
    answers: "Antwortet auf",
    keep: "Hinzufügen",
  },
};
