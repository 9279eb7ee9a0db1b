import type { privacyEn } from "../privacy-en.ts";
import type { Translation } from "../texts.ts";
import { count } from "./formats-de.ts";

/** Texte des Projektschlüssels. */
export const privacyDe: Translation<typeof privacyEn> = {
  projectKey: {
    title: "Projektschlüssel",
    intro:
      "Alle Pseudonyme, verschobenen Daten und neuen Kennungen kommen aus einem Geheimnis dieses Projekts. Zwei Geräte mit demselben Schlüssel geben demselben Patienten dasselbe Pseudonym und derselben Datei dieselben Bytes.",
    loss: "Ist der Schlüssel verloren, kann niemand ihn neu machen: Spätere Bilder eines Patienten bekommen dann ein anderes Pseudonym, und beide lassen sich nicht verbinden.",
    reading: "Liest den Schlüssel",
    none: "Noch kein Schlüssel. Er entsteht beim ersten Import; erzeugen Sie ihn vorher hier, wenn er auf ein anderes Gerät soll.",
    fingerprint: "Fingerabdruck",
    fingerprintNote: "Zum Vergleich auf zwei Geräten. Er ist nicht geheim.",
    madeAt: "Erzeugt",
    madeBefore: "mit einer älteren Version",
    storage: "Übertragbar",
    movable: { set: "Ja, mit seiner Passphrase", now: "Nur jetzt", never: "Nein" },
    now: "Dieser Schlüssel entstand beim Import. Setzen Sie eine Passphrase, bevor Sie diese Seite schließen: Danach bringt ihn niemand mehr von diesem Gerät, auch Sie nicht.",
    never:
      "Dieser Schlüssel entstand ohne Passphrase, und die Seite, die ihn machte, wurde geschlossen. Er arbeitet auf diesem Gerät, solange der Browser seine Daten behält, und lässt sich weder übertragen noch sichern.",
    neverEmpty: "Unter ihm gibt es keine Studien: Sie können einen neuen erzeugen.",
    passphrase: "Passphrase",
    again: "Passphrase wiederholen",
    passphraseHint:
      "Mindestens 12 Zeichen. Am besten mehrere Wörter. Sie wird nicht gespeichert und lässt sich nicht zurücksetzen.",
    differ: "Die beiden Passphrasen sind verschieden.",
    make: "Schlüssel erzeugen",
    makeAnew: "Neuen Schlüssel erzeugen",
    protect: "Passphrase setzen",
    protected:
      "Der Schlüssel liegt unter Ihrer Passphrase. Exportieren Sie ihn jetzt, und bewahren Sie die Datei getrennt von diesem Gerät auf.",
    exportKey: "Schlüssel exportieren",
    exportTitle: "Projektschlüssel exportieren",
    exportNote:
      "Die Datei enthält das Geheimnis unter Ihrer Passphrase. Wer beides hat, kann dieselben Pseudonyme bilden und so einen bekannten Patienten in einem Datensatz finden. Bewahren Sie Datei und Passphrase getrennt auf.",
    exportStart: "Schlüsseldatei sichern",
    exported: "Schlüsseldatei gesichert",
    asCode: "Stattdessen als QR-Code zeigen, für die Kamera des anderen Geräts",
    showCode: "QR-Code zeigen",
    codeOf: (fingerprint) => `QR-Code des Projektschlüssels ${fingerprint}`,
    codeNote:
      "Auf dem anderen Gerät: Einstellungen, Schlüssel importieren, Mit der Kamera lesen. Der Code enthält, was die Datei enthält: das Geheimnis unter seiner Passphrase. Schließen Sie dies, sobald er gelesen ist.",
    readCode: "Mit der Kamera lesen",
    camera: "Bild der Kamera",
    looking: "Halten Sie den QR-Code des anderen Geräts vor die Kamera.",
    stopCamera: "Kamera anhalten",
    codeRead: "Der QR-Code ist gelesen. Geben Sie seine Passphrase ein.",
    noCamera:
      "Die Kamera ließ sich nicht öffnen. Erlauben Sie sie im Browser, oder bringen Sie den Schlüssel als Datei.",
    noReader: "Dieser Browser liest keine QR-Codes: Bringen Sie den Schlüssel als Datei.",
    importKey: "Schlüssel importieren",
    importTitle: "Projektschlüssel importieren",
    importNote:
      "Wählen Sie die Schlüsseldatei eines anderen Geräts, oder lesen Sie den QR-Code, den es zeigt. Der Schlüssel wird nur übernommen, solange es keine Studien unter einem anderen Schlüssel gibt.",
    file: "Schlüsseldatei",
    chooseFile: "Datei wählen",
    noFile: "Keine gewählt",
    importStart: "Schlüssel übernehmen",
    imported: (fingerprint) => `Dieses Gerät arbeitet nun mit Schlüssel ${fingerprint}`,
    already: (fingerprint) => `Schlüssel ${fingerprint} ist schon der Schlüssel dieses Geräts`,
    working: "Rechnet mit der Passphrase",
    used: (studies, held) =>
      `${count(studies, "Studie", "Studien")}, ${count(held, "zurückgehaltenes Bild", "zurückgehaltene Bilder")} darunter`,
    strip: "Der Projektschlüssel hat noch keine Passphrase.",
    stripNote:
      "Ohne sie lässt er sich nie auf ein anderes Gerät bringen oder wiederherstellen, sobald diese Seite geschlossen ist.",
    stripAction: "Passphrase setzen",
  },
};
