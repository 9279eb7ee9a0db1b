import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

it("an image above 1 GB stays on this device and says why; the labels go on", async () => {
  const random = makeRandom(11);
  const hub = makeMemoryHub(random);
  let online = false;
  const fetchFrom: typeof hub.fetch = (url, init) =>
    online ? hub.fetch(url, init) : Promise.reject(new TypeError("offline"));
  const device = await makeDevice({ reader: "R1", random, fetchFrom });
  await device.add(3);
  await device.sync();
  // What waits to be sent is as long as its row says: a gigabyte in a test would prove no more.
  await device.database.outbox.filter(({ kind }) => kind === "image").modify({ lengthBytes: 2 ** 30 + 2 });
  online = true;
  device.clock.ms += 3_600_000;
  await device.sync();
  const rows = await device.rows();
  const images = rows.filter(({ kind }) => kind === "image");
  expect(images.map(({ state, fault }) => [state, fault?.code])).toEqual([["rejected", "too-large"]]);
  expect(hub.objects.has(images[0]?.uid ?? "")).toBe(false);
  const labels = rows.filter(({ kind }) => kind !== "image");
  expect(labels.length).toBeGreaterThan(0);
  expect(labels.map(({ state }) => state)).toEqual(labels.map(() => "verified"));
  expect((await device.database.studies.get(study))?.appliedSeq).toBe(1);
});
