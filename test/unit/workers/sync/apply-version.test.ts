import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { applyVersion } from "../../../../src/workers/sync/apply-version.ts";
import { localLabels } from "../../../../src/workers/sync/local-objects.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeReview } from "../../../support/hub/review-round.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

async function deviceWithLabel() {
  const random = makeRandom(5);
  const device = await makeDevice({ reader: "R1", random, fetchFrom: makeMemoryHub(random).fetch });
  const uid = await device.add(3);
  const { objects } = await localLabels(device.database, study);
  const maker = device.maker(new AbortController().signal);
  const rest = { studyUid: study, classes: [], base: "2.25.9", also: [], actor: "u" } as const;
  return { device, maker, uid, objects, rest };
}

describe("labels become those of a version", () => {
  it("not while they are other labels than the person saw: what was drawn meanwhile stays, and nothing is written", async () => {
    const { device, maker, uid, objects, rest } = await deviceWithLabel();
    await device.move(uid, 7);
    const before = await device.labels();
    const rows = await device.database.log.count();
    const done = await applyVersion(maker, {
      ...rest,
      expected: objects,
      target: {},
      verdict: null,
      actionId: "sync-merge",
    });
    expect(done).toBe(false);
    expect(await device.labels()).toEqual(before);
    expect(await device.database.log.count()).toBe(rows);
    expect(await device.database.syncStudies.get(study)).toBeUndefined();
  });

  it("with a review once: a review that is here already is not written again", async () => {
    const { device, maker, objects, rest } = await deviceWithLabel();
    const review = makeReview("accepted", "", "r9");
    const verdict = { author: "R2", completion: "COMPLETE", verification: "VERIFIED", review } as const;
    const input = { ...rest, expected: objects, target: objects, verdict, actionId: "sync-follow" } as const;
    expect(await applyVersion(maker, input)).toBe(true);
    expect(await device.state()).toBe("accepted");
    const once = (await device.database.log.toArray()).length;
    expect(await applyVersion(maker, input)).toBe(true);
    expect(await device.database.log.count()).toBe(once);
    expect(await device.database.reviews.count()).toBe(1);
  });
});
