import type { intakeEn } from "../intake-en.ts";
import type { Translation } from "../texts.ts";
import { doubtTextsDe } from "./doubt-texts-de.ts";
import { bytes, count, number } from "./formats-de.ts";

/** Texte von Arbeitsliste und Import. */
export const intakeDe: Translation<typeof intakeEn> = {
  worklist: {
    issue: (n) => `Kennungen neu vergeben, Ausgabe ${number(n)}`,
    away: (n) => `${count(n, "Bild", "Bilder")} auf dem Hub`,
    getAway: "Bilder holen",
    title: "Arbeitsliste",
    counts: (studies, done) => `${count(studies, "Studie", "Studien")} · ${number(done)} fertig`,
    room: (used, free) => `${bytes(used)} auf diesem Gerät, ${bytes(free)} frei`,
    import: "Importieren",
    nextTask: "Nächste Aufgabe",
    filters: "Filter",
    allOpen: "Alle offenen",
    heldTitle: (images) => `${count(images, "Bild wartet", "Bilder warten")} auf die Pixelprüfung.`,
    heldNote: (images) =>
      images === 1
        ? "Es zeigt vielleicht einen Namen oder ein Gesicht. Nach der Prüfung kommt es in die Arbeitsliste."
        : "Sie zeigen vielleicht einen Namen oder ein Gesicht. Nach der Prüfung kommen sie in die Arbeitsliste.",
    reviewPixels: "Pixel prüfen",
    columns: { study: "Studie", images: "Bilder", labels: "Markierungen", state: "Stand" },
    row: (description, pseudonym, state) => `${description} ${pseudonym}, ${state}`,
    noDescription: "Studie",
    series: (n) => count(n, "Serie", "Serien"),
    toDecide: (n) => `${count(n, "Vorschlag", "Vorschläge")} zu entscheiden`,
    order: "Reihenfolge der Studien",
    orders: { need: "Zweifelhafteste zuerst", newest: "Neueste zuerst", lot: "Ausgelost" },
    need: (doubtful, open, reasons) =>
      doubtful === 0
        ? "Nichts zweifelhaft"
        : `${number(doubtful)} von ${number(open)} zweifelhaft: ${reasons.map((reason) => doubtTextsDe[reason]).join(", ")}`,
    labels: (n) => count(n, "Markierung", "Markierungen"),
    noLabels: "Keine Markierungen",
    empty: "Noch keine Studien. Importieren Sie Dateien, oder öffnen Sie das Beispiel.",
    emptyNote:
      "Dateien, Ordner und Zips mit DICOM, TIFF, NIfTI, NRRD, MetaImage, PNG, JPEG und BMP. Namen werden auf diesem Gerät entfernt, bevor etwas gespeichert wird; nichts verlässt es.",
    emptyFilter: "Keine Studie ist in diesem Stand.",
    openSample: "Beispielstudie öffnen",
    sampleLoading: "Öffnet das Beispiel",
    sampleFailed: (reason) => `Das Beispiel ließ sich nicht öffnen. ${reason}`,
    loading: "Liest die Arbeitsliste",
  },
  import: {
    title: "Import",
    intro:
      "Namen, Daten und Nummern, die auf eine Person weisen, werden auf diesem Gerät entfernt, bevor etwas gespeichert wird.",
    drop: "Dateien, Ordner oder Zips hier ablegen",
    chooseFiles: "Dateien wählen",
    chooseFolder: "Ordner wählen",
    surveying: "Sieht die Dateien durch",
    survey: (studies, need, free) =>
      `${count(studies, "Studie braucht", "Studien brauchen")} ${bytes(need)}, ${bytes(free)} frei`,
    surveyFiles: (files, size) => `${count(files, "Datei", "Dateien")}, ${bytes(size)}`,
    noRoom: (need, free) => `Braucht ${bytes(need)}, ${bytes(free)} frei`,
    nothing: "In Ihrer Auswahl ist kein Bild.",
    unnamedTitle: "Diese Dateien nennen keinen Patienten",
    unnamedNote: "Sagen Sie, wem sie gehören. Der Name wird zum Pseudonym und nicht gespeichert.",
    unnamedGroup: (files, formats) => `${count(files, "Datei", "Dateien")} (${formats})`,
    unnamedField: "Patient",
    unnamedAll: (files) => (files === 1 ? "Patient der Datei" : `Patient aller ${number(files)} Dateien`),
    onePatient: (files) =>
      files === 1
        ? "Die Datei gehört zu einem Patienten"
        : `Alle ${number(files)} Dateien gehören zu einem Patienten`,
    apart: "Jede Datei ist ein anderer Patient",
    apartNote: "Jede bekommt ein eigenes Pseudonym.",
    disc: (listed, present) =>
      listed === present
        ? `Eine CD mit ${count(listed, "Bild", "Bildern")}, alle hier`
        : `Eine CD mit ${count(listed, "Bild", "Bildern")}, davon ${number(present)} hier`,
    incomplete: "Unvollständige CDs",
    notChosen: "Fehlt",
    missingNames: (names, more) => (more > 0 ? `${names} und ${number(more)} weitere` : names),
    incompleteTodo: "Wählen Sie die ganze CD oder ihren Ordner, wenn Sie diese brauchen.",
    start: "Importieren",
    reading: (done, total) => `Liest ${number(done)} von ${number(total)}`,
    readingBytes: (done, total) => `${bytes(done)} von ${bytes(total)}`,
    cancel: "Abbrechen",
    cancelled: "Import abgebrochen. Was fertig war, bleibt.",
    failed: "Import angehalten",
    result: "Ergebnis des Imports",
    ready: "Bereit",
    held: "Wartet auf die Pixelprüfung",
    heldList: "Zurückgehalten",
    refused: "Abgelehnt",
    readyNone: "Keine Studie ist bereit.",
    images: (n) => count(n, "Bild", "Bilder"),
    known: (n) => `${number(n)} schon hier`,
    objects: (n) => count(n, "Befund oder Struktur", "Befunde oder Strukturen"),
    showsHead: "Aus diesen Schichten lässt sich ein Gesicht errechnen",
    waits: "Wartet auf die Pixelprüfung",
    frames: (n) => count(n, "Einzelbild", "Einzelbilder"),
    expected: "Erwartet",
    found: "Gefunden",
    todo: "Zu tun",
    at: (offset) => `bei Byte ${number(offset)}`,
    open: "Öffnen",
    toWorklist: "Zur Arbeitsliste",
    again: "Weiter importieren",
    heldWhy: "Zeigt vielleicht einen Namen im Bild",
  },
};
