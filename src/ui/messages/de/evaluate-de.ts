import type { evaluateEn } from "../evaluate-en.ts";
import type { Translation } from "../texts.ts";
import { count, number } from "./formats-de.ts";

const figure = (value: number | null, digits: number) => (value === null ? "–" : number(value, digits));

/** Texte zum Bewerten eines Modells an zurückgehaltenen Markierungen. */
export const evaluateDe: Translation<typeof evaluateEn> = {
  evaluate: {
    open: "Bewerten",
    title: "Modell bewerten",
    note: "Fragt das Modell nach jeder angenommenen Markierung der Patienten in einem Teil der Aufteilung, je einmal mit dem Rechteck um die Markierung, und vergleicht. Läuft auf diesem Gerät.",
    model: "Modell",
    shipped: "Das mitgelieferte Modell",
    part: "Teil der Aufteilung",
    parts: { val: "Validierung", test: "Test" },
    noSplit: "In diesem Teil ist noch kein Patient. Die Aufteilung entsteht beim Export eines Datensatzes.",
    noLabels: "In diesem Teil ist noch keine Markierung angenommen.",
    patients: (patients, labelled) =>
      `${count(patients, "Patient", "Patienten")} in diesem Teil, ${number(labelled)} mit angenommenen Markierungen.`,
    testLocked:
      "Der Testteil ist für einen letzten Blick. Jedes Öffnen wird gezählt, steht im Arbeitsprotokoll und auf der Karte jedes Datensatzes.",
    testOpened: (n) =>
      n === 0 ? "Auf diesem Gerät nie geöffnet." : `Auf diesem Gerät ${number(n)}-mal geöffnet.`,
    testReason: "Warum er jetzt geöffnet wird",
    noNames: "Nennen Sie keinen Patienten.",
    run: "Bewerten",
    runTest: "Testteil öffnen und bewerten",
    cancel: "Anhalten",
    running: (done, total) => `${number(done)} von ${count(total, "Markierung", "Markierungen")}`,
    failed: (reason) => `Nicht bewertet. ${reason}`,
    cancelled: "Angehalten. Ein Teil der Werte würde täuschen, daher wird keiner gezeigt.",
    result: (model, part, cases) => `${model}, ${part}: ${count(cases, "Markierung", "Markierungen")}`,
    protocol: (id) => `Protokoll ${id}; Dice dice/1, IoU iou/1, HD95 hd95/1.`,
    own: (n) =>
      `${count(n, "Markierung begann als Vorschlag", "Markierungen begannen als Vorschläge")} dieses Modells: Dort stimmt es mit sich selbst überein.`,
    skipped: (noMask, tiled, failed) =>
      [
        noMask > 0 ? `${count(noMask, "Markierung", "Markierungen")} ohne Umriss ausgelassen` : "",
        tiled > 0 ? `${number(tiled)} auf Objektträgern ausgelassen` : "",
        failed > 0 ? `${number(failed)} ohne Antwort des Modells` : "",
      ]
        .filter(Boolean)
        .join(", "),
    byClass: "Nach Klasse",
    bySource: "Nach Quelle: Modalität, dazu Gerät und Ort, wo sie behalten werden",
    worst: "Schlechteste zuerst",
    columns: {
      class: "Klasse",
      source: "Quelle",
      cases: "Markierungen",
      dice: "Dice",
      iou: "IoU",
      hd95: "HD95",
      study: "Studie",
      image: "Bild",
    },
    figure: (value) => figure(value, 3),
    distance: (value, unit) => (value === null ? "nichts gefunden" : `${figure(value, 2)} ${unit}`),
    meanDistance: (mm, px) =>
      [mm === null ? "" : `${figure(mm, 2)} mm`, px === null ? "" : `${figure(px, 2)} px`]
        .filter(Boolean)
        .join("; ") || "–",
    image: (at, of) => `${number(at)} von ${number(of)}`,
    openCase: (pseudonym, name) => `Studie ${pseudonym} öffnen: ${name}`,
  },
};
