import { attest } from "../../domain/deid/attest.ts";
import { type InstanceWithBytes, putInstance } from "../../storage/instances.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import type { ImportContext } from "./import-context.ts";
import type { SeriesRows } from "./series-rows.ts";
import { storeRanged } from "./store-ranged.ts";

/**
 * Stores a cleaned image in the main database, if it can be attested. One transaction but for large ones; rejects with nothing stored;
 * false where another tab was quicker.
 */
export async function storeImage(
  context: ImportContext,
  rows: SeriesRows,
  { image, chunks, ranged }: CleanedBytes,
): Promise<boolean> {
  if (ranged) return storeRanged(context, rows, image, ranged);
  const { instance, seriesFacts, study, record } = image;
  const value: InstanceWithBytes = { instance, chunks };
  const evidence = { record, sha256: instance.sha256 };
  const attested = attest(value, evidence);
  const series = await rows.add(instance, seriesFacts);
  try {
    const stored = await putInstance(context.database, attested, { study, series, record });
    if (!stored) rows.drop(instance);
    return stored;
  } catch (reason) {
    rows.drop(instance);
    throw reason;
  }
}
