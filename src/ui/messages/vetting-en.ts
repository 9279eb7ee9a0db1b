import { count, number } from "./numbers.ts";
import { keyed } from "./texts.ts";

const sourceParts: Record<string, string> = { device: "device", site: "site", sex: "sex", age: "age" };
/** `device`, `3`, `site`, `1` … as `device of 3 images` and `site of 1 image`. */
const missing = (values: readonly string[]) =>
  values.flatMap((part, at) =>
    at % 2 ? [] : [`${sourceParts[part] ?? part} of ${count(Number(values[at + 1]), "image", "images")}`],
  );

/** Texts of what is said of a dataset, and of what its vetting found. */
export const vettingEn = {
  vetting: {
    about: "About this data",
    aboutNote:
      "Goes onto the card of every dataset of this project. What you leave open is stated as not stated.",
    purpose: "For what, and what not",
    license: "Licence or terms",
    reference: "Approval or agreement",
    expires: "May be used until",
    stated: (n: number) => `${number(n)} of 4 stated`,
    noNames: "Do not name a patient.",
    findings: (n: number) => count(n, "finding", "findings"),
    findingsNone: "The vetting found nothing.",
    findingsNote: "vetting.json names the images and labels.",
    /** What was found, by its code: `n` images, labels or pairs, and what else the finding names. */
    found: {
      "proposal-as-truth": (n: number) =>
        `${count(n, "label", "labels")} came from a model and nobody accepted ${n === 1 ? "it" : "them"}`,
      "not-attested": (n: number) =>
        `${count(n, "image", "images")} without a sound de-identification record`,
      "object-outside": (n: number) => `${count(n, "label", "labels")} with a point outside the image`,
      "frame-size": (n: number) => `${count(n, "image", "images")} of another size than its masks`,
      "several-heads": (n: number) =>
        `${count(n, "label", "labels")} of studies that several people read, without a consensus`,
      "versions-forked": (n: number) =>
        `${count(n, "study", "studies")} with two newest versions that nobody has merged: Sync, Versions`,
      "field-missing": (n: number) =>
        `${count(n, "label", "labels")} without an answer that the schema asks for`,
      "class-unknown": (n: number) =>
        `${count(n, "label", "labels")} of a class that the schema does not have`,
      leak: (n: number) =>
        `${count(n, "image", "images")} of one patient, or with the same pixels, in two parts of the split`,
      "patient-unknown": (n: number) =>
        `${count(n, "study", "studies")} of which nobody knows whose ${n === 1 ? "it is" : "they are"}: one person may be in two parts of the split`,
      duplicate: (n: number) => `${count(n, "pair", "pairs")} of images with the same pixels`,
      "near-duplicate": (n: number) =>
        `${count(n, "pair", "pairs")} of images of different studies that look alike`,
      "near-duplicate-across": (n: number) =>
        `${count(n, "pair", "pairs")} of images that look alike in two parts of the split: look at them`,
      "class-rare": (_n: number, [name = "", groups = ""]: readonly string[]) =>
        `Class “${name}” has only ${count(Number(groups), "patient group", "patient groups")}`,
      "class-absent": (_n: number, [name = "", ...parts]: readonly string[]) =>
        `Class “${name}” does not occur in ${parts.join(" and ")}`,
      "object-small": (n: number) => `${count(n, "label", "labels")} below 10 pixels or 1 mm²`,
      overlap: (n: number) => `${count(n, "label", "labels")} that share pixels with another label`,
      "model-license": (n: number) =>
        `${count(n, "label", "labels")} from a model whose licence is not known`,
      "one-reader": (_n: number, [share = ""]: readonly string[]) =>
        `One reader made ${share} % of the labels`,
      "image-empty": (n: number) => `${count(n, "image", "images")} without a label`,
      "image-blank": (n: number) => `${count(n, "image", "images")} of one value only`,
      "image-lossy": (n: number) => `${count(n, "image", "images")} that were compressed with loss before`,
      face: (n: number) =>
        `${count(n, "slice", "slices")} of heads: a face can be computed from such a series`,
      "spacing-mixed": (n: number) => `${count(n, "pixel spacing", "pixel spacings")} in one dataset`,
      "modality-one-part": (_n: number, modalities: readonly string[]) =>
        `${modalities.join(", ")} in one part of the split only`,
      "source-one-part": (_n: number, sources: readonly string[]) =>
        `${sources.join(", ")} in one part of the split only`,
      "source-most": (_n: number, [share = "", name = ""]: readonly string[]) =>
        `${share} % of the images come from one source: ${name}`,
      "source-unknown": (_n: number, values: readonly string[]) =>
        `Nobody can tell here how far these vary, for they were removed or never said: ${missing(values).join(", ")}`,
      "readers-disagree": (n: number) =>
        `${count(n, "study", "studies")} on which two readers share a Dice below 0.7`,
    },
    severities: keyed({ error: "Error, let pass", warning: "To know" }),
    overrideTitle: "Export all the same",
    overrideNote:
      "Your pseudonym, the time and this reason are written into the dataset and into the record of work. Do not name a patient.",
    split: "Split",
    parts: keyed({ train: "Training", val: "Validation", test: "Test" }),
    part: (patients: number, images: number) =>
      `${count(patients, "patient", "patients")} · ${count(images, "image", "images")}`,
    splitProof: "Proof",
    splitNote: "No patient is in two parts. Whoever was exported once keeps the part.",
    joined: (n: number) =>
      `${count(n, "patient", "patients")} share an image with another one and stay together.`,
    reason: "Reason",
    override: "Export with this reason",
  },
  datasetCard: {
    title: "Dataset card",
    classes: "Labels by class",
    origins: "Where labels come from",
    byHand: "Drawn by a person",
    areas: "Labels by area",
    readers: "Labels by reader (pseudonym)",
    sources: "Images by source",
    sizes: "Images by size, columns × rows",
    agreement: "Agreement of readers, mean Dice (dice/1)",
    noAgreement: "No study was submitted by several readers.",
    dice: (value: number | null) => (value === null ? "nothing in common" : number(value, 3)),
    unknown: "unknown",
    more: (n: number) => `${number(n)} more in README.md`,
    note: "README.md in the folder has all of this, the terms of use, the split and its proof.",
  },
};
