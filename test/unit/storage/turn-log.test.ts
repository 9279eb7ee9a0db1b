import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { leftAwake, sayAwake } from "../../../src/storage/awake.ts";
import { layBallast } from "../../../src/storage/ballast.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { turnStoreLog } from "../../../src/storage/turn-log.ts";

const open: MainDatabase[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const db of open.splice(0)) await db.delete();
});

async function store(): Promise<MainDatabase> {
  const db = openMainDatabase(`turn-log-${crypto.randomUUID()}`);
  open.push(db);
  await db.open();
  return db;
}

/** Bytes that were put into a scratch database since. */
function watchScratch() {
  const puts = vi.spyOn(IDBObjectStore.prototype, "put");
  return () =>
    puts.mock.calls.reduce(
      (sum, [row]) => sum + ((row as { bytes?: ArrayBuffer }).bytes?.byteLength ?? 0),
      0,
    );
}

test("the log is filled in one transaction, which a page that is closed before its end takes with it, and nothing of it stays", async () => {
  vi.stubGlobal("navigator", { userAgent: "", userAgentData: {} });
  const db = await store();
  await layBallast(db, 2 ** 40);
  const filled = watchScratch();
  const writes = vi.spyOn(IDBDatabase.prototype, "transaction");
  await turnStoreLog(db);
  const scratch = writes.mock.calls.filter(
    ([stores, mode]) => mode === "readwrite" && `${stores}` === "bytes",
  );
  expect(scratch).toHaveLength(1);
  // What LevelDB keeps in memory before it opens a new log.
  expect(filled()).toBeGreaterThan(4 * 2 ** 20);
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual([db.name]);
  // Its room was taken for it.
  expect(await db.ballast.count()).toBe(0);
});

test("without the ballast's room it is not filled, and no other browser is made to write it", async () => {
  const db = await store();
  const filled = watchScratch();
  vi.stubGlobal("navigator", { userAgent: "", userAgentData: {} });
  await turnStoreLog(db);
  expect(filled()).toBe(0);
  vi.stubGlobal("navigator", { userAgent: "" });
  await layBallast(db, 2 ** 40);
  const before = filled();
  await turnStoreLog(db);
  expect(filled()).toBe(before);
  expect(await db.ballast.count()).toBe(1);
});

test("a page that went in an orderly way leaves nothing; one that died is known by the next, and by none after that", async () => {
  const db = await store();
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  expect(await leftAwake(db)).toEqual([]);
  await sayAwake(db, []);
  expect(await leftAwake(db)).toHaveLength(1);
  page.dispatchEvent(new Event("pagehide"));
  await expect.poll(() => leftAwake(db)).toEqual([]);
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  await expect.poll(() => leftAwake(db)).toHaveLength(1);

  const left = await leftAwake(db);
  // Another tab is no page that died.
  vi.stubGlobal("navigator", {
    locks: { query: async () => ({ held: [{ name: left[0] }] }), request: async () => undefined },
  });
  expect(await leftAwake(db)).toEqual([]);
  vi.stubGlobal("navigator", {});
  await sayAwake(db, left);
  const now = await leftAwake(db);
  expect(now).toHaveLength(1);
  expect(now).not.toEqual(left);
});
