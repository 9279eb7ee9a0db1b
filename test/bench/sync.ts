import "fake-indexeddb/auto";
import { openMainDatabase } from "../../src/storage/database.ts";
import { sha256Hex } from "../../src/workers/export/sha256-hex.ts";
import { fetchStudy } from "../../src/workers/sync/fetch-study.ts";
import { makeHub } from "../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../src/workers/sync/hub-reader.ts";
import { pull } from "../../src/workers/sync/pull.ts";
import { push } from "../../src/workers/sync/push.ts";
import { queueImages } from "../../src/workers/sync/queue-images.ts";
import { verify } from "../../src/workers/sync/verify.ts";
import { startOrthanc } from "../support/hub/orthanc.ts";
import { noCodecs } from "../support/no-codecs.ts";
import { hasTool } from "../support/oracle-tools.ts";
import { ctFile, fillHub, plainStore } from "./hub-fill.ts";
import { putStoredFile } from "./hub-store.ts";

/** What `npm run bench -- sync --json` prints, medians of three rounds; null where no Orthanc is installed. Node on fake-indexeddb, Debian's Orthanc on loopback. */
export interface SyncFigures {
  readonly instances: number;
  readonly megabytes: number;
  /** Queueing is not in it; `verifySeconds` is the read-back afterwards. */
  readonly pushSeconds: number | null;
  readonly plainPushSeconds: number | null;
  readonly pushRatio: number | null;
  readonly verifySeconds: number | null;
  readonly pullSeconds: number | null;
  readonly plainPullSeconds: number | null;
  readonly pullRatio: number | null;
  readonly idlePull: {
    readonly studies: number;
    readonly requests: number;
    readonly milliseconds: number;
  } | null;
  /** The same from a hub that lists no changes. */
  readonly idlePullWithoutFeed: { readonly requests: number; readonly milliseconds: number } | null;
  readonly largeHub: {
    readonly studies: number;
    readonly firstPageRequests: number;
    readonly firstPageSeconds: number;
    readonly shown: number;
  } | null;
}

const instances = 200;
const study = "2.25.88001";
const series = "2.25.88002";
const many = 2000;
const idle = 100;
/** As many as the screen lists. */
const shown = 200;

const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

function device(name: string, baseUrl: string, feed = true) {
  const database = openMainDatabase(name);
  const { signal } = new AbortController();
  const state = { requests: 0 };
  const hub = makeHub(baseUrl, { kind: "none" }, (url, init) => {
    state.requests++;
    if (!feed && url.endsWith("/changes?last")) return Promise.resolve(new Response("", { status: 404 }));
    return fetch(url, init);
  });
  const context = {
    database,
    codecs: noCodecs,
    hub,
    reader: makeHubReader(hub, signal),
    hubId: "bench",
    signal,
    nowMs: () => Date.now(),
    random: Math.random,
    onStep: () => undefined,
  };
  return { database, context, state, signal };
}

const files = () =>
  Array.from({ length: instances }, (_, at) => ctFile(study, series, `${series}.${at + 1}`, at));

async function wholeStudy(baseUrl: string): Promise<void> {
  const response = await fetch(`${baseUrl}/studies/${study}`, {
    headers: { Accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
  });
  await response.arrayBuffer();
}

/** Rounds of a transfer: machines are noisy, and a first request warms a process. */
const rounds = 3;

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One round: all bytes in one plain request, then by our queue, each to a hub of its own; the same back. */
async function transfer(round: number) {
  const all = files();
  const plain = await startOrthanc();
  const plainMs = await timed(() => plainStore(plain.baseUrl, all));
  await plain.stop();
  const { baseUrl, stop } = await startOrthanc();
  const { database, context, signal } = device(`bench-push-${round}`, baseUrl);
  for (const file of all) await putStoredFile(database, file, await sha256Hex(file));
  await queueImages({ database, codecs: noCodecs, signal }, study);
  const pushMs = await timed(() => push(context));
  const verifyMs = await timed(() => verify(context));
  const unsafe = (await database.outbox.toArray()).filter(({ state }) => state !== "verified").length;
  if (unsafe > 0) throw new Error(`${unsafe} of ${instances} objects did not arrive.`);
  const other = device(`bench-pull-${round}`, baseUrl);
  const plainPullMs = await timed(() => wholeStudy(baseUrl));
  let came = 0;
  const pullMs = await timed(async () => {
    const { files: got } = await fetchStudy(
      other.context.reader,
      other.database,
      study,
      signal,
      () => undefined,
    );
    came = got.length;
  });
  if (came !== instances) throw new Error(`${came} of ${instances} images came.`);
  await stop();
  console.error(`push ${seconds(pushMs)} s, one request ${seconds(plainMs)} s`);
  return { plainMs, pushMs, verifyMs, pullMs, plainPullMs };
}

async function idleOn(baseUrl: string, studies: readonly string[], feed: boolean) {
  const { context, state } = device(`bench-idle-${feed}`, baseUrl, feed);
  await pull(context, studies);
  await pull(context, studies);
  state.requests = 0;
  const milliseconds = Math.round(await timed(() => pull(context, studies)));
  return { requests: state.requests, milliseconds };
}

async function largeHub() {
  const { baseUrl, stop } = await startOrthanc();
  await fillHub(baseUrl, many);
  const { context, state } = device("bench-large", baseUrl);
  let found = 0;
  const firstMs = await timed(async () => {
    found = (await context.reader.studies({}, shown)).size;
  });
  const firstPageRequests = state.requests;
  const studies = Array.from({ length: idle }, (_, at) => `2.25.9${at}1`);
  const withFeed = await idleOn(baseUrl, studies, true);
  const without = await idleOn(baseUrl, studies, false);
  await stop();
  return { found, firstMs, firstPageRequests, withFeed, without };
}

/** Push and pull of a CT series beside one plain request of the same bytes, idle pulls, and a hub with many studies. */
export async function main(): Promise<SyncFigures> {
  const size = files().reduce((sum, file) => sum + file.length, 0);
  const base = { instances, megabytes: Number((size / 1e6).toFixed(1)) };
  if (!hasTool("Orthanc")) {
    console.error("Orthanc is not installed: no figures.");
    return {
      ...base,
      pushSeconds: null,
      plainPushSeconds: null,
      pushRatio: null,
      verifySeconds: null,
      pullSeconds: null,
      plainPullSeconds: null,
      pullRatio: null,
      idlePull: null,
      idlePullWithoutFeed: null,
      largeHub: null,
    };
  }
  const all: Awaited<ReturnType<typeof transfer>>[] = [];
  for (let round = 1; round <= rounds; round++) all.push(await transfer(round));
  const median = (of: (one: (typeof all)[number]) => number) => medianOf(all.map(of));
  const { found, firstMs, firstPageRequests, withFeed, without } = await largeHub();
  return {
    ...base,
    pushSeconds: seconds(median(({ pushMs }) => pushMs)),
    plainPushSeconds: seconds(median(({ plainMs }) => plainMs)),
    pushRatio: Number(median(({ pushMs, plainMs }) => pushMs / plainMs).toFixed(2)),
    verifySeconds: seconds(median(({ verifyMs }) => verifyMs)),
    pullSeconds: seconds(median(({ pullMs }) => pullMs)),
    plainPullSeconds: seconds(median(({ plainPullMs }) => plainPullMs)),
    pullRatio: Number(median(({ pullMs, plainPullMs }) => pullMs / plainPullMs).toFixed(2)),
    idlePull: { studies: idle, ...withFeed },
    idlePullWithoutFeed: without,
    largeHub: { studies: many, firstPageRequests, firstPageSeconds: seconds(firstMs), shown: found },
  };
}
