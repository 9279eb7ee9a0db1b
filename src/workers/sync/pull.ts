import type { Version } from "../../domain/sync/version.ts";
import { readVersion } from "../../formats/dicom-sr/read-version.ts";
import { jsonTags, numberAt } from "../../formats/dicomweb/dicom-json.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { ForeignRow } from "../../storage/database.ts";
import { keepPulled, knownReports, noteCount, syncStudy } from "../../storage/sync-versions.ts";
import { NoAnswer } from "./hub.ts";
import { HubStatus } from "./hub-reader.ts";
import type { StepEnd, SyncContext } from "./sync-context.ts";

/** An open study is listed in full once a day: a deletion and an addition keep the count equal (sync 3.5). */
const fullEveryMs = 24 * 3_600_000;

/** Fetches the versions of these studies that are not here. Idle, it asks one question a study. */
export async function pull(context: SyncContext, studies: readonly string[]): Promise<StepEnd> {
  for (const study of studies) {
    context.signal.throwIfAborted();
    try {
      await pullStudy(context, study);
    } catch (reason) {
      context.signal.throwIfAborted();
      if (reason instanceof HubStatus && (reason.status === 401 || reason.status === 403)) return "sign-in";
      if (reason instanceof HubStatus || reason instanceof NoAnswer || reason instanceof FormatError)
        return "no-answer";
      throw reason;
    }
  }
  return "done";
}

async function pullStudy(context: SyncContext, study: string): Promise<void> {
  const { database, reader, nowMs } = context;
  const row = await syncStudy(database, study);
  const found = await reader.study(study);
  if (!found) return;
  // The count that was read before the search: what arrives during it still shows next time.
  const count = numberAt(found, jsonTags.studyInstances);
  // A clock that was set back must not put off the full list for ever.
  const age = Math.abs(nowMs() - row.lastFullMs);
  if (count !== null && count === row.count && age < fullEveryMs) return;
  await pullReports(context, study);
  await noteCount(database, study, count, nowMs());
}

/** What a pull asks of whoever holds versions: a hub, or a bundle. */
export interface ReportSource extends Pick<SyncContext, "database" | "signal" | "onStep"> {
  readonly reader: Pick<SyncContext["reader"], "object"> & {
    series(study: string, modality: string): Promise<ReadonlyMap<string, unknown>>;
    instances(study: string, series: string): Promise<ReadonlyMap<string, unknown>>;
  };
}

/** Takes in the versions of a study that are not here, with the bytes that they came as, for those who get them from here. */
export async function pullReports(
  { database, reader, signal, onStep }: ReportSource,
  study: string,
): Promise<void> {
  const known = await knownReports(database, study);
  for (const series of (await reader.series(study, "SR")).keys()) {
    for (const uid of (await reader.instances(study, series)).keys()) {
      if (known.has(uid)) continue;
      signal.throwIfAborted();
      const bytes = await reader.object(study, series, uid);
      if (!bytes) continue;
      const version: Version | ForeignRow["reason"] = await readVersion(bytes, study, uid);
      if (typeof version === "string") await keepPulled(database, [], [{ uid, study, reason: version }]);
      else await keepPulled(database, [version], [], [{ uid, study, bytes: Uint8Array.from(bytes).buffer }]);
      known.add(uid);
      onStep();
    }
  }
}
