import type { faceEn } from "../face-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

/** Texte zur Entscheidung über ein Gesicht, das sich aus einem CT eines Kopfes errechnen lässt. */
export const faceDe: Translation<typeof faceEn> = {
  face: {
    mode: "Gesicht",
    heading: (images) => `Aus ${count(images, "Bild", "Bildern")} lässt sich ein Gesicht errechnen`,
    note: "Wer die Schichten hat, kann das Gesicht errechnen und mit Fotos vergleichen",
    computing: (done, total) => `Errechnet das Gesicht: Schicht ${number(done)} von ${number(total)}`,
    before: "Jetzt, von vorn und von links",
    after: "Bedeckt: was noch aus der Decke herausragt",
    slice: (share) =>
      `Die mittlere Schicht, bedeckt. Die Decke nimmt ${number(Math.round(share * 100))} % von dem, was keine Luft ist.`,
    noVolume: "Diese Schichten ergeben kein Volumen, das sich zeigen ließe.",
    cover: "Gesicht bedecken",
    leave: "Gesicht lassen",
    choiceNote:
      "Experimentell. Die Luft um den Kopf und alles, was in einer Schicht näher als 16 mm an ihr liegt, wird endgültig zu Rauschen: Haut, Nase, Ohren und viel vom Schädel. Sehen Sie die Schicht an: Was Sie markieren wollen, muss noch da sein. Knochen, der tiefer liegt, bleibt.",
    left: "Entscheiden Sie, ob das Gesicht bedeckt wird.",
    ready: (images, boxes) =>
      `In ${count(images, "Bild", "Bildern")} wird das Gesicht endgültig bedeckt${boxes > 0 ? `, ${count(boxes, "Feld wird", "Felder werden")} geschwärzt` : ""}.`,
    covered: "Gesicht bedeckt",
    coveredIn: (files) => `in ${count(files, "Datei", "Dateien")}`,
    option: "Über Gesichter in CT von Köpfen einen Menschen entscheiden lassen",
    optionNote:
      "Experimentell. Solche Bilder warten in der Pixelprüfung, wo sich das Gesicht bedecken lässt. Code 113102. Bei MR und PET wird nur darauf hingewiesen.",
  },
};
