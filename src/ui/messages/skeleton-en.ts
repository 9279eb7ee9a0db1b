import type { Joint } from "../../domain/annotation.ts";
import { number } from "./numbers.ts";

const states: Record<Joint["state"], string> = {
  visible: "Visible",
  occluded: "Covered",
  absent: "Absent",
};

/** Texts of skeletons: placing their points, and the points of a class. */
export const skeletonEn = {
  skeleton: {
    title: "Points",
    next: (name: string) => `Next: ${name}`,
    of: (placed: number, all: number) => `${number(placed)} of ${number(all)}`,
    states,
    stateOf: (name: string) => `State of ${name}`,
    cover: "Covered",
    skip: "Not in the image",
    finish: "Leave the rest out",
    none: "This class has no points yet. A skeleton is placed point by point, by their names.",
    toSchema: "Add points in Schema",
  },
  classPoints: {
    button: (n: number) => (n === 0 ? "Points" : `Points ${number(n)}`),
    title: (name: string) => `Points of ${name}`,
    heading: "Points, in the order in which they are placed",
    add: "Add point",
    nameOf: (place: number) => `Name of point ${number(place)}`,
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    remove: (name: string) => `Remove point ${name}`,
    unnamed: (place: number) => `Point ${number(place)}`,
    edges: "Joined points",
    edge: (a: string, b: string) => `${a} – ${b}`,
    removeEdge: (a: string, b: string) => `Separate ${a} from ${b}`,
    from: "From point",
    to: "To point",
    join: "Join",
    nameMissing: "Every point needs a name.",
    clash: (name: string) => `Two points are called “${name}”. Change one.`,
  },
};
