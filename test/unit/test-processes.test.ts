import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { leavesTraces, testProcesses } from "../support/vite/test-processes.ts";

const root = mkdtempSync(join(tmpdir(), "overread-tests-"));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
};

test("what is found by the next file in the same process is seen in a test's text", () => {
  for (const text of [
    "vi.useFakeTimers();",
    'vi.stubGlobal("fetch", answer);',
    'process.env.TZ = "UTC";',
    'process.on("message", hear);',
    "globalThis.fetch = answer;",
    "(globalThis as { fetch: unknown }).fetch = answer;",
    "Array.prototype.at = first;",
    'Object.defineProperty(globalThis, "navigator", { value });',
    "const before = process.memoryUsage();",
  ])
    expect(leavesTraces(text), text).toBe(true);
  for (const text of [
    "const heard = vi.fn();",
    "expect(globalThis.x === 1).toBe(true);",
    "const root = process.cwd();",
  ])
    expect(leavesTraces(text), text).toBe(false);
});

test("tests go by their own text and by that of their helpers, each into one list", () => {
  write({
    "test/unit/plain.test.ts": 'import { one } from "./one.ts";',
    "test/unit/one.ts": "export const one = vi.stubGlobal;",
    "test/unit/deep/clock.test.tsx": 'import { far } from "../../support/far.ts";',
    "test/support/far.ts": 'import "./near.ts";',
    "test/support/near.ts": 'import "./far.ts";\nvi.useFakeTimers();',
    "test/unit/deep/store.test.ts": 'import { made } from "../../support/store.ts";',
    "test/support/store.ts": 'import "fake-indexeddb/auto";',
    "test/unit/deep/plain.test.ts": 'import { work } from "../../../src/work.ts";',
    "src/work.ts": "vi.useFakeTimers();",
  });
  expect(testProcesses(root)).toEqual({
    own: ["test/unit/deep/clock.test.tsx", "test/unit/plain.test.ts"],
    shared: ["test/unit/deep/plain.test.ts", "test/unit/deep/store.test.ts"],
  });
});

test("every unit test of the project is run by one of the two", () => {
  const root = resolve(import.meta.dirname, "../..");
  const { own, shared } = testProcesses(root);
  const all = readdirSync(join(root, "test/unit"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `test/unit/${name.replaceAll("\\", "/")}`);
  expect([...own, ...shared].toSorted()).toEqual(all.toSorted());
  expect(shared).toContain("test/unit/storage/log.test.ts");
  // Its own text stubs much.
  expect(own).toContain("test/unit/test-processes.test.ts");
});
