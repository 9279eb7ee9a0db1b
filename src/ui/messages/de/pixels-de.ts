import type { PlaceFinding, PlaceReading } from "../../../domain/deid/pixel-place.ts";
import type { pixelsEn, storedAsEn } from "../pixels-en.ts";
import { keyed, type Translation } from "../texts.ts";
import { bytes, count, formatsDe, number } from "./formats-de.ts";

const readings: Record<PlaceReading, string> = {
  "patient-name": "ein Name",
  "patient-id": "eine Nummer einer Person",
  "birth-date": "ein Geburtsdatum",
  date: "ein Datum",
  time: "eine Uhrzeit",
  accession: "eine Auftragsnummer",
  institution: "eine Einrichtung",
  address: "eine Adresse oder Telefonnummer",
  staff: "ein Name von Personal",
  device: "ein Gerät",
  measurement: "ein Messwert",
  "unknown-text": "andere Wörter",
};

const findings: Record<PlaceFinding, string> = {
  text: "Text im Bild",
  "outside-region": "Außerhalb des Ultraschallbereichs",
  "device-rule": "Wo dieses Gerät hineinschreibt",
  "after-blanking": "Text, nach dem Schwärzen gefunden",
  banner: "Ein Streifen neben dem Bild",
  graphics: "Gezeichnete Grafik",
};

const storedAs = keyed<Translation<typeof storedAsEn>>({
  "1.2.840.10008.1.2.1": "unkomprimiert",
  "1.2.840.10008.1.2.5": "als RLE, verlustfrei",
  "1.2.840.10008.1.2.4.50":
    "als JPEG, jeder andere Block unverändert, die Stellen auf ganze Blöcke von 8 Bildpunkten erweitert",
  "1.2.840.10008.1.2.4.80": "als JPEG-LS, verlustfrei",
  "1.2.840.10008.1.2.4.201": "als HTJ2K, verlustfrei",
});

/** Texte der Pixelprüfung. */
export const pixelsDe: Translation<typeof pixelsEn> = {
  pixels: {
    title: "Pixelprüfung",
    subtitle:
      "Auf diesem Gerät zurückgehalten. Nicht in der Arbeitsliste, nicht exportiert, nicht synchronisiert.",
    heading: (found, images) =>
      found > 0
        ? `${count(found, "Stelle nennt", "Stellen nennen")} vielleicht den Patienten`
        : `${count(images, "Bild nennt", "Bilder nennen")} vielleicht den Patienten`,
    previousClip: "Voriges Bild",
    nextClip: "Nächstes Bild",
    note: "Halten Sie eine geschwärzte Stelle gedrückt, um darunter zu sehen",
    show: "Zeigen",
    places: "Stellen",
    wholeFrames: "Ganze Bilder",
    reading: "Liest zurückgehaltene Bilder",
    empty: "Nichts wird zurückgehalten.",
    emptyNote:
      "Bilder, deren Pixel einen Namen zeigen könnten, warten hier, bis ein Mensch sie angesehen hat.",
    image: (modality, pseudonym) => `${modality}, ${pseudonym}`,
    clip: (n) => `Clip ${number(n)}`,
    single: (n) => `Bild ${number(n)}`,
    together: (n, clips) => `${number(n)} ${clips ? "Clips" : "Bilder"}`,
    frames: (n) => count(n, "Einzelbild", "Einzelbilder"),
    frame: (n, total) => `Einzelbild ${number(n)} von ${number(total)}`,
    frameSlider: "Einzelbild",
    play: "Bilder abspielen",
    pause: "Anhalten",
    seen: (seen, total) => `${number(seen)} von ${count(total, "Einzelbild", "Einzelbildern")} angesehen`,
    view: "Bild in Prüfung",
    preview: "Bild der gewählten Stelle",
    progress: (decided, total) => `${number(decided)} von ${number(total)} entschieden`,
    study: (n, total) => `Studie ${number(n)} von ${number(total)}`,
    nextStudy: "Nächste Studie",
    undo: "Rückgängig",
    keep: "Behalten",
    blank: "Schwärzen",
    change: "Ändern",
    remove: "Entfernen",
    kept: "Behalten",
    blanked: "Geschwärzt",
    covered: "In einer geschwärzten Stelle",
    undecided: "Offen",
    drawn: "Von Hand gezeichnet",
    asBefore: (studies) => `Wie bei ${count(studies, "früherer Studie", "früheren Studien")} dieses Geräts`,
    noneFound: "Nichts gefunden",
    notSearched: "Nicht nach Text durchsucht",
    selected: "Gewählte Stelle",
    foundBy: "Gefunden",
    readsAs: "Liest sich wie",
    readsLike: (what) => `Liest sich wie ${what}`,
    asInHeader: (what) => `Wie im Header: ${what}`,
    unreadable: "nichts Lesbares",
    readWords: "Wörter lesen",
    readWordsNote:
      "Hilft dem Auge: sagt, wonach jede Stelle aussieht und ob sie im Header steht. Die Wörter werden nirgends gespeichert, und Sie entscheiden. Lädt einmal 6 MB.",
    readingWords: (done, total) => `Liest ${number(done + 1)} von ${number(total)}`,
    matchesHeader: "Steht auch im Header",
    sameIn: "Dieselbe Stelle in",
    ofFrames: (n, total) => `${number(n)} von ${count(total, "Einzelbild", "Einzelbildern")}`,
    readings,
    findings,
    drawBox: "Rechteck zeichnen",
    drawHint: "Ziehen Sie über alles, was eine Person nennt: Maus, Stift oder Finger",
    allFrames: "Auf alle Einzelbilder anwenden",
    allClips: "Auf alle Clips anwenden",
    allClipsNote: (n) => `${count(n, "Bild", "Bilder")} dieser Studie mit derselben Größe`,
    why: "Warum zurückgehalten",
    risk: "Risikoklasse",
    risks: { HIGH: "Hoch", MEDIUM: "Mittel", LOW: "Niedrig", NONE: "Keines" },
    signs: {
      modality: "Art des Geräts",
      "sop-class": "Art des Objekts",
      "image-type": "ein abgeleitetes oder abgegriffenes Bild",
      "conversion-type": "gescannt oder abgegriffen",
      "burned-in": "der Header sagt, dass Text in den Pixeln steht",
      "overlay-in-pixels": "Grafik in den Pixeln",
      color: "Farbe, wo Grau üblich ist",
      "8-bit": "8 Bit, wo mehr üblich sind",
      face: "zeigt einen Kopf, aus dem sich ein Gesicht errechnen lässt",
    },
    focusFrame: "Ziehen Sie im Bild über die Stelle. Rechtecke lassen sich unter Stellen entfernen.",
    placesLeft: (left) =>
      `Noch ${count(left, "Stelle", "Stellen")}. Freigeben geht, wenn jede Stelle entschieden und jedes Einzelbild angesehen ist.`,
    framesLeft: (left) =>
      `${count(left, "Einzelbild wurde", "Einzelbilder wurden")} noch nicht angesehen. Abspielen zeigt sie nacheinander.`,
    release: "Freigeben",
    releaseReady: (boxes) =>
      boxes === 0
        ? "Nichts wird geschwärzt."
        : `${count(boxes, "Rechteck wird", "Rechtecke werden")} endgültig geschwärzt.`,
    releaseUnblanked: "Der Header sagt, dass Text in diesen Pixeln steht, und nichts wird geschwärzt.",
    releasing: (done, total, percent) =>
      `Schwärzt und prüft ${number(done)} von ${number(total)}${percent === null ? "" : `, ${number(percent)} %`}`,
    cancelRelease: "Abbrechen",
    released: (n) => `${count(n, "Bild", "Bilder")} in die Arbeitsliste freigegeben`,
    recoded: (syntaxes, before, after) =>
      `Geschwärzte Bilder sind ${formatsDe.list(syntaxes.map((uid) => storedAs[uid] ?? "verlustfrei"))} gespeichert: ${bytes(after)}, ${number((100 * after) / before)} % von vorher.`,
    foundAgain: (places) =>
      `Nach dem Schwärzen wurde Text an ${count(places, "weiterer Stelle", "weiteren Stellen")} gefunden. Entscheiden Sie, dann geben Sie erneut frei.`,
    releaseFailed: (reason) => `${reason} Die Studie bleibt zurückgehalten.`,
    frameFailed: (n) => `Einzelbild ${number(n)} ließ sich nicht lesen. Die Studie bleibt zurückgehalten.`,
    refuse: "Studie ablehnen",
    refuseTitle: "Studie ablehnen",
    refuseNote: (n) =>
      `${count(n, "zurückgehaltenes Bild", "zurückgehaltene Bilder")} dieser Studie ${n === 1 ? "wird" : "werden"} von diesem Gerät entfernt. Das lässt sich nicht rückgängig machen. Die Originaldateien bleiben unberührt.`,
    refuseConfirm: "Ablehnen und entfernen",
    refused: "Studie abgelehnt",
    keyRows: [
      ["Stelle behalten", "K"],
      ["Stelle schwärzen oder eine zeichnen", "B"],
      ["Nächste, vorige Stelle oder Einzelbild", "←", "→"],
      ["Zeile hinauf, hinab", "↑", "↓"],
      ["Nicht angesehene Bilder abspielen", "Space"],
      ["Stellen oder ganze Bilder", "F"],
      ["Wörter aller Stellen lesen", "W"],
      ["Gesicht bedecken, lassen", "C", "L"],
      ["Rückgängig", "U", "Ctrl Z"],
      ["Freigeben", "R"],
      ["Nächste Studie", "N"],
    ],
  },
};
