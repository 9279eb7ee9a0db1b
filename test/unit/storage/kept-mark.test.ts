import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { sayAwake } from "../../../src/storage/awake.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { dropKeptMark, wasStoreLost } from "../../../src/storage/kept-mark.ts";

afterEach(() => vi.unstubAllGlobals());

test("an empty store on a device that kept studies is a loss until it is heard of; a first visit, and one whose studies were deleted, are none", async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("addEventListener", () => undefined);
  const db = openMainDatabase(`kept-mark-${crypto.randomUUID()}`);
  expect(await wasStoreLost(db)).toBe(false);
  kept.set("overread-kept", "yes");
  expect(await wasStoreLost(db)).toBe(true);
  // The page that tells it is open meanwhile, and may be closed without an answer.
  await sayAwake(db, []);
  expect(await wasStoreLost(db)).toBe(true);
  await db.settings.put({ key: "device", value: "d" });
  expect(await wasStoreLost(db)).toBe(false);
  await db.settings.delete("device");
  dropKeptMark();
  expect(await wasStoreLost(db)).toBe(false);
  await db.delete();
});
