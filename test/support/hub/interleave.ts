import "fake-indexeddb/auto";
import { studyHeads } from "../../../src/domain/sync/study-heads.ts";
import { deriveProjectKeys, type ProjectKeys } from "../../../src/storage/keys.ts";
import { readVersions } from "../../../src/storage/sync-versions.ts";
import { mergeInto } from "../../../src/workers/sync/follow.ts";
import { makeRandom } from "../random.ts";
import { bundleOf, takeBundle } from "./bundles.ts";
import { type HubFault, type MemoryHub, makeMemoryHub } from "./memory-hub.ts";
import { makeDevice, type SyncDevice, study } from "./sync-device.ts";

/** What one random history ended with; all zero and the same versions everywhere, or it failed. */
export interface Outcome {
  /** Queued objects that are neither verified and on the hub, nor visible as rejected. */
  readonly lost: number;
  /** Objects on the hub that nobody queued, or that it took twice. */
  readonly duplicated: number;
  /** Rejected rows without a reason, saved labels that stand in no newest version, versions that a device lacks. */
  readonly silent: number;
  readonly versions: number;
  readonly conflicts: number;
}

/** Merges the reader's own two heads, if there are, conflicts by a coin. Returns how many conflicts there were. */
async function mergeByCoin(device: SyncDevice, reader: string, random: () => number): Promise<number> {
  const { pair } = studyHeads(await readVersions(device.database, study), reader);
  if (!pair) return 0;
  const row = await device.database.syncStudies.get(study);
  const [mine, other] = row?.base === pair.b.uid ? [pair.b, pair.a] : [pair.a, pair.b];
  const decisions = new Map(
    pair.merge.conflicts.map(({ trackingUid }) => [
      trackingUid,
      { keep: random() < 0.5 ? ("a" as const) : ("b" as const) },
    ]),
  );
  const signal = new AbortController().signal;
  await mergeInto(device.maker(signal), {
    studyUid: study,
    mine: mine.uid,
    other: other.uid,
    decisions,
    actor: "u",
  });
  return pair.merge.conflicts.length;
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

/** One act at random: edits, a run, a bundle, a run that is killed half-way, a merge. */
async function act(
  device: SyncDevice,
  other: SyncDevice,
  reader: string,
  fault: HubFault,
  random: () => number,
): Promise<number> {
  const labels = await device.labels();
  const one = labels[Math.floor(random() * labels.length)]?.instanceUid ?? "";
  const dice = random();
  device.clock.ms += Math.floor(random() * 120_000);
  if (dice < 0.2) await device.add(2 + Math.floor(random() * 5));
  else if (dice < 0.35) await device.move(one, 2 + Math.floor(random() * 5));
  else if (dice < 0.45) await device.remove(one);
  else if (dice < 0.85) await device.sync();
  else if (dice < 0.89) await carry(device, other, fault, random);
  else if (dice < 0.94) {
    // A killed run: from some request on, nothing of it goes on.
    const control = new AbortController();
    setTimeout(() => control.abort(), Math.floor(random() * 12));
    await device.sync(control.signal).catch(() => undefined);
  } else return mergeByCoin(device, reader, random);
  return 0;
}

async function settle(devices: readonly SyncDevice[], hub: MemoryHub, random: () => number): Promise<number> {
  hub.state.fault = "none";
  let conflicts = 0;
  for (let round = 0; round < 12; round++) {
    for (const device of devices) {
      device.clock.ms += 600_000;
      await device.sync();
    }
    const [first] = devices;
    if (first) conflicts += await mergeByCoin(first, "R1", random);
  }
  return conflicts;
}

/** Two devices of one reader, one with its clock three days off, work at random through a hub with a fault; then it works again. */
export async function interleave(seed: number, fault: HubFault, acts = 14): Promise<Outcome> {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const devices = await Promise.all(
    [0, 3 * 86_400_000].map((skewMs) => makeDevice({ reader: "R1", random, fetchFrom: hub.fetch, skewMs })),
  );
  hub.state.fault = fault;
  hub.state.chance = 0.5;
  let conflicts = 0;
  for (let step = 0; step < acts; step++) {
    const device = devices[Math.floor(random() * devices.length)];
    const other = devices.find((one) => one !== device);
    if (device && other) conflicts += await act(device, other, "R1", fault, random);
  }
  conflicts += await settle(devices, hub, random);
  let [lost, silent] = [0, 0];
  const queued = new Set<string>();
  for (const device of devices)
    for (const row of await device.rows()) {
      queued.add(row.uid);
      if (row.state === "rejected") silent += row.fault === null ? 1 : 0;
      else if (row.state !== "verified" || !hub.objects.has(row.uid)) lost++;
    }
  let duplicated = [...hub.state.stores.values()].filter((count) => count > 1).length;
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
    const labels = (await device.labels()).map(({ instanceUid }) => instanceUid);
    silent += labels.filter((uid) => !Object.hasOwn(base?.objects ?? {}, uid)).length;
  }
  const versions = all.size;
  for (const device of devices) await device.database.delete();
  return { lost, duplicated, silent, versions, conflicts };
}
