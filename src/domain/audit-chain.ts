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
