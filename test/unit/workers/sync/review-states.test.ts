import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { studyHeads } from "../../../../src/domain/sync/study-heads.ts";
import { bundleOf, takeBundle } from "../../../support/hub/bundles.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { handInAndAccept, makeReview, takeOver } from "../../../support/hub/review-round.ts";
import { makeDevice, type SyncDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

async function readerAndReviewer(seed = 1) {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  const two = await makeDevice({ reader: "R2", random, fetchFrom: hub.fetch, skewMs: -3 * 86_400_000 });
  return { hub, one, two };
}

/** Flags of the newest version of a reader, read from the bytes of its report as text: no reader of ours. */
async function wireFlags(device: SyncDevice, author: string) {
  const { own, others } = studyHeads(await device.versions(), author);
  const [head] = [...own, ...others];
  const row = await device.database.labelObjects.get(head?.uid ?? "");
  const text = Buffer.from(row?.bytes ?? new ArrayBuffer()).toString("utf8");
  const flag = (value: string) => text.includes(`CS${String.fromCharCode(value.length, 0)}${value}`);
  return {
    complete: flag("COMPLETE"),
    partial: flag("PARTIAL "),
    verified: flag("VERIFIED"),
    unverified: flag("UNVERIFIED"),
    text,
  };
}

describe("states of a review on the wire (sync 3.7)", () => {
  it("hands in, sends back with a reason, is corrected, and is accepted: each on the other's device", async () => {
    const { one, two } = await readerAndReviewer();
    const uid = await one.add(3);
    await one.sync();
    expect(await wireFlags(one, "R1")).toMatchObject({ complete: false, partial: true, unverified: true });
    await one.task("submitted", "submitted");
    await one.sync();
    expect(await wireFlags(one, "R1")).toMatchObject({
      complete: true,
      partial: false,
      unverified: true,
      verified: false,
    });

    await two.sync();
    expect(await two.labels()).toEqual([]);
    expect(await takeOver(two, "R2")).toBe("merged");
    expect(await two.state()).toBe("submitted");
    // What was handed in is frozen under the reader who did it, so that a reviewer sees the difference later.
    const [frozen] = await two.database.versions.toArray();
    expect(frozen).toMatchObject({ kind: "submitted", reader: "R1" });

    await two.task("in-review", "submitted");
    const before = (await two.versions()).length;
    await two.sync();
    expect(await two.versions()).toHaveLength(before);
    await two.task("rejected", "draft", makeReview("rejected", frozen?.versionUid ?? "", "r1"));
    await two.sync();
    const back = await wireFlags(two, "R2");
    expect(back).toMatchObject({ complete: false, partial: true, unverified: true, verified: false });
    expect(back.text).toContain("Outline too large: größer als der Herd");

    expect((await one.sync()).followed).toEqual([study]);
    expect(await one.state()).toBe("rejected");
    expect((await one.database.reviews.toArray())[0]?.reason?.text).toBe("größer als der Herd");
    await one.move(uid, 5);
    await one.task("submitted", "submitted");
    await one.sync();

    await two.sync();
    expect(await takeOver(two, "R2")).toBe("merged");
    expect(await two.labels()).toEqual(await one.labels());
    await two.task("accepted", "accepted", makeReview("accepted", "", "r2"));
    await two.sync();
    const done = await wireFlags(two, "R2");
    expect(done).toMatchObject({ complete: true, partial: false, verified: true, unverified: false });
    expect(done.text).toContain("Reader^R2");
    expect((await one.sync()).followed).toEqual([study]);
    expect(await one.state()).toBe("accepted");
    expect((await one.labels()).map(({ status }) => status)).toEqual(["accepted"]);
    // One line of versions, each naming the one before it, and nobody's lost.
    const versions = await one.versions();
    expect(studyHeads(versions, "R1").others.map(({ verification }) => verification)).toEqual(["VERIFIED"]);
    expect(versions).toHaveLength(5);
    expect(versions.filter(({ predecessors }) => predecessors.length === 0)).toHaveLength(1);
    expect((await one.sync()).followed).toEqual([]);
  });

  it("lets no verdict touch what was not handed in, or was drawn on since", async () => {
    const { one, two } = await readerAndReviewer(2);
    await one.add(3);
    await one.sync();
    await two.sync();
    await takeOver(two, "R2");
    await two.task("accepted", "accepted", makeReview("accepted", "", "r1"));
    await two.sync();
    const before = await one.labels();
    expect((await one.sync()).followed).toEqual([]);
    expect(await one.labels()).toEqual(before);
    expect(await one.state()).toBe("labelling");
  });

  it("reaches a new device of the reader, who handed in on another, and not one of somebody else", async () => {
    const { hub, one, two } = await readerAndReviewer(3);
    await one.add(3);
    await handInAndAccept(one, two);
    const random = makeRandom(4);
    const fresh = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
    expect((await fresh.sync()).followed).toEqual([study]);
    expect(await fresh.state()).toBe("accepted");
    expect(await fresh.labels()).toEqual(await two.labels());
    const other = await makeDevice({ reader: "R3", random, fetchFrom: hub.fetch });
    expect((await other.sync()).followed).toEqual([]);
    expect(await other.labels()).toEqual([]);
  });

  it("reaches a device of the reader that is several versions behind, unless its reader drew on meanwhile", async () => {
    const { hub, one, two } = await readerAndReviewer(5);
    const random = makeRandom(6);
    const [behind, drawing] = [
      await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch }),
      await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch }),
    ];
    await one.add(2);
    await one.sync();
    for (const device of [behind, drawing]) expect((await device.sync()).followed).toEqual([study]);
    await one.add(3);
    await handInAndAccept(one, two);

    expect((await behind.sync()).followed).toEqual([study]);
    expect(await behind.state()).toBe("accepted");
    expect(await behind.labels()).toEqual(await two.labels());

    await drawing.add(4);
    const drawn = await drawing.labels();
    expect((await drawing.sync()).followed).toEqual([]);
    expect(await drawing.state()).toBe("labelling");
    expect(await drawing.labels()).toEqual(drawn);
  });

  it("that a reviewer changes reaches the reader, whether the first one had come or not", async () => {
    const { hub, one, two } = await readerAndReviewer(7);
    const random = makeRandom(8);
    await one.add(2);
    await one.task("submitted", "submitted");
    await one.sync();
    const [follower, late] = [
      await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch }),
      await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch }),
    ];
    await late.sync();
    await two.sync();
    expect(await takeOver(two, "R2")).toBe("merged");
    await two.task("accepted", "accepted", makeReview("accepted", "", "r1"));
    await two.sync();
    for (const device of [one, follower]) {
      expect((await device.sync()).followed).toEqual([study]);
      expect(await device.state()).toBe("accepted");
    }
    await two.task("in-review", "submitted");
    await two.task("rejected", "draft", makeReview("rejected", "", "r2"));
    await two.sync();
    const fresh = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
    for (const device of [one, follower, late, fresh]) {
      expect((await device.sync()).followed).toEqual([study]);
      expect(await device.state()).toBe("rejected");
    }
  });

  it("goes by bundle too", async () => {
    const { one, two } = await readerAndReviewer(3);
    const { deriveProjectKeys } = await import("../../../../src/storage/keys.ts");
    const keys = await deriveProjectKeys(new Uint8Array(32).fill(7));
    for (const { database } of [one, two])
      await database.settings.put({
        key: "project-secret",
        value: { keys, fingerprint: "made", madeAt: "", file: null },
      });
    const { signal } = new AbortController();
    await one.add(3);
    await one.task("submitted", "submitted");
    const carry = async (from: SyncDevice, to: SyncDevice) =>
      takeBundle(to.maker(signal), (await bundleOf(from.maker(signal))) ?? new Blob());
    await carry(one, two);
    await takeOver(two, "R2");
    await two.task("accepted", "accepted", makeReview("accepted", "", "r1"));
    expect((await carry(two, one)).followed).toEqual([study]);
    expect(await one.state()).toBe("accepted");
  });

  it("refuses a verdict that is not as it must be", async () => {
    const { one, two } = await readerAndReviewer(4);
    await one.add(3);
    await one.task("submitted", "submitted");
    await one.sync();
    await two.sync();
    await takeOver(two, "R2");
    const review = makeReview("accepted", "", "r1");
    await two.task("accepted", "accepted", { ...review, pins: [{ kind: "door" }] as never });
    await two.sync();
    expect((await one.sync()).followed).toEqual([]);
    expect((await one.database.foreign.toArray()).map(({ reason }) => reason)).toEqual(["unreadable"]);
    expect(await one.state()).toBe("submitted");
  });
});
