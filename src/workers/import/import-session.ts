import type { HeldImage } from "../../domain/calls/import-calls.ts";
import type { DeviceRule } from "../../domain/deid/device-rule.ts";
import type { Instance, Study } from "../../domain/study.ts";
import type { InstanceWriter } from "../../storage/instance-writer.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import type { makeHeaderDigests } from "./header-digests.ts";
import type { Identity } from "./identity-maps.ts";
import type { CaptureJoiner } from "./join-captures.ts";
import type { PatientTerms } from "./patient-terms.ts";
import type { Policy } from "./policy.ts";
import type { ObjectOutcome } from "./prepare-object.ts";
import type { SearchSampler } from "./search-sampler.ts";
import type { SeriesRows } from "./series-rows.ts";

/** What became of one file that was taken in. */
export type ImportOutcome =
  | {
      readonly kind: "ready";
      readonly instance: Instance;
      readonly known: boolean;
      readonly study: Study | null;
      readonly showsHead?: true;
    }
  | { readonly kind: "held"; readonly held: HeldImage }
  | ObjectOutcome;

/** What one import shares between its files. */
export interface ImportSession {
  readonly keys: ProjectKeys;
  readonly identity: Identity;
  readonly policy: Policy;
  readonly rows: SeriesRows;
  readonly writer: InstanceWriter;
  readonly terms: PatientTerms;
  readonly sampler: SearchSampler;
  /** Where devices wrote, as reviews before this import taught. */
  readonly rules: readonly DeviceRule[];
  /** What the person called the patient of each unnamed group. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether who a study is of is kept, sealed. */
  readonly map: boolean;
  /** Groups each of whose files is another patient's. */
  readonly apart: ReadonlySet<string>;
  /** Of a header what a held image keeps. */
  readonly header: ReturnType<typeof makeHeaderDigests>;
  /** Captures of this project on their way back to the images that they were made of. */
  readonly captures: CaptureJoiner;
}

/** The last step of a file that was prepared: nothing of it is stored before. */
export interface Commit {
  /**
   * Whether it may run while files before it are being stored, because the store itself sees whether its place is taken. All others see
   * what is there before they store, and go by themselves.
   */
  readonly beside: boolean;
  /** Stores the file and tells what became of it. Null: a part of an image that waits for the others. */
  store(): Promise<ImportOutcome | null>;
}

/** A commit that waits until the files before it are stored. */
export const alone = (store: Commit["store"]): Commit => ({ beside: false, store });
