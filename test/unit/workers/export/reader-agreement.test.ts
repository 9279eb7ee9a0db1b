import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Classification } from "../../../../src/domain/classification.ts";
import type { StudyVersion } from "../../../../src/domain/review/study-version.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { fixtureOptions, fixtureReader, makeStore, memorySink } from "../../../support/export-fixture.ts";

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

/** What a reader submitted of the fixture's study: one box, and an answer. */
async function submit(database: MainDatabase, reader: string, left: number, value: string) {
  const [row] = (await database.annotations.toArray()).filter(
    ({ annotation }) => annotation.geometry.type === "box",
  );
  if (!row) throw new Error("The fixture has a box");
  const box = { type: "box", boxImage: [left - 0.5, 9.5, left + 9.5, 19.5] } as const;
  const answer = {
    v: 1,
    recordUid: `2.25.9${left}`,
    scope: "study",
    target: { study: "2.25.1" },
    field: "quality",
    schemaVersion: 1,
    value,
    provenance: row.annotation.provenance,
  } as Classification;
  const version: StudyVersion = {
    v: 1,
    versionUid: `v-${reader}`,
    studyUid: "2.25.1",
    kind: "submitted",
    reader,
    device: "dev-a",
    at: `2026-01-0${left}T00:00:00.000Z`,
    schemaVersion: 1,
    annotations: [{ ...row.annotation, instanceUid: `2.25.7${left}`, geometry: box }],
    classifications: [answer],
    tiles: [],
    derivedFrom: [],
  };
  await database.versions.put(version);
}

async function exported(database: MainDatabase) {
  const store = memorySink();
  const result = await runExport(
    {
      database,
      reader: fixtureReader(database),
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: () => undefined,
      signal: new AbortController().signal,
    },
    { ...fixtureOptions, formats: ["ndjson"] },
  );
  const file = (name: string) => text(store.files.get(`test-set/${name}`));
  return { result, card: file("README.md"), vetting: JSON.parse(file("vetting.json")) };
}

test("card and vetting say how far two readers of a study agree, by the definitions of 3.4, and warn below 0.7", async () => {
  const database = await makeStore();
  const [schema] = await database.schemas.toArray();
  if (!schema) throw new Error("The fixture has a schema");
  const quality = {
    id: "quality",
    scope: "study",
    kind: "choice",
    options: [{ id: "good" }, { id: "poor" }],
  };
  await database.schemas.put({ ...schema, classifications: [quality] } as typeof schema);
  // Two boxes of 10 × 10 pixels, 4 apart: Dice 60 / 100, IoU 60 / 140; every pixel is half a millimetre.
  await submit(database, "reader-a", 1, "good");
  await submit(database, "reader-b", 5, "poor");
  const { result, card, vetting } = await exported(database);
  expect(vetting.agreement[0]).toMatchObject({
    readers: ["reader-a", "reader-b"],
    studies: 1,
    low: ["2.25.1"],
  });
  const drawn = Object.fromEntries(
    vetting.agreement[0].measures.map((one: { id: string; value: number }) => [one.id, one.value]),
  );
  // Below an IoU of one half they are two things, not one (match/1).
  expect(drawn).toMatchObject({ "match/1": 0, "dice/1": null });
  expect(card).toContain("| reader-a, reader-b | 1 | 0.000 |");
  expect(vetting.agreement[1]).toMatchObject({ field: "quality", measures: [{ id: "kappa/1", over: 1 }] });
  expect(card).toContain("| quality | reader-a, reader-b | kappa/1 |");
  expect(result.findings.find(({ code }) => code === "readers-disagree")?.uids).toEqual(["2.25.1"]);
});

test("readers who agree are no warning, and their figures stand on the card", async () => {
  const database = await makeStore();
  await submit(database, "reader-a", 1, "good");
  await submit(database, "reader-b", 2, "good");
  const { result, card } = await exported(database);
  // 9 of 10 columns are shared: Dice 0.9, IoU 90 / 110, and the far edge is one pixel of half a millimetre away.
  expect(card).toContain(`| reader-a, reader-b | 1 | 1.000 | 0.900 ${"█".repeat(18)} | 0.818 | 0.500 mm |`);
  expect(result.findings.some(({ code }) => code === "readers-disagree")).toBe(false);
});
