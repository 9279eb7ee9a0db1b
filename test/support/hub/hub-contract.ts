import { expect, it } from "vitest";
import { studyHeads } from "../../../src/domain/sync/study-heads.ts";
import { mergeInto } from "../../../src/workers/sync/follow.ts";
import { makeHub } from "../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../src/workers/sync/hub-reader.ts";
import { makeVersion } from "../../../src/workers/sync/make-version.ts";
import { makeRandom } from "../random.ts";
import { makeDevice, study } from "./sync-device.ts";

/** A hub that the contract is checked on. */
export interface ContractHub {
  readonly baseUrl: string;
  readonly fetchFrom: (url: string, init: RequestInit) => Promise<Response>;
}

type FetchFrom = ContractHub["fetchFrom"];

/** Loses the answer to the first `count` requests that store, after the hub has taken them. */
function losingAnswers(fetchFrom: FetchFrom, count: number): FetchFrom {
  let left = count;
  return async (url, init) => {
    const response = await fetchFrom(url, init);
    if (init.method === "POST" && left-- > 0) throw new TypeError("network");
    return response;
  };
}

/** What sync relies on in a hub: the same tests on the one in memory and on a real Orthanc, each on an empty one. */
export function hubContract(start: () => Promise<ContractHub>): void {
  const devices = async (seed: number, second = (fetchFrom: FetchFrom) => fetchFrom) => {
    const { baseUrl, fetchFrom } = await start();
    const random = makeRandom(seed);
    const one = await makeDevice({ reader: "R1", random, fetchFrom, baseUrl });
    const two = await makeDevice({
      reader: "R1",
      random,
      fetchFrom: second(fetchFrom),
      baseUrl,
      skewMs: 3 * 86_400_000,
    });
    const reader = makeHubReader(makeHub(baseUrl, { kind: "none" }, fetchFrom), new AbortController().signal);
    return { one, two, reader };
  };

  it("stores, reads back, and gives another device the same labels", async () => {
    const { one, two, reader } = await devices(11);
    await one.add(3);
    await one.add(5);
    expect((await one.sync()).end).toBe("done");
    expect((await one.rows()).map(({ state, fault }) => [state, fault])).toEqual([
      ["verified", null],
      ["verified", null],
    ]);
    expect((await reader.instances(study)).size).toBe(2);
    expect((await two.sync()).followed).toEqual([study]);
    expect(await two.labels()).toEqual(await one.labels());
  });

  it("takes the same object twice as one, after an answer was lost", async () => {
    const { two, reader } = await devices(12, (fetchFrom) => losingAnswers(fetchFrom, 2));
    await two.add(3);
    for (let round = 0; round < 5; round++) {
      await two.sync();
      two.clock.ms += 600_000;
    }
    expect((await two.rows()).every(({ state }) => state === "verified")).toBe(true);
    expect((await reader.instances(study)).size).toBe(2);
  });

  it("ends a fork with one newest version and all versions kept", async () => {
    const { one, two } = await devices(13);
    const uid = await one.add(2);
    await one.sync();
    await two.sync();
    await one.move(uid, 5);
    await two.move(uid, 6);
    await one.sync();
    await two.sync();
    await one.sync();
    const base = (await one.database.syncStudies.get(study))?.base ?? "";
    const other =
      studyHeads(await one.versions(), "R1").own.find((version) => version.uid !== base)?.uid ?? "";
    const decisions = new Map([[uid, { keep: "b" as const }]]);
    const signal = new AbortController().signal;
    const request = { studyUid: study, mine: base, other, decisions, actor: "u" };
    expect(await mergeInto(one.maker(signal), request)).toBe("merged");
    await one.sync();
    await two.sync();
    expect(await two.labels()).toEqual(await one.labels());
    expect(studyHeads(await two.versions(), "R1").own).toHaveLength(1);
    expect(await two.versions()).toHaveLength(4);
  });

  it("shows that a UID is taken by other content", async () => {
    const { one, two } = await devices(14);
    await one.add(3);
    await one.sync();
    await two.add(4);
    const made = two.maker(new AbortController().signal);
    await makeVersion(made, study);
    const [theirs] = (await one.rows()).filter(({ kind }) => kind === "report");
    const [mine] = (await two.rows()).filter(({ kind }) => kind === "report");
    // The second device's report under the UID of the first one's.
    const stored = await two.database.labelObjects.get(mine?.uid ?? "");
    if (!mine || !theirs || !stored) throw new Error("no report");
    const from = Buffer.from(mine.uid, "latin1");
    const bytes = Buffer.from(stored.bytes);
    const to = Buffer.from(theirs.uid, "latin1");
    // The seed is chosen so that both UIDs have one length: no length in the file has to change.
    expect(from.length).toBe(to.length);
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) to.copy(bytes, at);
    await two.database.outbox.delete(mine.uid);
    await two.database.outbox.put({ ...mine, uid: theirs.uid });
    await two.database.labelObjects.put({ ...stored, uid: theirs.uid, bytes: Uint8Array.from(bytes).buffer });
    await two.sync();
    expect((await two.database.outbox.get(theirs.uid))?.fault?.code).toBe("other-content");
  });
}
