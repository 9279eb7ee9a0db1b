import type { Accelerator } from "../../../domain/calls/assist-calls.ts";
import type { deskEn } from "../desk-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, count, number } from "./formats-de.ts";

function webgpuOutcome(accelerator: Accelerator): string {
  if (accelerator.used)
    return `Die Grafikkarte antwortet: dieselben Zahlen in ${number(accelerator.webgpuMs)} ms statt ${number(accelerator.wasmMs)} ms.`;
  switch (accelerator.reason) {
    case "no-adapter":
      return "Dieser Browser bietet der App keine Grafikkarte an. Der Prozessor antwortet.";
    case "ended-last-time":
      return "Die App endete, während die Grafikkarte erprobt wurde. Der Prozessor antwortet; für einen neuen Versuch aus- und wieder einschalten.";
    case "other-numbers":
      return "Die Grafikkarte gibt andere Zahlen als der Prozessor. Der Prozessor antwortet.";
    case "slower":
      return "Die Grafikkarte ist hier nicht schneller. Der Prozessor antwortet.";
    case "failed":
      return "Die Grafikkarte rechnet dieses Modell nicht. Der Prozessor antwortet.";
  }
}

/** Texte von Schema, Export und Einstellungen. */
export const deskDe: Translation<typeof deskEn> = {
  schema: {
    title: "Schema",
    subtitle: (version, classes) => `Version ${number(version)} · ${count(classes, "Klasse", "Klassen")}`,
    classes: "Klassen",
    name: "Name",
    color: "Farbe",
    hotkey: "Taste",
    index: "Index",
    geometry: "Gezeichnet als",
    kinds: { mask: "Maske", polygon: "Polygon", box: "Rechteck" },
    add: "Klasse hinzufügen",
    newName: "Neue Klasse",
    publish: "Version veröffentlichen",
    discard: "Änderungen verwerfen",
    unchanged: "Keine Änderungen.",
    change: (classes, labels) =>
      `${count(classes, "Klasse ändert", "Klassen ändern")} sich, ${count(labels, "Markierung nutzt", "Markierungen nutzen")} sie. Markierungen behalten ihre Klasse; nur ihr Aussehen ändert sich.`,
    published: (version) => `Version ${number(version)} veröffentlicht`,
    nameMissing: "Jede Klasse braucht einen Namen.",
    nameClash: (name) => `Zwei Klassen heißen „${name}“. Ändern Sie eine.`,
    keyClash: (key, a, b) => `Taste ${key} gehört zu ${a} und zu ${b}. Ändern Sie eine.`,
    colorOf: (name) => `Farbe von ${name}`,
    nameOf: (index) => `Name der Klasse ${index}`,
    keyOf: (name) => `Taste für ${name}`,
    remove: "Entfernen",
    removeOf: (name) => `${name} entfernen`,
    empty: "Fügen Sie eine Klasse hinzu, oder beginnen Sie mit Organen.",
    fixed: "Index und Id bleiben für immer, damit exportierte Markierungen ihre Bedeutung behalten.",
  },
  exporting: {
    title: "Export",
    subtitle:
      "Ein Datensatz aus den Bildern und Markierungen dieses Geräts. Jede Datei wird vor der Übergabe zurückgelesen und verglichen.",
    name: "Name",
    nameHint: "Buchstaben, Ziffern und Bindestriche.",
    studies: "Studien",
    allStudies: (n) => (n === 1 ? "Die eine Studie" : `Alle ${number(n)} Studien`),
    chosenStudies: (n) => `${count(n, "Studie", "Studien")} gewählt`,
    formats: "Formate",
    formatNames: {
      coco: "COCO",
      "yolo-det": "YOLO, Rechtecke",
      "yolo-seg": "YOLO, Umrisse",
      nifti: "NIfTI-Volumen",
      "png-semantic": "PNG-Masken, eine je Bild",
      "png-instance": "PNG-Masken, eine je Markierung",
      ndjson: "NDJSON",
      seg: "DICOM SEG",
      rtstruct: "DICOM RTSTRUCT",
      sr: "DICOM SR",
      capture: "Secondary Captures",
      dicom: "Bilddateien",
      images: "Bilder",
      answers: "Antworten",
      manifest: "Manifest",
      audit: "Arbeitsprotokoll",
      deidentification: "De-Identifizierung",
    },
    formatNotes: {
      coco: "RLE-Masken und Rechtecke",
      "yolo-det": "8-Bit-Bilder und ein Rechteck je Markierung",
      "yolo-seg": "8-Bit-Bilder und ein Umriss je Markierung; Löcher werden überbrückt",
      nifti: "Bild, Klassen und Markierungen jeder Serie, mit labels.json",
      "png-semantic": "Ein Wert je Klasse",
      "png-instance": "Ein Wert je Markierung",
      ndjson: "Vollständige Einträge mit Herkunft",
      capture: "DICOM-Bilder aus Dateien, die keine waren",
      seg: "Ein Segment je Gegenstand, kodiert, mit Tracking-IDs",
      rtstruct: "Eine Konturregion je Gegenstand, in Millimetern",
      sr: "Ein Bericht je Studie; Masken über ihr DICOM SEG",
      dicom: "De-identifizierte DICOM- und TIFF-Dateien; andere Volumen als NIfTI, Bilder als PNG",
      deidentification: "Der Nachweis jeder Studie und eine Seite zum Lesen",
    },
    which: "Welche Markierungen",
    statuses: { draft: "Entwürfe", submitted: "Eingereicht", accepted: "Angenommen" },
    allFrames: "Auch Bilder ohne Markierungen",
    includeProposals: "Auch offene Vorschläge, als solche gekennzeichnet",
    seed: "Startwert",
    labelsChosen: (n) => `${count(n, "Markierung", "Markierungen")} gewählt`,
    none: "Keine Markierungen in diesen Zuständen.",
    include: "Entwürfe und Eingereichte mitnehmen",
    start: "Datensatz exportieren",
    destination: "Ziel",
    asZip: "Als Zip",
    asFolder: "In einen Ordner",
    steps: {
      group: "Gleiche Bilder suchen",
      write: "Schreiben",
      "read-back": "Zurücklesen",
      compare: "Vergleichen",
    },
    progress: (done, total) => `${number(done)} von ${number(total)}`,
    cancel: "Abbrechen",
    cancelled: "Export abgebrochen. Nichts wurde übergeben.",
    ready: (name) => `${name} ist bereit`,
    sum: (patients, images, labels, size) =>
      `${count(patients, "Patient", "Patienten")} · ${count(images, "Bild", "Bilder")} · ${count(labels, "Markierung", "Markierungen")} · ${bytes(size)}`,
    took: (seconds) =>
      seconds < 1
        ? "dauerte weniger als 1 s"
        : seconds < 60
          ? `dauerte ${number(seconds)} s`
          : `dauerte ${number(Math.floor(seconds / 60))} min ${number(Math.round(seconds % 60))} s`,
    proved: "Jede Datei wurde zurückgelesen und mit Ihren Markierungen verglichen",
    provedNote: (formats, compared, losses) =>
      `${count(formats, "Format", "Formate")}, ${count(compared, "Vergleich", "Vergleiche")}, 0 Abweichungen, ${count(losses, "genannter Verlust", "genannte Verluste")}.`,
    failed: "Nichts wurde übergeben",
    again: "Erneut exportieren",
    save: "Datensatz sichern",
    inFolder: "Er liegt im gewählten Ordner.",
    verification: "Nachweis",
    columns: { format: "Format", written: "Geschrieben", differences: "Abweichungen", state: "Ergebnis" },
    checkMark: "Gleich",
    lossy: "Siehe Hinweis",
    losses: (n) => count(n, "Verlust", "Verluste"),
    loss: (reason, n) => (n > 1 ? `${reason} (${number(n)}-mal)` : reason),
    lossesNone: "In keinem Format ging etwas verloren.",
    noRoom: (need, free) => `Braucht ${bytes(need)}, ${bytes(free)} frei`,
    heads: (n) =>
      `${count(n, "Studie zeigt", "Studien zeigen")} einen Kopf. Aus den Schichten lässt sich ein Gesicht errechnen und mit Fotos vergleichen: Geben Sie den Datensatz nur an Personen, die zugesagt haben, das nicht zu tun.`,
    noFolder: "Dieser Browser kann nicht in Ordner schreiben. Sichern Sie als Zip.",
    nameMissing: "Der Datensatz braucht einen Namen.",
    formatMissing: "Wählen Sie mindestens ein Format.",
    studyMissing: "Wählen Sie mindestens eine Studie.",
  },
  settings: {
    title: "Einstellungen",
    project: "Projekt",
    projectName: "Name",
    projectHint: "Steht über der Arbeitsliste.",
    storage: "Speicher",
    used: "Belegt",
    free: "Frei",
    sizes: "Nach Art",
    images: "Bilder",
    labels: "Markierungen",
    proposals: "Vorschläge",
    instances: (n, size) => `${count(n, "Datei", "Dateien")}, ${bytes(size)}`,
    persisted: "Bleibt, bis Sie es entfernen",
    notPersisted: "Der Browser darf es löschen, wenn das Gerät voll ist",
    persist: "Dauerhaft behalten",
    persistRefused: "Der Browser stimmte nicht zu. Installieren Sie die App und fragen Sie erneut.",
    models: "Modelle",
    modelIdle: "Noch nicht geladen",
    modelLoading: "Selbsttest läuft",
    modelLoad: "Selbsttest starten",
    modelReady: (id, version) => `${id} ${version}`,
    modelFailed: "Das Modell ließ sich nicht laden. Werkzeuge ohne Modell arbeiten weiter.",
    modelHash: "Prüfsumme",
    modelDefault: "Antwortet auf",
    webgpu: "Modelle auf der Grafikkarte rechnen (WebGPU)",
    webgpuNote:
      "Braucht einmal 27 MB. Die Karte wird nur benutzt, wo sie auf ein bekanntes Bild dasselbe antwortet wie der Prozessor, und schneller.",
    webgpuOutcome,
    modelDefaultNone: "Von sich aus auf nichts; die klassischen Werkzeuge antworten",
    promptKinds: {
      click: "einen Klick",
      clicks: "Klicks",
      box: "ein Rechteck",
      "box-clicks": "ein Rechteck mit Klicks",
      scribble: "einen Strich",
    },
    about: "Über Overread",
    simd: "Schnelle Arithmetik (wasm SIMD)",
    isolated: "Isolierte Seite (Threads erlaubt)",
    threads: "Threads",
    yes: "Ja",
    no: "Nein",
    offlineReady: "Startet ohne Netz",
    gpu: "Zeichnet mit der Grafikkarte (WebGL2)",
    display: "Anzeige",
    language: "Sprache",
    languageAuto: "Wie der Browser",
    theme: "Farbschema",
    dark: "Dunkel",
    light: "Hell",
    hand: "Werkzeugleiste",
    right: "Rechtshändig",
    left: "Linkshändig",
    fill: "Deckkraft der Füllung",
    licence: "Apache-2.0. Kein Medizinprodukt: nicht zur Diagnose verwenden.",
  },
};
