import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { base32 } from "../../../../src/domain/deid/base32.ts";
import { keyedShiftDays, keyedUid } from "../../../../src/domain/deid/keyed-uid.ts";
import { strictOptions } from "../../../../src/domain/deid/options.ts";
import { policyHash } from "../../../../src/domain/deid/policy-hash.ts";
import { deriveProjectKeys } from "../../../../src/storage/keys.ts";
import { makeIdentity, namedPatient } from "../../../../src/workers/import/identity-maps.ts";

const digest = (text: string) => new Uint8Array(createHmac("sha256", "test").update(text).digest());

test("a keyed UID is 2.25 and a UUID of version 8, at most 44 characters", () => {
  expect(keyedUid(new Uint8Array(16))).toBe(`2.25.${(0x8n << 76n) | (0x8n << 60n)}`);
  expect(keyedUid(new Uint8Array(16).fill(255)).length).toBe(44);
  for (let i = 0; i < 500; i++) {
    const uid = keyedUid(digest(String(i)));
    const hex = BigInt(uid.slice(5)).toString(16).padStart(32, "0");
    expect(uid).toMatch(/^2\.25\.(0|[1-9]\d*)$/);
    expect([uid.length <= 44, hex[12], /[89ab]/.test(hex[16] ?? "")]).toEqual([true, "8", true]);
  }
});

test("a date shift is one of 3,650 days back", () => {
  expect(keyedShiftDays(new Uint8Array(8))).toBe(-1);
  const days = Array.from({ length: 500 }, (_, i) => keyedShiftDays(digest(String(i))));
  expect(Math.min(...days)).toBeGreaterThanOrEqual(-3650);
  expect(Math.max(...days)).toBeLessThanOrEqual(-1);
  expect(new Set(days).size).toBeGreaterThan(400);
});

test("base32 is that of RFC 4648", () => {
  expect(base32(new TextEncoder().encode("foobar"), 16)).toBe("MZXW6YTBOI");
  expect(base32(new Uint8Array(32).fill(255), 16)).toBe("7777777777777777");
});

test("every option changes the policy hash", () => {
  const hashes = [
    policyHash("p", ["a"], strictOptions),
    policyHash("p", ["b"], strictOptions),
    policyHash("q", ["a"], strictOptions),
    ...(["retainUids", "retainDeviceIdentity", "retainSafePrivate", "cleanGraphics"] as const).map((name) =>
      policyHash("p", ["a"], { ...strictOptions, [name]: true }),
    ),
    policyHash("p", ["a"], { ...strictOptions, longitudinal: "modified" }),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
});

test("equal secrets give equal pseudonyms on every device, other secrets none in common, and no key can be read out", async () => {
  const identities = await Promise.all(
    [1, 1, 2].map(async (secret) => {
      const keys = await deriveProjectKeys(new Uint8Array(32).fill(secret));
      expect(Object.values(keys).map((key: CryptoKey) => key.extractable)).toEqual(
        Object.values(keys).map(() => false),
      );
      return makeIdentity(keys).maps({ issuer: "A", id: "1" }, () => new Set(["1.2.3"]));
    }),
  );
  const seen = identities.map((maps) => [maps.patientKey, maps.shiftDays, maps.uid("1.2.3")]);
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[2]?.[0]).not.toBe(seen[0]?.[0]);
  expect(seen[2]?.[2]).not.toBe(seen[0]?.[2]);
});

test("issuers part patients of one number, and a name given by a person is no number of a file", async () => {
  const identity = makeIdentity(await deriveProjectKeys(new Uint8Array(32)));
  const keys = await Promise.all(
    [
      { issuer: "A", id: "1" },
      { issuer: "B", id: "1" },
      { issuer: "", id: "A\u00001" },
      { issuer: "", id: "1" },
      namedPatient("1"),
    ].map(async (patient) => (await identity.patient(patient)).patientKey),
  );
  expect(new Set(keys).size).toBe(5);
});
