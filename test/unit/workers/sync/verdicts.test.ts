import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import type { Version } from "../../../../src/domain/sync/version.ts";
import { follow, isBehind } from "../../../../src/workers/sync/follow.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

const signal = new AbortController().signal;

/** A verdict of R2 as a hub may hold it, on whatever. */
const verdict = (uid: string, predecessors: readonly string[]): Version => ({
  uid,
  author: "R2",
  predecessors,
  study,
  series: "2.25.1",
  device: "2.25.2",
  completion: "COMPLETE",
  verification: "VERIFIED",
  madeAt: "2026-01-02T00:00:00.000Z",
  objects: {},
  classes: [],
});

/** A device of R1 with these versions beside its own, which are none. */
async function deviceWith(seed: number, versions: readonly Version[]) {
  const random = makeRandom(seed);
  const device = await makeDevice({ reader: "R1", random, fetchFrom: makeMemoryHub(random).fetch });
  await device.database.syncVersions.bulkAdd([...versions]);
  return device;
}

it("verdicts upon verdicts, each on two before it, are looked at once each: a study of them ends", async () => {
  const layers = Array.from({ length: 40 }, (_, at) =>
    ["a", "b"].map((side) =>
      verdict(
        `2.25.${at + 10}${side === "a" ? 1 : 2}`,
        at === 0 ? [] : [`2.25.${at + 9}1`, `2.25.${at + 9}2`],
      ),
    ),
  );
  const device = await deviceWith(1, layers.flat());
  expect(await isBehind(device.maker(signal), study)).toBe(false);
});

it("a line of verdicts of any length is followed to what was handed in", async () => {
  const handedIn: Version = { ...verdict("2.25.100000", []), author: "R1", verification: "UNVERIFIED" };
  const line = Array.from({ length: 12_000 }, (_, at) =>
    verdict(`2.25.${100_001 + at}`, [`2.25.${100_000 + at}`]),
  );
  const device = await deviceWith(2, [handedIn, ...line]);
  expect(await isBehind(device.maker(signal), study)).toBe(true);
});

it("two verdicts on one submission are for a person: neither is followed, and nothing is lost", async () => {
  const handedIn: Version = { ...verdict("2.25.5", []), author: "R1", verification: "UNVERIFIED" };
  const other = { ...verdict("2.25.7", ["2.25.5"]), author: "R3" };
  const device = await deviceWith(3, [handedIn, verdict("2.25.6", ["2.25.5"]), other]);
  expect(await isBehind(device.maker(signal), study)).toBe(false);
  expect(await follow(device.maker(signal), study, "u")).toBe(false);
});

it("a verdict on a circle of verdicts, or on one that is not here, is not followed", async () => {
  const circle = [
    verdict("2.25.6", ["2.25.7"]),
    verdict("2.25.7", ["2.25.6"]),
    verdict("2.25.8", ["2.25.7"]),
  ];
  const device = await deviceWith(4, [...circle, verdict("2.25.9", ["2.25.404"])]);
  expect(await isBehind(device.maker(signal), study)).toBe(false);
});
