import type { AuditEvent } from "../domain/audit-event.ts";
import type { MainDatabase } from "./database.ts";

/** The chains of the store, by name. */
export async function auditChains(db: MainDatabase): Promise<string[]> {
  const keys = await db.audit.orderBy("[chain+seq]").primaryKeys();
  return [...new Set(keys.map(([chain]) => chain))];
}

/** Events of all chains. */
export const auditCount = (db: MainDatabase): Promise<number> => db.audit.count();

/** The next events of a chain behind number `after`, in the order of their numbers; all of them without `most`. */
export const readAuditPage = (
  db: MainDatabase,
  chain: string,
  after = 0,
  most = Number.POSITIVE_INFINITY,
): Promise<AuditEvent[]> =>
  db.audit
    .where("[chain+seq]")
    .between([chain, after], [chain, Number.POSITIVE_INFINITY], false)
    .limit(most)
    .toArray();
