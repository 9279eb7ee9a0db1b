import type { UnnamedGroup } from "../../domain/calls/import-calls.ts";
import type { Naming } from "../../formats/dicom/deid/naming-elements.ts";
import { sha256 } from "./digests.ts";
import type { SniffedFile } from "./expand-files.ts";
import { formatNames } from "./format-names.ts";
import type { PatientId } from "./identity-maps.ts";

/** What a first look at a file says about whose it is. */
export interface Look {
  readonly file: SniffedFile;
  readonly patient: PatientId | null;
  /** Study Instance UID, or "" where the file tells none. */
  readonly studyUid: string;
  /** What its top level says of names, numbers and dates; equal ones of a survey are one object. */
  readonly naming: readonly Naming[];
  /** A report, presentation state or structure set. */
  readonly isObject?: boolean;
}

/** A file with who it is about: named by itself or by its study, or by the group whose patient the person names. */
export interface SurveyedFile {
  readonly file: SniffedFile;
  readonly patient: PatientId | null;
  readonly groupId: string | null;
  readonly naming: readonly Naming[];
  /** No image: taken in after those of the same import. */
  readonly isObject?: boolean;
}

/** The folder of a path, or "" (zips count as folders). */
export const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const patientText = ({ issuer, id }: PatientId) => `${issuer}\0${id}`;

/** The one patient of each study whose files name exactly one: a study is of one patient (PS3.3 A.1.2). */
function patientsOfStudies(looks: readonly Look[]): ReadonlyMap<string, PatientId> {
  const found = new Map<string, Map<string, PatientId>>();
  for (const { patient, studyUid } of looks) {
    if (!patient || studyUid === "") continue;
    const patients = found.get(studyUid) ?? new Map<string, PatientId>();
    found.set(studyUid, patients.set(patientText(patient), patient));
  }
  const single = new Map<string, PatientId>();
  for (const [studyUid, patients] of found) {
    const [patient, second] = patients.values();
    if (patient && !second) single.set(studyUid, patient);
  }
  return single;
}

/**
 * Sorts files without a patient into groups that are one person by evidence: a study, or else a folder (zips count as
 * folders). A group's id is a digest: it is the same for the same files, and says nothing of them to the page.
 */
export async function groupFiles(
  looks: readonly Look[],
): Promise<{ files: SurveyedFile[]; unnamed: UnnamedGroup[] }> {
  const known = patientsOfStudies(looks);
  const ids = new Map<string, string>();
  const groups = new Map<string, UnnamedGroup>();
  const files: SurveyedFile[] = [];
  for (const { file, patient: named, studyUid, naming, isObject = false } of looks) {
    const patient = named ?? known.get(studyUid) ?? null;
    if (patient) {
      files.push({ file, patient, groupId: null, naming, isObject });
      continue;
    }
    const evidence = studyUid === "" ? `folder\0${folderOf(file.path)}` : `study\0${studyUid}`;
    const groupId =
      ids.get(evidence) ?? `group-${(await sha256(new TextEncoder().encode(evidence))).slice(0, 16)}`;
    ids.set(evidence, groupId);
    const before = groups.get(groupId);
    groups.set(groupId, {
      groupId,
      fileCount: (before?.fileCount ?? 0) + 1,
      formats: [...new Set([...(before?.formats ?? []), formatNames[file.kind]])],
      mayDiffer: studyUid === "",
      place: before?.place ?? (folderOf(file.path) || file.path),
    });
    files.push({ file, patient: null, groupId, naming, isObject });
  }
  return { files, unnamed: [...groups.values()] };
}
