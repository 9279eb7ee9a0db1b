import type { DeidOptions } from "../../domain/deid/options.ts";
import { identityPhrases, identityTerms } from "../../formats/dicom/deid/identity-dictionary.ts";
import type { Naming } from "../../formats/dicom/deid/naming-elements.ts";
import type { SurveyedFile } from "./group-files.ts";
import { type Identity, namedPatient } from "./identity-maps.ts";

/** What the files of one patient say of who it is: terms to search outputs for, phrases to delete from texts. */
export interface KnownTerms {
  readonly terms: Set<string>;
  readonly phrases: Set<string>;
}

/** Of the patients of one import, by pseudonym: what one file says counts for all of theirs. Worker memory only. */
export type PatientTerms = Map<string, KnownTerms>;

/** Whether texts are cleaned, so that words of the patient's files must be known. */
export const cleansTexts = ({ cleanDescriptors, cleanStructuredContent, cleanGraphics }: DeidOptions) =>
  cleanDescriptors || cleanStructuredContent || cleanGraphics;

/** Adds what a file says to what is known of its patient; returns all of it. */
export function addTerms(
  terms: PatientTerms,
  patientKey: string,
  naming: readonly Naming[],
  options: DeidOptions,
): KnownTerms {
  const known = terms.get(patientKey) ?? { terms: new Set(), phrases: new Set() };
  for (const term of identityTerms(naming, options)) known.terms.add(term);
  if (cleansTexts(options)) for (const phrase of identityPhrases(naming, options)) known.phrases.add(phrase);
  terms.set(patientKey, known);
  return known;
}

/** What the top level of all files of a batch says, before the first is cleaned; files that are a patient each wait their turn. */
export async function batchTerms(
  files: readonly SurveyedFile[],
  names: Readonly<Record<string, string>>,
  identity: Identity,
  options: DeidOptions,
): Promise<PatientTerms> {
  const byPatient = new Map<string, Set<Naming>>();
  for (const { patient, groupId, naming } of files) {
    const name = (names[groupId ?? ""] ?? "").trim();
    const named = patient ?? (name === "" ? null : namedPatient(name));
    if (!named || naming.length === 0) continue;
    const { patientKey } = await identity.patient(named);
    const known = byPatient.get(patientKey) ?? new Set();
    byPatient.set(patientKey, known);
    for (const one of naming) known.add(one);
  }
  const terms: PatientTerms = new Map();
  for (const [patientKey, naming] of byPatient) addTerms(terms, patientKey, [...naming], options);
  return terms;
}
