import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { turnStoreLog } from "../../../src/storage/turn-log.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("the log is filled in one transaction, which a page that is closed before its end takes with it, and nothing of it stays", async () => {
  vi.stubGlobal("navigator", { userAgent: "", userAgentData: {} });
  const writes = vi.spyOn(IDBDatabase.prototype, "transaction");
  const puts = vi.spyOn(IDBObjectStore.prototype, "put");
  await turnStoreLog();
  expect(writes.mock.calls.filter(([, mode]) => mode === "readwrite")).toHaveLength(1);
  const bytes = puts.mock.calls.reduce(
    (sum, [row]) => sum + (row as { bytes: ArrayBuffer }).bytes.byteLength,
    0,
  );
  // What LevelDB keeps in memory before it opens a new log.
  expect(bytes).toBeGreaterThan(4 * 2 ** 20);
  expect(await indexedDB.databases()).toEqual([]);
});

test("no other browser is made to write it", async () => {
  vi.stubGlobal("navigator", { userAgent: "" });
  const puts = vi.spyOn(IDBObjectStore.prototype, "put");
  await turnStoreLog();
  expect(puts).not.toHaveBeenCalled();
});
