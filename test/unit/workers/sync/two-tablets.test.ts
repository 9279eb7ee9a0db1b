import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { drawnAnew } from "../../../../src/domain/sync/draw-anew.ts";
import type { Decision } from "../../../../src/domain/sync/merge-versions.ts";
import { studyHeads } from "../../../../src/domain/sync/study-heads.ts";
import { mergeInto } from "../../../../src/workers/sync/follow.ts";
import { localLabels } from "../../../../src/workers/sync/local-objects.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, type SyncDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

const signal = new AbortController().signal;

/** Two tablets of reader R1; the clock of the second is `skewMs` off. */
async function tablets(skewMs: number) {
  const random = makeRandom(4711);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  const two = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch, skewMs });
  return { hub, one, two };
}

const textsOf = async (device: SyncDevice) => (await localLabels(device.database, study)).objects;

/** Both tablets talk to the hub until nothing new comes. */
async function meet(...devices: readonly SyncDevice[]) {
  for (let round = 0; round < 3; round++) for (const device of devices) await device.sync();
}

/** What a person decides on `device` about the reader's own fork. */
async function decide(device: SyncDevice, decisions: ReadonlyMap<string, Decision>) {
  const { pair } = studyHeads(await device.versions(), "R1");
  const base = (await device.database.syncStudies.get(study))?.base;
  const [mine, other] = pair?.a.uid === base ? [pair?.a, pair?.b] : [pair?.b, pair?.a];
  return mergeInto(device.maker(signal), {
    studyUid: study,
    mine: mine?.uid ?? "",
    other: other?.uid ?? "",
    decisions,
    actor: "u",
  });
}

describe("one reader on two tablets of their own, both offline", () => {
  it.each([0, 3 * 86_400_000, -3 * 86_400_000])(
    "is a conflict that a person decides, whatever the clocks say (%d ms apart)",
    async (skewMs) => {
      const { one, two } = await tablets(skewMs);
      const uid = await one.add(3);
      await meet(one, two);
      await one.move(uid, 5);
      await two.move(uid, 7);
      const [drawnOne, drawnTwo] = [(await textsOf(one))[uid], (await textsOf(two))[uid]];
      await meet(one, two);

      // Nobody decided: each tablet shows what was drawn on it, and both know of both.
      expect((await textsOf(one))[uid]).toBe(drawnOne);
      expect((await textsOf(two))[uid]).toBe(drawnTwo);
      for (const device of [one, two]) {
        const { own, pair } = studyHeads(await device.versions(), "R1");
        expect(own).toHaveLength(2);
        expect(pair?.merge.conflicts.map(({ kind, a, b }) => [kind, new Set([a, b])])).toEqual([
          ["both-edited", new Set([drawnOne, drawnTwo])],
        ]);
      }
      expect(await decide(two, new Map())).toBe("moved");
      expect((await textsOf(two))[uid]).toBe(drawnTwo);

      expect(await decide(two, new Map([[uid, { keep: "b" }]]))).toBe("merged");
      await meet(two, one);
      expect((await textsOf(one))[uid]).toBe(drawnOne);
      expect(await textsOf(two)).toEqual(await textsOf(one));
      const texts = (await one.versions()).flatMap(({ objects }) => Object.values(objects));
      expect(texts).toEqual(expect.arrayContaining([drawnOne, drawnTwo]));
    },
  );

  it("who began on both before either met the hub, keep every label of both, and neither tablet is changed unasked", async () => {
    const { hub, one, two } = await tablets(0);
    const [first, second] = [await one.add(3), await two.add(4)];
    await meet(one, two);
    expect(Object.keys(await textsOf(one))).toEqual([first]);
    expect(Object.keys(await textsOf(two))).toEqual([second]);
    expect((await one.rows()).every(({ state }) => state === "verified")).toBe(true);
    expect((await two.rows()).every(({ state }) => state === "verified")).toBe(true);
    expect([...hub.state.stores.values()].every((count) => count === 1)).toBe(true);
    expect(await decide(one, new Map())).toBe("merged");
    await meet(one, two);
    expect(Object.keys(await textsOf(two)).sort()).toEqual([first, second].sort());
    expect(studyHeads(await two.versions(), "R1").own).toHaveLength(1);
  });

  it("is a conflict too when one tablet deleted what the other changed", async () => {
    const { one, two } = await tablets(0);
    const uid = await one.add(3);
    await meet(one, two);
    await one.remove(uid);
    await two.move(uid, 6);
    const drawn = (await textsOf(two))[uid];
    await meet(one, two);
    expect(await textsOf(one)).toEqual({});
    expect((await textsOf(two))[uid]).toBe(drawn);
    const { pair } = studyHeads(await one.versions(), "R1");
    expect(pair?.merge.conflicts.map(({ kind }) => kind)).toEqual(["edit/delete"]);
  });

  it("may find neither right: what the person draws anew supersedes both on every tablet, and both stay in the history", async () => {
    const { one, two } = await tablets(0);
    const uid = await one.add(3);
    await meet(one, two);
    await one.move(uid, 5);
    await two.move(uid, 7);
    const before = [(await textsOf(one))[uid], (await textsOf(two))[uid]];
    await meet(one, two);
    const provenance = {
      origin: "human" as const,
      author: "u",
      device: "d",
      createdAt: "2026-01-02T00:00:00.000Z",
      editedAt: "2026-01-02T00:00:00.000Z",
      activeSeconds: 2,
      derivedFrom: [],
    };
    const size = { columns: 8, rows: 6 };
    const pointsImage = [
      [2, 1],
      [6, 4],
    ] as const;
    const drawn = drawnAnew(before[0] ?? "", { ...size, pointsImage, provenance }) ?? "";
    expect(await decide(one, new Map([[uid, { keep: "anew", drawn }]]))).toBe("merged");
    await meet(one, two);
    for (const device of [one, two]) {
      expect(await textsOf(device)).toEqual({ [uid]: drawn });
      const { own } = studyHeads(await device.versions(), "R1");
      expect(own).toHaveLength(1);
      expect(own[0]?.predecessors).toHaveLength(2);
      const texts = (await device.versions()).flatMap(({ objects }) => Object.values(objects));
      expect(texts).toEqual(expect.arrayContaining(before));
    }
    expect((await one.labels())[0]?.geometry).toEqual({ type: "box", boxImage: [2, 1, 6, 4] });
  });
});
