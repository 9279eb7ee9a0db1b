import { count, number } from "./numbers.ts";
import { keyed } from "./texts.ts";

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
};
