import type { ElementIndex } from "../../../domain/deid/element-index.ts";
import type { DeidOptions } from "../../../domain/deid/options.ts";
import type { NamedWords } from "./named-words.ts";
import type { SourceValues } from "./source-values.ts";

/** Keyed pseudonyms of one patient, computed before: pure code has no keys. */
export interface IdentityMaps {
  /** 16 base32 characters: PatientID of the output. */
  readonly patientKey: string;
  /** Whole days, negative; used with modified dates only. */
  readonly shiftDays: number;
  /** The new UID for one that `collectUids` named; throws for any other. */
  readonly uid: (original: string) => string;
}

/** Everything that a plan follows from. */
export interface PlanInput {
  readonly index: ElementIndex;
  readonly values: SourceValues;
  /** SHA-256 of the inspected bytes, hex. */
  readonly sourceSha256: string;
  readonly options: DeidOptions;
  readonly maps: IdentityMaps;
  readonly policyHash: string;
  readonly toolVersion: string;
  readonly generation: number;
  /** 32 hex characters, keyed digest of the pixels as they will be stored. */
  readonly pixelDigest: string;
  /**
   * Set for an object of this project that comes back: nothing is mapped; `reviewed`: its pixels were cleared by a person; `faceCovered`: so
   * was its face.
   */
  readonly own?: { readonly reviewed: boolean; readonly faceCovered?: boolean };
  /** The output's pixels are searched for text before it is stored: where nothing is found it may say so. */
  readonly pixelsSearched?: boolean;
  /** Text was found in pixels that their class would let pass: a person must look. */
  readonly textFound?: boolean;
  /** Elements in which a first output still held a name or number of the patient: they come out empty. */
  readonly suspects?: ReadonlySet<string>;
  /** Words of the patient's files, deleted from every text that stays; absent where descriptors are not cleaned. */
  readonly named?: NamedWords;
}
