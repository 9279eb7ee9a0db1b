import type { MainDatabase } from "../../../src/storage/database.ts";
import type { Codecs } from "../../../src/workers/codecs/codecs.ts";
import { fetchStudy } from "../../../src/workers/sync/fetch-study.ts";
import { makeHub } from "../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../src/workers/sync/hub-reader.ts";
import { runSync } from "../../../src/workers/sync/run-sync.ts";
import type { makeImportHarness } from "../import-harness.ts";
import { noCodecs } from "../no-codecs.ts";

/** One run of sync over a store that the import made. */
export async function syncStore(
  database: MainDatabase,
  reader: string,
  fetchFrom: (url: string, init: RequestInit) => Promise<Response>,
  baseUrl = "http://127.0.0.1/dicom-web",
  codecs: Codecs = noCodecs,
) {
  const { signal } = new AbortController();
  const hub = makeHub(baseUrl, { kind: "none" }, fetchFrom);
  const nowMs = () => 1_800_000_000_000;
  return runSync({
    context: {
      database,
      codecs,
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
      codecs,
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
    anew: false,
    isOpen: async () => false,
    whileClosed: (_study, work) => work(),
    freeBytes: async () => Number.MAX_SAFE_INTEGER,
  });
}

/** Fetches the images of a study and imports them, as the screen does. */
export async function fetchInto(
  harness: ReturnType<typeof makeImportHarness>,
  studyUid: string,
  fetchFrom: (url: string, init: RequestInit) => Promise<Response>,
  baseUrl = "http://127.0.0.1/dicom-web",
) {
  const { signal } = new AbortController();
  const reader = makeHubReader(makeHub(baseUrl, { kind: "none" }, fetchFrom), signal);
  const { files, missing } = await fetchStudy(
    reader,
    harness.context.database,
    studyUid,
    signal,
    () => undefined,
  );
  if (missing > 0) throw new Error(`${missing} images did not come`);
  const handles = files.map(({ file }) => {
    if (!(file instanceof File)) throw new TypeError("no file");
    return { name: file.name, size: file.size, path: file.name, file };
  });
  return { files, ...(await harness.take(handles)) };
}

/** Gives a store the key of its harness, as a project file does. */
export async function keepKey(harness: ReturnType<typeof makeImportHarness>): Promise<void> {
  await harness.context.database.settings.put({
    key: "project-secret",
    value: { keys: await harness.context.keys(), fingerprint: "made", madeAt: "", file: null },
  });
}
