import { expect, test } from "vitest";
import type { ExportOptions } from "../../../../src/domain/calls/export-calls.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { runExport } from "../../../../src/workers/export/run-export.ts";
import { fixtureOptions, memorySink } from "../../../support/export-fixture.ts";
import { addPatients, folderOf, makePatients, patientsReader } from "../../../support/patients-store.ts";
import { verifySplit } from "../../../support/verify/split.ts";

/** Twelve patients; the third and the ninth hold the same pixels, the fourth and the fifth are blank. */
const twelve = Array.from({ length: 12 }, (_, at) => ({
  key: String(101 + at),
  content: at === 8 ? 3 : at === 3 || at === 4 ? 0 : at + 1,
}));

async function exported(
  database: MainDatabase,
  patients: readonly { readonly key: string }[],
  change: Partial<ExportOptions> = {},
  store = memorySink(),
) {
  const reader = patientsReader(database);
  let decoded = 0;
  const counting: typeof reader = {
    ...reader,
    frame: (image) => {
      decoded++;
      return reader.frame(image);
    },
  };
  const steps: string[] = [];
  const result = await runExport(
    {
      database,
      reader: counting,
      toolVersion: "0.1.0",
      openSink: async () => store.sink,
      progress: ({ step }) => void steps.push(step),
      signal: new AbortController().signal,
    },
    {
      ...fixtureOptions,
      formats: ["coco"],
      studyUids: patients.map(({ key }) => `2.25.1${key}`),
      ...change,
    },
  );
  return { store, result, steps, decoded: () => decoded, proof: verifySplit(folderOf(store.files)) };
}

test("a copy under a second pseudonym goes where its twin goes, and the folder proves it", async () => {
  const { proof, result, steps } = await exported(await makePatients(twelve), twelve);
  expect(proof).toMatchObject({
    ok: true,
    groups: 11,
    patients: 12,
    quotas: { stated: [9, 1, 1], found: [9, 1, 1] },
    intersections: { "train-val": 0, "train-test": 0, "val-test": 0 },
    equalAcrossParts: [],
    picturesRead: 12,
    misplaced: [],
    sharedPatients: [],
    reproducedFromSeed: true,
  });
  expect(proof.proof.computed).toBe(proof.proof.stated);
  expect(result.patients).toBe(12);
  const { parts, joined } = result.split;
  expect(parts.train.patients + parts.val.patients + parts.test.patients).toBe(12);
  expect([joined, result.split.proofSha256]).toEqual([2, proof.proof.computed]);
  expect(steps[0]).toBe("group");
});

test("adding patients moves nobody; frames that were looked at once are not decoded for that again", async () => {
  const database = await makePatients(twelve.slice(0, 6));
  const first = await exported(database, twelve.slice(0, 6));
  const before = await database.splitLocks.toArray();
  expect(before).toHaveLength(6);
  await addPatients(database, twelve.slice(6));
  const second = await exported(database, twelve);
  expect(second.proof.ok).toBe(true);
  const after = new Map((await database.splitLocks.toArray()).map((row) => [row.patientKey, row.part]));
  for (const { patientKey, part } of before) expect(after.get(patientKey)).toBe(part);
  expect(after.size).toBe(12);
  const third = await exported(database, twelve);
  expect(second.decoded() - third.decoded()).toBe(6);
  expect(first.proof.patients).toBe(6);
  expect([...third.store.files]).toEqual([...second.store.files]);
});

test("two patients in different parts that turn out to be one are refused, both named, and nothing is written", async () => {
  const database = await makePatients(twelve);
  const at = "2026-01-01T00:00:00.000Z";
  await database.splitLocks.bulkAdd([
    { patientKey: "P103", part: "train", at },
    { patientKey: "P109", part: "test", at },
  ]);
  const store = memorySink();
  await expect(exported(database, twelve, {}, store)).rejects.toThrow(/P103 \(train\) \+ P109 \(test\)/);
  expect(store.files.size).toBe(0);
  const without = twelve.filter(({ key }) => key !== "103");
  expect((await exported(database, without)).proof.ok).toBe(true);
});

test("an export that was not handed over locks nobody", async () => {
  const database = await makePatients(twelve);
  const store = memorySink((path, bytes) =>
    path.endsWith("instances_train.json") ? new Uint8Array(3) : bytes,
  );
  await expect(exported(database, twelve, {}, store)).rejects.toThrow();
  expect(await database.splitLocks.count()).toBe(0);
});

test("the proof fails on a moved patient, a copied picture, a false list and a patient in two groups", async () => {
  const { store } = await exported(await makePatients(twelve), twelve);
  const spoiled = (path: string, change: (text: string) => string) => {
    const files = new Map(store.files);
    const name = `test-set/${path}`;
    const before = new TextDecoder().decode(files.get(name));
    const after = change(before);
    expect(after).not.toBe(before);
    files.set(name, new TextEncoder().encode(after));
    return verifySplit(folderOf(files));
  };
  const { groups } = JSON.parse(new TextDecoder().decode(store.files.get("test-set/splits/splits.json")));
  const [held] = Object.keys(groups).filter((key) => groups[key] === "test");
  const moved = spoiled("splits/splits.json", (text) =>
    text.replace(`"${held}": "test"`, `"${held}": "train"`),
  );
  expect(moved.ok).toBe(false);
  expect(moved.proof.computed).not.toBe(moved.proof.stated);
  expect(moved.misplaced.length).toBeGreaterThan(0);
  expect(spoiled("splits/test.txt", (text) => `${text}i000001\n`).ok).toBe(false);
  const twice = spoiled("splits/splits.json", (text) =>
    text.replace(/"P101": \[\s*"P101"/, '"P101": ["P102"'),
  );
  expect(twice.sharedPatients).toEqual(["P102"]);
  const files = new Map(store.files);
  const pictures = [...files.keys()].filter((path) => path.endsWith(".png"));
  const trained = pictures.filter((path) => path.includes("/train/"));
  const tested = pictures.find((path) => path.includes("/test/")) ?? "";
  // Not the blank ones, which are equal to nothing.
  const [from] = trained.filter((path) => !/i00000[45]/.test(path));
  files.set(tested, files.get(from ?? "") ?? new Uint8Array());
  expect(verifySplit(folderOf(files))).toMatchObject({
    ok: false,
    equalAcrossParts: [[expect.any(String), expect.any(String)]],
  });
});
