import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { handInAndAccept } from "../../../support/hub/review-round.ts";
import { makeDevice, type SyncDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A hub with all that one reader and one reviewer made of a study: a draft, one handed in, and the verdict. */
async function reviewedHub(seed: number) {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  const two = await makeDevice({ reader: "R2", random, fetchFrom: hub.fetch });
  await one.add(2);
  await one.sync();
  await one.add(3);
  await handInAndAccept(one, two);
  return { hub, random, labels: await two.labels(), versions: (await two.versions()).length };
}

const isDownload = (url: string) => /\/instances\/[\d.]+$/.test(new URL(url).pathname);

/** Lists of a hub the other way round: no order of theirs is promised. */
const reversed =
  (fetchFrom: Fetch): Fetch =>
  async (url, init) => {
    const reply = await fetchFrom(url, init);
    if (!/\/(series|instances)$/.test(new URL(url).pathname) || reply.status !== 200) return reply;
    return new Response(JSON.stringify(((await reply.json()) as unknown[]).reverse()), reply);
  };

describe.each([
  ["as a hub lists them", (fetchFrom: Fetch) => fetchFrom],
  ["the other way round", reversed],
])("versions that come in, %s", (_name, order) => {
  it("show nobody an older one as the newest while they come", async () => {
    const { hub, random, versions } = await reviewedHub(11);
    const seen: number[] = [];
    let fresh: SyncDevice | null = null;
    const fetchFrom: Fetch = async (url, init) => {
      if (fresh && isDownload(url)) seen.push((await fresh.versions()).length);
      return hub.fetch(url, init);
    };
    fresh = await makeDevice({ reader: "R1", random, fetchFrom: order(fetchFrom) });
    await fresh.sync();
    expect(await fresh.versions()).toHaveLength(versions);
    expect(seen.length).toBeGreaterThanOrEqual(versions);
    expect(new Set(seen)).toEqual(new Set([0]));
  });

  it("are kept where the line breaks, and only the rest is fetched then; the verdict arrives whole", async () => {
    const { hub, random, labels, versions } = await reviewedHub(12);
    for (let breaksAt = 0; breaksAt < versions; breaksAt++) {
      const fetched: string[] = [];
      let broken = true;
      const fetchFrom: Fetch = async (url, init) => {
        if (isDownload(url) && broken && fetched.length === breaksAt) throw new TypeError("broken");
        if (isDownload(url)) fetched.push(url);
        return hub.fetch(url, init);
      };
      const fresh = await makeDevice({ reader: "R1", random, fetchFrom: order(fetchFrom) });
      expect((await fresh.sync()).end).toBe("no-answer");
      expect(await fresh.versions()).toHaveLength(breaksAt);
      // Half of it is never a verdict without the labels that it is on.
      if ((await fresh.state()) === "accepted") expect(await fresh.labels()).toEqual(labels);

      broken = false;
      expect((await fresh.sync()).followed).toEqual([study]);
      expect(await fresh.versions()).toHaveLength(versions);
      expect(new Set(fetched).size).toBe(fetched.length);
      expect(await fresh.state()).toBe("accepted");
      expect(await fresh.labels()).toEqual(labels);
    }
  });
});
