import "fake-indexeddb/auto";
import { createRoot } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { attempt } from "../../../src/ui/app/attempt.ts";
import { createPreferences, readPreferences } from "../../../src/ui/app/preferences.ts";
import { en } from "../../../src/ui/messages/en.ts";

afterEach(() => vi.unstubAllGlobals());

test("what fails is said in the words of its reason, and what was done or stopped by the person is not", async () => {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  await attempt(en, say, async () => "done");
  await attempt(en, say, () => Promise.reject(new DOMException("", "AbortError")));
  expect(said).toEqual([]);
  await attempt(en, say, () => Promise.reject(new Error("The disk is full.")));
  expect(said).toEqual(["The disk is full."]);
});

test("a preference that cannot be written holds on the screen, and the person hears that it is not kept", async () => {
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  const database = openMainDatabase("attempt-preferences");
  const heard: unknown[] = [];
  const read = await readPreferences(database);
  const kept = createRoot(() => createPreferences(database, (reason) => heard.push(reason), read));
  kept.set({ smooth: !read.smooth });
  await vi.waitFor(async () => expect((await readPreferences(database)).smooth).toBe(!read.smooth));
  expect(heard).toEqual([]);
  database.close({ disableAutoOpen: true });
  kept.set({ smooth: read.smooth });
  expect(kept.value().smooth).toBe(read.smooth);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
});
