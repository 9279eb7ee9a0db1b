import { base32 } from "../../domain/deid/base32.ts";
import { keyedShiftDays, keyedUid } from "../../domain/deid/keyed-uid.ts";
import type { IdentityMaps } from "../../formats/dicom/deid/plan-input.ts";
import type { Generations } from "../../storage/generations.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { hmac } from "./digests.ts";

/** Who a file is about: the identifiers of the file, or what the person called the patient. Never stored. */
export interface PatientId {
  readonly issuer: string;
  readonly id: string;
}

/** A patient that a person named at import; kept apart from identifiers of files that happen to be equal. */
export const namedPatient = (name: string): PatientId => ({ issuer: "overread:named", id: name.trim() });

/** What is keyed by a patient. */
export interface KnownPatient {
  /** 16 base32 characters. */
  readonly patientKey: string;
  readonly shiftDays: number;
  /** Raised by a person when something of the patient that went out must be issued anew (deidentification 3.5). */
  readonly generation: number;
}

/** Makes keyed pseudonyms; UIDs are computed once per import and kept in memory. `generations` by pseudonym; 0 where none is told. */
export function makeIdentity(keys: ProjectKeys, generations: Generations = {}) {
  const uids = new Map<string, string>();
  const patients = new Map<string, Promise<KnownPatient>>();

  const patientOf = async ({ issuer, id }: PatientId) => {
    const text = `${issuer}\0${id}`;
    const patientKey = base32(await hmac(keys.pid, text), 16);
    return {
      patientKey,
      generation: generations[patientKey] ?? 0,
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
    /** The pseudonym of a patient, the days that their dates move, and the issue of their identifiers. */
    patient: known,
    /** Maps for one file; all UIDs of `originals` are computed before a plan asks for them. */
    maps: async (
      patient: PatientId,
      originals: (patientKey: string) => ReadonlySet<string>,
    ): Promise<IdentityMaps> => {
      const { patientKey, shiftDays, generation } = await known(patient);
      const issued = (uid: string) => `uid\0${generation}\0${uid}`;
      const missing = [...originals(patientKey)].map(issued).filter((text) => !uids.has(text));
      const digests = await Promise.all(missing.map((text) => hmac(keys.uid, text)));
      missing.forEach((text, i) => {
        uids.set(text, keyedUid(digests[i] ?? new Uint8Array(16)));
      });
      return {
        patientKey,
        shiftDays,
        uid: (original) => {
          const uid = uids.get(issued(original));
          if (uid === undefined) throw new Error("a UID was asked for that was not collected");
          return uid;
        },
      };
    },
  };
}

/** Keyed pseudonyms of one import. */
export type Identity = ReturnType<typeof makeIdentity>;
