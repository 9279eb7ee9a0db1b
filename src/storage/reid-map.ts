import { base64 } from "../domain/base64.ts";
import { keyFileIterations } from "../domain/deid/key-file.ts";
import {
  type MapEntry,
  type MapFile,
  mapFileHead,
  reidMapSetting,
  withMapChecksum,
} from "../domain/deid/reid-map.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { fromBase64, passphraseKey, toBase64 } from "./passphrase.ts";
import { readSetting } from "./settings.ts";

/** Who changes what, for the device's chain. */
export interface MapChange {
  readonly chain: string;
  readonly actor: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Whether the project keeps a map; anything but a plain yes is no. */
export async function keepsReidMap(database: MainDatabase): Promise<boolean> {
  return (await readSetting(database, reidMapSetting)) === true;
}

/** Switches the map on or off for later imports, and says so in the chain. What is in it stays. */
export async function chooseReidMap(database: MainDatabase, on: boolean, by: MapChange): Promise<void> {
  await database.transaction("rw", database.settings, database.audit, async () => {
    await database.settings.put({ key: reidMapSetting, value: on });
    await appendAudit(database, { ...by, action: "reid-map", target: "project", detail: { on } });
  });
}

/** Deletes every entry of the map and says so in the chain; how many there were. */
export async function deleteReidMap(database: MainDatabase, by: MapChange): Promise<number> {
  return database.transaction("rw", database.reidMap, database.audit, async () => {
    const studies = await database.reidMap.count();
    await database.reidMap.clear();
    await appendAudit(database, {
      ...by,
      action: "reid-map-deleted",
      target: "project",
      detail: { studies },
    });
    return studies;
  });
}

/** Adds what a study was, sealed under the project's own key; one that is there stays as it is. */
export async function putMapEntry(database: MainDatabase, key: CryptoKey, entry: MapEntry): Promise<void> {
  const { studyUid } = entry;
  if (await database.reidMap.get(studyUid)) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = encoder.encode(studyUid);
  // Sealed before the store is touched: a transaction does not wait for a cipher.
  const plain = encoder.encode(JSON.stringify(entry));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain);
  await database.reidMap.put({ studyUid, iv, sealed });
}

/** All entries, opened. Rejects where one was made under another key or changed since. */
export async function openMapEntries(database: MainDatabase, key: CryptoKey): Promise<readonly MapEntry[]> {
  const rows = await database.reidMap.toArray();
  return Promise.all(
    rows.map(async ({ studyUid, iv, sealed }) => {
      const cipher = { name: "AES-GCM", iv, additionalData: encoder.encode(studyUid) };
      return JSON.parse(decoder.decode(await crypto.subtle.decrypt(cipher, key, sealed))) as MapEntry;
    }),
  );
}

/** The entries as a file under a passphrase; fresh salt and nonce each time. */
export async function sealMapFile(
  entries: readonly MapEntry[],
  passphrase: string,
  { fingerprint, exportedAt }: Pick<MapFile, "fingerprint" | "exportedAt">,
): Promise<MapFile> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const open = {
    format: "overread-reidentification-map",
    version: 1,
    fingerprint,
    exportedAt,
    studies: entries.length,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: keyFileIterations, salt: toBase64(salt) },
    cipher: { name: "AES-GCM", iv: toBase64(iv) },
    sealed: "",
  } as const;
  const cipher = { name: "AES-GCM", iv, additionalData: encoder.encode(mapFileHead(open)) };
  const key = await passphraseKey(passphrase, salt);
  const sealed = await crypto.subtle.encrypt(cipher, key, encoder.encode(JSON.stringify(entries)));
  return withMapChecksum({ ...open, sealed: base64(new Uint8Array(sealed)) });
}

/** The entries of a whole map file; null when the passphrase is another. */
export async function openMapFile(file: MapFile, passphrase: string): Promise<readonly MapEntry[] | null> {
  const { checksum: _, ...open } = file;
  const key = await passphraseKey(passphrase, fromBase64(file.kdf.salt));
  const additionalData = encoder.encode(mapFileHead(open));
  const cipher = { name: "AES-GCM", iv: fromBase64(file.cipher.iv), additionalData };
  try {
    const plain = await crypto.subtle.decrypt(cipher, key, fromBase64(file.sealed));
    return JSON.parse(decoder.decode(plain)) as readonly MapEntry[];
  } catch {
    return null;
  }
}
