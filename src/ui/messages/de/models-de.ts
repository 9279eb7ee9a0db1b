import type { ModelTask } from "../../../domain/models/graph-manifest.ts";
import type { modelsEn } from "../models-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, number } from "./formats-de.ts";

const guessedParts: Record<string, string> = {
  intensity: "wie Werte aufbereitet werden",
  spacing: "die Größe eines Pixels",
  labels: "die Namen der Klassen",
};
const guessedList = (parts: readonly string[]) => parts.map((part) => guessedParts[part] ?? part).join(", ");

/** Texte eigener Modelle. */
export const modelsDe: Translation<typeof modelsEn> = {
  models: {
    title: "Eigene Modelle",
    note: "Eigene Netze: eines, das statt des mitgelieferten auf Klicks und Rechtecke antwortet, und eines, das von sich aus vormarkiert. model.json mit seinen .onnx-Dateien oder ein Zip davon; ein MONAI Bundle mit einer .onnx-Datei. Sie bleiben auf diesem Gerät.",
    tasks: {
      "promptable-seg": "Antwortet auf Klicks und Rechtecke",
      "semantic-seg": "Markiert vor: Masken",
      "instance-seg": "Markiert vor: Masken, eine je Gegenstand",
      detect: "Markiert vor: Rechtecke",
      classify: "Markiert vor: Antworten auf eine Frage",
    } satisfies Record<ModelTask, string> as Record<string, string>,
    finds: (names) => {
      const rest = names.length - 8;
      return `Findet: ${names.slice(0, 8).join(", ")}${rest > 0 ? ` und ${number(rest)} weitere` : ""}`;
    },
    guessed: (parts) =>
      `Aus dem Bundle entworfen. Geraten, weil es das nicht sagt: ${guessedList(parts)}. Vergleichen Sie seine Vorschläge mit bekannten Bildern, bevor Sie es nutzen, oder schreiben Sie eine model.json.`,
    guessedShort: (parts) => `Geraten: ${guessedList(parts)}`,
    otherModality: (expected, found) =>
      `Das gewählte Modell ist für ${expected}, diese Serie ist ${found || "von unbekannter Modalität"}. Es wurde übersprungen.`,
    noSpacing:
      "Das gewählte Modell rechnet in Millimetern, und die Bilder dieser Serie sagen nicht, wie groß ihre Pixel sind. Sie wurde übergangen.",
    otherImages: (expected, found) =>
      `Das gewählte Modell ist für ${expected}, diese Serie ist ${found || "von unbekannter Modalität"}. Seine Antworten können weit daneben liegen.`,
    noQuestion: (labels) =>
      `Das Projekt stellt zu Bildern keine Frage mit den Antworten ${labels}. Fügen Sie im Schema eine mit diesen Namen hinzu.`,
    wholeSeries: "Das gewählte Modell sieht eine ganze Serie auf einmal. Nutzen Sie „Serie vormarkieren“.",
    stopPrelabel: "Ohne es vormarkieren",
    none: "Keines hinzugefügt.",
    missing: (model) =>
      `Das Projekt arbeitet mit ${model}, das nicht auf diesem Gerät ist. Fügen Sie es hinzu; dann wird es genutzt.`,
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
    licenseUnknown:
      "Das Modell nennt keine Lizenz. Tragen Sie die Bedingungen ein; bleibt das Feld leer, steht „unknown“ in jeder Markierung, an der es beteiligt ist, und der Export warnt davor.",
    unknown: "unbekannt",
    assistive: "Seine Antworten sind Vorschläge. Niemand hat es für den Einsatz an Patienten geprüft.",
    answers: "Antwortet auf",
    keep: "Hinzufügen",
  },
};
