import { inState } from "../../storage/outbox.ts";
import type { SyncContext } from "./sync-context.ts";

/**
 * UIDs that were verified on this hub and are not there any more, study by study. Nothing is sent again by itself: a wiped hub looks like a
 * lawful erasure (sync 3.11). Throws what the reader throws.
 */
export async function missingOnHub(
  context: Pick<SyncContext, "database" | "reader" | "hubId" | "signal">,
): Promise<string[]> {
  const rows = (await inState(context.database, "verified")).filter(({ hubId }) => hubId === context.hubId);
  const missing: string[] = [];
  for (const study of new Set(rows.map((row) => row.study))) {
    context.signal.throwIfAborted();
    const there = await context.reader.instances(study);
    for (const row of rows) if (row.study === study && !there.has(row.uid)) missing.push(row.uid);
  }
  return missing;
}
