import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { projectFileText, readProjectFile } from "../../../src/domain/project-file.ts";
import { readAuditChain } from "../../../src/storage/audit.ts";
import { readDataUse, writeDataUse } from "../../../src/storage/data-use.ts";
import { type MainDatabase, type ModelRow, openMainDatabase } from "../../../src/storage/database.ts";
import { readDeidOptions, writeDeidOptions } from "../../../src/storage/deid-options.ts";
import { readHubSettings, writeHubSettings } from "../../../src/storage/hub-settings.ts";
import { chooseModel, chosenModel, putModel } from "../../../src/storage/models.ts";
import { putPerson, readPeople } from "../../../src/storage/people.ts";
import {
  missingModels,
  readProject,
  readProjectHub,
  readSplitSeed,
  takeProject,
  writeSplitSeed,
} from "../../../src/storage/project-file.ts";
import { reviewRules, writeReviewRules } from "../../../src/storage/review-rules.ts";
import { activeSchema, chooseSchema } from "../../../src/storage/schemas.ts";
import { makeLabel, storeLabels } from "../../support/label-store.ts";

let from: MainDatabase;
let to: MainDatabase;
let serial = 0;
const by = { chain: "dev-a", actor: "u1", at: "2026-11-24T10:00:00.000Z" };

beforeEach(async () => {
  from = openMainDatabase(`project-from-${++serial}`);
  to = openMainDatabase(`project-to-${serial}`);
  await putPerson(from, { id: "u1", name: "Anna Example" }, by);
  await writeReviewRules(from, { reasons: ["Too large"], reviewerMayEditOwn: true, readers: 3 }, by);
  await writeDeidOptions(
    from,
    { ...(await readDeidOptions(from)), retainDeviceIdentity: true, longitudinal: "modified" },
    by,
  );
  await writeSplitSeed(from, "liver-7", by);
});
afterEach(async () => {
  await from.delete();
  await to.delete();
});

const target = { study: "2.25.1", series: "2.25.2", sop: "2.25.3", frame: 1 };

test("a project comes over whole, and the chain says that it did without a name", async () => {
  const text = projectFileText(await readProject(from, "Liver"));
  await putPerson(to, { id: "u9", name: "Known here" }, by);
  await takeProject(to, readProjectFile(text), by);
  const { people, ...rest } = await readProject(to, "Liver");
  const { people: sent, ...wish } = await readProject(from, "Liver");
  expect(rest).toEqual(wish);
  expect(people.map(({ id }) => id).sort()).toEqual(["u1", "u9"]);
  expect(sent).toHaveLength(1);
  expect(await readSplitSeed(to)).toBe("liver-7");
  expect((await readPeople(to)).find(({ id }) => id === "u1")?.name).toBe("Anna Example");
  const chain = JSON.stringify(await readAuditChain(to, "dev-a"));
  expect(chain).toContain("project-taken");
  expect(chain).not.toContain("Anna");
});

const sha256 = "ab".repeat(32);
const hub = {
  id: "x 1",
  baseUrl: "https://hub.example.org/dicom-web",
  signIn: "bearer",
  images: false,
} as const;
const kept: Omit<ModelRow, "strikes"> = {
  id: sha256,
  modelId: "liver-net",
  version: "2.0.0",
  license: "Apache-2.0",
  bytes: 1,
  tested: true,
  kinds: ["box"],
  dryRunMs: 1,
  at: "2026-11-24T10:00:00.000Z",
};

test("every part of a project travels: schema, readers, de-identification, model, hub, seed, terms", async () => {
  const [first, ...others] = starterLabelSchema.classes;
  if (!first) throw new Error("no class");
  const schema = { ...starterLabelSchema, version: 7, classes: [{ ...first, name: "Renamed" }, ...others] };
  await chooseSchema(from, schema);
  await writeDataUse(from, { purpose: "p", license: "l", reference: "r", expires: "2027-01-31" });
  await putModel(from, kept, new Map());
  await chooseModel(from, sha256);
  await writeHubSettings(from, { ...hub, reader: "R1" });
  const text = projectFileText(await readProject(from, "Liver"));
  // Whose device it is stays there: the reader's code is one person's own.
  expect(text).not.toContain('"R1"');
  await takeProject(to, readProjectFile(text), by);
  expect(await activeSchema(to)).toEqual(schema);
  expect(await reviewRules(to)).toEqual({ reasons: ["Too large"], reviewerMayEditOwn: true, readers: 3 });
  expect(await readDeidOptions(to)).toMatchObject({ retainDeviceIdentity: true, longitudinal: "modified" });
  expect(await readSplitSeed(to)).toBe("liver-7");
  expect((await readDataUse(to)).expires).toBe("2027-01-31");
  // A hub is never in use because a file says so.
  expect(await readHubSettings(to)).toBeNull();
  expect(await readProjectHub(to)).toEqual({ baseUrl: hub.baseUrl, signIn: "bearer", images: false });
  expect(await missingModels(to)).toEqual([{ id: sha256, modelId: "liver-net", version: "2.0.0" }]);
  expect(await chosenModel(to)).toBeNull();
  // The third device gets the same from the second, though that has neither hub nor model.
  expect(await readProject(to, "Liver")).toEqual(await readProject(from, "Liver"));
  await putModel(to, kept, new Map());
  expect(await missingModels(to)).toEqual([]);
  expect((await chosenModel(to))?.modelId).toBe("liver-net");
});

test("a file of an older version says nothing of hub and models: those of the device stay", async () => {
  await putModel(to, kept, new Map());
  await chooseModel(to, sha256);
  const { hub: _, models: __, ...older } = await readProject(from, "Liver");
  await takeProject(to, readProjectFile(projectFileText(older)), by);
  expect((await chosenModel(to))?.id).toBe(sha256);
});

test.each([
  "http://hub.example.org",
  "https://anna:secret@hub.example.org/dicom-web",
  "https://hub.example.org/?token=1",
  "javascript:alert(1)",
])("a hub whose address is no plain https address is refused: %s", async (baseUrl) => {
  const project = await readProject(from, "Liver");
  const file = projectFileText({ ...project, hub: { baseUrl, signIn: "none", images: true } });
  expect(() => readProjectFile(file)).toThrow("hub.baseUrl should be an https address");
});

test("a schema that would change what labels here mean is refused with both names, and nothing is taken", async () => {
  await activeSchema(to);
  await storeLabels(to, [makeLabel("2.25.5", "liver", target, { type: "point", pointImage: [1, 1] })]);
  const project = await readProject(from, "Liver");
  const classes = starterLabelSchema.classes.map((entry) =>
    entry.id === "liver" ? { ...entry, id: "tumour", name: "Tumour" } : entry,
  );
  const clashing = { ...project, labelSchema: { ...starterLabelSchema, classes } };
  await expect(takeProject(to, clashing, by)).rejects.toThrow(/“Tumour” there and of “Liver” here/);
  const without = { ...starterLabelSchema, classes: classes.filter(({ id }) => id !== "tumour") };
  await expect(takeProject(to, { ...project, labelSchema: without }, by)).rejects.toThrow(/no class “Liver”/);
  expect(await readSplitSeed(to)).toBe("overread-1");
});

test.each([
  ["{", "it should be JSON"],
  ['{"schema":"overread-project/2"}', "schema should be overread-project/1"],
])("what is no project file says what was expected: %s", (text, words) => {
  expect(() => readProjectFile(text)).toThrow(words);
});

test("a wrong field of the schema is named with its place", async () => {
  const project = await readProject(from, "Liver");
  const [first, ...others] = project.labelSchema.classes;
  if (!first) throw new Error("no class");
  const change = (classes: readonly object[]) =>
    projectFileText({ ...project, labelSchema: { ...project.labelSchema, classes: classes as never } });
  expect(() => readProjectFile(change([{ ...first, index: 0 }, ...others]))).toThrow(
    "labelSchema.classes[0].index should be a whole number from 1 to 65535",
  );
  expect(() => readProjectFile(change([first, { ...others[0], index: first.index }]))).toThrow(
    "classes[1].index",
  );
  const attributes = [{ id: "a", kind: "colour" }];
  expect(() => readProjectFile(change([{ ...first, attributes }]))).toThrow("classes[0].attributes[0].kind");
});

const secret = "CANARY-4711";

/** A row of every table, and of every setting that holds something of one device or one patient, with a word that must stay. */
async function plantSecrets(db: MainDatabase): Promise<void> {
  for (const table of db.tables) {
    const { keyPath } = table.schema.primKey;
    const keys = (Array.isArray(keyPath) ? keyPath : [keyPath]) as string[];
    const row = Object.fromEntries(
      keys.map((key) => [key, /seq|index|frame|tile/i.test(key) ? 4711 : secret]),
    );
    await table.put({ ...row, name: secret, token: secret });
  }
  const hubRow = { ...hub, id: `https://hub.example.org ${secret}`, reader: secret };
  await db.settings.bulkPut([
    { key: "sync-hub", value: { ...hubRow, token: secret, password: secret, user: secret } },
    { key: "sync-reader", value: secret },
    { key: "project-key", value: { wrapped: secret } },
    { key: "identity", value: { user: secret, device: secret } },
    { key: "generations", value: { [secret]: 2 } },
  ]);
}

test("nothing of patients, images, labels, keys, tokens or passwords is in a project's document", async () => {
  await plantSecrets(from);
  const planted = await Promise.all(from.tables.map((table) => table.toArray()));
  for (const rows of planted) expect(JSON.stringify(rows)).toContain(secret);
  const text = projectFileText(await readProject(from, "Liver"));
  expect(text).not.toContain(secret);
  expect(text).toContain(hub.baseUrl);
  // What it says, name by name: whoever adds a field decides here whether it may leave the device.
  const said = JSON.parse(text) as Record<string, object>;
  expect(Object.keys(said).toSorted()).toEqual([
    "dataUse",
    "deidentification",
    "hub",
    "labelSchema",
    "models",
    "people",
    "review",
    "schema",
    "splitSeed",
    "title",
  ]);
  expect(Object.keys(said.hub ?? {}).toSorted()).toEqual(["baseUrl", "images", "signIn"]);
  expect(Object.keys((said.people as object[])[0] ?? {}).toSorted()).toEqual(["id", "name"]);
});
