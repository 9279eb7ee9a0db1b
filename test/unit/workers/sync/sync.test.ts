import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { studyHeads } from "../../../../src/domain/sync/study-heads.ts";
import { queueAgain } from "../../../../src/storage/outbox.ts";
import { localOnlyStudies } from "../../../../src/storage/sync-versions.ts";
import { missingOnHub } from "../../../../src/workers/sync/audit-hub.ts";
import { follow, mergeInto } from "../../../../src/workers/sync/follow.ts";
import { makeHub } from "../../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../../src/workers/sync/hub-reader.ts";
import { interleave } from "../../../support/hub/interleave.ts";
import { hubFaults, makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

const signal = new AbortController().signal;

async function twoDevices(seed = 1) {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  const two = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch, skewMs: 3 * 86_400_000 });
  return { hub, one, two };
}

describe("sync between two devices", () => {
  it("brings a label from one device to the other, and calls it safe only after the read-back", async () => {
    const { hub, one, two } = await twoDevices();
    const uid = await one.add(4);
    expect((await one.sync()).end).toBe("done");
    expect((await one.rows()).map(({ kind, state }) => [kind, state])).toEqual(
      expect.arrayContaining([
        ["report", "verified"],
        ["image", "verified"],
      ]),
    );
    expect(hub.objects.size).toBe(2);
    const report = await two.sync();
    expect(report.followed).toEqual([study]);
    expect(await two.labels()).toEqual(await one.labels());
    expect((await two.labels())[0]?.instanceUid).toBe(uid);
  });

  it("asks an idle hub one question a study", async () => {
    const { hub, one } = await twoDevices();
    await one.add(4);
    await one.sync();
    await one.sync();
    const before = hub.state.requests;
    await one.sync();
    expect(hub.state.requests - before).toBe(1);
  });

  it("merges the reference case with one conflict, and keeps all four versions (sync 5.2)", async () => {
    const { one, two } = await twoDevices();
    const [m1, m2, m3] = [await one.add(2), await one.add(3), await one.add(4)];
    await one.sync();
    await two.sync();
    await one.move(m1, 5);
    await one.remove(m3);
    const m4 = await one.add(6);
    await two.move(m1, 6);
    await two.move(m2, 7);
    await one.sync();
    await two.sync();
    await one.sync();
    const { pair } = studyHeads(await one.versions(), "R1");
    expect(pair?.merge.conflicts.map(({ trackingUid, kind }) => [trackingUid, kind])).toEqual([
      [m1, "both-edited"],
    ]);
    const base = (await one.database.syncStudies.get(study))?.base;
    const [mine, other] = pair?.a.uid === base ? [pair?.a, pair?.b] : [pair?.b, pair?.a];
    expect(
      await mergeInto(one.maker(signal), {
        studyUid: study,
        mine: mine?.uid ?? "",
        other: other?.uid ?? "",
        decisions: new Map([[m1, { keep: "b" }]]),
        actor: "u",
      }),
    ).toBe("merged");
    const uids = (await one.labels()).map(({ instanceUid }) => instanceUid);
    expect(uids).toEqual([m1, m2, m4].sort());
    await one.sync();
    await two.sync();
    expect(await two.labels()).toEqual(await one.labels());
    expect(studyHeads(await two.versions(), "R1").own).toHaveLength(1);
    expect(await two.versions()).toHaveLength(4);
  });

  it("lets a third device, without work of its own, end the fork of two others", async () => {
    const { hub, one, two } = await twoDevices();
    const random = makeRandom(77);
    const three = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
    await one.add(3);
    await two.add(4);
    await one.sync();
    await two.sync();
    expect((await three.sync()).followed).toEqual([]);
    const { pair } = studyHeads(await three.versions(), "R1");
    const request = { studyUid: study, mine: pair?.a.uid ?? "", other: pair?.b.uid ?? "", actor: "u" };
    expect(await mergeInto(three.maker(signal), { ...request, decisions: new Map() })).toBe("merged");
    expect(await three.labels()).toHaveLength(2);
    await three.sync();
    await one.sync();
    await two.sync();
    expect(await one.labels()).toEqual(await three.labels());
    expect(await two.labels()).toEqual(await three.labels());
  });

  it("lets a reviewer go on from another reader's version, whose own labels stay as they are", async () => {
    const { hub, one } = await twoDevices();
    const random = makeRandom(78);
    const other = await makeDevice({ reader: "R2", random, fetchFrom: hub.fetch });
    const uid = await one.add(3);
    await one.sync();
    await other.sync();
    expect(await other.labels()).toEqual([]);
    const [theirs] = studyHeads(await other.versions(), "R2").others;
    const request = { studyUid: study, mine: null, other: theirs?.uid ?? "", actor: "u" };
    expect(await mergeInto(other.maker(signal), { ...request, decisions: new Map() })).toBe("merged");
    await other.move(uid, 6);
    await other.sync();
    const before = await one.labels();
    await one.sync();
    expect(await one.labels()).toEqual(before);
    const made = (await other.versions()).find(({ author }) => author === "R2");
    expect(made?.predecessors).toEqual([theirs?.uid]);
  });

  it("never overwrites what was drawn meanwhile: a fork stays a fork until a person merges", async () => {
    const { one, two } = await twoDevices();
    await one.add(3);
    await two.add(4);
    await one.sync();
    const report = await two.sync();
    expect(report.followed).toEqual([]);
    expect(await two.labels()).toHaveLength(1);
    expect(studyHeads(await two.versions(), "R1").pair?.merge.conflicts).toEqual([]);
  });

  it("follows nothing over work that has no version yet", async () => {
    const { one, two } = await twoDevices();
    const uid = await one.add(3);
    await one.sync();
    await two.sync();
    await one.move(uid, 5);
    await one.sync();
    // What the second device fetched, while its own edit is on disk only.
    for (const version of await one.versions()) await two.database.syncVersions.put(version);
    await two.move(uid, 7);
    const before = await two.labels();
    expect(await follow(two.maker(signal), study, "u")).toBe(false);
    expect(await two.labels()).toEqual(before);
  });

  it.each(["page-cap", "page-duplicates", "filter-ignored"] as const)(
    "fetches every version at once from a hub with %s",
    async (fault) => {
      const { hub, one, two } = await twoDevices();
      const uid = await one.add(2);
      for (let x = 3; x < 9; x++) {
        await one.sync();
        await one.move(uid, x % 7);
      }
      await one.sync();
      hub.state.fault = fault;
      await two.sync();
      expect(await two.versions()).toHaveLength((await one.versions()).length);
      expect(await one.versions()).toHaveLength(7);
    },
  );

  it("queues a version whole or not at all when the store is full", async () => {
    const { one } = await twoDevices();
    await one.add(3);
    const full = Object.assign(new Error("inner"), { name: "QuotaExceededError" });
    one.database.outbox.hook("creating", () => {
      throw full;
    });
    await expect(one.sync()).rejects.toThrow();
    expect(await one.database.syncVersions.count()).toBe(0);
    expect(await one.database.labelObjects.count()).toBe(0);
    expect((await one.database.syncStudies.get(study))?.base ?? null).toBeNull();
    expect(await one.labels()).toHaveLength(1);
  });

  it("pauses at a refused sign-in without counting tries, and goes on afterwards", async () => {
    const { hub, one } = await twoDevices();
    await one.add(3);
    hub.state.fault = "sign-in-401";
    expect((await one.sync()).end).toBe("sign-in");
    expect((await one.rows()).every(({ state, tries }) => state === "queued" && tries === 0)).toBe(true);
    hub.state.fault = "none";
    expect((await one.sync()).end).toBe("done");
    expect((await one.rows()).every(({ state }) => state === "verified")).toBe(true);
  });

  it("shows other content under a UID as rejected, and keeps the bytes", async () => {
    const { hub, one } = await twoDevices();
    await one.add(3);
    hub.state.fault = "other-content-kept";
    await one.sync();
    const rows = await one.rows();
    expect(rows.map(({ state, fault }) => [state, fault?.code])).toEqual(
      rows.map(() => ["rejected", "other-content"]),
    );
    expect(await one.database.labelObjects.count()).toBe(1);
  });

  it("tells what a wiped hub lost, sends nothing by itself, and everything when asked", async () => {
    const { hub, one } = await twoDevices();
    await one.add(3);
    await one.sync();
    hub.objects.clear();
    await one.sync();
    expect(hub.objects.size).toBe(0);
    const reader = makeHubReader(makeHub("http://127.0.0.1/dicom-web", { kind: "none" }, hub.fetch), signal);
    const { database } = one;
    const missing = await missingOnHub({ database, reader, hubId: "hub-1", signal });
    expect(missing).toHaveLength(2);
    await queueAgain(database, missing);
    await one.sync();
    expect(hub.objects.size).toBe(2);
    expect(await missingOnHub({ database, reader, hubId: "hub-1", signal })).toEqual([]);
  });

  it("keeps a study with labels on images that no Secondary Capture holds here, and says why", async () => {
    const { hub, one } = await twoDevices();
    await one.add(3);
    await one.database.instances.toCollection().modify((row) => {
      Object.assign(row, { format: "raw", facts: { ...row.facts, type: "f32" } });
    });
    await one.sync();
    expect(hub.objects.size).toBe(0);
    expect(await one.rows()).toEqual([]);
    expect(await localOnlyStudies(one.database)).toEqual([{ study, obstacle: "wide-samples" }]);
  });

  it("takes nothing in from a hub that is not marked de-identified, and stops at nothing", async () => {
    const { hub, one, two } = await twoDevices();
    await one.add(3);
    await one.sync();
    for (const [uid, stored] of hub.objects) {
      const text = Buffer.from(stored.bytes).toString("latin1").replace("YES ", "NO  ");
      hub.objects.set(uid, { ...stored, bytes: Uint8Array.from(Buffer.from(text, "latin1")) });
    }
    expect((await two.sync()).end).toBe("done");
    expect(await two.labels()).toEqual([]);
    expect((await two.database.foreign.toArray()).map(({ reason }) => reason)).toEqual(["not-deidentified"]);
  });

  it("queues nothing that does not say that it is de-identified", async () => {
    const { one } = await twoDevices();
    await one.database.deidRecords.clear();
    await one.add(3);
    await expect(one.sync()).rejects.toThrow(/No de-identification record|Not de-identified/);
    expect(await one.database.outbox.count()).toBe(0);
    expect(await one.database.syncVersions.count()).toBe(0);
  });
});

describe("random histories of two devices, and in every third of a reviewer's", () => {
  for (const fault of hubFaults)
    it(`lose nothing, double nothing and hide nothing: ${fault}`, { timeout: 120_000 }, async () => {
      for (let seed = 1; seed <= 3; seed++)
        expect({ seed, ...(await interleave(seed * 7919, fault, { reviewed: seed === 3 })) }).toMatchObject({
          lost: 0,
          duplicated: 0,
          silent: 0,
        });
    });
});
