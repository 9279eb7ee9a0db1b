import "fake-indexeddb/auto";
import Dexie from "dexie";
import { expect, test } from "vitest";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { instanceBytes } from "../../../src/storage/instances.ts";

/** The tables of version 6 that this looks at, as an app of yesterday opens them. */
function openOld(name: string): Dexie {
  const old = new Dexie(name);
  old.version(6).stores({
    studies: "studyUid, importedAt",
    series: "seriesUid, studyUid",
    instances: "sopUid, seriesUid, studyUid",
    chunks: "[sopUid+index]",
    settings: "key",
    log: "id, &[studyUid+seq]",
    strokes: "[studyUid+tab], studyUid",
    unfinished: "sopUid",
  });
  return old;
}

const image = (sopUid: string) => ({
  sopUid,
  studyUid: "2.25.1",
  seriesUid: "2.25.2",
  lengthBytes: 3,
  chunkCount: 1,
  chunkEnds: [3],
});

async function filled(name: string) {
  const old = openOld(name);
  await old.open();
  await old.table("instances").bulkPut([image("2.25.3"), { ...image("2.25.4"), inFile: true }]);
  await old.table("chunks").put({ sopUid: "2.25.3", index: 0, bytes: Uint8Array.of(1, 2, 3).buffer });
  await old.table("log").put({ id: "l", studyUid: "2.25.1", seq: 1 });
  await old.table("strokes").put({ studyUid: "2.25.1", tab: "t", draft: { v: 1 } });
  return old;
}

const whole = async (database: MainDatabase) => {
  expect([...((await instanceBytes(database, "2.25.3")) ?? [])]).toEqual([1, 2, 3]);
  expect((await database.instances.get("2.25.4"))?.inFile).toBe(true);
  expect([await database.log.count(), await database.strokes.count()]).toEqual([1, 1]);
};

test("a store of the version before packs opens with all that is in it, and lists images by pack from then on", async () => {
  (await filled("old-1")).close();
  const database = openMainDatabase("old-1");
  await whole(database);
  expect(await database.instances.orderBy("pack.id").count()).toBe(0);
  await database.instances.update("2.25.3", { pack: { id: "p", at: 0 } });
  expect(await database.instances.where("pack.id").equals("p").primaryKeys()).toEqual(["2.25.3"]);
  expect(await database.packGaps.count()).toBe(0);
});

test("a tab with the app of yesterday neither holds up the new version nor takes back what that stores", async () => {
  const old = await filled("old-2");
  const database = openMainDatabase("old-2");
  await whole(database);
  await database.instances.update("2.25.3", { pack: { id: "p", at: 0 } });
  // The old tab goes on.
  await old.table("strokes").put({ studyUid: "2.25.1", tab: "u", draft: { v: 1 } });
  await old.table("instances").update("2.25.4", { lengthBytes: 4 });
  expect(await database.strokes.count()).toBe(2);
  expect(await database.instances.where("pack.id").equals("p").count()).toBe(1);
  expect(await database.packGaps.count()).toBe(0);
  old.close();
});
