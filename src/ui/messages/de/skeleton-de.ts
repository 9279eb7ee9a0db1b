import type { skeletonEn } from "../skeleton-en.ts";
import type { Translation } from "../texts.ts";
import { number } from "./formats-de.ts";

/** Texte der Skelette: ihre Punkte setzen, und die Punkte einer Klasse. */
export const skeletonDe: Translation<typeof skeletonEn> = {
  skeleton: {
    title: "Punkte",
    next: (name) => `Als Nächstes: ${name}`,
    of: (placed, all) => `${number(placed)} von ${number(all)}`,
    states: { visible: "Sichtbar", occluded: "Verdeckt", absent: "Fehlt" },
    stateOf: (name) => `Zustand von ${name}`,
    cover: "Verdeckt",
    skip: "Nicht im Bild",
    finish: "Übrige weglassen",
    none: "Diese Klasse hat noch keine Punkte. Ein Skelett wird Punkt für Punkt gesetzt, nach ihren Namen.",
    toSchema: "Punkte im Schema hinzufügen",
  },
  classPoints: {
    button: (n) => (n === 0 ? "Punkte" : `Punkte ${number(n)}`),
    title: (name) => `Punkte von ${name}`,
    heading: "Punkte, in der Reihenfolge, in der sie gesetzt werden",
    add: "Punkt hinzufügen",
    nameOf: (place) => `Name von Punkt ${number(place)}`,
    up: (name) => `${name} nach oben`,
    down: (name) => `${name} nach unten`,
    remove: (name) => `Punkt ${name} entfernen`,
    unnamed: (place) => `Punkt ${number(place)}`,
    edges: "Verbundene Punkte",
    edge: (a, b) => `${a} – ${b}`,
    removeEdge: (a, b) => `${a} von ${b} trennen`,
    from: "Von Punkt",
    to: "Zu Punkt",
    join: "Verbinden",
    nameMissing: "Jeder Punkt braucht einen Namen.",
    clash: (name) => `Zwei Punkte heißen „${name}“. Ändern Sie einen.`,
  },
};
