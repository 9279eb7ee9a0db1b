import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { AuditEvent } from "./audit-event.ts";
import { canonicalJson } from "./canonical-json.ts";

/** `prev` of the first event of a chain. */
export const firstPrevious = "0".repeat(64);

/** SHA-256 (hex) of the RFC 8785 form of any JSON value; synchronous, for use inside a transaction. */
export const sha256OfJson = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));

/** The event that follows `head` in its chain; null: the first one (export-and-workflow 3.5). */
export function nextAuditEvent(
  head: AuditEvent | null,
  event: Omit<AuditEvent, "v" | "seq" | "prev" | "hash">,
): AuditEvent {
  const { chain, at, actor, action, target, detail } = event;
  const seq = (head?.seq ?? 0) + 1;
  const open = {
    v: 1,
    chain,
    seq,
    at,
    actor,
    action,
    target,
    detail,
    prev: head?.hash ?? firstPrevious,
  } as const;
  return { ...open, hash: sha256OfJson(open) };
}

export type ChainVerdict =
  | { readonly ok: true; readonly head: { readonly seq: number; readonly hash: string } | null }
  | { readonly ok: false; readonly badSeq: number; readonly reason: "changed" | "order" | "cut" };

/**
 * Checks a chain in stored order and names the first bad event. A cut tail is seen only against a `knownHead` (from an
 * export manifest). It proves order and integrity against a later change, not against the owner of the device.
 */
export function verifyChain(
  events: readonly AuditEvent[],
  knownHead: { readonly seq: number; readonly hash: string } | null = null,
): ChainVerdict {
  let previous = firstPrevious;
  const chain = events[0]?.chain;
  for (const [index, event] of events.entries()) {
    const { hash, ...open } = event;
    if (event.seq !== index + 1 || event.chain !== chain)
      return { ok: false, badSeq: index + 1, reason: "order" };
    if (sha256OfJson(open) !== hash) return { ok: false, badSeq: event.seq, reason: "changed" };
    if (event.prev !== previous) return { ok: false, badSeq: event.seq, reason: "order" };
    previous = hash;
  }
  if (knownHead && events[knownHead.seq - 1]?.hash !== knownHead.hash) {
    return { ok: false, badSeq: knownHead.seq, reason: events.length < knownHead.seq ? "cut" : "changed" };
  }
  const last = events.at(-1);
  return { ok: true, head: last ? { seq: last.seq, hash: last.hash } : null };
}
