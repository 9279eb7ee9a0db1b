import { number } from "./numbers.ts";

const range = (low: number, high: number, units: string) =>
  `${number(low)} to ${number(high)} ${units}`.trim();

/** Texts of the settings of paint tools. */
export const paintEn = {
  paint: {
    area: "Editable area",
    anywhere: "Anywhere",
    inside: (name: string) => `Inside ${name}`,
    insideSelected: "Inside the selected label",
    insideGone: "Inside a label that is not here",
    outside: "Outside all labels",
    inRange: "Values of the range",
    /** The badge while paint is limited. */
    limited: (what: string) => `Limited: ${what}`,
    range: (low: number, high: number, units: string) => range(low, high, units),
    noRange: "no range yet",
    low: (units: string) => (units ? `From (${units})` : "From"),
    high: (units: string) => (units ? `To (${units})` : "To"),
    sample: "Take the range from the label",
    sampleNote: "Mean ± 2 SD of the selected label.",
  },
};
