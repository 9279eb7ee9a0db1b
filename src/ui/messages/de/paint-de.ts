import type { paintEn } from "../paint-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

/** Drei Stellen genügen für von Hand Gestelltes. */
const short = (value: number) => number(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);

/** Texte der Einstellungen der Malwerkzeuge. */
export const paintDe: Translation<typeof paintEn> = {
  paint: {
    shape: "Pinselform",
    circle: "Kreis",
    sphere: "Kugel",
    area: "Bearbeitbarer Bereich",
    anywhere: "Überall",
    inside: (name) => `In ${name}`,
    insideSelected: "In der gewählten Markierung",
    insideWords: (name) => `in ${name}`,
    insideGone: "in einer Markierung, die es nicht mehr gibt",
    insideGoneName: "In einer Markierung, die es nicht mehr gibt",
    outsideWords: "außerhalb aller Markierungen",
    outside: "Außerhalb aller Markierungen",
    inRange: "Werte des Bereichs",
    limited: (what) => `Begrenzt: ${what}`,
    range: (low, high, units) => `${number(low)} bis ${number(high)} ${units}`.trim(),
    noRange: "noch kein Bereich",
    low: (units) => (units ? `Von (${units})` : "Von"),
    high: (units) => (units ? `Bis (${units})` : "Bis"),
    sample: "Bereich aus Markierung",
    sampleNote: "Mittelwert ± 2 SD der gewählten Markierung.",
  },
  clean: {
    title: "Bereinigen",
    close: "Bereinigen schließen",
    nothing: "Wählen Sie eine Markierung in der Liste, oder tippen Sie sie mit Auswählen an.",
    elsewhere: "Die gewählte Markierung liegt auf einem anderen Bild.",
    islandPx: "Teile unter, px",
    marginMm: (px) => (px ? "Rand, px" : "Rand, mm"),
    smoothMm: (px) => (px ? "Radius, px" : "Radius, mm"),
    allSlices: "Auf allen ihren Bildern",
    partOf: "Ein Objekt mit",
    alone: "Nichts anderem",
    other: "Andere Markierung",
    unite: "Dazu",
    subtract: "Abziehen",
    intersect: "Gemeinsam",
    merge: "Vereinen",
    split: "In Teile trennen",
    toMask: "Zu Maske",
    toShape: "Zu Polygon",
    copyNext: "Aufs nächste",
    largest: "Größter Teil",
    between: "Auffüllen",
  },
  region: {
    title: "Gewachsener Bereich",
    plane: "Auf diesem Bild gewachsen",
    volume: "Durch die Serie gewachsen",
    between: "Zwischen Bildern aufgefüllt",
    fillFailed: (reason) => `Dazwischen ließ sich nichts auffüllen. ${reason}`,
    growing: "Arbeitet",
    nothing: "Dort wurde nichts gefunden.",
    reading: (done, total) => `Liest Bild ${number(done)} von ${number(total)}`,
    toleranceName: "Toleranz",
    tolerance: (value, units) => `Toleranz ±${short(value)} ${units}`.trim(),
    capped:
      "Bei 20 Millionen Voxeln angehalten. Der Bereich geht weiter: Senken Sie die Toleranz, oder begrenzen Sie ihn.",
    pixels: (n, images) =>
      images > 1 ? `${number(n)} Voxel, ${count(images, "Bild", "Bilder")}` : `${number(n)} px`,
    millilitres: (ml, images) => `${short(ml)} ml, ${count(images, "Bild", "Bilder")}`,
    accept: "Annehmen",
    acceptName: "Bereich annehmen",
    drop: "Verwerfen",
    dropName: "Bereich verwerfen",
    failed: (reason) => `Das Bereichswachstum gelang nicht. ${reason}`,
  },
};
