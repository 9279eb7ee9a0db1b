import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { retireClass } from "../../../src/domain/class-migration.ts";
import { readProjectFile } from "../../../src/domain/project-file.ts";
import { readVersionRecord, versionRecordText } from "../../../src/domain/sync/version-record.ts";
import { moveClass } from "../../../src/storage/migrate-class.ts";
import { readProject, takeProject } from "../../../src/storage/project-file.ts";
import { activeSchema } from "../../../src/storage/schemas.ts";
import { makeLabels } from "../../../src/workers/labels/make-labels.ts";
import { makeStore } from "../../support/export-fixture.ts";

/** Files as the first versions of the app wrote them: never changed, only read. */
const old = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../support/old-files", name), "utf8");

const by = { chain: "dev-a", actor: "u1", at: "2026-11-24T10:00:00.000Z" };

test("a project of the first version and its labels are read by today's app, and move with its classes", async () => {
  const database = await makeStore();
  await database.annotations.clear();
  await database.schemas.clear();
  await database.studies.update("2.25.1", { state: "todo", appliedSeq: 0 });
  const project = readProjectFile(old("project-1.json"));
  expect(project.hub).toBeUndefined();
  await takeProject(database, project, by);
  expect(await readProject(database, project.title)).toMatchObject({
    title: "Liver, first round",
    splitSeed: "liver-1",
    dataUse: { purpose: "", expires: "" },
    hub: null,
    labelSchema: { id: "liver-ct", version: 1 },
  });

  const labels = makeLabels(database);
  const context = {
    signal: new AbortController().signal,
    progress: () => undefined as never,
    transfer: () => undefined,
  };
  const file = new Blob([old("annotations-1.ndjson")]);
  const files = [{ name: "annotations.ndjson", path: "annotations.ndjson", size: file.size, file }];
  const preview = await labels.readLabels({ files, user: "u2", device: "dev-b", at: by.at }, context);
  expect(preview.faults).toEqual([]);
  await labels.addLabels({ batchId: preview.batchId, actor: "u2", chain: "dev-b", at: by.at }, context);
  const stored = async () =>
    (await database.annotations.toArray())
      .map(({ annotation }) => annotation)
      .map(({ instanceUid, classId, schemaVersion }) => [instanceUid, classId, schemaVersion]);
  expect(await stored()).toEqual([
    ["2.25.500", "blob", 1],
    ["2.25.501", "liver", 1],
  ]);

  // A schema version on: the class is retired and its labels move; the other label keeps the version it was made under.
  const first = await activeSchema(database);
  const next = retireClass(first, "blob", "liver");
  await moveClass(database, { from: "blob", to: "liver", next }, by);
  expect((await activeSchema(database)).retired?.map(({ id, index }) => [id, index])).toEqual([["blob", 1]]);
  expect(await stored()).toEqual([
    ["2.25.500", "liver", (await activeSchema(database)).version],
    ["2.25.501", "liver", 1],
  ]);
});

test("a version that an older device sent is read, and written again as it was", () => {
  const text = old("version-1.txt").trim();
  const record = readVersionRecord(text, "2.25.1");
  if (!record) throw new Error("an old version is not read any more");
  expect(Object.keys(record.objects)).toEqual(["2.25.501"]);
  expect(versionRecordText(record)).toBe(text);
});
