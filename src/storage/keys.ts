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

interface StoredSecret {
  /** HKDF base key: from it the keys above are made at each start. */
  readonly base: CryptoKey;
}

const setting = "project-secret";
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

/** Keys from a 32-byte secret: equal secrets give equal keys on every device. */
export async function deriveProjectKeys(secret: Uint8Array<ArrayBuffer>): Promise<ProjectKeys> {
  return deriveAll(await baseKey(secret));
}

const isStored = (value: unknown): value is StoredSecret =>
  typeof value === "object" && value !== null && "base" in value && value.base instanceof CryptoKey;

/** The project's keys; a fresh secret at the first call. Two tabs that race end with the same one. */
export async function openProjectKeys(database: MainDatabase): Promise<ProjectKeys> {
  const stored = (await database.settings.get(setting))?.value;
  if (isStored(stored)) return deriveAll(stored.base);
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const fresh: StoredSecret = { base: await baseKey(secret) };
  secret.fill(0);
  const winner = await database.transaction("rw", database.settings, async () => {
    const other = (await database.settings.get(setting))?.value;
    if (isStored(other)) return other;
    await database.settings.put({ key: setting, value: fresh });
    return fresh;
  });
  return deriveAll(winner.base);
}
