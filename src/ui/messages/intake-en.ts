import type { DoubtReason } from "../../domain/assist/review-need.ts";
import { doubtTextsEn } from "./doubt-texts-en.ts";
import { bytes, count, number } from "./numbers.ts";

/** Texts of worklist, import and pixel review. */
export const intakeEn = {
  worklist: {
    issue: (n: number) => `Identifiers issued anew, issue ${number(n)}`,
    away: (n: number) => `${count(n, "image", "images")} on the hub`,
    getAway: "Get images",
    title: "Worklist",
    counts: (studies: number, done: number) => `${count(studies, "study", "studies")} · ${number(done)} done`,
    room: (used: number, free: number) => `${bytes(used)} on this device, ${bytes(free)} free`,
    import: "Import",
    nextTask: "Next task",
    filters: "Filters",
    allOpen: "All open",
    heldTitle: (images: number) => `${count(images, "image is", "images are")} held for pixel review.`,
    heldNote: (images: number) =>
      images === 1
        ? "It may show a name or a face. It joins the worklist after review."
        : "They may show a name or a face. They join the worklist after review.",
    reviewPixels: "Review pixels",
    columns: { study: "Study", images: "Images", labels: "Labels", state: "State" },
    row: (description: string, pseudonym: string, state: string) => `${description} ${pseudonym}, ${state}`,
    noDescription: "Study",
    series: (n: number) => count(n, "series", "series"),
    toDecide: (n: number) => `${count(n, "proposal", "proposals")} to decide`,
    order: "Order of studies",
    orders: { need: "Most doubtful first", newest: "Newest first", lot: "Drawn by lot" },
    need: (doubtful: number, open: number, reasons: readonly DoubtReason[]) =>
      doubtful === 0
        ? "Nothing doubtful"
        : `${number(doubtful)} of ${number(open)} doubtful: ${reasons.map((reason) => doubtTextsEn[reason]).join(", ")}`,
    labels: (n: number) => count(n, "label", "labels"),
    noLabels: "No labels",
    empty: "No studies yet. Import files, or open the sample.",
    emptyNote:
      "DICOM, TIFF, NIfTI, NRRD, MetaImage, PNG, JPEG and BMP files, folders and zips. Names are removed on this device before anything is kept; nothing leaves it.",
    emptyFilter: "No study is in this state.",
    openSample: "Open sample study",
    sampleLoading: "Opening the sample",
    sampleFailed: (reason: string) => `The sample did not open. ${reason}`,
    loading: "Reading the worklist",
  },
  import: {
    title: "Import",
    intro:
      "Names, dates and numbers that point to a person are removed on this device before anything is kept.",
    drop: "Drop files, folders or zips here",
    chooseFiles: "Choose files",
    chooseFolder: "Choose folder",
    surveying: "Looking at the files",
    survey: (studies: number, need: number, free: number) =>
      `${count(studies, "study", "studies")}, needs ${bytes(need)}, ${bytes(free)} free`,
    surveyFiles: (files: number, size: number) => `${count(files, "file", "files")}, ${bytes(size)}`,
    noRoom: (need: number, free: number) => `Needs ${bytes(need)}, ${bytes(free)} free`,
    nothing: "No image was found in what you chose.",
    unnamedTitle: "These files name no patient",
    unnamedNote: "Say whose they are. The name is turned into a pseudonym and not kept.",
    unnamedGroup: (files: number, formats: string) => `${count(files, "file", "files")} (${formats})`,
    unnamedField: "Patient",
    unnamedAll: (files: number) => `Patient for all ${count(files, "file", "files")}`,
    onePatient: (files: number) => `All ${count(files, "file", "files")} are of one patient`,
    apart: "Each file is a different patient",
    apartNote: "Each gets a pseudonym of its own.",
    disc: (listed: number, present: number) =>
      listed === present
        ? `A disc with ${count(listed, "image", "images")}, all here`
        : `A disc with ${count(listed, "image", "images")}, ${number(present)} of them here`,
    incomplete: "Incomplete discs",
    notChosen: "Missing",
    missingNames: (names: string, more: number) => (more > 0 ? `${names} and ${number(more)} more` : names),
    incompleteTodo: "Choose the whole disc, or its folder, if these are needed.",
    start: "Import",
    reading: (done: number, total: number) => `Reading ${number(done)} of ${number(total)}`,
    readingBytes: (done: number, total: number) => `${bytes(done)} of ${bytes(total)}`,
    cancel: "Cancel",
    cancelled: "Import cancelled. What was already finished stays.",
    failed: "Import stopped",
    result: "Import result",
    ready: "Ready",
    held: "Held for pixel review",
    heldList: "Held",
    refused: "Refused",
    readyNone: "No study is ready.",
    images: (n: number) => count(n, "image", "images"),
    known: (n: number) => `${number(n)} already here`,
    objects: (n: number) => count(n, "report or structure", "reports or structures"),
    showsHead: "A face can be computed from these slices",
    waits: "Waits for pixel review",
    frames: (n: number) => count(n, "frame", "frames"),
    expected: "Expected",
    found: "Found",
    todo: "Do",
    at: (offset: number) => `at byte ${number(offset)}`,
    open: "Open",
    toWorklist: "Go to worklist",
    again: "Import more",
    heldWhy: "May show a name in its pixels",
  },
};
