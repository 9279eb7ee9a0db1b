/** A data set in the DICOM JSON model (PS3.18 F.2), not yet looked into. */
export type JsonDataset = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The data sets of an answer: an array, or one alone. Anything else gives none. */
export function datasetsOf(json: unknown): JsonDataset[] {
  return (Array.isArray(json) ? json : [json]).filter(isObject);
}

/** Whether a value can be what a search answers: a list of data sets, or one alone, by its tags (PS3.18 F.2). */
export const isDicomJson = (json: unknown): boolean =>
  Array.isArray(json) || (isObject(json) && Object.keys(json).some((key) => /^[0-9a-f]{8}$/i.test(key)));

const valuesOf = (dataset: JsonDataset, tag: string): readonly unknown[] => {
  const element = dataset[tag] ?? dataset[tag.toLowerCase()];
  const value = isObject(element) ? element.Value : undefined;
  return Array.isArray(value) ? value : [];
};

/** Values of an element (tag as eight hex digits, upper case) that are text or numbers, as text. */
export const textsAt = (dataset: JsonDataset, tag: string): string[] =>
  valuesOf(dataset, tag).flatMap((value) =>
    typeof value === "string" ? [value.trim()] : typeof value === "number" ? [String(value)] : [],
  );

/** The first value of an element as text; empty without one. */
export const textAt = (dataset: JsonDataset, tag: string): string => textsAt(dataset, tag)[0] ?? "";

/** The first value of an element as a number; null without one. */
export function numberAt(dataset: JsonDataset, tag: string): number | null {
  const text = textAt(dataset, tag);
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? value : null;
}

/** The items of a sequence. */
export const itemsAt = (dataset: JsonDataset, tag: string): JsonDataset[] =>
  valuesOf(dataset, tag).filter(isObject);

/** Tags of the DICOM JSON model that sync asks for. */
export const jsonTags = {
  sopClassUid: "00080016",
  sopInstanceUid: "00080018",
  studyDate: "00080020",
  modality: "00080060",
  modalitiesInStudy: "00080061",
  studyDescription: "00081030",
  seriesDescription: "0008103E",
  referencedSopClassUid: "00081150",
  referencedSopInstanceUid: "00081155",
  warningReason: "00081196",
  failureReason: "00081197",
  failedSopSequence: "00081198",
  referencedSopSequence: "00081199",
  patientId: "00100020",
  patientIdentityRemoved: "00120062",
  deidentificationMethod: "00120063",
  studyInstanceUid: "0020000D",
  seriesInstanceUid: "0020000E",
  studyInstances: "00201208",
  seriesInstances: "00201209",
  numberOfFrames: "00280008",
  rows: "00280010",
  columns: "00280011",
  bitsAllocated: "00280100",
  bitsStored: "00280101",
} as const;
