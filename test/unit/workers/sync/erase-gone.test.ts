import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { dcm } from "../../../../src/formats/dicom/write/code-item.ts";
import { writePart10 } from "../../../../src/formats/dicom/write/write-part10.ts";
import { readAuditChain } from "../../../../src/storage/audit.ts";
import { eraseStudy } from "../../../../src/storage/erase-study.ts";
import { deriveProjectKeys } from "../../../../src/storage/keys.ts";
import { putHeld } from "../../../../src/storage/quarantine.ts";
import { openQuarantineDatabase } from "../../../../src/storage/quarantine-database.ts";
import { holdingKeys } from "../../../../src/storage/study-tables.ts";
import { auditHub, eraseGone } from "../../../../src/workers/sync/erase-gone.ts";
import { makeHub } from "../../../../src/workers/sync/hub.ts";
import { makeHubReader } from "../../../../src/workers/sync/hub-reader.ts";
import { makeMemoryHub } from "../../../support/hub/memory-hub.ts";
import { makeDevice, type SyncDevice, study } from "../../../support/hub/sync-device.ts";
import { makeRandom } from "../../../support/random.ts";

const signal = new AbortController().signal;

let opened = 0;

async function synced() {
  const random = makeRandom(9);
  const hub = makeMemoryHub(random);
  const one = await makeDevice({ reader: "R1", random, fetchFrom: hub.fetch });
  await one.add(3);
  await one.sync();
  const reader = makeHubReader(makeHub("http://127.0.0.1/dicom-web", { kind: "none" }, hub.fetch), signal);
  const asking = { database: one.database, reader, hubId: "hub-1", signal };
  const quarantine = openQuarantineDatabase(`erase-gone-${++opened}`);
  const eraser = { quarantine, chain: one.device, actor: "u", nowMs: () => one.clock.ms };
  return { hub, one, asking, eraser, quarantine };
}

/** Every row of the store that names the study, by table; the audit chain, which stays, aside. */
async function rowsAbout({ database }: SyncDevice): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of database.tables) {
    if (table.name === "audit") continue;
    const rows: unknown[] = await table.toArray();
    const about = rows.filter((row) => {
      const text = JSON.stringify(row, (_, value) => (value instanceof ArrayBuffer ? "" : value));
      return text.includes(study) || text.includes("2.25.7002") || text.includes("2.25.7003");
    });
    if (about.length > 0) found[table.name] = about.length;
  }
  return found;
}

describe("a study that was erased on the hub", () => {
  it("is deleted here with all that names it, and the audit log says by whom", async () => {
    const { hub, one, asking, eraser } = await synced();
    // Parked work of another reader, and how the study was looked at.
    const [label] = await one.database.annotations.toArray();
    if (!label) throw new Error("no label");
    await one.database.annotations.add({ ...label, instanceUid: "2.25.5", studyUid: `${study}#R2` });
    await one.database.settings.put({ key: `view.${study}`, value: 1 });
    expect(Object.keys(await rowsAbout(one))).toEqual(
      expect.arrayContaining(["studies", "instances", "chunks", "outbox", "syncVersions", "log", "settings"]),
    );
    const before = (await readAuditChain(one.database, one.device)).length;
    hub.objects.clear();
    const { missing, studies } = await auditHub(asking);
    expect(missing).toHaveLength(2);
    expect(studies).toEqual([{ studyUid: study, pseudonym: "AAAABBBB", labels: 1, unsafe: 0, why: [] }]);
    // Nothing happens by itself.
    await one.sync();
    expect(await one.labels()).toHaveLength(1);

    expect(await eraseGone(asking, study, eraser)).toBe("erased");
    expect(await rowsAbout(one)).toEqual({});
    const chain = await readAuditChain(one.database, one.device);
    expect(chain).toHaveLength(before + 1);
    expect(chain.at(-1)).toMatchObject({
      action: "erase-study",
      actor: "u",
      target: study,
      detail: { images: 1, labels: 1, reason: "gone-from-hub" },
    });
    expect((await one.sync()).end).toBe("done");
    expect(hub.objects.size).toBe(0);
  });

  it("takes the images along that wait for the pixel check, of this study only", async () => {
    const { hub, asking, eraser, quarantine } = await synced();
    const key = (await deriveProjectKeys(new Uint8Array(32).fill(7))).quarantine;
    const held = (sopUid: string, studyUid: string) =>
      putHeld(quarantine, key, {
        sopUid,
        studyUid,
        seriesUid: "2.25.71",
        facts: {},
        heldAt: "2026-01-01T00:00:00.000Z",
        chunks: [new ArrayBuffer(10), new ArrayBuffer(4)],
      });
    await held("2.25.81", study);
    await held("2.25.82", "2.25.99");
    expect(await eraseGone(asking, study, eraser)).toBe("there");
    expect(await quarantine.held.count()).toBe(2);
    hub.objects.clear();
    expect(await eraseGone(asking, study, eraser)).toBe("erased");
    expect(await quarantine.held.toCollection().primaryKeys()).toEqual(["2.25.82"]);
    expect((await quarantine.heldChunks.toArray()).map(({ sopUid }) => sopUid)).toEqual([
      "2.25.82",
      "2.25.82",
    ]);
  });

  it("is also one whose objects a rejection note takes back, whether the hub still has them or not", async () => {
    const { hub, one, asking, eraser } = await synced();
    const sent = [...hub.objects.keys()];
    const note = (uid: string, title: string, sops: readonly string[], of = study) => {
      const { bytes } = writePart10({
        SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.59",
        SOPInstanceUID: uid,
        StudyInstanceUID: of,
        SeriesInstanceUID: "2.25.7777",
        Modality: "KO",
        ConceptNameCodeSequence: [dcm(title, "Title")],
        CurrentRequestedProcedureEvidenceSequence: [
          {
            StudyInstanceUID: of,
            ReferencedSeriesSequence: [
              {
                SeriesInstanceUID: "2.25.7002",
                ReferencedSOPSequence: sops.map((sop) => ({
                  ReferencedSOPClassUID: "1.2.840.10008.5.1.4.1.1.7",
                  ReferencedSOPInstanceUID: sop,
                })),
              },
            ],
          },
        ],
      });
      const text = (value: string, vr = "UI") => ({ vr, Value: [value] });
      const json = {
        "00080018": text(uid),
        "00080060": text("KO", "CS"),
        "0020000D": text(study),
        "0020000E": text("2.25.7777"),
      };
      hub.objects.set(uid, { study, series: "2.25.7777", uid, bytes, json });
    };
    // Neither what other key images say, nor a note about another study, takes anything back.
    note("2.25.7701", "113000", sent);
    note("2.25.7702", "113001", sent, "2.25.1");
    hub.objects.set("2.25.7703", {
      study,
      series: "2.25.7777",
      uid: "2.25.7703",
      bytes: new Uint8Array([1, 2, 3]),
      json: {
        "00080018": { vr: "UI", Value: ["2.25.7703"] },
        "00080060": { vr: "CS", Value: ["KO"] },
        "0020000E": { vr: "UI", Value: ["2.25.7777"] },
      },
    });
    expect(await auditHub(asking)).toEqual({ missing: [], rejected: [], studies: [] });
    note("2.25.7704", "113037", sent.slice(0, 1));
    expect(await auditHub(asking)).toMatchObject({ missing: [], rejected: sent.slice(0, 1), studies: [] });
    expect(await eraseGone(asking, study, eraser)).toBe("there");
    note("2.25.7705", "113001", sent.slice(1));
    expect(await auditHub(asking)).toMatchObject({
      missing: [],
      rejected: expect.arrayContaining(sent),
      studies: [{ studyUid: study, unsafe: 0, why: expect.arrayContaining(["quality", "safety"]) }],
    });
    // Nothing happens by itself, and nothing is sent again.
    await one.sync();
    expect(await one.labels()).toHaveLength(1);
    expect(await eraseGone(asking, study, eraser)).toBe("erased");
    expect(await rowsAbout(one)).toEqual({});
  });

  it("stays when the hub holds one object of it, also when that came back after it was asked", async () => {
    const { hub, one, asking, eraser } = await synced();
    const [kept, other] = [...hub.objects.entries()];
    if (!kept || !other) throw new Error("expected two objects");
    hub.objects.delete(other[0]);
    const { missing, studies } = await auditHub(asking);
    expect([missing, studies]).toEqual([[other[0]], []]);
    hub.objects.clear();
    expect((await auditHub(asking)).studies).toHaveLength(1);
    hub.objects.set(...kept);
    expect(await eraseGone(asking, study, eraser)).toBe("there");
    expect(await one.labels()).toHaveLength(1);
  });

  it("is not what a guest network's page, or a page of a sign-in, says", async () => {
    const { hub, one, asking, eraser } = await synced();
    for (const answer of ["<html>Welcome</html>", '{"error":"log in"}']) {
      const reader = makeHubReader(
        makeHub("http://127.0.0.1/dicom-web", { kind: "none" }, async () => new Response(answer)),
        signal,
      );
      await expect(auditHub({ ...asking, reader })).rejects.toMatchObject({ name: "NoAnswer" });
      await expect(eraseGone({ ...asking, reader }, study, eraser)).rejects.toMatchObject({
        name: "NoAnswer",
      });
    }
    expect(await one.labels()).toHaveLength(1);
    expect(hub.objects.size).toBe(2);
  });

  it("says how much of it never was safe on that hub", async () => {
    const { hub, one, asking } = await synced();
    hub.objects.clear();
    hub.state.fault = "status-500";
    hub.state.chance = 1;
    await one.add(5);
    await one.sync();
    hub.state.fault = "none";
    expect((await auditHub(asking)).studies).toMatchObject([{ labels: 2, unsafe: 1 }]);
  });

  it("is deleted whole or not at all", async () => {
    const { one, eraser } = await synced();
    const before = await rowsAbout(one);
    one.database.audit.hook("creating", () => {
      throw new Error("no room");
    });
    const mark = { chain: eraser.chain, actor: eraser.actor, at: "2026-01-01T00:00:00.000Z" };
    await expect(eraseStudy(one.database, study, mark)).rejects.toThrow();
    expect(await rowsAbout(one)).toEqual(before);
  });

  it("is looked for in every table that has an index of studies", async () => {
    const { one } = await synced();
    const indexed = one.database.tables.flatMap((table) =>
      [table.schema.primKey, ...table.schema.indexes].flatMap(({ keyPath }) => {
        const first = Array.isArray(keyPath) ? keyPath[0] : keyPath;
        return ["study", "studyId", "studyUid"].includes(String(first)) ? [table.name] : [];
      }),
    );
    expect([...new Set(indexed)].sort()).toEqual(
      holdingKeys(one.database)
        .map(({ table }) => table.name)
        .sort(),
    );
  });
});
