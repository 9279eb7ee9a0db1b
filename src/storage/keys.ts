import { base32 } from "../domain/deid/base32.ts";
import type { KeyFile } from "../domain/deid/key-file.ts";
import type { MainDatabase } from "./database.ts";

/** Keys of a project, all from one secret (deidentification 3.3). None can be exported; a script of the page could still use them. */
export interface ProjectKeys {
  /** HMAC-SHA256: UIDs. */
  readonly uid: CryptoKey;
  /** HMAC-SHA256: patients and sites. */
  readonly pid: CryptoKey;
  /** HMAC-SHA256: date shift. */
  readonly date: CryptoKey;
  /** AES-GCM: the re-identification map. */
  readonly map: CryptoKey;
  /** HMAC-SHA256: digests of stored pixels. */
  readonly px: CryptoKey;
  /** AES-GCM: held images. */
  readonly quarantine: CryptoKey;
  /** HMAC-SHA256: digests of source files, so that a second import is known. */
  readonly source: CryptoKey;
}

/**
 * What the store keeps of a project's secret: the keys, none of which can be read out, and the secret itself only under the
 * person's passphrase. The key that they are derived from is not kept, for `deriveKey` lets its caller ask for a readable copy.
 */
export interface StoredProjectKey {
  readonly keys: ProjectKeys;
  readonly fingerprint: string;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  /** Null: made without a passphrase; then nothing can bring the secret out of this device any more. */
  readonly file: KeyFile | null;
}

/** Row of the settings under which the project's key lies. */
export const projectKeySetting = "project-secret";
const hkdf = "HKDF";

async function baseKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, hkdf, false, ["deriveKey"]);
}

async function derive(base: CryptoKey, name: string, kind: "HMAC" | "AES-GCM"): Promise<CryptoKey> {
  const info = new TextEncoder().encode(`overread/1 ${name}`);
  const parameters = { name: hkdf, hash: "SHA-256", salt: new Uint8Array(32), info };
  return kind === "HMAC"
    ? crypto.subtle.deriveKey(parameters, base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, [
        "sign",
      ])
    : crypto.subtle.deriveKey(parameters, base, { name: "AES-GCM", length: 256 }, false, [
        "encrypt",
        "decrypt",
      ]);
}

async function deriveAll(base: CryptoKey): Promise<ProjectKeys> {
  return {
    uid: await derive(base, "uid", "HMAC"),
    pid: await derive(base, "pid", "HMAC"),
    date: await derive(base, "date", "HMAC"),
    map: await derive(base, "map", "AES-GCM"),
    px: await derive(base, "px", "HMAC"),
    quarantine: await derive(base, "quarantine", "AES-GCM"),
    source: await derive(base, "source", "HMAC"),
  };
}

async function fingerprintOf(base: CryptoKey): Promise<string> {
  const key = await derive(base, "fingerprint", "HMAC");
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode("overread project key"));
  return (base32(new Uint8Array(digest), 16).match(/.{4}/g) ?? []).join("-");
}

async function fromBase(base: CryptoKey, madeAt: string): Promise<StoredProjectKey> {
  return { keys: await deriveAll(base), fingerprint: await fingerprintOf(base), madeAt, file: null };
}

/** Keys from a 32-byte secret: equal secrets give equal keys on every device. */
export async function deriveProjectKeys(secret: Uint8Array<ArrayBuffer>): Promise<ProjectKeys> {
  return deriveAll(await baseKey(secret));
}

/** The keys and the fingerprint of a 32-byte secret, made at `madeAt` (ISO 8601 UTC), not yet stored. */
export async function projectKeyOf(
  secret: Uint8Array<ArrayBuffer>,
  madeAt: string,
): Promise<StoredProjectKey> {
  return fromBase(await baseKey(secret), madeAt);
}

const isStored = (value: unknown): value is StoredProjectKey =>
  typeof value === "object" && value !== null && "keys" in value && "fingerprint" in value;

/** Rows of the first version: the key that all others are derived from. */
const isOld = (value: unknown): value is { readonly base: CryptoKey } =>
  typeof value === "object" && value !== null && "base" in value && value.base instanceof CryptoKey;

/** The project's key as it is stored; null before the first. A row of the first version is brought to this form. */
export async function readProjectKey(database: MainDatabase): Promise<StoredProjectKey | null> {
  const value = (await database.settings.get(projectKeySetting))?.value;
  if (isStored(value)) return value;
  if (!isOld(value)) return null;
  const now = await fromBase(value.base, "");
  await database.settings.put({ key: projectKeySetting, value: now });
  return now;
}

/** A secret that has just been made, while its maker still holds it. */
export interface FreshSecret {
  readonly fingerprint: string;
  readonly secret: Uint8Array<ArrayBuffer>;
}

/**
 * The project's keys; a fresh secret at the first call. Two tabs that race end with the same one. `onFresh` gets the secret
 * when it was made here: the only chance to put it under a passphrase.
 */
export async function openProjectKeys(
  database: MainDatabase,
  onFresh: (fresh: FreshSecret) => void = ({ secret }) => secret.fill(0),
): Promise<ProjectKeys> {
  const stored = await readProjectKey(database);
  if (stored) return stored.keys;
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const mine = await projectKeyOf(secret, new Date().toISOString());
  const winner = await database.transaction("rw", database.settings, async () => {
    const other = (await database.settings.get(projectKeySetting))?.value;
    if (isStored(other)) return other;
    await database.settings.put({ key: projectKeySetting, value: mine });
    return mine;
  });
  if (winner === mine) onFresh({ fingerprint: mine.fingerprint, secret });
  else secret.fill(0);
  return winner.keys;
}
