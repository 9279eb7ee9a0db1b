import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = import.meta.dirname;
const shared = ["domain", "formats", "viewer"];

/** What outlives the file that does it, in a process that it shares with other files. */
const remains = /\bvi\.(?!fn\b)|fake-indexeddb|process\.(?:env|on)\b|globalThis\.\w+ =|\bprototype\.\w+ =/;

test("tests that share a process leave nothing behind in it", () => {
  const files = shared.flatMap((layer) =>
    readdirSync(join(root, layer), { recursive: true, encoding: "utf8" }).map((name) =>
      join(root, layer, name),
    ),
  );
  const tests = files.filter((path) => path.endsWith(".test.ts"));
  expect(tests.length).toBeGreaterThan(100);
  expect(tests.filter((path) => remains.test(readFileSync(path, "utf8")))).toEqual([]);
  for (const planted of ["vi.useFakeTimers()", 'import "fake-indexeddb/auto"', "globalThis.fetch = x"])
    expect(remains.test(planted), planted).toBe(true);
  // What is no `.ts` would not be run at all.
  expect(files.filter((path) => /\.test\.(?!ts$)/.test(path))).toEqual([]);
});
