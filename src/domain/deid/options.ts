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
