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
      cleanStructuredContent: "Befunde bereinigt übernehmen",
      cleanGraphics: "Zeichnungen auf Bildern bereinigt übernehmen",
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
      cleanStructuredContent:
        "Strukturierte Befunde und Schlüsselbilder: Zahlen, öffentliche Codes, Umrisse und die Bilder, auf die sie verweisen, bleiben. Namen, Daten und freie Texte entfallen. Aus: Sie werden abgelehnt. Code 113104.",
      cleanGraphics:
        "Presentation States: Gezeichnete Umrisse und Fenster bleiben, Wörter auf dem Bild entfallen. Aus: Sie werden abgelehnt. Code 113103.",
      retainSafePrivate:
        "Private Elemente einer Liste in PS3.15, nur Zahlen und Codes: Diffusions-, Dosis- und Uptake-Faktoren einiger Hersteller. Code 113111.",
    },
  },
  reid: {
    title: "Patienten wiederfinden",
    note: "Ohne Zuordnungsliste kann niemand vom Pseudonym auf den Patienten schließen. Eine Liste hält zu jeder ab jetzt importierten Studie Patienten-ID, Name, Auftragsnummer, Studiendatum und ursprüngliche Studien-UID: verschlüsselt auf diesem Gerät, nie an einen Hub gesendet, nie in einem Datensatz. Führen Sie eine nur, wo das Studienprotokoll es verlangt.",
    keep: "Zuordnungsliste führen",
    keepNote:
      "Personenbezogene Daten im Sinne der DSGVO. Nach dem Ausschalten kommt nichts mehr hinzu; was darin steht, bleibt, bis Sie es löschen.",
    count: (n) =>
      n === 0 ? "Die Zuordnungsliste ist leer." : `${count(n, "Studie", "Studien")} in der Zuordnungsliste.`,
    save: "Liste exportieren",
    saveTitle: "Zuordnungsliste exportieren",
    saveNote:
      "Die Datei ist mit der Passphrase des Projektschlüssels verschlüsselt. Wer beides hat, kennt jeden Patienten der Liste. Der Export wird mit Ihrer Person und der Zeit vermerkt. Geben Sie die Datei der für die Daten verantwortlichen Person, nicht denen, die mit dem Datensatz arbeiten.",
    saveStart: "Listendatei sichern",
    saved: "Listendatei gesichert. Der Export steht im Arbeitsprotokoll.",
    open: "Listendatei öffnen",
    openTitle: "Listendatei öffnen",
    openNote:
      "Schreibt eine Tabelle mit offenen Namen (CSV), die jedes Programm auf diesem Rechner lesen kann. Löschen Sie sie, wenn Sie gefunden haben, wen Sie suchten. Das Öffnen wird vermerkt.",
    openStart: "Tabelle sichern",
    opened: (n) => `Tabelle mit ${count(n, "Studie", "Studien")} gesichert`,
    file: "Listendatei",
    remove: "Liste löschen",
    removeTitle: "Zuordnungsliste löschen?",
    removeNote:
      "Danach kann nur noch sagen, wer die Patienten sind, wer die Originaldateien und den Projektschlüssel hat. Exportierte Listendateien bleiben unberührt.",
    removed: "Die Zuordnungsliste ist gelöscht",
    failed: "Die Wahl ließ sich nicht speichern. Die bisherige gilt weiter.",
    carryNote: (n) =>
      n === 1
        ? "1 Markierung oder Antwort liegt auf einem Bild, dessen Datei unter neuen Kennungen erneut importiert wurde. Übertragen liegt sie als Entwurf auf dem neuen Bild; die frühere bleibt, wie sie ist."
        : `${number(n)} Markierungen und Antworten liegen auf Bildern, deren Dateien unter neuen Kennungen erneut importiert wurden. Übertragen liegen sie als Entwürfe auf den neuen Bildern; die früheren bleiben, wie sie sind.`,
    carry: "Markierungen übertragen",
    carried: (n) =>
      n === 1
        ? "1 Markierung oder Antwort auf das neue Bild übertragen"
        : `${number(n)} Markierungen und Antworten auf die neuen Bilder übertragen`,
    carryFailed:
      "Nicht alles wurde übertragen. Versuchen Sie es noch einmal: Nichts wird zweimal übertragen.",
    issueTitle: "Neue Kennungen für einen Patienten",
    issueNote:
      "Für Bilder, die erneut bereinigt werden müssen, nachdem sie exportiert oder gesendet wurden: andere Rechtecke, andere Optionen. Der Patient behält das Pseudonym. Der nächste Import der Originaldateien macht Bilder unter neuen Kennungen neben den vorhandenen; nichts wird geändert oder gelöscht, und Markierungen bleiben bei den früheren Bildern, bis Sie sie übertragen. Ein Hub sieht beide als verschiedene Bilder.",
    patient: "Patient",
    choosePatient: "Patienten wählen",
    issue: "Neue Kennungen vergeben",
    issueConfirm: (pseudonym) => `Neue Kennungen an ${pseudonym} vergeben?`,
    issued: (pseudonym, n) => `Spätere Importe von ${pseudonym} bekommen Kennungen der Ausgabe ${number(n)}`,
    issueOf: (pseudonym, n) => (n === 0 ? pseudonym : `${pseudonym} · Ausgabe ${number(n)}`),
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
