import type { MainDatabase } from "../../storage/database.ts";
import { jsonOf } from "./hub-reader.ts";
import type { SyncContext } from "./sync-context.ts";

/** What a hub's list of changes says: whether anything at all happened since the last pull. */
export interface FeedReading {
  /** False only when the hub says that nothing did. */
  readonly changed: boolean;
  /** Keeps the place, once everything up to it is stored (sync 3.5). */
  keep(): Promise<void>;
}

const unknown: FeedReading = { changed: true, keep: async () => undefined };

/** The number of a hub's newest change; null where the answer is none of Orthanc's. */
function lastOf(json: unknown): number | null {
  if (typeof json !== "object" || json === null || !("Changes" in json) || !("Last" in json)) return null;
  return Array.isArray(json.Changes) && typeof json.Last === "number" ? json.Last : null;
}

async function remember(
  database: MainDatabase,
  hubId: string,
  change: { readonly kind: "orthanc" | "plain"; readonly changeCursor: number | null },
): Promise<void> {
  const row = (await database.hubs.get(hubId)) ?? { id: hubId, baseUrl: "" };
  await database.hubs.put({ ...row, ...change });
}

/**
 * Asks a hub for its newest change: Orthanc's `/changes` beside its `/dicom-web`. Its numbers are compared, not ordered, so that a hub that
 * was wiped and counts anew has changed too. A hub without such a list is asked once, and then study by study.
 */
export async function readFeed({ database, hub, hubId, signal }: SyncContext): Promise<FeedReading> {
  const row = await database.hubs.get(hubId);
  if (row?.changeCursor === null) return unknown;
  const reply = await hub.get("../changes?last", "application/json", signal);
  // Not signed in, or too busy, says nothing of the hub.
  if (reply.status === 401 || reply.status === 403 || reply.status === 429 || reply.status >= 500)
    return unknown;
  const last = reply.status === 200 ? lastOf(jsonOf(reply)) : null;
  if (last === null) {
    await remember(database, hubId, { kind: "plain", changeCursor: null });
    return unknown;
  }
  return {
    changed: last !== row?.changeCursor,
    keep: () => remember(database, hubId, { kind: "orthanc", changeCursor: last }),
  };
}
