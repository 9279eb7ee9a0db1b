import type { HubSettings } from "../domain/calls/sync-calls.ts";
import type { MainDatabase } from "./database.ts";
import { readSetting } from "./settings.ts";

const name = "sync-hub";

/** The hub of this device; null while there is none. */
export async function readHubSettings(db: MainDatabase): Promise<HubSettings | null> {
  const value = (await readSetting(db, name)) as HubSettings | null | undefined;
  return value ?? null;
}

/** Keeps the hub, and remembers that this device has talked to it. Null: none any more; the outbox stays. */
export async function writeHubSettings(db: MainDatabase, settings: HubSettings | null): Promise<void> {
  await db.transaction("rw", db.settings, db.hubs, async () => {
    await db.settings.put({ key: name, value: settings });
    if (settings) await db.hubs.put({ id: settings.id, baseUrl: settings.baseUrl, kind: "plain" });
  });
}

/** Where the service worker finds the hub's origin: it reads no database. */
const cacheName = "overread-hub";
const cacheKey = "hub-origin";

/** Tells the service worker which other origin may be reached, or none. It counts for pages and workers that load from then on. */
export async function allowHubOrigin(baseUrl: string | null, pageOrigin: string): Promise<void> {
  if (!("caches" in globalThis)) return;
  const cache = await caches.open(cacheName);
  const origin = baseUrl === null ? null : new URL(baseUrl).origin;
  if (origin === null || origin === pageOrigin) await cache.delete(cacheKey);
  else await cache.put(cacheKey, new Response(origin));
}
