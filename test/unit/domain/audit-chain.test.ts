import { describe, expect, test } from "vitest";
import { firstPrevious, nextAuditEvent } from "../../../src/domain/audit-chain.ts";
import type { AuditEvent } from "../../../src/domain/audit-event.ts";
import { canonicalJson } from "../../../src/domain/canonical-json.ts";
import { instanceUidFrom, timeUuidFrom, uuidFrom } from "../../../src/domain/instance-uid.ts";
import { makeChainVerifier, verifyChain } from "../../../src/domain/verify-chain.ts";
import { makeRandom } from "../../support/random.ts";

const golden = {
  chain: "dev-a",
  at: "2026-11-23T10:00:00.000Z",
  actor: "u1",
  action: "annotation.create",
  target: "2.25.1",
  detail: {},
};

const makeChain = (length: number): AuditEvent[] => {
  const events: AuditEvent[] = [];
  for (let index = 0; index < length; index++) {
    events.push(
      nextAuditEvent(events.at(-1) ?? null, { ...golden, target: `2.25.${index}`, detail: { index } }),
    );
  }
  return events;
};

describe("canonical JSON", () => {
  test("sorts keys by UTF-16 units, writes numbers as ECMAScript does, escapes as RFC 8785 says", () => {
    expect(canonicalJson({ b: 1, a: [1e21, 1e-7, -0, 0.1], "\u20ac": null, "\r": true })).toBe(
      '{"\\r":true,"a":[1e+21,1e-7,0,0.1],"b":1,"€":null}',
    );
    expect(canonicalJson('\u000f\n"\\/\u2028')).toBe('"\\u000f\\n\\"\\\\/\u2028"');
    expect(canonicalJson({ a: undefined, b: 2 })).toBe('{"b":2}');
  });
  test("refuses what JSON cannot say", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "\ud800", [undefined], () => 1]) {
      expect(() => canonicalJson(value)).toThrow();
    }
  });
});

describe("audit chain", () => {
  test("the golden event of export-and-workflow 3.5 has the golden hash", () => {
    const event = nextAuditEvent(null, golden);
    expect(event.prev).toBe("0".repeat(64));
    expect(event.hash).toBe("6622c3f21b64c8afcc544bef6fca1993c67dfa21233cdaca54a5b6d188c2869c");
  });
  test("every single change, removal, swap or insertion is found, at or before its place", () => {
    const chain = makeChain(40);
    expect(verifyChain(chain)).toEqual({ ok: true, head: { seq: 40, hash: chain[39]?.hash } });
    const random = makeRandom(5);
    const pick = (count: number) => Math.floor(random() * count);
    for (let round = 0; round < 1000; round++) {
      const at = pick(39);
      const broken = tamper(chain, at, round % 5, pick);
      const verdict = verifyChain(broken);
      const reasons = ["changed", "removed", "reordered", "reordered", "changed"] as const;
      expect(verdict, `kind ${round % 5} at ${at + 1}`).toEqual({
        ok: false,
        badSeq: at + 1,
        reason: reasons[round % 5],
      });
    }
  });
  test("an event made anew, with a right hash of its own, no longer fits the next one", () => {
    const chain = makeChain(10);
    const forged = nextAuditEvent(chain[3] ?? null, { ...golden, actor: "u2" });
    expect(verifyChain(chain.with(4, forged))).toEqual({ ok: false, badSeq: 6, reason: "replaced" });
  });
  test("a cut tail is seen only against a known head", () => {
    const chain = makeChain(5);
    const last = chain[4];
    const cut = chain.slice(0, 4);
    expect(verifyChain(cut).ok).toBe(true);
    expect(verifyChain(cut, ...(last ? [last] : []))).toEqual({ ok: false, badSeq: 5, reason: "cut" });
    expect(verifyChain(chain, ...(last ? [last] : [])).ok).toBe(true);
    expect(verifyChain([])).toEqual({ ok: true, head: null });
    expect(firstPrevious).toHaveLength(64);
  });
});

/** The chain from `at` on made anew with right hashes: what the owner of the device could do. */
function remade(chain: readonly AuditEvent[], at: number, change: Partial<AuditEvent>): AuditEvent[] {
  const events = chain.slice(0, at);
  for (const { v: _v, seq: _seq, prev: _prev, hash: _hash, ...open } of chain.slice(at))
    events.push(nextAuditEvent(events.at(-1) ?? null, events.length === at ? { ...open, ...change } : open));
  return events;
}

describe("known heads", () => {
  test("find every one of a thousand chains that were made anew or cut, at or before the head", () => {
    const chain = makeChain(30);
    const random = makeRandom(9);
    for (let round = 0; round < 1000; round++) {
      const at = Math.floor(random() * 30);
      const known = chain[at + Math.floor(random() * (30 - at))];
      if (!known) throw new Error("out of range");
      const broken = round % 2 ? remade(chain, at, { actor: "u2" }) : chain.slice(0, at);
      expect(verifyChain(broken).ok).toBe(true);
      const verdict = verifyChain(broken, known);
      expect(verdict).toEqual(
        round % 2
          ? { ok: false, badSeq: known.seq, reason: "replaced" }
          : { ok: false, badSeq: at + 1, reason: "cut" },
      );
    }
  });
  test("a second event of a number, and an event of another chain, are inserted ones", () => {
    const chain = makeChain(6);
    const twin = chain[2];
    if (!twin) throw new Error("out of range");
    expect(verifyChain(chain.toSpliced(3, 0, twin))).toEqual({ ok: false, badSeq: 4, reason: "inserted" });
    const other = nextAuditEvent(twin, { ...golden, chain: "dev-b" });
    expect(verifyChain(chain.toSpliced(3, 0, other))).toEqual({ ok: false, badSeq: 4, reason: "inserted" });
  });
  test("a chain taken in pieces gets the verdict of the whole", () => {
    const chain = makeChain(20);
    const random = makeRandom(4);
    for (let round = 0; round < 100; round++) {
      const broken = tamper(chain, Math.floor(random() * 19), round % 5, (count) =>
        Math.floor(random() * count),
      );
      const verifier = makeChainVerifier();
      for (let from = 0; from < broken.length; from += 3) verifier.push(broken.slice(from, from + 3));
      expect(verifier.finish()).toEqual(verifyChain(broken));
    }
  });
});

function tamper(
  chain: readonly AuditEvent[],
  at: number,
  kind: number,
  pick: (count: number) => number,
): AuditEvent[] {
  const event = chain[at];
  const next = chain[at + 1];
  if (!event || !next) throw new Error("out of range");
  const keys = ["actor", "action", "target", "at"] as const;
  const key = keys[pick(keys.length)] ?? "actor";
  if (kind === 0) return chain.with(at, { ...event, [key]: `${event[key]}x` });
  if (kind === 1) return chain.toSpliced(at, 1);
  if (kind === 2) return chain.with(at, next).with(at + 1, event);
  if (kind === 3) return chain.toSpliced(at, 0, event).toSpliced(at, 1, next);
  return chain.with(at, { ...event, detail: { index: -1 } });
}

describe("ids", () => {
  test("the instance ID is the decimal of a version 4 UUID, at most 64 characters", () => {
    const bytes = new Uint8Array(16).map((_, index) => index * 16 + index);
    expect(uuidFrom(bytes)).toBe("00112233-4455-4677-8899-aabbccddeeff");
    expect(instanceUidFrom(bytes)).toBe(`2.25.${BigInt("0x00112233445546778899aabbccddeeff")}`);
    expect(instanceUidFrom(new Uint8Array(16).fill(255)).length).toBeLessThanOrEqual(64);
    expect(() => instanceUidFrom(new Uint8Array(15))).toThrow("16 bytes");
  });
  test("log ids are UUIDs of version 7 that sort by time", () => {
    const bytes = new Uint8Array(16).fill(255);
    expect(timeUuidFrom(bytes, 0x0199_0000_0001)).toBe("01990000-0001-7fff-bfff-ffffffffffff");
    expect(timeUuidFrom(bytes, 1000) < timeUuidFrom(new Uint8Array(16), 1001)).toBe(true);
  });
});
