import { inWords } from "../../../../src/domain/said.ts";
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { verifyChain } from "../../../../src/domain/verify-chain.ts";
import { readPng } from "../../../../src/formats/png/read-png.ts";
import { writePng } from "../../../../src/formats/png/write-png.ts";
import { appendAudit } from "../../../../src/storage/audit.ts";
import { readKnownHeads } from "../../../../src/storage/audit-heads.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import {
  columns,
  fixtureOptions,
  fixtureReader,
  makeStore,
  memorySink,
  rows,
} from "../../../support/export-fixture.ts";

type Bytes = Uint8Array<ArrayBuffer>;

async function exportInto(
  store: ReturnType<typeof memorySink>,
  options = fixtureOptions,
  signal = new AbortController().signal,
  opened?: Awaited<ReturnType<typeof makeStore>>,
) {
  const database = opened ?? (await makeStore());
  return runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal,
    },
    options,
  );
}

const text = (bytes: Bytes | undefined) => new TextDecoder().decode(bytes);
const edit = (change: (text: string) => string) => (bytes: Bytes) => {
  const changed = change(text(bytes));
  if (changed === text(bytes)) throw new Error("The planted fault changed nothing");
  return new TextEncoder().encode(changed);
};
const flipPixel = (bytes: Bytes) => {
  const read = readPng(bytes);
  const samples = read.samples.slice();
  samples[columns * 5 + 7] = (samples[columns * 5 + 7] ?? 0) ^ 1;
  return writePng({ columns, rows, channels: 1, bits: read.bits === 8 ? 8 : 16, samples });
};

test("every chosen format is written, compared, and none differs", async () => {
  const store = memorySink();
  const result = await exportInto(store);
  expect(store.state).toEqual({ handedOver: true, discarded: false });
  expect(result).toMatchObject({ images: 1, instances: 3, patients: 1 });
  const formats = Object.fromEntries(result.checks.map((check) => [check.format, check]));
  expect(formats.coco).toMatchObject({ written: 3, compared: 3, mismatches: 0 });
  expect(formats["png-instance"]).toMatchObject({ written: 3, compared: 3, mismatches: 0 });
  expect(formats["png-semantic"]).toMatchObject({ written: 1, compared: 1, mismatches: 0 });
  expect(formats.ndjson).toMatchObject({ written: 3, compared: 3, mismatches: 0 });
  expect(formats.dicom).toMatchObject({ written: 1, compared: 1, mismatches: 0 });
  expect(formats.images).toMatchObject({ written: 1, compared: 1, mismatches: 0 });
});

test("instance IDs are the same in all formats", async () => {
  const store = memorySink();
  await exportInto(store);
  const uids = ["2.25.100", "2.25.101", "2.25.102"];
  const coco = JSON.parse(text(store.files.get("test-set/coco/instances_train.json")));
  const manifest = JSON.parse(text(store.files.get("test-set/manifest.json")));
  const lines = text(store.files.get("test-set/ndjson/annotations.ndjson")).trim().split("\n");
  expect(coco.annotations.map((item: { instance_uid: string }) => item.instance_uid)).toEqual(uids);
  expect(manifest.instances.map((item: { instanceUid: string }) => item.instanceUid)).toEqual(uids);
  expect(lines.map((line) => JSON.parse(line).instanceUid)).toEqual(uids);
  for (const uid of uids)
    expect([...store.files.keys()].some((path) => path.endsWith(`__${uid}.png`))).toBe(true);
});

test("the same data and options give the same bytes", async () => {
  const first = memorySink();
  const second = memorySink();
  await exportInto(first);
  await exportInto(second);
  expect([...second.files]).toEqual([...first.files]);
});

test.each<[string, RegExp, (bytes: Bytes) => Bytes]>([
  ["a pixel of the picture", /images\/train/, flipPixel],
  ["a pixel of a mask", /masks\/instance.*101/, flipPixel],
  ["a pixel of the class picture", /masks\/semantic/, flipPixel],
  ["an ID in COCO", /coco\/instances_train/, edit((json) => json.replace("2.25.101", "2.25.999"))],
  ["an area in COCO", /coco\/instances_train/, edit((json) => json.replace(/"area":(\d+)/, '"area":1'))],
  [
    "a class in COCO",
    /coco\/instances_train/,
    edit((json) => json.replace('"category_id":3', '"category_id":1')),
  ],
  ["a box in COCO", /coco\/instances_train/, edit((json) => json.replace(/"bbox":\[\d+/, '"bbox":[0'))],
  [
    "a run in NDJSON",
    /annotations\.ndjson/,
    edit((json) => json.replace(/"counts":\[(\d+),(\d+)/, '"counts":[$2,$1')),
  ],
  ["a point in NDJSON", /annotations\.ndjson/, edit((json) => json.replace("[20,4]", "[21,4]"))],
  ["an author in NDJSON", /annotations\.ndjson/, edit((json) => json.replace('"u1"', '"u2"'))],
  ["a byte of the DICOM file", /dicom\/images/, (bytes) => bytes.with(200, (bytes[200] ?? 0) ^ 1)],
])("%s that went wrong is found, and nothing is handed over", async (_name, where, spoil) => {
  const store = memorySink((path, bytes) => (where.test(path) ? spoil(bytes) : bytes));
  await expect(exportInto(store)).rejects.toThrow(/Nothing was handed over/);
  expect(store.state).toEqual({ handedOver: false, discarded: true });
});

test("a point is in NDJSON, listed as a loss of each mask format, and in none of them", async () => {
  const store = memorySink();
  const database = await makeStore();
  const row = await database.annotations.get("2.25.102");
  if (!row) throw new Error("no such row");
  const annotation = { ...row.annotation, geometry: { type: "point", pointImage: [5, 6] } as const };
  await database.annotations.put({ ...row, annotation });
  const result = await runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    fixtureOptions,
  );
  const losses = result.losses.filter((loss) => loss.instanceUid === "2.25.102").map((loss) => loss.format);
  expect(losses.sort()).toEqual(["coco", "png-instance", "png-semantic"]);
  expect(text(store.files.get("test-set/coco/instances_train.json"))).not.toContain("2.25.102");
  expect(text(store.files.get("test-set/ndjson/annotations.ndjson"))).toContain('"pointImage":[5,6]');
  expect([...store.files.keys()].some((path) => path.includes("2.25.102.png"))).toBe(false);
});

test("a label that is not of the chosen status stays here", async () => {
  const store = memorySink();
  await expect(exportInto(store, { ...fixtureOptions, statuses: ["accepted"] })).rejects.toThrow(/No labels/);
});

test("a cancelled export leaves nothing behind", async () => {
  const control = new AbortController();
  const store = memorySink();
  control.abort();
  await expect(exportInto(store, fixtureOptions, control.signal)).rejects.toThrow();
  expect(store.files.size).toBe(0);
  expect(store.state.handedOver).toBe(false);
});

test("the audit chain goes out whole, its head in the manifest; one changed event and one cut tail are found", async () => {
  const database = await makeStore();
  for (let index = 0; index < 4; index++) {
    const event = {
      at: "2026-01-01T00:00:00.000Z",
      actor: "u1",
      action: "x",
      target: `2.25.${index}`,
      detail: {},
    };
    await database.transaction("rw", database.audit, async () =>
      appendAudit(database, { ...event, chain: "dev-a" }),
    );
  }
  const run = (store: ReturnType<typeof memorySink>) =>
    runExport(
      {
        database,
        reader: fixtureReader(database),
        toolVersion: "0.1.0",
        openSink: async () => store.sink,
        progress: () => undefined,
        signal: new AbortController().signal,
      },
      fixtureOptions,
    );
  const store = memorySink();
  await run(store);
  const lines = text(store.files.get("test-set/audit/dev-a.ndjson")).trim().split("\n");
  const { auditHeads } = JSON.parse(text(store.files.get("test-set/manifest.json")));
  expect(
    verifyChain(
      lines.map((line) => JSON.parse(line)),
      auditHeads[0],
    ),
  ).toMatchObject({ ok: true, head: { seq: 4 } });
  expect(await readKnownHeads(database)).toEqual(auditHeads);
  for (const change of [
    (json: string) => json.replace('"2.25.2"', '"2.25.9"'),
    (json: string) => `${json.split("\n").slice(0, 3).join("\n")}\n`,
  ]) {
    const spoiled = memorySink((path, bytes) => (path.includes("/audit/") ? edit(change)(bytes) : bytes));
    await expect(run(spoiled)).rejects.toThrow(/Nothing was handed over/);
  }
});

test("answers about studies and images are in a file of their own, equal record for record, and a changed one is caught", async () => {
  const database = await makeStore();
  const provenance = (await database.annotations.toArray())[0]?.annotation.provenance;
  if (!provenance) throw new Error("no label");
  const answer = (recordUid: string, sop: string, value: string) => ({
    recordUid,
    studyUid: "2.25.1",
    classification: {
      v: 1 as const,
      recordUid,
      scope: "image" as const,
      target: { study: "2.25.1", series: "2.25.2", sop },
      field: "quality",
      schemaVersion: 1,
      value,
      provenance,
    },
  });
  // What other formats leave out is said (E8).
  const none = await exportInto(memorySink(), { ...fixtureOptions, formats: ["coco"] }, undefined, database);
  expect(none.losses).toEqual([]);
  const [row] = await database.annotations.toArray();
  if (!row) throw new Error("no label");
  const answered = { ...row.annotation, attributes: { margin: "smooth" } };
  await database.annotations.put({ ...row, annotation: answered });
  // The second is about an image that is not in the dataset.
  await database.classifications.bulkAdd([
    answer("2.25.201", "2.25.3", "good"),
    answer("2.25.202", "2.25.99", "poor"),
  ]);
  const without = await exportInto(
    memorySink(),
    { ...fixtureOptions, formats: ["coco"] },
    undefined,
    database,
  );
  expect(without.losses.map(({ format, instanceUid }) => [format, instanceUid])).toEqual([
    ["coco", row.instanceUid],
    ["coco", "2.25.1"],
    // No file of any format names an answer about an image that is not there.
    ["answers", "2.25.202"],
  ]);
  const path = "test-set/ndjson/classifications.ndjson";
  const options = { ...fixtureOptions, formats: ["ndjson"] as const };
  const store = memorySink();
  const { losses } = await exportInto(store, options, undefined, database);
  expect(losses.map(({ format, instanceUid }) => [format, instanceUid])).toEqual([["answers", "2.25.202"]]);
  const manifest = JSON.parse(new TextDecoder().decode(store.files.get("test-set/manifest.json")));
  expect(manifest.losses).toEqual(losses.map((loss) => ({ ...loss, reason: inWords(loss.reason) })));
  expect(manifest.losses[0].reason).toMatch(/^the answer to “.+” is about .+; no file holds it$/);
  const lines = new TextDecoder().decode(store.files.get(path)).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    answer("2.25.201", "2.25.3", "good").classification,
  ]);

  const spoiled = memorySink((name, bytes) =>
    name === path ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace("good", "poor")) : bytes,
  );
  const again = exportInto(spoiled, options, undefined, database);
  await expect(again).rejects.toThrow(/classifications\.ndjson/);
});
