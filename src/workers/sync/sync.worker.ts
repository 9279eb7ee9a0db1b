import type { SyncCalls } from "../../domain/calls/sync-calls.ts";
import { openMainDatabase } from "../../storage/database.ts";
import { openQuarantineDatabase } from "../../storage/quarantine-database.ts";
import { holdStudy, isStudyOpen } from "../../storage/study-lock.ts";
import { browserCodecAssets } from "../codecs/browser-assets.ts";
import { makeCodecs } from "../codecs/codecs.ts";
import { makeZipSink } from "../export/zip-sink.ts";
import { serve } from "../serve.ts";
import { makeSyncHandlers } from "./sync-handlers.ts";

/** One tab works, the others see its rows change (sync 3.4). */
const lockName = "overread-sync";

async function alone<T>(work: () => Promise<T>): Promise<T | null> {
  if (!("locks" in navigator)) return work();
  return navigator.locks.request(lockName, { ifAvailable: true }, (lock) => (lock ? work() : null));
}

async function whileClosed<T>(studyUid: string, work: () => Promise<T>): Promise<T | null> {
  const hold = await holdStudy(studyUid, { force: false, onLost: () => undefined });
  if (!hold) return null;
  try {
    return await work();
  } finally {
    await hold.release();
  }
}

serve<SyncCalls>(
  makeSyncHandlers({
    database: openMainDatabase(),
    quarantine: openQuarantineDatabase(),
    codecs: makeCodecs(browserCodecAssets()),
    nowMs: () => Date.now(),
    random: () => Math.random(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    openBundleSink: () => makeZipSink("overread-bundle", "bundles"),
    alone,
    isOpen: isStudyOpen,
    whileClosed,
  }),
);
