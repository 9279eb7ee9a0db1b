import type { layoutEn } from "../layout-en.ts";
import type { Translation } from "../texts.ts";
import { number } from "./formats-de.ts";

/** Texte mehrerer Ansichten. */
export const layoutDe: Translation<typeof layoutEn> = {
  layout: {
    title: "Aufteilung",
    link: "Ansichten koppeln",
    linked: "Ansichten laufen zusammen",
    notLinked: "Jede Ansicht läuft allein",
    mode: (mode, offset) =>
      mode === "position"
        ? "gekoppelt nach Lage"
        : `gekoppelt nach Nummer${offset === 0 ? "" : `, ${offset > 0 ? "+" : "−"}${number(Math.abs(offset))}`}`,
    prior: (imported) => `Voruntersuchung, übernommen am ${imported}. Nur zum Ansehen.`,
    priorCorner: (pseudonym) => `${pseudonym} · Voruntersuchung`,
    noPrior: "Auf diesem Gerät gibt es keine andere Studie dieses Patienten.",
    priorFailed: (reason) => `Die Voruntersuchung ließ sich nicht öffnen. ${reason}`,
    lookOnly: "Dies ist eine Voruntersuchung, nur zum Ansehen. Zeichnen Sie auf der geöffneten Studie.",
    empty: "Wählen Sie eine Serie, oder ziehen Sie eine hierher.",
  },
};
