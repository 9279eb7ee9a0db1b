import type { HubSettings } from "../domain/calls/sync-calls.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

const name = "sync-hub";

/** The hub of this device; null while there is none. */
export async function readHubSettings(db: MainDatabase): Promise<HubSettings | null> {
  const value = (await readSetting(db, name)) as HubSettings | null | undefined;
  return value ?? null;
}

const readerName = "sync-reader";

/** The code of the reader at this device: that of the hub's settings, or the one kept for bundles; empty while nobody has given one. */
export async function readReaderCode(db: MainDatabase): Promise<string> {
  return (await readHubSettings(db))?.reader ?? String((await readSetting(db, readerName)) ?? "");
}

/** Whether a text can be a reader code. */
export const isReaderCode = (text: string): boolean => /^[A-Za-z0-9]{1,16}$/.test(text);

/** Keeps the code of a reader whose device has no hub. */
export const writeReaderCode = (db: MainDatabase, reader: string): Promise<void> =>
  writeSetting(db, readerName, reader);

/** Keeps the hub, and remembers that this device has talked to it. Null: none any more; the outbox stays. */
export async function writeHubSettings(db: MainDatabase, settings: HubSettings | null): Promise<void> {
  await db.transaction("rw", db.settings, db.hubs, async () => {
    await db.settings.put({ key: name, value: settings });
    if (settings) await db.hubs.put({ id: settings.id, baseUrl: settings.baseUrl, kind: "plain" });
  });
}

/** Where the service worker looks for the hub's origin, for it reads no database; `csp.ts` names the same. */
export const hubOriginStore = { cache: "overread-hub", key: "hub-origin" } as const;

/** Tells the service worker which other origin may be reached, or none. It counts for pages and workers that load from then on. */
export async function allowHubOrigin(baseUrl: string | null, pageOrigin: string): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(hubOriginStore.cache);
  const origin = baseUrl === null ? null : new URL(baseUrl).origin;
  if (origin === null || origin === pageOrigin) await cache.delete(hubOriginStore.key);
  else await cache.put(hubOriginStore.key, new Response(origin));
}
