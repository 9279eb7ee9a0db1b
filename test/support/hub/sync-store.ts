import type { MainDatabase } from "../../../src/storage/database.ts";
import { makeHub } from "../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../src/workers/sync/hub-reader.ts";
import { runSync } from "../../../src/workers/sync/run-sync.ts";

/** One run of sync over a store that the import made. */
export async function syncStore(
  database: MainDatabase,
  reader: string,
  fetchFrom: (url: string, init: RequestInit) => Promise<Response>,
) {
  const { signal } = new AbortController();
  const hub = makeHub("http://127.0.0.1/dicom-web", { kind: "none" }, fetchFrom);
  const nowMs = () => 1_800_000_000_000;
  return runSync({
    context: {
      database,
      hub,
      reader: makeHubReader(hub, signal),
      hubId: "hub-1",
      signal,
      nowMs,
      random: Math.random,
      onStep: () => undefined,
    },
    maker: {
      database,
      reader,
      device: "3f1c2a5e-1111-4222-8333-944455556666",
      toolVersion: "0.1.0",
      nowMs,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      signal,
    },
    settings: { id: "hub-1", baseUrl: "", signIn: "none", reader, images: true },
    actor: "u",
    leaving: null,
    isOpen: async () => false,
    whileClosed: (_study, work) => work(),
  });
}
