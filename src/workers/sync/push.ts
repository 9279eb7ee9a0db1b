import { longestWaitMs, type OutboxFault, type OutboxRow } from "../../domain/sync/outbox-row.ts";
import { sameContent } from "../../formats/dicom/same-content.ts";
import { hubPaths } from "../../formats/dicomweb/hub-path.ts";
import { boundaryFor, multipartPieces } from "../../formats/dicomweb/multipart.ts";
import { readStoreOutcome } from "../../formats/dicomweb/store-outcome.ts";
import { changeRows, dueRows } from "../../storage/outbox.ts";
import { backoffMs } from "./backoff.ts";
import { type HubReply, NoAnswer } from "./hub.ts";
import { HubStatus, jsonOf } from "./hub-reader.ts";
import { outboxBytes } from "./outbox-bytes.ts";
import type { StepEnd, SyncContext } from "./sync-context.ts";

/** Most bytes and objects of one request: the smallest resumable unit is one object, and a cut request begins again (sync 3.4). */
const batchLimit = { bytes: 8 * 2 ** 20, objects: 16 } as const;
/** Tries of an object that the hub names as failed, before a person is asked. */
const mostTries = 3;

/** An object is sent from memory, and read back into it: a larger one stays on this device, visibly. */
const mostSentBytes = 1 << 30;

interface Loaded {
  readonly row: OutboxRow;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const uids = (rows: readonly OutboxRow[]) => rows.map(({ uid }) => uid);

/** Back into the queue, later. What was asked for on the way may have arrived all the same. */
export const putOff =
  (context: SyncContext, fault: OutboxFault, retryAfterMs: number | null = null) =>
  (row: OutboxRow) => ({
    state: "queued" as const,
    doubtful: true,
    tries: row.tries + 1,
    nextAtMs:
      context.nowMs() + Math.min(longestWaitMs, retryAfterMs ?? backoffMs(row.tries + 1, context.random())),
    fault,
  });

/** Whether an answer means that the whole request is to be tried again later. */
const isBusy = (status: number) => status === 408 || status === 429 || status >= 500;

const wantsSignIn = (status: number) => status === 401 || status === 403;

/** A request under way. */
interface Sending {
  readonly batch: readonly Loaded[];
  readonly answer: Promise<HubReply>;
}

/** What goes next, read, checked and marked as `sending`; or why nothing does. */
type Prepared = { readonly batch: readonly Loaded[] } | { readonly end: StepEnd };

const uidsOf = (batch: readonly Loaded[]) => batch.map(({ row }) => row.uid);

/** Back into the queue as it was: it was never sent. */
const putBack = async ({ database }: SyncContext, next: Prepared): Promise<void> => {
  if ("batch" in next) await changeRows(database, uidsOf(next.batch), () => ({ state: "queued" }));
};

function post(context: SyncContext, batch: readonly Loaded[]): Sending {
  const payloads = batch.map(({ bytes }) => bytes);
  const boundary = boundaryFor(payloads, () => context.random().toString(36).slice(2));
  const path = hubPaths.store(batch[0]?.row.study ?? "");
  const answer = context.hub.post(path, multipartPieces(payloads, boundary), boundary, context.signal);
  // Whoever waits for it hears of a failure; what is done before may fail first.
  answer.catch(() => undefined);
  return { batch, answer };
}

/**
 * Sends what is due until nothing is left or the hub cannot be used now. While the hub is at one request, the next is made ready, and goes out before
 * the answer to the first is written down. Throws only when it is cancelled or the store fails.
 */
export async function push(context: SyncContext): Promise<StepEnd> {
  const { database } = context;
  let most: number = batchLimit.objects;
  let first = await prepare(context, most);
  while ("batch" in first) {
    let sending: Sending | null = post(context, first.batch);
    while (sending) {
      const { batch, answer }: Sending = sending;
      const preparing = prepare(context, most);
      preparing.catch(() => undefined);
      let reply: HubReply;
      try {
        reply = await answer;
      } catch (reason) {
        if (!(reason instanceof NoAnswer)) throw reason;
        await putBack(context, await preparing);
        await changeRows(database, uidsOf(batch), putOff(context, { code: "no-network" }));
        return "no-answer";
      }
      const next = await preparing;
      if (reply.status === 200 && "batch" in next) {
        sending = post(context, next.batch);
        await takeOutcome(context, batch, reply);
        continue;
      }
      await putBack(context, next);
      sending = null;
      if (wantsSignIn(reply.status)) {
        await changeRows(database, uidsOf(batch), () => ({ state: "queued", doubtful: true }));
        return "sign-in";
      }
      if (reply.status === 413) most = await takeTooLarge(context, batch, most);
      else if (!(await takeOutcome(context, batch, reply)) && isBusy(reply.status)) return "no-answer";
    }
    first = await prepare(context, most);
  }
  return first.end;
}

/** A request that was too large goes again by halves; one object alone stays on this device, visibly. Gives the objects of a request from now on. */
async function takeTooLarge(
  { database }: SyncContext,
  batch: readonly Loaded[],
  most: number,
): Promise<number> {
  const alone = batch.length === 1;
  await changeRows(database, uidsOf(batch), () =>
    alone ? { state: "rejected", fault: { code: "too-large" } } : { state: "queued" },
  );
  return alone ? most : Math.max(1, Math.floor(batch.length / 2));
}

/** Makes the next request of at most so many objects ready. */
async function prepare(context: SyncContext, most: number): Promise<Prepared> {
  const { database } = context;
  for (;;) {
    context.signal.throwIfAborted();
    const due = await dueRows(database, context.nowMs());
    const [first] = due;
    if (!first) return { end: "done" };
    const ofStudy = due.filter(({ study }) => study === first.study);
    const doubtful = ofStudy.filter((row) => row.doubtful);
    if (doubtful.length > 0) {
      const end = await askFirst(context, first.study, doubtful);
      if (end !== "done") return { end };
      continue;
    }
    const batch = await load(context, ofStudy, most);
    if (batch.length === 0) continue;
    await changeRows(database, uidsOf(batch), () => ({ state: "sending", hubId: context.hubId }));
    return { batch };
  }
}

/** Asks the hub which of these it has; those are sent, the others are free to go. */
async function askFirst(context: SyncContext, study: string, rows: readonly OutboxRow[]): Promise<StepEnd> {
  try {
    const there = await context.reader.instances(study);
    await changeRows(context.database, uids(rows), ({ uid }) =>
      there.has(uid)
        ? { state: "sent", doubtful: false, hubId: context.hubId, nextAtMs: 0 }
        : { doubtful: false },
    );
    return "done";
  } catch (reason) {
    return putOffRead(context, rows, reason, "queued");
  }
}

/** What a failed question means for the rows it was about. Rethrows what is no answer of a hub. */
export async function putOffRead(
  context: SyncContext,
  rows: readonly OutboxRow[],
  reason: unknown,
  state: "queued" | "sent",
): Promise<StepEnd> {
  if (reason instanceof HubStatus && wantsSignIn(reason.status)) return "sign-in";
  const later = (fault: OutboxFault, retryAfterMs: number | null) =>
    changeRows(context.database, uids(rows), (row) => ({
      ...putOff(context, fault, retryAfterMs)(row),
      state,
    }));
  if (reason instanceof HubStatus)
    await later({ code: "hub-status", status: reason.status }, reason.retryAfterMs);
  else if (reason instanceof NoAnswer) await later({ code: "no-network" }, null);
  else throw reason;
  return "no-answer";
}

/** The next objects that fit one request. What is not whole on this device is put aside, visibly. */
async function load(context: SyncContext, rows: readonly OutboxRow[], most: number): Promise<Loaded[]> {
  const batch: Loaded[] = [];
  let size = 0;
  for (const row of rows) {
    if (batch.length >= most || (batch.length > 0 && size + row.lengthBytes > batchLimit.bytes)) break;
    if (row.lengthBytes > mostSentBytes) {
      await changeRows(context.database, [row.uid], () => ({
        state: "rejected",
        fault: { code: "too-large" },
      }));
      continue;
    }
    const bytes = await outboxBytes(context, row);
    context.signal.throwIfAborted();
    if (!bytes) {
      await changeRows(context.database, [row.uid], () => ({
        state: "rejected",
        fault: { code: "not-here" },
      }));
      continue;
    }
    batch.push({ row, bytes });
    size += bytes.length;
  }
  return batch;
}

/** Reads the answer object by object, whatever its status. Returns whether it named any. */
async function takeOutcome(
  context: SyncContext,
  batch: readonly Loaded[],
  reply: HubReply,
): Promise<boolean> {
  const { database } = context;
  const { status, retryAfterMs } = reply;
  const { stored, failed } = readStoreOutcome(jsonOf(reply));
  const rows = batch.map(({ row }) => row);
  const taken = uids(rows).filter((uid) => stored.has(uid));
  await changeRows(database, taken, () => ({ state: "sent", fault: null, nextAtMs: 0 }));
  for (const one of batch.filter(({ row }) => failed.has(row.uid)))
    await checkFailed(context, one, failed.get(one.row.uid) ?? 0);
  const unnamed = uids(rows).filter((uid) => !stored.has(uid) && !failed.has(uid));
  const fault: OutboxFault = isBusy(status) ? { code: "hub-status", status } : { code: "not-named", status };
  await changeRows(database, unnamed, putOff(context, fault, retryAfterMs));
  context.onStep();
  return unnamed.length < rows.length;
}

/** Codes of failures differ from hub to hub and lie: what the hub holds decides (sync 3.4, step 6). */
async function checkFailed(context: SyncContext, { row, bytes }: Loaded, reason: number): Promise<void> {
  const { database } = context;
  const fault: OutboxFault = { code: "refused", reason };
  let found: Uint8Array | null;
  try {
    found = await context.reader.object(row.study, row.series, row.uid);
  } catch (problem) {
    context.signal.throwIfAborted();
    if (!(problem instanceof NoAnswer || problem instanceof HubStatus || problem instanceof Error))
      throw problem;
    await changeRows(database, [row.uid], putOff(context, fault));
    return;
  }
  if (found) {
    const same = await sameContent(bytes, found);
    await changeRows(database, [row.uid], () =>
      same ? { state: "sent", fault: null } : { state: "rejected", fault: { code: "other-content" } },
    );
    return;
  }
  await changeRows(database, [row.uid], (now) =>
    now.tries + 1 >= mostTries ? { state: "rejected", fault } : putOff(context, fault)(now),
  );
}
