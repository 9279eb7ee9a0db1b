import { base32 } from "../../domain/deid/base32.ts";
import { keyedShiftDays, keyedUid } from "../../domain/deid/keyed-uid.ts";
import type { IdentityMaps } from "../../formats/dicom/deid/plan-input.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { hmac } from "./digests.ts";

/** Who a file is about: the identifiers of the file, or what the person called the patient. Never stored. */
export interface PatientId {
  readonly issuer: string;
  readonly id: string;
}

/** A patient that a person named at import; kept apart from identifiers of files that happen to be equal. */
export const namedPatient = (name: string): PatientId => ({ issuer: "overread:named", id: name.trim() });

/** Generation of every patient until options or pixels of something exported change (deidentification 3.5). */
export const generation = 0;

/** Makes keyed pseudonyms; UIDs are computed once per import and kept in memory. */
export function makeIdentity(keys: ProjectKeys) {
  const uids = new Map<string, string>();
  const patients = new Map<string, Promise<{ patientKey: string; shiftDays: number }>>();

  const patientOf = async ({ issuer, id }: PatientId) => {
    const text = `${issuer}\0${id}`;
    return {
      patientKey: base32(await hmac(keys.pid, text), 16),
      shiftDays: keyedShiftDays(await hmac(keys.date, text)),
    };
  };

  const known = (patient: PatientId) => {
    const name = `${patient.issuer}\0${patient.id}`;
    const found = patients.get(name) ?? patientOf(patient);
    patients.set(name, found);
    return found;
  };

  return {
    /** 16 characters of the patient and the days that their dates move. */
    patient: known,
    /** Maps for one file; all UIDs of `originals` are computed before a plan asks for them. */
    maps: async (
      patient: PatientId,
      originals: (patientKey: string) => ReadonlySet<string>,
    ): Promise<IdentityMaps> => {
      const { patientKey, shiftDays } = await known(patient);
      const missing = [...originals(patientKey)].filter((uid) => !uids.has(uid));
      const digests = await Promise.all(missing.map((uid) => hmac(keys.uid, `uid\0${generation}\0${uid}`)));
      missing.forEach((uid, i) => {
        uids.set(uid, keyedUid(digests[i] ?? new Uint8Array(16)));
      });
      return {
        patientKey,
        shiftDays,
        uid: (original) => {
          const uid = uids.get(original);
          if (uid === undefined) throw new Error("a UID was asked for that was not collected");
          return uid;
        },
      };
    },
  };
}

/** Keyed pseudonyms of one import. */
export type Identity = ReturnType<typeof makeIdentity>;
