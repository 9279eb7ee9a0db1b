import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = import.meta.dirname;
const shared = ["domain", "formats", "viewer", "editor"];
/** Has a process of its own (vite.config.ts). */
const apart = /editor\/(?:late-parts|proposal-sequences|undo-[a-z-]+)\.test\.ts$/;

/** What outlives the file that does it, in a process that it shares with other files. */
const remains = /\bvi\.(?!fn\b)|fake-indexeddb|process\.(?:env|on)\b|globalThis\.\w+ =|\bprototype\.\w+ =/;

test("tests that share a process leave nothing behind in it", () => {
  const files = shared.flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, encoding: "utf8" }).map((name) =>
      join(root, layer, name),
    ),
  );
  const tests = files.filter((path) => path.endsWith(".test.ts") && !apart.test(path.replaceAll("\\", "/")));
  expect(tests.length).toBeGreaterThan(100);
  expect(tests.filter((path) => remains.test(readFileSync(path, "utf8")))).toEqual([]);
  for (const planted of ["vi.useFakeTimers()", 'import "fake-indexeddb/auto"', "globalThis.fetch = x"])
    expect(remains.test(planted), planted).toBe(true);
  // What is no `.ts` would not be run at all.
  expect(files.filter((path) => /\.test\.(?!ts$)/.test(path))).toEqual([]);
});
