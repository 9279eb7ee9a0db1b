import type { MprRefusal } from "../../../domain/mpr/mpr-grid.ts";
import type { PlaneKind } from "../../../domain/mpr/plane-stack.ts";
import type { Vector } from "../../../domain/vector.ts";
import type { SlabMode } from "../../../viewer/mpr/reformat-request.ts";
import type { mprEn } from "../mpr-en.ts";
import { planeSide } from "../mpr-en.ts";
import type { Translation } from "../texts.ts";
import { number } from "./formats-de.ts";

const refusals: Record<MprRefusal, string> = {
  "few-images": "mindestens drei Bilder sind nötig",
  color: "es sind Farbbilder",
  tiled: "die Bilder sind zu groß, um ganz gehalten zu werden",
  "lookup-table": "ihre Werte stehen in einer Umsetzungstabelle",
  "no-position": "die Dateien sagen nicht, wo die Bilder liegen",
  "mixed-orientation": "die Bilder sind verschieden ausgerichtet",
  "missing-images": "Bilder fehlen",
  "duplicate-images": "mehrere Bilder liegen an einer Stelle",
  uneven: "die Abstände der Bilder sind ungleich",
  "no-spacing": "die Größe eines Pixels ist unbekannt",
  "mixed-kind": "die Bilder haben verschiedene Größen oder Arten",
};

const side = (kind: PlaneKind, point: Vector) => planeSide(kind, point, number);

const planes: Record<PlaneKind, string> = { axial: "Axial", coronal: "Koronar", sagittal: "Sagittal" };
const modes: Record<SlabMode, string> = { slice: "Schicht", mip: "MIP", minip: "MinIP", mean: "Mittelwert" };

/** Texte der drei Ebenen. */
export const mprDe: Translation<typeof mprEn> = {
  mpr: {
    title: "Drei Ebenen",
    open: "Drei Ebenen",
    close: "Ebenen schließen",
    refused: (reason) => `Nur Bilder, keine drei Ebenen: ${refusals[reason]}.`,
    planes,
    native: (kind, straight) =>
      straight ? planes[kind] : `Annähernd ${planes[kind].toLowerCase()}, wie aufgenommen`,
    modes,
    slab: "Slab",
    thickness: "Slab-Dicke",
    mm: (mm) => `${number(mm)} mm`,
    slabText: (mode, mm) => `${modes[mode]} ${number(mm)} mm`,
    place: (kind, point) => `${side(kind, point)} mm`,
    point: (point) =>
      `${(["sagittal", "coronal", "axial"] as const).map((kind) => side(kind, point)).join(" · ")} mm`,
    reduced: (factor) =>
      factor === 2 ? "MPR mit halber Auflösung" : `MPR mit 1/${number(factor)} der Auflösung`,
    tilted: "Die Bilder liegen schräg: Die anderen Ebenen sind interpoliert.",
    hint: "Tippen versetzt das Fadenkreuz. Pinsel und Radierer malen auf jeder Ebene aus Voxeln, Formen gehören auf die Bilder selbst.",
    loading: "Liest das Volumen",
    drawThin: "Ein Slab zeigt viele Bilder zugleich. Wählen Sie Schicht zum Zeichnen.",
    shapesThere: (plane) =>
      `Hier gehen Pinsel, Radierer und Auswahl. Formen zeichnen Sie in der Ebene ${plane.toLowerCase()}: Dort sind die Bilder selbst.`,
    drawThere: (plane) => `Zeichnen Sie in der Ebene ${plane.toLowerCase()}: Dort sind die Bilder selbst.`,
  },
};
