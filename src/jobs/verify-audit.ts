import { type ChainVerdict, makeChainVerifier } from "../domain/verify-chain.ts";
import { type NamedHead, readKnownHeads } from "../storage/audit-heads.ts";
import { auditChains, auditCount, readAuditPage } from "../storage/audit-pages.ts";
import type { MainDatabase } from "../storage/database.ts";

/** What a check of one chain found. `compared`: how many heads from elsewhere it was held against. */
export interface ChainReport {
  readonly chain: string;
  readonly events: number;
  readonly compared: number;
  readonly verdict: ChainVerdict;
}

/** Events that are hashed in one go: about a frame of the screen. */
const pageSize = 200;

/**
 * Checks every chain of this device, and that none ends before a head that is known: from exports of this device, and `more` from a
 * manifest that a person chose. Aborts with the signal.
 */
export async function verifyAudit(
  database: MainDatabase,
  more: readonly NamedHead[],
  watch: { readonly signal: AbortSignal; readonly onProgress: (done: number, total: number) => void },
): Promise<readonly ChainReport[]> {
  const heads = [...(await readKnownHeads(database)), ...more];
  const stored = await auditChains(database);
  const own = new Set(stored);
  // A chain that is gone altogether was cut at its first event. Heads of other devices in a manifest say nothing here.
  const gone = (await readKnownHeads(database)).map((head) => head.chain).filter((chain) => !own.has(chain));
  const total = await auditCount(database);
  let done = 0;
  const reports: ChainReport[] = [];
  for (const chain of [...stored, ...new Set(gone)]) {
    const known = heads.filter((head) => head.chain === chain);
    const verifier = makeChainVerifier(known);
    let events = 0;
    for (let after = 0; ; ) {
      watch.signal.throwIfAborted();
      const page = await readAuditPage(database, chain, after, pageSize);
      verifier.push(page);
      events += page.length;
      done += page.length;
      watch.onProgress(done, total);
      if (page.length < pageSize) break;
      after = page.at(-1)?.seq ?? after;
    }
    reports.push({ chain, events, compared: known.length, verdict: verifier.finish() });
  }
  return reports;
}
