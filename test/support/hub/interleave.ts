import "fake-indexeddb/auto";
import { instanceUidFrom } from "../../../src/domain/instance-uid.ts";
import { isAnswerKey } from "../../../src/domain/sync/answer-object.ts";
import { drawnAnew } from "../../../src/domain/sync/draw-anew.ts";
import { labelOfText, withNewUid } from "../../../src/domain/sync/label-object.ts";
import type { Conflict, Decision } from "../../../src/domain/sync/merge-versions.ts";
import { studyHeads } from "../../../src/domain/sync/study-heads.ts";
import type { Version } from "../../../src/domain/sync/version.ts";
import { ancestors, byUid } from "../../../src/domain/sync/version-graph.ts";
import { deriveProjectKeys, type ProjectKeys } from "../../../src/storage/keys.ts";
import { queueAgain } from "../../../src/storage/outbox.ts";
import { readVersions } from "../../../src/storage/sync-versions.ts";
import { mergeInto } from "../../../src/workers/sync/follow.ts";
import { localLabels, sameObjects } from "../../../src/workers/sync/local-objects.ts";
import { makeRandom } from "../random.ts";
import { bundleOf, takeBundle } from "./bundles.ts";
import { type HubFault, type MemoryHub, makeMemoryHub } from "./memory-hub.ts";
import { handIn, isOpen, missesVerdict, reader, reviewByCoin, reviewer } from "./review-acts.ts";
import { makeDevice, type SyncDevice, study } from "./sync-device.ts";

/** What one random history ended with; all zero and the same versions everywhere, or it failed. */
export interface Outcome {
  /** Queued objects that are neither verified and on the hub, nor visible as rejected. */
  readonly lost: number;
  /** Objects on the hub that nobody queued, or that it took twice. */
  readonly duplicated: number;
  /**
   * Rejected rows without a reason, saved labels that stand in no newest version, what was drawn before a whole run and stands in no version,
   * versions that a device lacks, forks that ended, or labels that were replaced, without a person; a verdict that a device of the reader lacks.
   */
  readonly silent: number;
  readonly versions: number;
  readonly conflicts: number;
  /** Verdicts among the versions. */
  readonly verdicts: number;
}

/** What happened on the way, to be looked for at the end. */
interface Course {
  conflicts: number;
  /** Merges that a person made. */
  merges: number;
  /** Every text of a label that was on disk when a whole run began. */
  readonly drawn: Set<string>;
  /** Runs after which the labels go on from a version that what was on disk is not behind of. */
  overwritten: number;
}

/** One whole run. What is on disk before it must be in a version after it, whatever came in meanwhile. */
async function syncWhole(device: SyncDevice, course: Course): Promise<void> {
  const { objects } = await localLabels(device.database, study);
  await device.sync();
  for (const text of Object.values(objects)) course.drawn.add(text);
  const base = (await device.database.syncStudies.get(study))?.base ?? null;
  if (base === null) return;
  const known = byUid(await device.versions());
  const behind = [...ancestors(known, base)].flatMap((uid) => known.get(uid) ?? []);
  if (Object.keys(objects).length > 0 && !behind.some((version) => sameObjects(version.objects, objects)))
    course.overwritten++;
}

/** What a person might decide: one side, both, or neither. */
function byCoin({ trackingUid, a, b }: Conflict, random: () => number): Decision {
  const dice = random();
  if (isAnswerKey(trackingUid)) return { keep: dice < 0.5 ? "a" : "b" };
  const text = a ?? b;
  if (dice < 0.4 || text === null) return { keep: "a" };
  if (dice < 0.7 || b === null) return { keep: "b" };
  if (dice < 0.85) {
    const newTrackingUid = instanceUidFrom(new Uint8Array(16).map(() => Math.floor(random() * 256)));
    return { keep: "both", newTrackingUid, second: withNewUid(b, newTrackingUid) };
  }
  const pointsImage = [
    [0.5, 0.5],
    [2 + Math.floor(random() * 5), 4],
  ] as const;
  const { provenance } = labelOfText(text).label;
  const drawn = drawnAnew(text, { pointsImage, columns: 8, rows: 6, provenance });
  return drawn === null ? { keep: "a" } : { keep: "anew", drawn };
}

/** Merges the reader's own two heads, if there are, conflicts by a coin. */
async function mergeByCoin(device: SyncDevice, random: () => number, course: Course): Promise<void> {
  const { pair } = studyHeads(await readVersions(device.database, study), reader);
  if (!pair) return;
  const row = await device.database.syncStudies.get(study);
  const [mine, other] = row?.base === pair.b.uid ? [pair.b, pair.a] : [pair.a, pair.b];
  const decisions = new Map(
    pair.merge.conflicts.map((conflict) => [conflict.trackingUid, byCoin(conflict, random)]),
  );
  const signal = new AbortController().signal;
  const end = await mergeInto(device.maker(signal), {
    studyUid: study,
    mine: mine.uid,
    other: other.uid,
    decisions,
    actor: "u",
  });
  course.conflicts += pair.merge.conflicts.length;
  if (end === "merged") course.merges++;
}

let keys: Promise<ProjectKeys> | null = null;

/** Carries a bundle from one device to the other, damaged on the way or not: what it brings must be whole or nothing. */
async function carry(from: SyncDevice, to: SyncDevice, fault: HubFault, random: () => number): Promise<void> {
  keys ??= deriveProjectKeys(new Uint8Array(32).fill(7));
  for (const { database } of [from, to])
    await database.settings.put({
      key: "project-secret",
      value: { keys: await keys, fingerprint: "made", madeAt: "", file: null },
    });
  const { signal } = new AbortController();
  const zip = await bundleOf(from.maker(signal));
  if (!zip) return;
  const bytes = new Uint8Array(await zip.arrayBuffer());
  if (fault === "bundle-damaged") {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255));
  }
  await takeBundle(to.maker(signal), new Blob([bytes]));
}

/** The way to a hub. A run on it is killed at a moment that is counted, not timed: before a request goes out, or before its answer is read. */
function makeLine(hub: Pick<MemoryHub, "fetch">) {
  let left = Number.POSITIVE_INFINITY;
  let control = new AbortController();
  const moment = (signal: AbortSignal | null | undefined) => {
    if (left-- === 0) control.abort();
    signal?.throwIfAborted();
  };
  return {
    fetch: async (url: string, init: RequestInit) => {
      moment(init.signal);
      const answer = await hub.fetch(url, init);
      moment(init.signal);
      return answer;
    },
    killAt(moments: number): AbortSignal {
      left = moments;
      control = new AbortController();
      return control.signal;
    },
    heal: () => {
      left = Number.POSITIVE_INFINITY;
    },
  };
}

/** One act of the reader at random: edits, a run, a bundle, a run that is killed half-way, a merge. */
async function act(
  device: SyncDevice,
  other: SyncDevice,
  line: ReturnType<typeof makeLine>,
  fault: HubFault,
  random: () => number,
  course: Course,
): Promise<void> {
  const labels = await device.labels();
  const one = labels[Math.floor(random() * labels.length)]?.instanceUid ?? "";
  const dice = random();
  device.clock.ms += Math.floor(random() * 120_000);
  if (fault === "clock-jumps") device.clock.ms += Math.floor((random() - 0.5) * 10 * 86_400_000);
  if (dice < 0.2) await device.add(2 + Math.floor(random() * 5));
  else if (dice < 0.35) await device.move(one, 2 + Math.floor(random() * 5));
  else if (dice < 0.45) await device.remove(one);
  else if (dice < 0.53) {
    const value = ["good", "poor", undefined][Math.floor(random() * 3)];
    await device.answer(random() < 0.5 ? "quality" : "phase", value, random() < 0.5 ? "study" : "image");
  } else if (dice < 0.85) await syncWhole(device, course);
  else if (dice < 0.89) await carry(device, other, fault, random);
  else if (dice < 0.94) {
    await device.sync(line.killAt(Math.floor(random() * 16))).catch(() => undefined);
    line.heal();
  } else await mergeByCoin(device, random, course);
}

async function settle(
  devices: readonly SyncDevice[],
  hub: MemoryHub,
  random: () => number,
  course: Course,
  fault: HubFault,
): Promise<void> {
  hub.state.fault = "none";
  const wasWiped = fault === "wiped";
  for (let round = 0; round < 12; round++) {
    for (const device of devices) {
      device.clock.ms += 600_000;
      await syncWhole(device, course);
      // Nothing is sent again by itself; a person looks, and asks for it.
      if (wasWiped) await queueAgain(device.database, await device.missing());
    }
    const [first] = devices;
    if (first) await mergeByCoin(first, random, course);
  }
}

/** A while in which the reader hands in, or one in which the reviewer works: what others see of it, they see by a run. */
async function reviewedAct(
  device: SyncDevice,
  work: () => Promise<void>,
  random: () => number,
  course: Course,
): Promise<void> {
  device.clock.ms += Math.floor(random() * 120_000);
  if (random() < 0.8) await syncWhole(device, course);
  await work();
  if (random() < 0.8) await syncWhole(device, course);
}

/**
 * Two devices of one reader, one with its clock three days off, work at random through a hub with a fault; then it works again. Where it is
 * `reviewed`, the reader hands in now and then, and a third device gives verdicts.
 */
export async function interleave(
  seed: number,
  fault: HubFault,
  { reviewed = false }: { readonly reviewed?: boolean } = {},
): Promise<Outcome> {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const line = makeLine(hub);
  const own = await Promise.all(
    [0, 3 * 86_400_000].map((skewMs) => makeDevice({ reader, random, fetchFrom: line.fetch, skewMs })),
  );
  const third = reviewed ? await makeDevice({ reader: reviewer, random, fetchFrom: line.fetch }) : null;
  const devices = third ? [...own, third] : own;
  hub.state.fault = fault;
  hub.state.chance = 0.5;
  const course: Course = { conflicts: 0, merges: 0, drawn: new Set(), overwritten: 0 };
  // A verdict takes a while to come about.
  const acts = reviewed ? 20 : 14;
  for (let step = 0; step < acts; step++) {
    // Who hands in works on one device, mostly: forks go to no reviewer.
    const device = own[Math.floor(random() * (reviewed ? 1.3 : own.length))];
    const other = own.find((one) => one !== device);
    if (fault === "wiped" && random() < 0.15) hub.objects.clear();
    if (third && random() < 0.35) await reviewedAct(third, () => reviewByCoin(third, random), random, course);
    else if (third && device && (random() < 0.25 || !(await isOpen(device))))
      await reviewedAct(device, () => handIn(device, random), random, course);
    else if (device && other) await act(device, other, line, fault, random, course);
  }
  await settle(devices, hub, random, course, fault);
  let [lost, silent] = [0, 0];
  const queued = new Set<string>();
  for (const device of devices)
    for (const row of await device.rows()) {
      queued.add(row.uid);
      if (row.state === "rejected") silent += row.fault === null ? 1 : 0;
      else if (row.state !== "verified" || !hub.objects.has(row.uid)) lost++;
    }
  // A hub that was emptied takes a thing once more.
  let duplicated = fault === "wiped" ? 0 : [...hub.state.stores.values()].filter((count) => count > 1).length;
  for (const uid of hub.objects.keys()) if (!queued.has(uid)) duplicated++;
  // A report that a hub keeps in another form than was sent is no version that others can trust.
  const rejected = new Set<string>();
  for (const device of devices)
    for (const row of await device.rows()) if (row.state === "rejected") rejected.add(row.uid);
  const all = new Set<string>();
  for (const device of devices)
    for (const { uid } of await device.versions()) if (!rejected.has(uid)) all.add(uid);
  for (const device of devices) {
    const here = new Set((await device.versions()).map(({ uid }) => uid));
    silent += [...all].filter((uid) => !here.has(uid)).length;
    const row = await device.database.syncStudies.get(study);
    const base =
      row?.base === undefined || row.base === null ? null : await device.database.syncVersions.get(row.base);
    const { objects } = await localLabels(device.database, study);
    silent += Object.keys(objects).filter((key) => !Object.hasOwn(base?.objects ?? {}, key)).length;
  }
  const made = new Map<string, Version>();
  for (const device of devices) for (const version of await device.versions()) made.set(version.uid, version);
  const texts = new Set([...made.values()].flatMap(({ objects }) => Object.values(objects)));
  silent += [...course.drawn].filter((text) => !texts.has(text)).length;
  const joins = [...made.values()].filter(({ predecessors }) => predecessors.length > 1).length;
  silent += Math.max(0, joins - course.merges) + course.overwritten;
  for (const device of own) silent += (await missesVerdict(device)) ? 1 : 0;
  const versions = all.size;
  const verdicts = [...made.values()].filter(({ author }) => author === reviewer).length;
  for (const device of devices) await device.database.delete();
  return { lost, duplicated, silent, versions, conflicts: course.conflicts, verdicts };
}
