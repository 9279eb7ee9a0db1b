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
      retainSafePrivate:
        "Private elements of a list in PS3.15, only numbers and codes: diffusion, dose and uptake factors of some makers. Code 113111.",
    } satisfies Record<OfferedSwitch, string>,
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
