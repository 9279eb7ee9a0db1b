import { firstPrevious, sha256OfJson } from "./audit-chain.ts";
import type { AuditEvent } from "./audit-event.ts";

/** Where a chain ended once: its last event. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/**
 * What is wrong at `badSeq`. `changed`: the event is not what its hash says. `removed`: it is missing. `reordered`: it comes later.
 * `inserted`: another event stands in its place. `replaced`: it does not follow from the one before it, or is not the one that a known
 * head names. `cut`: the chain ends before a known head.
 */
export type ChainFault = "changed" | "removed" | "reordered" | "inserted" | "replaced" | "cut";

export type ChainVerdict =
  | { readonly ok: true; readonly head: ChainHead | null }
  | { readonly ok: false; readonly badSeq: number; readonly reason: ChainFault };

/** Takes a chain in pieces, so that a long one never lies whole in memory. */
export interface ChainVerifier {
  push(events: readonly AuditEvent[]): void;
  finish(): ChainVerdict;
}

/** What is wrong with `event` where `seq` is due, or null. */
function faultOf(event: AuditEvent, seq: number, chain: string, previous: string): ChainFault | null {
  if (event.chain !== chain || event.seq < seq) return "inserted";
  if (event.seq > seq) return "removed";
  const { hash, ...open } = event;
  if (sha256OfJson(open) !== hash) return "changed";
  return event.prev === previous ? null : "replaced";
}

/**
 * Checks a chain in stored order and names the first bad event (export-and-workflow 3.5). A cut tail, or a chain that was made anew from
 * some event on, is seen only against heads that are known from elsewhere. It proves order and integrity against a later change, not
 * against the owner of the device.
 */
export function makeChainVerifier(knownHeads: readonly ChainHead[] = []): ChainVerifier {
  const wanted = new Map(knownHeads.map((head) => [head.seq, head]));
  let chain: string | null = null;
  let head: ChainHead | null = null;
  let fault: { badSeq: number; reason: ChainFault } | null = null;
  let replaced: number | null = null;
  return {
    push(events) {
      for (const event of events) {
        chain ??= event.chain;
        if (fault) {
          // What was missing and turns up later was moved.
          if (fault.reason === "removed" && event.seq === fault.badSeq)
            fault = { ...fault, reason: "reordered" };
          continue;
        }
        const seq: number = (head?.seq ?? 0) + 1;
        const reason = faultOf(event, seq, chain, head?.hash ?? firstPrevious);
        if (reason) {
          fault = { badSeq: seq, reason };
          continue;
        }
        head = { seq, hash: event.hash };
        if ((wanted.get(seq)?.hash ?? event.hash) !== event.hash) replaced ??= seq;
      }
    },
    finish() {
      if (fault && (replaced === null || fault.badSeq <= replaced)) return { ok: false, ...fault };
      if (replaced !== null) return { ok: false, badSeq: replaced, reason: "replaced" };
      const last = head?.seq ?? 0;
      if (knownHeads.some(({ seq }) => seq > last)) return { ok: false, badSeq: last + 1, reason: "cut" };
      return { ok: true, head };
    },
  };
}

/** The same of a chain that lies in memory. */
export function verifyChain(
  events: readonly AuditEvent[],
  ...knownHeads: readonly ChainHead[]
): ChainVerdict {
  const verifier = makeChainVerifier(knownHeads);
  verifier.push(events);
  return verifier.finish();
}
