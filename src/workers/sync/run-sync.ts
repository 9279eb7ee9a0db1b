import type { HubSettings, SyncReport } from "../../domain/calls/sync-calls.ts";
import type { MainDatabase, SyncStudyRow } from "../../storage/database.ts";
import { endNetworkWaits, nextTryMs, recoverSending } from "../../storage/outbox.ts";
import { syncStudy } from "../../storage/sync-versions.ts";
import { follow, isBehind } from "./follow.ts";
import { pullTasks } from "./hub-tasks.ts";
import { makeRoom } from "./make-room.ts";
import { makeVersion, type VersionMaker } from "./make-version.ts";
import { pull } from "./pull.ts";
import { push } from "./push.ts";
import { queueImages } from "./queue-images.ts";
import type { StepEnd, SyncContext } from "./sync-context.ts";
import { takeSubmitted } from "./take-submitted.ts";
import { verify } from "./verify.ts";

/** An open study gets a version when its newest one is older than this, and something changed (sync 3.2). */
const everyMs = 10 * 60_000;

/** What a run needs beside the hub. */
export interface SyncRun {
  readonly context: SyncContext;
  readonly maker: VersionMaker;
  readonly settings: HubSettings;
  /** Pseudonym of the person at this device. */
  readonly actor: string;
  /** The study that was just closed: its version is made whatever the clock says. */
  readonly leaving: string | null;
  /** Whether what waits because nobody answered is due now. */
  readonly anew: boolean;
  /** Whether a study is open in an editor. */
  readonly isOpen: (studyUid: string) => Promise<boolean>;
  /** Runs `work` while no editor can open the study; null when one has it. */
  readonly whileClosed: <T>(studyUid: string, work: () => Promise<T>) => Promise<T | null>;
  /** Bytes that are still free on the device. */
  readonly freeBytes: () => Promise<number>;
}

/** With less room than this, images that the hub holds make way. */
const wantedFreeBytes = 2 ** 30;

const studiesOf = async (database: MainDatabase) =>
  (await database.studies.toArray()).sort((a, b) => (a.studyUid < b.studyUid ? -1 : 1));

async function isDue(
  { leaving, isOpen, context }: SyncRun,
  row: SyncStudyRow,
  appliedSeq: number,
): Promise<boolean> {
  if (row.also.length > 0) return true;
  if (appliedSeq === row.seq) return false;
  if (row.studyUid === leaving) return true;
  return Math.abs(context.nowMs() - row.madeAtMs) >= everyMs || !(await isOpen(row.studyUid));
}

/** Makes the versions that are due, and queues the images of studies that have one. */
export async function makeDueVersions(run: SyncRun): Promise<void> {
  const { maker, settings } = run;
  for (const { studyUid, appliedSeq } of await studiesOf(maker.database)) {
    maker.signal.throwIfAborted();
    if (await isDue(run, await syncStudy(maker.database, studyUid), appliedSeq))
      await makeVersion(maker, studyUid);
    const { base } = await syncStudy(maker.database, studyUid);
    if (settings.images && base !== null) await queueImages(maker, studyUid);
  }
}

/** One run: versions, then what goes out, its read-back, what comes in, and what can be followed without a person. */
export async function runSync(run: SyncRun): Promise<SyncReport> {
  const { context } = run;
  await recoverSending(context.database);
  if (run.anew) await endNetworkWaits(context.database);
  await makeDueVersions(run);
  const steps: (() => Promise<StepEnd>)[] = [
    () => push(context),
    () => verify(context),
    async () =>
      pull(
        context,
        (await studiesOf(context.database)).map(({ studyUid }) => studyUid),
      ),
  ];
  let end: StepEnd = "done";
  for (const step of steps) {
    end = await step();
    if (end !== "done") break;
  }
  if (end === "done") await pullTasks(context);
  const followed = await followAll(run);
  await takeSubmitted(run.maker, run.actor);
  const wantedBytes = wantedFreeBytes - (await run.freeBytes());
  if (end === "done" && wantedBytes > 0)
    await makeRoom({
      database: context.database,
      hubId: context.hubId,
      wantedBytes,
      isOpen: run.isOpen,
      signal: context.signal,
    });
  // Until somebody signs in no time brings anything.
  return {
    end,
    followed,
    nextAtMs: end === "sign-in" ? null : await nextTryMs(context.database, context.nowMs()),
  };
}

/** Brings every study that can be followed without a person to its reader's newest version. Returns those. */
export async function followAll({
  maker,
  actor,
  whileClosed,
}: Pick<SyncRun, "maker" | "actor" | "whileClosed">): Promise<string[]> {
  const followed: string[] = [];
  for (const { studyUid } of await studiesOf(maker.database)) {
    if (!(await isBehind(maker, studyUid))) continue;
    if (await whileClosed(studyUid, () => follow(maker, studyUid, actor))) followed.push(studyUid);
  }
  return followed;
}
