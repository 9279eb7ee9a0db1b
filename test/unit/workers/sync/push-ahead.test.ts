import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

const isStore = (init: RequestInit) => init.method === "POST";

/** A device with more waiting than one request holds; `line` answers its requests, or null leaves them to the hub. */
async function makeBacklog(seed: number) {
  const random = makeRandom(seed);
  const hub = makeMemoryHub(random);
  const line = {
    take: (_init: RequestInit): Promise<Response> | null => Promise.reject(new TypeError("offline")),
  };
  const device = await makeDevice({
    reader: "R1",
    random,
    fetchFrom: (url, init) => line.take(init) ?? hub.fetch(url, init),
  });
  for (let made = 0; made < 20; made++) {
    await device.add(made % 7);
    await device.sync();
  }
  // What was asked for while nobody answered would be looked for first: these are to go at once.
  await device.database.outbox.toCollection().modify({ doubtful: false, tries: 0, nextAtMs: 0, fault: null });
  const states = async () => (await device.rows()).map(({ state }) => state);
  const sending = async () => (await states()).filter((state) => state === "sending").length;
  return { hub, device, line, states, sending };
}

it("the next request is ready while the hub is at the first, and both are verified", async () => {
  const { device, line, states, sending, hub } = await makeBacklog(31);
  const seen: number[] = [];
  line.take = (init) => {
    if (!isStore(init)) return null;
    return (async () => {
      await expect.poll(sending, { timeout: 20_000 }).toBeGreaterThan(seen.length === 0 ? 16 : 0);
      seen.push(await sending());
      return hub.fetch("http://127.0.0.1/dicom-web/studies/2.25.7001", init);
    })();
  };
  expect((await device.sync()).end).toBe("done");
  expect(seen.length).toBe(2);
  expect(new Set(await states())).toEqual(new Set(["verified"]));
  expect([...hub.state.stores.values()].every((times) => times === 1)).toBe(true);
});

it.each([
  ["asks for a sign-in", () => Promise.resolve(new Response("", { status: 401 })), "sign-in"],
  ["does not answer", () => Promise.reject(new TypeError("network")), "no-answer"],
  ["is busy", () => Promise.resolve(new Response("", { status: 503 })), "no-answer"],
])("what was made ready behind a request that %s was never sent, and says so", async (_, answer, end) => {
  const { device, line, sending } = await makeBacklog(32);
  let stores = 0;
  line.take = (init) => {
    if (!isStore(init)) return null;
    stores++;
    return (async () => {
      await expect.poll(sending, { timeout: 20_000 }).toBeGreaterThan(16);
      return answer();
    })();
  };
  expect((await device.sync()).end).toBe(end);
  expect(stores).toBe(1);
  const rows = await device.rows();
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["queued"]));
  expect(rows.filter(({ doubtful }) => doubtful)).toHaveLength(16);
  expect(rows.filter(({ doubtful }) => !doubtful).length).toBeGreaterThan(3);
});
