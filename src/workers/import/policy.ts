import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import {
  type DeidOptions,
  deidOptionsSetting,
  readOptions,
  strictOptions,
} from "../../domain/deid/options.ts";
import { policyHash } from "../../domain/deid/policy-hash.ts";
import { policyId } from "../../formats/dicom/deid/build-plan.ts";
import { optionsOf } from "../../formats/dicom/deid/resolve-action.ts";
import { deidTableSums } from "../../formats/dicom/deid-table.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readSetting } from "../../storage/settings.ts";

/** The options that are in force, and the hash of all that decides. */
export interface Policy {
  readonly options: DeidOptions;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** The policy of this code under `options`. */
export const policyWith = (options: DeidOptions): Policy => ({
  options,
  hash: policyHash(policyId, deidTableSums, options),
});

/** Nothing kept but what the Basic Profile keeps. */
export const strictPolicy: Policy = policyWith(strictOptions);

/** What the project chose; strict where it chose nothing, or where the choice cannot be read. */
export async function currentPolicy(database: MainDatabase): Promise<Policy> {
  return policyWith(readOptions(await readSetting(database, deidOptionsSetting)));
}

/** The policy under which a held image was cleaned: its release says the same, whatever was chosen since. */
export const policyOfRecord = ({ options, policyHash }: DeidRecord): Policy => ({
  options: optionsOf(options),
  hash: policyHash,
});
