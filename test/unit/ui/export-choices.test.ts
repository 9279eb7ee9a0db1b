import { expect, test } from "vitest";
import { readExportChoices } from "../../../src/ui/export/export-choices.ts";
import { makeStore } from "../../support/export-fixture.ts";

test("the labels are read in pieces, each once, however many there are", async () => {
  const database = await makeStore();
  const [row] = await database.annotations.toArray();
  if (!row) throw new Error("no label");
  const before = await database.annotations.count();
  // Two whole pieces and a rest, and pieces alone.
  for (const added of [1200, 300]) {
    const count = await database.annotations.count();
    await database.annotations.bulkAdd(
      Array.from({ length: added }, (_, at) => ({ ...row, instanceUid: `2.25.9${count + at}` })),
    );
    const { labels } = await readExportChoices(database);
    expect(labels).toHaveLength(await database.annotations.count());
    expect(labels.every(({ studyUid }) => studyUid === row.studyUid)).toBe(true);
  }
  expect(await database.annotations.count()).toBe(before + 1500);
});
