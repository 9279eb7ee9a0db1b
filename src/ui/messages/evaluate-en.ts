import { count, number } from "./numbers.ts";

const figure = (value: number | null, digits: number) => (value === null ? "–" : number(value, digits));

/** Texts of the evaluation of a model on held-out labels. */
export const evaluateEn = {
  evaluate: {
    open: "Evaluate",
    title: "Evaluate a model",
    note: "Asks the model for every accepted label of the patients in one part of the split, each once by the box around the label, and compares. Runs on this device.",
    model: "Model",
    shipped: "The shipped model",
    part: "Part of the split",
    parts: { val: "Validation", test: "Test" },
    noSplit: "No patient is in this part yet. The split is given when a dataset is exported.",
    noLabels: "No label of this part is accepted yet.",
    patients: (patients: number, labelled: number) =>
      `${count(patients, "patient", "patients")} in this part, ${number(labelled)} with accepted labels.`,
    testLocked:
      "The test part is for one last look. Each opening is counted, written into the record of work and printed on every dataset's card.",
    testOpened: (n: number) =>
      n === 0 ? "Never opened on this device." : `Opened ${count(n, "time", "times")} on this device.`,
    testReason: "Why it is opened now",
    noNames: "Do not name a patient.",
    run: "Evaluate",
    runTest: "Open the test part and evaluate",
    cancel: "Stop",
    running: (done: number, total: number) => `${number(done)} of ${count(total, "label", "labels")}`,
    failed: (reason: string) => `Not evaluated. ${reason}`,
    cancelled: "Stopped. A part of the figures would mislead, so none are shown.",
    result: (model: string, part: string, cases: number) =>
      `${model}, ${part.toLowerCase()}: ${count(cases, "label", "labels")}`,
    protocol: (id: string) => `Protocol ${id}; Dice dice/1, IoU iou/1, HD95 hd95/1.`,
    own: (n: number) =>
      `${count(n, "label", "labels")} began as proposals of this model: there it agrees with itself.`,
    skipped: (noMask: number, tiled: number, failed: number) =>
      [
        noMask > 0 ? `${count(noMask, "label", "labels")} without an outline left out` : "",
        tiled > 0 ? `${number(tiled)} on slides left out` : "",
        failed > 0 ? `${number(failed)} could not be answered` : "",
      ]
        .filter(Boolean)
        .join(", "),
    byClass: "By class",
    bySource: "By source: modality, and device and site where they are kept",
    worst: "Worst cases first",
    columns: {
      class: "Class",
      source: "Source",
      cases: "Labels",
      dice: "Dice",
      iou: "IoU",
      hd95: "HD95",
      study: "Study",
      image: "Image",
    },
    figure: (value: number) => figure(value, 3),
    distance: (value: number | null, unit: "mm" | "px") =>
      value === null ? "nothing found" : `${figure(value, 2)} ${unit}`,
    meanDistance: (mm: number | null, px: number | null) =>
      [mm === null ? "" : `${figure(mm, 2)} mm`, px === null ? "" : `${figure(px, 2)} px`]
        .filter(Boolean)
        .join(", ") || "–",
    image: (at: number, of: number) => `${number(at)} of ${number(of)}`,
    openCase: (pseudonym: string, name: string) => `Open study ${pseudonym}: ${name}`,
  },
};
