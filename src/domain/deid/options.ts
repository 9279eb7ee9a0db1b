/** What a project lets stay, as PS3.15 E.3 names it. Off means the Basic Profile's action. */
export interface DeidOptions {
  readonly retainUids: boolean;
  readonly retainDeviceIdentity: boolean;
  readonly retainInstitutionIdentity: boolean;
  readonly retainPatientCharacteristics: boolean;
  readonly longitudinal: "remove" | "full" | "modified";
  readonly cleanDescriptors: boolean;
  readonly cleanStructuredContent: boolean;
  readonly cleanGraphics: boolean;
  readonly retainSafePrivate: boolean;
  /** CT of a head waits until a person has decided whether the face is covered. Absent: it does not. */
  readonly coverFaces?: true;
}

/** The strict default: Basic Profile and nothing kept but what an image needs. */
export const strictOptions: DeidOptions = {
  retainUids: false,
  retainDeviceIdentity: false,
  retainInstitutionIdentity: false,
  retainPatientCharacteristics: false,
  longitudinal: "remove",
  cleanDescriptors: false,
  cleanStructuredContent: false,
  cleanGraphics: false,
  retainSafePrivate: false,
};

/** Name of the setting that holds the options of this device's project. */
export const deidOptionsSetting = "deidOptions";

/** Switches that a project may turn on: what PS3.15 names, but pixels and faces, which are decided by a person. */
export const offeredSwitches = [
  "retainPatientCharacteristics",
  "retainDeviceIdentity",
  "retainInstitutionIdentity",
  "retainUids",
  "cleanDescriptors",
  "cleanStructuredContent",
  "cleanGraphics",
  "retainSafePrivate",
] as const;

/** One of them. */
export type OfferedSwitch = (typeof offeredSwitches)[number];

/** Version of the stored form; one that a later app wrote is not understood. */
export const optionsVersion = 1;

/** Reads stored options. What is not offered, or not understood, is off: a setting that cannot be read keeps nothing. */
export function readOptions(value: unknown): DeidOptions {
  const stored = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  if (stored.version !== undefined && stored.version !== optionsVersion) return strictOptions;
  const { longitudinal } = stored;
  const dates = longitudinal === "full" || longitudinal === "modified" ? longitudinal : "remove";
  const on = Object.fromEntries(offeredSwitches.map((name) => [name, stored[name] === true]));
  const faces = stored.coverFaces === true ? { coverFaces: true as const } : {};
  return { ...strictOptions, ...on, longitudinal: dates, ...faces };
}
