import { count, number } from "./numbers.ts";

/** Three figures are enough for what is set by hand. */
const short = (value: number) => number(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);

const range = (low: number, high: number, units: string) =>
  `${number(low)} to ${number(high)} ${units}`.trim();

/** Texts of the settings of paint tools. */
export const paintEn = {
  paint: {
    shape: "Brush shape",
    circle: "Circle",
    sphere: "Sphere",
    area: "Editable area",
    anywhere: "Anywhere",
    inside: (name: string) => `Inside ${name}`,
    insideSelected: "Inside the selected label",
    insideWords: (name: string) => `inside ${name}`,
    insideGone: "inside a label that is gone",
    insideGoneName: "Inside a label that is gone",
    outsideWords: "outside all labels",
    outside: "Outside all labels",
    inRange: "Values of the range",
    /** The badge while paint is limited. */
    limited: (what: string) => `Limited: ${what}`,
    range: (low: number, high: number, units: string) => range(low, high, units),
    noRange: "no range yet",
    low: (units: string) => (units ? `From (${units})` : "From"),
    high: (units: string) => (units ? `To (${units})` : "To"),
    sample: "Range from the label",
    sampleNote: "Mean ± 2 SD of the selected label.",
  },
  clean: {
    title: "Clean up",
    close: "Close clean-up",
    nothing: "Choose a label in the list, or tap it with the select tool.",
    elsewhere: "The chosen label lies on another image.",
    islandPx: "Parts below, px",
    marginMm: (px: boolean) => (px ? "Margin, px" : "Margin, mm"),
    smoothMm: (px: boolean) => (px ? "Radius, px" : "Radius, mm"),
    allSlices: "On all its images",
    partOf: "One thing with",
    alone: "Nothing else",
    other: "Other label",
    unite: "Add",
    subtract: "Subtract",
    intersect: "Shared",
    merge: "Merge",
    split: "Split into parts",
    toMask: "To mask",
    toShape: "To polygon",
    copyNext: "Copy to next",
    largest: "Largest part",
    between: "Fill between",
  },
  seeds: {
    of: "Next seeds",
    label: "Label",
    background: "Background",
    title: "Grown from seeds",
    other: "Now paint seeds of the background, or of another label.",
    takeBack: "Take back the last seeds",
  },
  region: {
    title: "Grown region",
    plane: "Grown on this image",
    volume: "Grown through the series",
    between: "Filled between images",
    fillFailed: (reason: string) => `Nothing could be filled between. ${reason}`,
    growing: "Working",
    nothing: "Nothing was found there.",
    reading: (done: number, total: number) => `Reading image ${number(done)} of ${number(total)}`,
    toleranceName: "Tolerance",
    tolerance: (value: number, units: string) => `Tolerance ±${short(value)} ${units}`.trim(),
    capped: "Stopped at 20 million voxels. The region goes on: lower the tolerance, or limit it.",
    pixels: (n: number, images: number) =>
      images > 1 ? `${number(n)} voxels, ${count(images, "image", "images")}` : `${number(n)} px`,
    millilitres: (ml: number, images: number) => `${short(ml)} ml, ${count(images, "image", "images")}`,
    accept: "Accept",
    acceptName: "Accept region",
    drop: "Drop",
    dropName: "Drop region",
    failed: (reason: string) => `The region could not be grown. ${reason}`,
  },
};
