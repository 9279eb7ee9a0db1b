import type { deidEn } from "../deid-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

/** Was ein Projekt beim Import stehen lässt, in den Worten der verantwortlichen Person. */
export const deidDe: Translation<typeof deidEn> = {
  deid: {
    title: "De-Identifizierung",
    note: "Bilder werden nach dem Basic Profile von DICOM PS3.15 bereinigt. Jede Wahl behält etwas, das sonst entfernt würde. Sie gilt für künftig importierte Bilder und steht im Nachweis jedes Bildes.",
    strict: "Nichts bleibt, was ein Bild nicht braucht.",
    kept: (n) => (n === 1 ? "1 Option ist an." : `${number(n)} Optionen sind an.`),
    failed: "Die Wahl ließ sich nicht speichern. Die bisherige gilt weiter.",
    dates: "Daten und Uhrzeiten",
    dateChoices: { remove: "Entfernt", modified: "Verschoben", full: "Behalten" },
    dateNotes: {
      remove:
        "Abstände zwischen Studien gehen verloren, und PET-Uptake-Werte (SUV) lassen sich aus diesen Dateien nicht mehr berechnen.",
      modified:
        "Alle Daten eines Patienten rücken um dieselbe geheime Zahl von Tagen zurück; Uhrzeiten und Abstände bleiben exakt. Code 113107.",
      full: "Daten können zusammen mit anderen Angaben eine Person verraten. Fragen Sie vorher, wer für die Daten verantwortlich ist. Code 113106.",
    },
    switches: {
      retainPatientCharacteristics: "Alter, Geschlecht, Größe und Gewicht behalten",
      retainDeviceIdentity: "Behalten, welches Gerät das Bild machte",
      retainInstitutionIdentity: "Einrichtung behalten",
      retainUids: "Ursprüngliche UIDs behalten",
      cleanDescriptors: "Beschreibungen bereinigt behalten",
      retainSafePrivate: "Herstellerwerte behalten, die der Standard als sicher nennt",
    },
    switchNotes: {
      retainPatientCharacteristics:
        "Auch ethnische Zugehörigkeit, Rauchen und Schwangerschaft. Alter über 89 wird zu 90. Code 113108.",
      retainDeviceIdentity: "Station, Serien- und Gerätenummern. Code 113109.",
      retainInstitutionIdentity: "Name, Adresse und Abteilung. Code 113112.",
      retainUids:
        "Wer die Originale hat, findet sie damit wieder. Markierungen beziehen sich dann auf die Originale. Code 113110.",
      cleanDescriptors:
        "In Studien-, Serien- und anderen Beschreibungen bleiben nur Wörter zu Anatomie, Technik und Einheiten. Namen, Nummern und Daten entfallen. Code 113105.",
      retainSafePrivate:
        "Private Elemente einer Liste in PS3.15, nur Zahlen und Codes: Diffusions-, Dosis- und Uptake-Faktoren einiger Hersteller. Code 113111.",
    },
  },
  deviceRules: {
    title: "Wo Geräte hineinschreiben",
    note: "Wird beim Freigeben gelernt: Was Sie in allen Einzelbildern schwärzen, wird für dasselbe Gerät und dieselbe Bildgröße wieder vorgeschlagen. Über jede Stelle entscheidet weiter ein Mensch.",
    none: "Noch nichts gelernt.",
    device: (maker, model, modality) =>
      [...(maker || model ? [maker, model] : ["Unbenanntes Gerät"]), modality]
        .filter((part) => part !== "")
        .join(" "),
    facts: (columns, rows, boxes, studies) =>
      `${number(columns)} × ${number(rows)}, ${count(boxes, "Rechteck", "Rechtecke")}, ${count(studies, "Studie", "Studien")}`,
    drawing: "Rechtecke im Bild dieses Geräts",
    forget: "Vergessen",
    forgetNote: "Seine Rechtecke werden nicht mehr vorgeschlagen. Freigegebene Bilder bleiben, wie sie sind.",
    forgot: "Vergessen",
    save: "Als Datei sichern",
    load: "Aus Datei laden",
    saved: "Datei gesichert. Sie nennt Geräte und Rechtecke, keine Studie und keinen Patienten.",
    loaded: (n) => `${count(n, "Gerät", "Geräte")} geladen`,
    notRules: "Diese Datei enthält keine Geräteregeln oder ist beschädigt. Nichts wurde geändert.",
    failed: "Die Änderung ließ sich nicht speichern.",
  },
};
