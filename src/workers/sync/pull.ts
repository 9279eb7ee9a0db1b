import type { Version } from "../../domain/sync/version.ts";
import { readVersion } from "../../formats/dicom-sr/read-version.ts";
import { type JsonDataset, jsonTags, numberAt, textAt } from "../../formats/dicomweb/dicom-json.ts";
import { FormatError } from "../../formats/format-error.ts";
import type { ForeignRow, MainDatabase, SyncStudyRow } from "../../storage/database.ts";
import { keepPulled, knownReports, noteCount, syncStudy } from "../../storage/sync-versions.ts";
import { NoAnswer } from "./hub.ts";
import { readFeed } from "./hub-feed.ts";
import { HubStatus } from "./hub-reader.ts";
import type { StepEnd, SyncContext } from "./sync-context.ts";

/** An open study is listed in full once a day: a deletion and an addition keep the count equal (sync 3.5). */
const fullEveryMs = 24 * 3_600_000;

/** Studies that one question names; longer lists do not fit every server's address line (sync 4). */
const studiesAtOnce = 20;

/** Fetches the versions of these studies that are not here. Idle, it asks one question, or one for twenty studies where a hub lists no changes. */
export async function pull(context: SyncContext, studies: readonly string[]): Promise<StepEnd> {
  try {
    const feed = await readFeed(context);
    const wanted: SyncStudyRow[] = [];
    for (const study of studies) {
      const row = await syncStudy(context.database, study);
      if (feed.changed || row.count === null || !isFresh(context, row)) wanted.push(row);
    }
    for (let at = 0; at < wanted.length; at += studiesAtOnce) {
      context.signal.throwIfAborted();
      const some = wanted.slice(at, at + studiesAtOnce);
      const counts = await countsOf(
        context,
        some.map(({ studyUid }) => studyUid),
      );
      for (const row of some) {
        const count = counts.get(row.studyUid);
        if (count !== undefined) await pullStudy(context, row, count);
      }
    }
    await feed.keep();
    return "done";
  } catch (reason) {
    context.signal.throwIfAborted();
    if (reason instanceof HubStatus && (reason.status === 401 || reason.status === 403)) return "sign-in";
    if (reason instanceof HubStatus || reason instanceof NoAnswer || reason instanceof FormatError)
      return "no-answer";
    throw reason;
  }
}

// A clock that was set back must not put off the full list for ever.
const isFresh = ({ nowMs }: SyncContext, { lastFullMs }: SyncStudyRow): boolean =>
  Math.abs(nowMs() - lastFullMs) < fullEveryMs;

/** How many objects the hub counts in each study; null where it does not count. Studies that it does not have are left out. */
async function countsOf(
  { reader }: SyncContext,
  studies: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const found = studies.length > 1 ? await reader.studiesOf(studies) : new Map<string, JsonDataset>();
  // A hub that knows no lists answers nothing: the rest is asked for one by one.
  for (const study of found.size > 0 ? [] : studies) {
    const one = await reader.study(study);
    if (one) found.set(study, one);
  }
  return new Map([...found].map(([study, item]) => [study, numberAt(item, jsonTags.studyInstances)]));
}

/** `count` was read before the search: what arrives during it still shows next time. */
async function pullStudy(context: SyncContext, row: SyncStudyRow, count: number | null): Promise<void> {
  if (count !== null && count === row.count && isFresh(context, row)) return;
  const listed = await pullHub(context, row.studyUid);
  // A list that is older than the count (a cache on the way, a hub's index that lags) must not pass for the whole: it is asked for again.
  const isWhole = count === null || listed === null || listed >= count;
  await noteCount(context.database, row.studyUid, isWhole ? count : null, context.nowMs());
}

/** Takes in the versions of a study on the hub. Returns how many objects its lists have in all; null where the hub does not count them. */
async function pullHub(context: SyncContext, study: string): Promise<number | null> {
  return gathered(context.database, async (keep) => {
    let listed: number | null = 0;
    for (const [series, item] of await context.reader.series(study, null)) {
      const isReports = textAt(item, jsonTags.modality) === "SR";
      const count = isReports
        ? await pullSeries(context, study, series, keep)
        : numberAt(item, jsonTags.seriesInstances);
      listed = listed === null || count === null ? null : listed + count;
    }
    return listed;
  });
}

/** What a pull asks of whoever holds versions: a hub, or a bundle. */
export interface ReportSource extends Pick<SyncContext, "database" | "signal" | "onStep"> {
  readonly reader: Pick<SyncContext["reader"], "object"> & {
    series(study: string, modality: string): Promise<ReadonlyMap<string, unknown>>;
    instances(study: string, series: string): Promise<ReadonlyMap<string, unknown>>;
  };
}

/** Takes in the versions of a study that are not here, from whoever holds them. */
export async function pullReports(source: ReportSource, study: string): Promise<void> {
  await gathered(source.database, async (keep) => {
    for (const series of (await source.reader.series(study, "SR")).keys())
      await pullSeries(source, study, series, keep);
  });
}

/** One report as it came, read: a version, or why it is none. */
interface Pulled {
  readonly study: string;
  readonly uid: string;
  readonly read: Version | ForeignRow["reason"];
  readonly bytes: Uint8Array;
}

/** More than this is not kept in memory while the rest of a study is fetched. */
const mostGatheredBytes = 32 << 20;

/**
 * Stores what `work` hands over together, at its end: with half of the versions of a study here, an older one looks like the newest. What came
 * before a failure is stored too, so that a line that breaks every minute gets there.
 */
async function gathered<T>(
  database: MainDatabase,
  work: (keep: (one: Pulled) => Promise<void>) => Promise<T>,
): Promise<T> {
  let waiting: Pulled[] = [];
  let size = 0;
  const store = async () => {
    const [some, versions] = [waiting, waiting.flatMap(({ read }) => (typeof read === "string" ? [] : read))];
    [waiting, size] = [[], 0];
    await keepPulled(
      database,
      versions,
      some.flatMap(({ uid, study, read }) =>
        typeof read === "string" ? [{ uid, study, reason: read }] : [],
      ),
      some.flatMap(({ uid, study, read, bytes }) =>
        typeof read === "string" ? [] : [{ uid, study, bytes: Uint8Array.from(bytes).buffer }],
      ),
    );
  };
  try {
    return await work(async (one) => {
      waiting.push(one);
      size += one.bytes.length;
      if (size > mostGatheredBytes) await store();
    });
  } finally {
    if (waiting.length > 0) await store();
  }
}

/**
 * Hands over the reports of a series that are not here, with the bytes that they came as, for those who get them from here. Returns how many
 * objects the series lists.
 */
async function pullSeries(
  { database, reader, signal, onStep }: ReportSource,
  study: string,
  series: string,
  keep: (one: Pulled) => Promise<void>,
): Promise<number> {
  const known = await knownReports(database, study);
  const listed = await reader.instances(study, series);
  for (const uid of listed.keys()) {
    if (known.has(uid)) continue;
    signal.throwIfAborted();
    const bytes = await reader.object(study, series, uid);
    if (!bytes) continue;
    await keep({ study, uid, read: await readVersion(bytes, study, uid), bytes });
    onStep();
  }
  return listed.size;
}
