import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { makeHub } from "../../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../../src/workers/sync/hub-reader.ts";
import { pull } from "../../../../src/workers/sync/pull.ts";
import { type MemoryHub, makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, study } from "../../../support/hub/sync-device.ts";
import { noCodecs } from "../../../support/no-codecs.ts";
import { makeRandom } from "../../../support/random.ts";

const others = Array.from({ length: 99 }, (_, at) => `2.25.80${at + 10}`);

/** One device with a study on the hub, and 99 more studies there that hold nothing of sync's. */
async function hundred(prepare: (hub: MemoryHub) => void = () => undefined) {
  const random = makeRandom(1);
  const hub = makeMemoryHub(random);
  prepare(hub);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  await one.add(3);
  await one.sync();
  const [sample] = hub.objects.values();
  if (!sample) throw new Error("nothing stored");
  const ui = (uid: string) => ({ vr: "UI", Value: [uid] });
  for (const study of others) {
    const [uid, series] = [`${study}.1`, `${study}.2`];
    const json = { ...sample.json, "00080018": ui(uid), "0020000D": ui(study), "0020000E": ui(series) };
    hub.objects.set(uid, { ...sample, study, series, uid, json });
  }
  const signal = new AbortController().signal;
  const service = makeHub("http://127.0.0.1/dicom-web", { kind: "none" }, hub.fetch);
  const context = {
    database: one.database,
    codecs: noCodecs,
    hub: service,
    reader: makeHubReader(service, signal),
    hubId: "hub-1",
    signal,
    nowMs: () => one.clock.ms,
    random,
    onStep: () => undefined,
  };
  const requests = async () => {
    const before = hub.state.requests;
    expect(await pull(context, [study, ...others])).toBe("done");
    return hub.state.requests - before;
  };
  return { hub, one, requests };
}

describe("an idle pull of 100 studies", () => {
  it("asks for twenty studies at once", async () => {
    const { requests } = await hundred();
    await requests();
    expect(await requests()).toBe(5);
  });

  it.each(["orthanc", "azure"] as const)(
    "asks one question of a hub that lists its changes (%s), and sees a new version at once",
    async (kind) => {
      const { hub, one, requests } = await hundred((made) => {
        made.state.hasFeed = kind;
      });
      await requests();
      expect(await requests()).toBe(1);
      const two = await makeDevice({ reader: "R2", random: makeRandom(2), fetchFrom: hub.fetch });
      await two.add(5);
      await two.sync();
      expect(await requests()).toBeGreaterThan(1);
      expect((await one.versions()).map(({ author }) => author).sort()).toEqual(["R1", "R2"]);
      expect(await requests()).toBe(1);
      // A hub that was wiped counts anew.
      hub.state.stored = 0;
      expect(await requests()).toBeGreaterThan(1);
    },
  );

  it("takes no list for the whole that is older than the count of the study", async () => {
    const { hub, one, requests } = await hundred();
    await requests();
    const two = await makeDevice({ reader: "R2", random: makeRandom(2), fetchFrom: hub.fetch });
    await two.add(5);
    await two.sync();
    const kept = new Map(hub.objects);
    // What a cache on the way still says of the study's series, while the study itself counts what came since.
    const [report] = [...kept].filter(([, { json }]) => json["00080060"]?.Value[0] === "SR").slice(-1);
    hub.state.without = report?.[0] ?? "";
    await requests();
    expect((await one.versions()).map(({ author }) => author)).toEqual(["R1"]);
    hub.state.without = "";
    await requests();
    expect((await one.versions()).map(({ author }) => author).sort()).toEqual(["R1", "R2"]);
    expect(await requests()).toBe(5);
  });

  it("misses no study of a hub that caps its pages", async () => {
    const { hub, one, requests } = await hundred();
    await requests();
    hub.state.fault = "page-cap";
    const two = await makeDevice({ reader: "R2", random: makeRandom(2), fetchFrom: hub.fetch });
    await two.add(5);
    await two.sync();
    await requests();
    expect((await one.versions()).map(({ author }) => author).sort()).toEqual(["R1", "R2"]);
  });

  it("asks study by study where a hub knows no lists", async () => {
    let lists = 0;
    const { one, requests } = await hundred((made) => {
      const { fetch } = made;
      made.fetch = async (url, init) => {
        if (!url.includes("%2C")) return fetch(url, init);
        lists++;
        return new Response(null, { status: 204 });
      };
    });
    await requests();
    expect(lists).toBe(5);
    expect((await one.database.syncStudies.where("studyUid").anyOf(others).toArray()).length).toBe(99);
  });
});
