import type { DeidRecord } from "./deid-record.ts";
import type { Deidentified } from "./deidentified.ts";

/** What must be shown before a value may be called de-identified. Hashes in hex. */
export interface Evidence {
  readonly record: DeidRecord;
  /** SHA-256 of the bytes in hand. */
  readonly sha256: string;
}

/**
 * The only maker of {@link Deidentified}. At import the evidence is the finished record of the rewrite, its residual scan
 * and the pixel verdict; on read it is the stored record. Throws when the record and the bytes do not belong together, when
 * identity was found, or when pixels still wait for a person (PS3.15 E.1.1).
 */
export function attest<T>(value: T, evidence: Evidence): Deidentified<T> {
  const { record, sha256 } = evidence;
  if (record.verdict !== "released")
    throw new Error(`Not de-identified: ${record.sopUid}: ${record.verdict}`);
  if (record.residual.hits !== 0) throw new Error(`Not de-identified: ${record.sopUid}: residual identity`);
  if (record.outputSha256 !== sha256) throw new Error(`Not de-identified: ${record.sopUid}: digest differs`);
  if (record.risk.class === "HIGH" && record.reviewer === null)
    throw new Error(`Not de-identified: ${record.sopUid}: pixels not reviewed`);
  return value as Deidentified<T>;
}

/**
 * The mark for a part of a file that is too large for memory, whose digest is known only when its last part is there. Its record vouches
 * for all but the digest: the part lies where no reader looks until {@link attest} has passed for the whole.
 */
export function attestPart<T>(value: T, record: DeidRecord): Deidentified<T> {
  return attest(value, { record, sha256: record.outputSha256 });
}

/**
 * The mark for an object that this app writes about images and that holds nothing else of them than what their records vouch for:
 * segmentations and reports. Throws when there is no image, or as {@link attest} does for one of them.
 */
export function attestAbout<T>(value: T, images: readonly Evidence[]): Deidentified<T> {
  const [first] = images;
  if (!first) throw new Error("Not de-identified: an object about no image.");
  for (const evidence of images) attest(null, evidence);
  return attest(value, first);
}
