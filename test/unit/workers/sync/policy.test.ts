import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, hubOrigin, hubOriginPlace } from "../../../../src/csp.ts";
import { isDue, longestWaitMs } from "../../../../src/domain/sync/outbox-row.ts";
import { hubOriginStore } from "../../../../src/storage/hub-settings.ts";
import { backoffMs } from "../../../../src/workers/sync/backoff.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

describe("the policy", () => {
  it("is told of the hub where it looks for it", () => {
    expect(hubOriginStore).toEqual(hubOriginPlace);
  });

  it("names an origin and nothing that could widen it", () => {
    for (const origin of ["https://hub.example.org", "https://hub.example.org:8443", "http://127.0.0.1:8042"])
      expect(contentSecurityPolicy(hubOrigin(origin))).toContain(`connect-src 'self' ${origin};`);
    for (const text of [
      "*",
      "https:",
      "https://*.org",
      "http://hub.org",
      "https://a b",
      "https://a; script-src *",
    ])
      expect(hubOrigin(text)).toBeNull();
  });
});

describe("waiting between tries", () => {
  it("does not outlast a clock that is put back", async () => {
    const random = makeRandom(3);
    const hub = makeMemoryHub(random);
    const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch, skewMs: 9 * 86_400_000 });
    await one.add(3);
    Object.assign(hub.state, { fault: "status-503-retry-after", chance: 1 });
    expect((await one.sync()).end).toBe("no-answer");
    expect((await one.rows()).some(({ state, nextAtMs }) => state === "queued" && nextAtMs > 0)).toBe(true);
    hub.state.fault = "none";
    one.clock.ms -= 9 * 86_400_000;
    expect((await one.sync()).end).toBe("done");
    expect((await one.rows()).map(({ state }) => state)).toEqual(["verified", "verified"]);
  });

  it("ends when the network is back, but not where the hub asked for a pause; a run tells when the next is due", async () => {
    const random = makeRandom(4);
    const hub = makeMemoryHub(random);
    let network = false;
    const fetchFrom: typeof hub.fetch = (url, init) =>
      network ? hub.fetch(url, init) : Promise.reject(new TypeError("Failed to fetch"));
    const one = await makeDevice({ reader: "R1", random, fetchFrom });
    await one.add(3);
    const away = await one.sync();
    expect(away.end).toBe("no-answer");
    expect(away.nextAtMs).toBeGreaterThanOrEqual(one.clock.ms + 1000);
    expect(away.nextAtMs).toBeLessThanOrEqual(one.clock.ms + 2000);
    const safe = async () => (await one.rows()).filter(({ state }) => state === "verified").length;
    network = true;
    await one.sync(); // the image had its turn, and waits for its time
    expect(await safe()).toBe(1);
    Object.assign(hub.state, { fault: "status-503-retry-after", chance: 1 });
    const busy = await one.sync(undefined, true);
    expect(busy.nextAtMs).toBeGreaterThan(one.clock.ms);
    hub.state.fault = "none";
    await one.sync(undefined, true);
    expect(await safe()).toBe(1);
    one.clock.ms = busy.nextAtMs ?? 0;
    expect(await one.sync()).toMatchObject({ end: "done", nextAtMs: null });
    expect(await safe()).toBe(2);
    network = false;
    await one.add(4);
    expect((await one.sync()).end).toBe("no-answer");
    network = true;
    expect((await one.sync(undefined, true)).end).toBe("done");
    expect(await safe()).toBe(3);
  });

  it("is kept otherwise, and never longer than an hour", () => {
    expect(isDue({ nextAtMs: 5000 }, 4999)).toBe(false);
    expect(isDue({ nextAtMs: 5000 }, 5000)).toBe(true);
    expect(isDue({ nextAtMs: longestWaitMs }, 0)).toBe(false);
    expect(isDue({ nextAtMs: longestWaitMs + 1 }, 0)).toBe(true);
  });

  it("doubles, with jitter, up to five minutes", () => {
    expect([backoffMs(1, 0), backoffMs(1, 0.999), backoffMs(3, 1)]).toEqual([1000, 1999, 8000]);
    expect(backoffMs(60, 1)).toBe(300_000);
  });
});
