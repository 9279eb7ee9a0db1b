import type { OfferedSwitch } from "../../domain/deid/options.ts";
import { count, number } from "./numbers.ts";

/** What a project lets stay at import, in the words of the person who answers for it. */
export const deidEn = {
  deid: {
    title: "De-identification",
    note: "Images are cleaned by the Basic Profile of DICOM PS3.15. Each choice keeps something that it would remove. It counts for images imported from now on; the record of each image names it.",
    strict: "Nothing is kept beyond what an image needs.",
    kept: (n: number) => (n === 1 ? "1 option is on." : `${number(n)} options are on.`),
    failed: "The choice could not be stored. The one before stays in force.",
    dates: "Dates and times",
    dateChoices: { remove: "Removed", modified: "Shifted", full: "Kept" },
    dateNotes: {
      remove:
        "Intervals between studies are lost, and PET uptake values (SUV) can no longer be computed from these files.",
      modified:
        "All dates of a patient move back by the same secret number of days; times and intervals stay exact. Code 113107.",
      full: "Dates can name a person together with other data. Ask who answers for the data first. Code 113106.",
    },
    switches: {
      retainPatientCharacteristics: "Keep age, sex, size and weight",
      retainDeviceIdentity: "Keep which device made the image",
      retainInstitutionIdentity: "Keep the institution",
      retainUids: "Keep the original UIDs",
      cleanDescriptors: "Keep descriptions, cleaned",
      cleanStructuredContent: "Take in reports, cleaned",
      cleanGraphics: "Take in drawings on images, cleaned",
      retainSafePrivate: "Keep makers' numbers that the standard calls safe",
    } satisfies Record<OfferedSwitch, string>,
    switchNotes: {
      retainPatientCharacteristics:
        "Also ethnic group, smoking and pregnancy status. Ages above 89 become 90. Code 113108.",
      retainDeviceIdentity: "Station, serial numbers and device identifiers. Code 113109.",
      retainInstitutionIdentity: "Name, address and department. Code 113112.",
      retainUids:
        "Whoever has the originals can find them again by these. Labels then refer to the originals. Code 113110.",
      cleanDescriptors:
        "Of study, series and other descriptions only words of anatomy, technique and units stay. Names, numbers and dates go. Code 113105.",
      cleanStructuredContent:
        "Structured reports and key images: numbers, public codes, outlines and the images they refer to stay. Names, dates and free texts go. Off: they are refused. Code 113104.",
      cleanGraphics:
        "Presentation states: drawn outlines and window settings stay, words on the image go. Off: they are refused. Code 113103.",
      retainSafePrivate:
        "Private elements of a list in PS3.15, only numbers and codes: diffusion, dose and uptake factors of some makers. Code 113111.",
    } satisfies Record<OfferedSwitch, string>,
  },
  reid: {
    title: "Finding patients again",
    note: "Without a map nobody can tell from a pseudonym who the patient is. A map keeps, for each study imported from now on, patient ID, name, accession number, study date and original study UID: encrypted on this device, never sent to a hub, never in a dataset. Keep one only where the study protocol asks for it.",
    keep: "Keep a re-identification map",
    keepNote:
      "Personal data in the sense of the GDPR. Switching it off adds nothing more; what is in it stays until you delete it.",
    count: (n: number) => (n === 0 ? "The map is empty." : `${count(n, "study", "studies")} in the map.`),
    save: "Export map",
    saveTitle: "Export the re-identification map",
    saveNote:
      "The file is encrypted under the passphrase of the project key. Whoever has both knows every patient in the map. The export is recorded with your person and the time. Give it to the person who answers for the data, not to the people who work with the dataset.",
    saveStart: "Save map file",
    saved: "Map file saved. The export is in the audit log.",
    open: "Open a map file",
    openTitle: "Open a map file",
    openNote:
      "Writes a table with names in the open (CSV), which any program on this computer can read. Delete it when you have found whom you looked for. The opening is recorded.",
    openStart: "Save table",
    opened: (n: number) => `Table of ${count(n, "study", "studies")} saved`,
    file: "Map file",
    remove: "Delete map",
    removeTitle: "Delete the re-identification map?",
    removeNote:
      "After this, only somebody with the original files and the project key can tell who the patients are. Exported map files are not touched.",
    removed: "The map is deleted",
    failed: "The choice could not be stored. The one before stays in force.",
    carryNote: (n: number) =>
      n === 1
        ? "1 label or answer lies on an image whose file was imported again under new identifiers. Carried over, it lies on the new image as a draft; the earlier one stays as it is."
        : `${number(n)} labels and answers lie on images whose files were imported again under new identifiers. Carried over, they lie on the new images as drafts; the earlier ones stay as they are.`,
    carry: "Carry labels over",
    carried: (n: number) =>
      n === 1
        ? "1 label or answer carried over to the new image"
        : `${number(n)} labels and answers carried over to the new images`,
    carryFailed: "Not everything was carried over. Try again: nothing is carried twice.",
    issueTitle: "New identifiers for a patient",
    issueNote:
      "For images that must be cleaned again after they were exported or sent: other boxes, other options. The patient keeps the pseudonym. The next import of the original files makes images under new identifiers beside those that are here; nothing is changed or deleted, and labels stay with the earlier images until you carry them over. On a hub both are seen as different images.",
    patient: "Patient",
    choosePatient: "Choose a patient",
    issue: "Give new identifiers",
    issueConfirm: (pseudonym: string) => `Give new identifiers to ${pseudonym}?`,
    issued: (pseudonym: string, n: number) =>
      `Later imports of ${pseudonym} get identifiers of issue ${number(n)}`,
    issueOf: (pseudonym: string, n: number) => (n === 0 ? pseudonym : `${pseudonym} · issue ${number(n)}`),
  },
  deviceRules: {
    title: "Where devices write",
    note: "Learned when you release images: what you blank in all frames is proposed again for the same device and picture size. A person still decides every place.",
    none: "Nothing learned yet.",
    /** Cleaning may have left neither maker nor model. */
    device: (maker: string, model: string, modality: string) =>
      [...(maker || model ? [maker, model] : ["Unnamed device"]), modality]
        .filter((part) => part !== "")
        .join(" "),
    facts: (columns: number, rows: number, boxes: number, studies: number) =>
      `${number(columns)} × ${number(rows)}, ${count(boxes, "box", "boxes")}, ${count(studies, "study", "studies")}`,
    drawing: "Boxes in the picture of this device",
    forget: "Forget",
    forgetNote: "Its boxes are no longer proposed. Images that were released stay as they are.",
    forgot: "Forgotten",
    save: "Save as a file",
    load: "Load from a file",
    saved: "File saved. It names devices and boxes, no study and no patient.",
    loaded: (n: number) => `${count(n, "device", "devices")} loaded`,
    notRules: "This file holds no device rules, or is damaged. Nothing was changed.",
    failed: "The change could not be stored.",
  },
};
