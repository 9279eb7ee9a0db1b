import type { RefusalCode } from "../../domain/deid/plan.ts";

/** What was expected, what is there, what the person can do. */
export type RefusalWords = Readonly<
  Record<RefusalCode, readonly [expected: string, found: string, todo: string]>
>;

const words: RefusalWords = {
  "not-an-image": [
    "an image that Overread reads",
    "another kind of file",
    "Nothing, if this file is no image.",
  ],
  "parse-error": [
    "a file that follows its format",
    "damaged data",
    "Export the file again from where it came.",
  ],
  truncated: ["a whole file", "an end before the data is complete", "Copy the file again; it was cut off."],
  "no-patient": ["a patient ID, or a name given by you", "neither", "Import it again and name the patient."],
  "encapsulated-document": [
    "an image",
    "a document (PDF, CDA or model)",
    "Documents are not labelled here and may name people.",
  ],
  video: [
    "still frames",
    "a video stream (MPEG2, MPEG-4, HEVC)",
    "Export the frames as a multi-frame image.",
  ],
  "pixels-elsewhere": [
    "pixels in the file itself",
    "the address of a server that holds them (JPIP)",
    "Export the image with its pixels, for instance as JPEG 2000.",
  ],
  waveform: ["an image", "a waveform", "Waveforms are not labelled here."],
  "private-sop-class": [
    "a standard kind of DICOM object",
    "a maker's own kind",
    "Export it as a standard image.",
  ],
  "structured-report": [
    "an image",
    "a structured report",
    "Whoever answers for the data can let reports in: Settings, De-identification, reports.",
  ],
  "presentation-state": [
    "an image",
    "drawings and window settings on images",
    "Whoever answers for the data can let them in: Settings, De-identification, drawings.",
  ],
  "own-labels": [
    "an image, or an object of others",
    "labels that this project wrote",
    "Take them in as labels: Import, labels from files.",
  ],
  "no-images": [
    "the images that it belongs to, here or in the same import",
    "an object without them",
    "Import the images first, then this file.",
  ],
  "no-pixel-data": [
    "an image with pixels",
    "an object without pixels",
    "Import the images that it belongs to.",
  ],
  "unsupported-syntax": ["a compression that Overread reads", "another one", "Export the file uncompressed."],
  "unsupported-pixels": [
    "pixels of a kind that Overread shows",
    "another kind",
    "Export the image as 8 or 16 bit grey or colour.",
  ],
  "residual-identity": [
    "no trace of the patient after cleaning",
    "a name or number of the patient",
    "Ask for a cleaner export, or report this.",
  ],
  "too-large": [
    "a size that this kind of file is taken in with (1 GB; DICOM and TIFF more)",
    "a larger one",
    "Split it, or export a part.",
  ],
  "blank-too-large": [
    "at most 1 GB, or pixels without compression, to blank places in",
    "a larger image with compressed pixels",
    "Release it without boxes if nothing names anybody, or refuse it and blank it where it was made.",
  ],
  duplicate: [
    "one content for one identifier",
    "an image here with the same identifier and other content",
    "Keep one of the two; remove the other study first.",
  ],
  "rewrite-mismatch": [
    "a cleaned copy that follows its plan",
    "a difference",
    "Report this; the file was not stored.",
  ],
  "no-space": ["room for the image", "a full store", "Remove studies that you no longer need."],
  cancelled: ["time to finish", "your cancel", "Import it again."],
  "no-answer": [
    "a sign of progress every few seconds",
    "none: the work on this file was ended",
    "Export the file again from where it came, or report this.",
  ],
  crashed: [
    "a file that this device can work through",
    "the reader stopped, often for want of memory",
    "Close other apps and import it again, or export a part of it.",
  ],
  internal: ["a cleaned copy", "a fault inside the app", "Report this; the file was not stored."],
};

/** Texts of refused files, by their code. */
export const refusalsEn = { refusalWords: words };
