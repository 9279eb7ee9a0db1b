import type { MemoryShortage } from "../../../domain/assist/memory-room.ts";
import type { RejectReason } from "../../../domain/proposal.ts";
import type { runsEn } from "../runs-en.ts";
import type { Translation } from "../texts.ts";
import { bytes, count, number } from "./formats-de.ts";

const reasons: Record<RejectReason, string> = {
  "not-a-finding": "Kein Befund",
  "wrong-place": "Falsche Stelle",
  "wrong-outline": "Falscher Umriss",
  "wrong-class": "Falsche Klasse",
  duplicate: "Doppelt gefunden",
  other: "Etwas anderes",
};

/** Was knapp ist, mit den Zahlen, die der Browser nennt. */
const shortOf = (short: MemoryShortage): string => {
  switch (short.kind) {
    case "heap":
      return `Die Seite hält ${bytes(short.usedBytes)} von ${bytes(short.ofBytes)}, die der Browser ihr gibt.`;
    case "device":
      return `Die Seite hält ${bytes(short.usedBytes)}; dieses Gerät hat etwa ${bytes(short.ofBytes)}.`;
    case "refused":
      return "Der Browser gab dem Modell keinen weiteren.";
  }
};

/** Texte der Läufe im Hintergrund und dessen, was jemand zu ihren Vorschlägen sagt. */
export const runsDe: Translation<typeof runsEn> = {
  runs: {
    titles: {
      prelabel: "Vormarkieren",
      outline: "Rechtecke umreißen",
      follow: "Markierung durch die Schichten verfolgen",
    },
    running: (kind, done, total) =>
      `${{ prelabel: "Vormarkiert", outline: "Umrissen, Bild", follow: "Verfolgt, Schicht" }[kind]} ${number(done)} von ${number(total)}`,
    found: (n) => count(n, "Vorschlag", "Vorschläge"),
    cancelled: {
      prelabel: "Vormarkieren abgebrochen. Was gefunden wurde, bleibt.",
      outline: "Umreißen abgebrochen. Was gefunden wurde, bleibt.",
      follow: "Verfolgen abgebrochen. Was gefunden wurde, bleibt.",
    },
    none: {
      prelabel: "Das Modell schlägt hier nichts vor.",
      outline: "Das Modell hat in den Rechtecken nichts Neues gefunden.",
      follow: "Das Modell konnte die Markierung nicht in die nächste Schicht verfolgen.",
    },
    studyDone: (proposals, series) =>
      `${count(proposals, "Vorschlag", "Vorschläge")} zu entscheiden, in ${count(series, "Serie", "Serien")}`,
    noKeyImages: "Kein Bild dieser Serie ist als Schlüsselbild gekennzeichnet.",
    noBoxes:
      "Diese Serie hat kein Rechteck ohne Umriss: Zeichnen Sie eines, oder lassen Sie einen Detektor suchen.",
    noPriorBoxes: "Keine andere Studie dieses Patienten auf diesem Gerät hat ein Rechteck.",
    priorTaken: "Die Rechtecke der anderen Studien wurden schon übernommen.",
    priorNoPlace: (n) =>
      `${count(n, "Rechteck", "Rechtecke")} einer anderen Studie: Keines liegt auf einem Bild dieser Serie, oder es wurde dort schon verworfen.`,
    priorLeft: (n) => `${count(n, "Rechteck liegt", "Rechtecke liegen")} neben oder jenseits dieser Bilder.`,
    priorUnplaced: (n) =>
      `Eine andere Studie dieses Patienten hat ${count(n, "Rechteck", "Rechtecke")}, aber nichts sagt, wie sie zu dieser liegt: Sie haben kein gemeinsames Bezugssystem. Stellen Sie sie daneben, blättern Sie beide an dieselbe Stelle, und fragen Sie noch einmal.`,
    priorNoneBeside: "Die Serie daneben hat kein Rechteck, das nicht schon übernommen wurde.",
    priorTilted:
      "Die Bilder der beiden Studien liegen in verschiedenen Richtungen. Kein Ort lässt sich übertragen.",
    priorPlaced: (n, here, there, left) =>
      `${count(n, "Stelle", "Stellen")} zum Nachsehen, so wie Bild ${number(here)} hier neben Bild ${number(there)} dort liegt.${left > 0 ? ` ${number(left)} ausgelassen: neben oder jenseits dieser Bilder.` : ""}`,
    fromOther: "aus einem Rechteck einer anderen Studie",
    ended: "Der Lauf ist zu Ende",
    short: (short) =>
      `Wartet: Der Arbeitsspeicher ist knapp. ${shortOf(short)} Es geht von selbst weiter, sobald Platz ist.`,
    goOn: "Trotzdem weitermachen",
    skipped: (n) => `${count(n, "Serie", "Serien")} übergangen`,
    failedImages: (n) => `${count(n, "Bild", "Bilder")} ohne Antwort:`,
    discard: "Vorschläge verwerfen",
    keep: "Behalten",
    close: "Schließen",
    why: "Verworfen. Warum?",
    whyNone: "Kein Grund",
    reasons,
    skipWhy: "Nichts sagen",
  },
};
