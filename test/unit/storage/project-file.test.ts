import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { projectFileText, readProjectFile } from "../../../src/domain/project-file.ts";
import { readAuditChain } from "../../../src/storage/audit.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { readDeidOptions, writeDeidOptions } from "../../../src/storage/deid-options.ts";
import { putPerson, readPeople } from "../../../src/storage/people.ts";
import {
  readProject,
  readSplitSeed,
  takeProject,
  writeSplitSeed,
} from "../../../src/storage/project-file.ts";
import { writeReviewRules } from "../../../src/storage/review-rules.ts";
import { activeSchema } from "../../../src/storage/schemas.ts";
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
