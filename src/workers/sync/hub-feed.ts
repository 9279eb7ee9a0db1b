import type { HubRow, MainDatabase } from "../../storage/database.ts";
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

const fields = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};

/** Lists of changes that hubs have: where each gives its newest number, and how that reads; null where the answer is another's. */
const feeds = [
  {
    // Orthanc Book, REST API: beside its /dicom-web.
    kind: "orthanc",
    path: "../changes?last",
    lastOf: (json: unknown): number | null => {
      const { Changes, Last } = fields(json);
      return Array.isArray(Changes) && typeof Last === "number" ? Last : null;
    },
  },
  {
    // Azure DICOM service, change feed overview.
    kind: "azure",
    path: "changefeed/latest?includemetadata=false",
    lastOf: (json: unknown): number | null => {
      const { Sequence, StudyInstanceUid } = fields(json);
      return typeof StudyInstanceUid === "string" && typeof Sequence === "number" ? Sequence : null;
    },
  },
] as const;

async function remember(
  database: MainDatabase,
  hubId: string,
  change: { readonly kind: HubRow["kind"]; readonly changeCursor: number | null },
): Promise<void> {
  const row = (await database.hubs.get(hubId)) ?? { id: hubId, baseUrl: "" };
  await database.hubs.put({ ...row, ...change });
}

/**
 * Asks a hub for the number of its newest change. Numbers are compared, not ordered, so that a hub that was wiped and counts anew has changed
 * too. A hub without such a list is asked once for each kind, and then study by study.
 */
export async function readFeed({ database, hub, hubId, signal }: SyncContext): Promise<FeedReading> {
  const row = await database.hubs.get(hubId);
  if (row?.changeCursor === null) return unknown;
  const known = row?.changeCursor === undefined ? feeds : feeds.filter(({ kind }) => kind === row.kind);
  for (const { kind, path, lastOf } of known) {
    const reply = await hub.get(path, "application/json", signal);
    // Not signed in, too busy, or nothing in it yet: says nothing of the hub.
    if ([204, 401, 403, 429].includes(reply.status) || reply.status >= 500) return unknown;
    const last = reply.status === 200 ? lastOf(jsonOf(reply)) : null;
    if (last !== null)
      return {
        changed: last !== row?.changeCursor,
        keep: () => remember(database, hubId, { kind, changeCursor: last }),
      };
  }
  await remember(database, hubId, { kind: "plain", changeCursor: null });
  return unknown;
}
