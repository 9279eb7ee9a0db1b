import type { Accelerator } from "../../domain/calls/assist-calls.ts";
import { bytes, count, number } from "./numbers.ts";
import { keyed } from "./texts.ts";

function webgpuOutcome(accelerator: Accelerator): string {
  if (accelerator.used)
    return `The graphics card answers: the same numbers in ${number(accelerator.webgpuMs)} ms instead of ${number(accelerator.wasmMs)} ms.`;
  switch (accelerator.reason) {
    case "no-adapter":
      return "This browser offers no graphics card to the app. The processor answers.";
    case "ended-last-time":
      return "The app ended while the graphics card was tried. The processor answers; switch it off and on again for another try.";
    case "other-numbers":
      return "The graphics card gives other numbers than the processor. The processor answers.";
    case "slower":
      return "The graphics card is not faster here. The processor answers.";
    case "failed":
      return "The graphics card does not run this model. The processor answers.";
  }
}

/** Texts of schema, export and settings. */
export const deskEn = {
  schema: {
    title: "Schema",
    subtitle: (version: number, classes: number) =>
      `Version ${number(version)} · ${count(classes, "class", "classes")}`,
    classes: "Classes",
    name: "Name",
    color: "Colour",
    hotkey: "Key",
    index: "Index",
    geometry: "Drawn as",
    kinds: keyed({ mask: "Mask", polygon: "Polygon", box: "Box" }),
    add: "Add class",
    newName: "New class",
    publish: "Publish version",
    discard: "Discard changes",
    unchanged: "No changes.",
    change: (classes: number, labels: number) =>
      `${count(classes, "class changes", "classes change")}, ${count(labels, "label", "labels")} use them. Labels keep their class; its look changes.`,
    published: (version: number) => `Version ${number(version)} published`,
    nameMissing: "Every class needs a name.",
    nameClash: (name: string) => `Two classes are called “${name}”. Change one.`,
    keyClash: (key: string, a: string, b: string) => `Key ${key} is used by ${a} and ${b}. Change one.`,
    colorOf: (name: string) => `Colour of ${name}`,
    nameOf: (index: number) => `Name of class ${index}`,
    keyOf: (name: string) => `Key of ${name}`,
    remove: "Remove",
    removeOf: (name: string) => `Remove ${name}`,
    empty: "Add a class, or start from organs.",
    fixed: "Index and id stay for ever, so that exported labels keep their meaning.",
  },
  exporting: {
    title: "Export",
    subtitle:
      "A dataset of the images and labels on this device. Every file is read back and compared before it is handed over.",
    name: "Name",
    nameHint: "Letters, digits and hyphens.",
    studies: "Studies",
    allStudies: (n: number) => `All ${count(n, "study", "studies")}`,
    chosenStudies: (n: number) => `${count(n, "study", "studies")} chosen`,
    formats: "Formats",
    formatNames: keyed({
      coco: "COCO",
      "yolo-det": "YOLO, boxes",
      "yolo-seg": "YOLO, outlines",
      nifti: "NIfTI volumes",
      "png-semantic": "PNG masks, one per image",
      "png-instance": "PNG masks, one per label",
      ndjson: "NDJSON",
      seg: "DICOM SEG",
      rtstruct: "DICOM RTSTRUCT",
      sr: "DICOM SR",
      capture: "Secondary captures",
      dicom: "Image files",
      images: "Images",
      answers: "Answers",
      manifest: "Manifest",
      audit: "Audit chain",
      deidentification: "De-identification",
    }),
    formatNotes: keyed({
      coco: "RLE masks and boxes",
      "yolo-det": "8-bit pictures and a box per label",
      "yolo-seg": "8-bit pictures and an outline per label; holes are bridged",
      nifti: "Image, classes and labels of each series, with labels.json",
      "png-semantic": "One value per class",
      "png-instance": "One value per label",
      ndjson: "Full records with provenance",
      capture: "DICOM images of files that were none",
      seg: "One segment per thing, coded, with tracking IDs",
      rtstruct: "One contour region per thing, in millimetres",
      sr: "One report per study; masks by their DICOM SEG",
      dicom: "De-identified DICOM and TIFF; other volumes as NIfTI, pictures as PNG",
      deidentification: "The record of each study, and a page to read",
    }),
    which: "Which labels",
    statuses: keyed({ draft: "Drafts", submitted: "Submitted", accepted: "Accepted" }),
    allFrames: "Include images without labels",
    includeProposals: "Include undecided proposals, marked as proposals",
    seed: "Seed",
    labelsChosen: (n: number) => `${count(n, "label", "labels")} chosen`,
    none: "No labels with the chosen states.",
    include: "Include drafts and submitted",
    start: "Export dataset",
    destination: "Save",
    asZip: "As a zip",
    asFolder: "Into a folder",
    steps: { group: "Look for equal images", write: "Write", "read-back": "Read back", compare: "Compare" },
    progress: (done: number, total: number) => `${number(done)} of ${number(total)}`,
    cancel: "Cancel",
    cancelled: "Export cancelled. Nothing was handed over.",
    ready: (name: string) => `${name} is ready`,
    sum: (patients: number, images: number, labels: number, size: number) =>
      `${count(patients, "patient", "patients")} · ${count(images, "image", "images")} · ${count(labels, "label", "labels")} · ${bytes(size)}`,
    took: (seconds: number) =>
      seconds < 1
        ? "took less than 1 s"
        : seconds < 60
          ? `took ${number(seconds)} s`
          : `took ${number(Math.floor(seconds / 60))} min ${number(Math.round(seconds % 60))} s`,
    proved: "Every file was read back and compared with your labels",
    provedNote: (formats: number, compared: number, losses: number) =>
      `${count(formats, "format", "formats")}, ${count(compared, "comparison", "comparisons")}, 0 differences, ${count(losses, "listed loss", "listed losses")}.`,
    failed: "Nothing was handed over",
    again: "Export again",
    save: "Save dataset",
    inFolder: "It lies in the folder that you chose.",
    verification: "Verification",
    columns: { format: "Format", written: "Written", differences: "Differences", state: "Result" },
    checkMark: "Equal",
    lossy: "See note",
    losses: (n: number) => count(n, "loss", "losses"),
    loss: (reason: string, n: number) => (n > 1 ? `${reason} (${number(n)} times)` : reason),
    lossesNone: "Nothing was lost in any format.",
    noRoom: (need: number, free: number) => `Needs ${bytes(need)}, ${bytes(free)} free`,
    heads: (n: number) =>
      `${count(n, "study shows", "studies show")} a head. From its slices a face can be computed and compared with photographs. Give the dataset only to people who have agreed not to do that.`,
    noFolder: "This browser cannot write into a folder. Save as a zip.",
    nameMissing: "The dataset needs a name.",
    formatMissing: "Choose at least one format.",
    studyMissing: "Choose at least one study.",
  },
  settings: {
    title: "Settings",
    project: "Project",
    projectName: "Name",
    projectHint: "Shown above the worklist.",
    storage: "Storage",
    used: "Used",
    free: "Free",
    sizes: "By kind",
    images: "Images",
    labels: "Labels",
    proposals: "Proposals",
    instances: (n: number, size: number) => `${count(n, "file", "files")}, ${bytes(size)}`,
    persisted: "Kept until you remove it",
    notPersisted: "The browser may remove it when the device is full",
    persist: "Ask to keep it",
    persistRefused: "The browser did not agree. Install the app, then ask again.",
    models: "Models",
    modelIdle: "Not loaded yet",
    modelLoading: "Running self-test",
    modelLoad: "Run self-test",
    modelReady: (id: string, version: string) => `${id} ${version}`,
    modelFailed: "The model did not load. The tools without a model still work.",
    modelHash: "File hash",
    modelDefault: "Answers to",
    webgpu: "Run models on the graphics card (WebGPU)",
    webgpuNote:
      "Needs 27 MB once. The card is used only where it gives the same answer as the processor to a known image, and sooner.",
    webgpuOutcome,
    modelDefaultNone: "Nothing by default; the classical tools answer",
    promptKinds: keyed({
      click: "a click",
      clicks: "clicks",
      box: "a box",
      "box-clicks": "a box with clicks",
      scribble: "a scribble",
    }),
    about: "About",
    simd: "Fast arithmetic (wasm SIMD)",
    isolated: "Isolated page (threads allowed)",
    threads: "Threads",
    yes: "Yes",
    no: "No",
    offlineReady: "Starts without a network",
    gpu: "Drawing with the graphics card (WebGL2)",
    display: "Display",
    language: "Language",
    languageAuto: "As the browser",
    theme: "Theme",
    dark: "Dark",
    light: "Light",
    hand: "Tool rail",
    right: "Right-handed",
    left: "Left-handed",
    fill: "Fill opacity",
    licence: "Apache-2.0. Not a medical device: do not use it for diagnosis.",
  },
};
