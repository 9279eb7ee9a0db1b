import type { SubmitFault } from "../../../domain/review/submit-faults.ts";
import type { reviewEn } from "../review-en.ts";
import type { Translation } from "../texts.ts";
import { count, number, score } from "./formats-de.ts";

const faultWords: Record<SubmitFault["code"], string> = {
  "field-missing": "Antwort fehlt",
  "answer-missing": "Antwort fehlt",
  "proposal-open": "Offener Vorschlag",
  "class-missing": "Markierung ohne Klasse",
  "versions-forked": "Zwei neueste Versionen, noch nicht zusammengeführt: zur Synchronisation",
};

/** Texte von Einreichen, Prüfung und Personen. */
export const reviewDe: Translation<typeof reviewEn> = {
  review: {
    title: "Prüfung",
    subtitle: (waiting, open) =>
      `${count(waiting, "Studie wartet", "Studien warten")} · ${number(open)} in Prüfung`,
    empty: "Nichts zu prüfen.",
    emptyNote: "Eine Studie kommt hierher, wenn jemand sie einreicht.",
    queue: "Zu prüfende Studien",
    reading: "Liest das Eingereichte",
    columns: { study: "Studie", by: "Eingereicht von", when: "Wann", labels: "Markierungen", state: "Stand" },
    own: "Ihre eigene: Jemand anderes prüft sie",
    row: (name, pseudonym, by) => `${name} ${pseudonym}, eingereicht von ${by}`,
    start: "Prüfung beginnen",
    panel: "Was sich änderte",
    against: (versions) =>
      versions > 1
        ? "Verglichen mit der zuvor eingereichten Version"
        : "Erste Einreichung: verglichen mit Vorschlägen",
    changes: { added: "Neu", removed: "Entfernt", changed: "Geändert", same: "Unverändert" },
    groupOf: (name, n) => `${name} ${number(n)}`,
    dice: (value) => `Dice ${score(value)}`,
    toProposal: (value) => `Dice zum Vorschlag ${score(value)}`,
    asProposed: "wie vorgeschlagen",
    classChanged: "Klasse geändert",
    attributesChanged: "Antworten geändert",
    verdicts: { accepted: "Angenommen", rejected: "Zurückgegeben" },
    undecided: "Offen",
    left: (n) => (n === 0 ? "Alle entschieden" : `${number(n)} offen, werden mit der Studie angenommen`),
    looks: "Durchgezogen: jetzt. Gepunktet: zuvor. Gestrichelt: Vorschlag.",
    nothing: "Es gibt keine Markierungen. Nehmen Sie die Studie an, wenn hier nichts zu finden ist.",
    accept: "Annehmen",
    reject: "Zurückgeben",
    acceptTask: "Studie annehmen",
    sendBack: "Zurückgeben",
    pins: "Kommentare",
    addPin: "Kommentar setzen",
    removePin: "Kommentar entfernen",
    pinAt: (name) => `bei ${name}`,
    pinOnImage: (n) => `auf Bild ${number(n)}`,
    pinTitle: "Kommentar setzen",
    pinHere: (what) => `Kommentar ${what}`,
    pinPlace: "in der Mitte der Ansicht",
    comment: "Kommentar",
    commentHint: "Keine Patientendaten.",
    reasonTitle: { task: "Studie zurückgeben", label: "Markierung zurückgeben" },
    reason: "Grund",
    reasonText: "In Worten",
    confirm: "Zurückgeben",
    sentBack: (by) => `Zurückgegeben von ${by}`,
    goTo: (name) => `Zu ${name}`,
    accepted: (next) =>
      next ? "Angenommen. Die nächste Studie ist offen." : "Angenommen. Nichts mehr zu prüfen.",
    submitted: "Eingereicht. „Nächste Aufgabe“ öffnet die nächste Studie.",
    submitTitle: "Noch nicht eingereicht",
    submitText: "Jeder dieser Punkte ist erst zu entscheiden. Wählen Sie einen, um hinzugehen.",
    faults: faultWords,
    moreFaults: (n) => `und ${number(n)} weitere`,
    faultAt: (what, where) => (where ? `${what}: ${where}` : what),
    fieldOf: (field, name) => `${field}, ${name}`,
    wholeStudy: "die Studie",
    yours: "Sie haben dies eingereicht. Jemand anderes prüft es.",
    removedLabel: "Entfernte Markierung",
  },
  people: {
    title: "Personen",
    intro:
      "Einträge und Dateien enthalten für jede Person ein Pseudonym. Namen bleiben auf diesem Gerät und in der Projektdatei. Dies ist kein Passwort: Wer das Gerät benutzt, kann jede Person wählen.",
    now: "Arbeitet jetzt",
    use: (name) => `Als ${name} arbeiten`,
    useShort: "Arbeiten als",
    name: "Name",
    nameOf: (id) => `Name von ${id}`,
    add: "Person hinzufügen",
    added: (name) => `${name} arbeitet jetzt`,
    list: "Personen des Projekts",
  },
  labelFiles: {
    title: "Markierungen zu vorhandenen Bildern",
    note: "NDJSON, COCO und NIfTI (mit seiner labels.json) eines Overread-Datensatzes sowie DICOM SEG, RTSTRUCT und SR, deren Bilder unter denselben UIDs auf diesem Gerät liegen. Eine Maske in NIfTI oder NRRD kommt auf die Serie, deren Pixel ihre Voxel sind, eine PNG-Maske auf das Bild, das ihr Name oder eine manifest.json nennt, oder auf das einzige ihrer Größe. Was ihre Werte bedeuten, wird gefragt.",
    masks: "Was die Werte der Masken sind",
    maskValue: "Wert",
    maskPixels: "Pixel",
    maskClass: "Klasse",
    maskClassOf: (value) => `Klasse von Wert ${number(value)}`,
    maskOpen: "Klasse wählen",
    maskLeaveOut: "Weglassen",
    maskThings: "Was ein Ding ist",
    maskThing: { value: "Alle Pixel eines Werts", part: "Jeder zusammenhängende Teil" },
    maskNote: "Die nächsten Masken beginnen mit dieser Wahl. Ein Wert ohne Wahl ist die Nummer einer Klasse.",
    choose: "Markierungsdateien wählen",
    reading: "Liest Markierungen",
    preview: "Diese Markierungen kämen hinzu",
    refused: "Abgelehnt: Nichts kann hinzugefügt werden",
    refusedNote:
      "Nichts wird stillschweigend berichtigt. Berichtigen Sie die Dateien, oder lassen Sie die falschen weg.",
    fault: (expected, found) => `Erwartet: ${expected}. Gefunden: ${found}.`,
    openContours: (n) =>
      `${count(n, "Kontur umschließt", "Konturen umschließen")} keine Fläche (offen, oder ein Punkt) und ${n === 1 ? "kann" : "können"} nicht hinzugefügt werden.`,
    study: (labels, images, answers, known) =>
      [
        `${count(labels, "Markierung", "Markierungen")} auf ${count(images, "Bild", "Bildern")}`,
        answers > 0 ? count(answers, "Antwort", "Antworten") : "",
        known > 0 ? `${number(known)} schon hier` : "",
      ]
        .filter(Boolean)
        .join(" · "),
    add: (n) => `${number(n)} hinzufügen`,
    added: (labels, answers, studies) =>
      `${count(labels, "Markierung", "Markierungen")}${answers > 0 ? ` und ${count(answers, "Antwort", "Antworten")}` : ""} zu ${count(studies, "Studie", "Studien")} hinzugefügt`,
    elsewhere: (pseudonym) =>
      `Studie ${pseudonym} ist in einem anderen Tab offen. Schließen Sie sie dort, dann fügen Sie die Markierungen hinzu.`,
  },
  projectFile: {
    note: "Schema, Befunder, Prüfung, Optionen der De-Identifizierung, gewählte Modelle, Hub, Startwert der Aufteilung und Nutzungsbedingungen als eine Datei für die anderen Geräte. Sie enthält kein Bild, keine Markierung, keinen Schlüssel und kein Passwort.",
    seed: "Startwert der Aufteilung in train, val und test",
    save: "Projektdatei sichern",
    take: "Projektdatei laden",
    title: "Dieses Projekt übernehmen?",
    about: (title, classes, version, people, readers) =>
      `„${title}“: ${count(classes, "Klasse", "Klassen")} (Version ${number(version)}), ${count(people, "Person", "Personen")}, ${count(readers, "Befunder", "Befunder")} je Studie.`,
    hub: (address) =>
      `Sein Hub: ${address}. Er wird erst genutzt, wenn Sie ihn in den Einstellungen mit Ihrem Befunder-Code gespeichert haben.`,
    models: (models) => `Seine Modelle: ${models}. Ihre Dateien sind nicht darin.`,
    replaces:
      "Es ersetzt Schema, Optionen und Bedingungen dieses Geräts. Markierungen bleiben; es wird abgelehnt, wo es ihre Bedeutung ändern würde.",
    confirm: "Projekt übernehmen",
    taken: "Die Einstellungen des Projekts gelten. Die De-Identifizierung gilt für spätere Importe.",
  },
  projectCodes: {
    show: "Als QR-Codes zeigen",
    scan: "QR-Codes scannen",
    showTitle: "Projekt als QR-Codes",
    making: "Erstellt die Codes",
    codeOf: (at, of) => `Code ${number(at)} von ${number(of)}`,
    previous: "Voriger Code",
    next: "Nächster Code",
    pause: "Anhalten",
    play: "Abspielen",
    showNote: (n) =>
      n === 1
        ? "Auf dem anderen Gerät: Einstellungen, QR-Codes scannen. Der Code enthält, was die Projektdatei enthält."
        : "Auf dem anderen Gerät: Einstellungen, QR-Codes scannen, in beliebiger Reihenfolge. Zusammen enthalten sie, was die Projektdatei enthält.",
    tooLarge: (most) =>
      `Dieses Projekt ist zu groß für QR-Codes: Es wären mehr als ${number(most)}. Bringen Sie es als Datei.`,
    scanTitle: "Ein Projekt scannen",
    looking: "Halten Sie die Codes, die das andere Gerät zeigt, in beliebiger Reihenfolge vor die Kamera.",
    noCamera:
      "Die Kamera ließ sich nicht öffnen. Erlauben Sie sie im Browser, oder bringen Sie das Projekt als Datei.",
    noReader: "Dieser Browser gibt keine Kamera: Bringen Sie das Projekt als Datei.",
    read: (n, of) => `${number(n)} von ${number(of)} gelesen.`,
    missing: (numbers) => `Es fehlen: ${numbers}.`,
    again: "Von vorn beginnen",
    faults: {
      foreign: "Dieser QR-Code gehört zu keinem Overread-Projekt.",
      key: "Dies ist der Code eines Projektschlüssels: Lesen Sie ihn unter Projektschlüssel.",
      newer:
        "Dieser Code stammt von einer neueren Version von Overread. Aktualisieren Sie zuerst die App auf diesem Gerät.",
      damaged: "Dieser Code ist beschädigt. Lassen Sie ihn vom anderen Gerät noch einmal zeigen.",
      mixed:
        "Dieser Code gehört zu einem anderen Projekt oder einem späteren Stand als die bisher gelesenen. Beginnen Sie von vorn, um ihn zu lesen.",
      digest:
        "Die Codes passen nicht zusammen: Ihre Prüfsumme stimmt nicht. Nichts wurde übernommen. Beginnen Sie von vorn.",
      "too-large": "Diese Codes enthalten mehr, als ein Projekt enthalten kann. Nichts wurde übernommen.",
      "no-project": "Diese Codes enthalten kein lesbares Projekt. Nichts wurde übernommen.",
    },
  },
  reviewRules: {
    title: "Prüfung",
    reasons: "Gründe für das Zurückgeben, einer je Zeile",
    own: "Eigene Arbeit darf angenommen werden",
    readers: "Befunder je Studie",
    readersNote: (n) =>
      n === 1
        ? "Eine Person markiert eine Studie, eine andere prüft sie."
        : `${number(n)} Personen markieren jede Studie, ohne die Arbeit der anderen zu sehen. Dann entscheidet eine.`,
    saved: "Gespeichert",
    save: "Speichern",
  },
};
