import { nextAuditEvent } from "../domain/audit-chain.ts";
import type { AuditEvent } from "../domain/audit-event.ts";
import type { MainDatabase } from "./database.ts";

/** All events of a device's chain in order. */
export const readAuditChain = (db: MainDatabase, chain: string): Promise<AuditEvent[]> =>
  db.audit.where("[chain+seq]").between([chain, 0], [chain, Number.POSITIVE_INFINITY]).toArray();

/** The last event of a chain; null when it is empty. */
export async function auditHead(db: MainDatabase, chain: string): Promise<AuditEvent | null> {
  const last = await db.audit
    .where("[chain+seq]")
    .between([chain, 0], [chain, Number.POSITIVE_INFINITY])
    .last();
  return last ?? null;
}

/** Adds the next link. Call it inside a transaction that holds `audit`: the head is read (where it is not given, of that transaction) and the hash made in it. */
export async function appendAudit(
  db: MainDatabase,
  event: Omit<AuditEvent, "v" | "seq" | "prev" | "hash">,
  head?: AuditEvent | null,
): Promise<AuditEvent> {
  const next = nextAuditEvent(head === undefined ? await auditHead(db, event.chain) : head, event);
  await db.audit.add(next);
  return next;
}
