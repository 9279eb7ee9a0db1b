import type { GeometryKind } from "../../domain/label-schema.ts";
import { count } from "./numbers.ts";

const stays: Record<GeometryKind, readonly [one: string, many: string]> = {
  mask: ["mask stays", "masks stay"],
  polygon: ["polygon stays", "polygons stay"],
  box: ["box stays", "boxes stay"],
};

/** Texts of retiring a class and of moving its labels to another. */
export const migrationEn = {
  migration: {
    open: "Retire or move",
    openFor: (name: string) => `Retire ${name} or move its labels`,
    title: (name: string) => `${name}: retire or move labels`,
    titleRetired: (name: string) => `Move the labels of ${name}`,
    goTo: "Its labels",
    stay: "Keep this class",
    goToClass: (name: string) => `Move to ${name}`,
    retire: "Retire the class",
    retireNote: "Nobody can draw it any more. Its index and id are never given to another class.",
    used: (labels: number, studies: number) =>
      labels === 0
        ? "No label on this device has this class."
        : `${count(labels, "label", "labels")} in ${count(studies, "study", "studies")} ${labels === 1 ? "has" : "have"} this class.`,
    unmoved: "They keep it, and cannot be exported until they are moved.",
    moves: (labels: number, studies: number, name: string) =>
      `${count(labels, "label moves", "labels move")} to ${name}, in ${count(studies, "study", "studies")}. IDs, pixels and status stay.`,
    proposals: (n: number) => `${count(n, "open proposal moves", "open proposals move")} too.`,
    lost: (question: string, labels: number) =>
      `Lost: the answer to “${question}” on ${count(labels, "label", "labels")}.`,
    nothingLost: "Nothing is lost.",
    missing: (question: string, labels: number) =>
      `“${question}” must then be answered on ${count(labels, "label", "labels")}.`,
    locked: (n: number) => `${count(n, "locked label stays", "locked labels stay")}.`,
    otherKind: (kind: GeometryKind, labels: number, name: string) =>
      `${count(labels, ...stays[kind])}: ${name} is not drawn that way.`,
    parked: (n: number) => `${count(n, "label", "labels")} of other readers stay: these are theirs.`,
    preview: "What happens",
    confirmRetire: "Retire",
    confirmMove: (labels: number) => `Move ${count(labels, "label", "labels")}`,
    confirmBoth: (labels: number) => `Retire and move ${count(labels, "label", "labels")}`,
    draftFirst: "Publish or discard your changes first.",
    busy: "A study with such labels is open in another tab. Close it there, then try again.",
    done: (labels: number, name: string) => `${count(labels, "label", "labels")} moved to ${name}.`,
    retired: (name: string) => `${name} is retired.`,
    undo: "Take back",
    undone: "The move was taken back.",
    partlyUndone: (n: number) =>
      `Taken back, but for ${count(n, "label that has", "labels that have")} changed since.`,
    list: "Retired classes",
    entry: (index: number, labels: number, replacedBy: string | null) =>
      [
        `Index ${index}`,
        labels === 0 ? "no labels" : count(labels, "label", "labels"),
        ...(replacedBy === null ? [] : [`replaced by ${replacedBy}`]),
      ].join(" · "),
    move: "Move labels",
    moveOf: (name: string) => `Move the labels of ${name}`,
    restore: "Bring back",
    restoreOf: (name: string) => `Bring ${name} back`,
  },
};
