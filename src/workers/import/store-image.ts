import { attest } from "../../domain/deid/attest.ts";
import type { InstanceWriter } from "../../storage/instance-writer.ts";
import type { InstanceWithBytes } from "../../storage/instances.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import type { ImportContext } from "./import-context.ts";
import type { SeriesRows } from "./series-rows.ts";
import { rangedContent, storeRanged } from "./store-ranged.ts";

/** What images go into the main database by. */
export interface ImageStore {
  readonly rows: SeriesRows;
  readonly writer: InstanceWriter;
}

/**
 * Stores a cleaned image in the main database, if it can be attested. One transaction but for large ones; rejects with nothing stored;
 * false where its identifier is stored already.
 */
export async function storeImage(
  context: ImportContext,
  { rows, writer }: ImageStore,
  cleaned: CleanedBytes,
): Promise<boolean> {
  const { image, chunks } = cleaned;
  const content = rangedContent(context, cleaned);
  if (content) return storeRanged(context, rows, image, content);
  const { instance, seriesFacts, study, record } = image;
  const value: InstanceWithBytes = { instance, chunks };
  const evidence = { record, sha256: instance.sha256 };
  const attested = attest(value, evidence);
  const series = await rows.add(instance, seriesFacts);
  try {
    const stored = await writer.put(attested, { study, series, record });
    if (!stored) await rows.drop(instance);
    return stored;
  } catch (reason) {
    await rows.drop(instance);
    throw reason;
  }
}
