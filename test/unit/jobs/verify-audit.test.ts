import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyAudit } from "../../../src/jobs/verify-audit.ts";
import { appendAudit } from "../../../src/storage/audit.ts";
import { headsOf, readKnownHeads, rememberHeads } from "../../../src/storage/audit-heads.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";

let db: MainDatabase;
let serial = 0;

beforeEach(async () => {
  db = openMainDatabase(`verify-audit-${serial++}`);
  for (let index = 0; index < 450; index++) await append("dev-a", index);
  await append("dev-b", 0);
});
afterEach(() => db.delete());

const append = (chain: string, index: number) =>
  db.transaction("rw", db.audit, async () =>
    appendAudit(db, {
      chain,
      at: "2026-01-01T00:00:00.000Z",
      actor: "u1",
      action: "annotation.create",
      target: `2.25.${index}`,
      detail: {},
    }),
  );

const run = (more: Parameters<typeof verifyAudit>[1] = [], progress: number[] = []) =>
  verifyAudit(db, more, {
    signal: new AbortController().signal,
    onProgress: (done, total) => progress.push(done / total),
  });

test("every chain of the store is checked, page by page, with progress to the end", async () => {
  const progress: number[] = [];
  const reports = await run([], progress);
  expect(reports.map(({ chain, events, verdict }) => [chain, events, verdict.ok])).toEqual([
    ["dev-a", 450, true],
    ["dev-b", 1, true],
  ]);
  expect(progress.length).toBeGreaterThan(3);
  expect(progress.at(-1)).toBe(1);
});

test("one changed and one removed event are named, wherever a page ends", async () => {
  for (const seq of [1, 200, 201, 449]) {
    const event = await db.audit.get(["dev-a", seq]);
    if (!event) throw new Error("no such event");
    await db.audit.put({ ...event, actor: "u2" });
    expect((await run())[0]?.verdict).toEqual({ ok: false, badSeq: seq, reason: "changed" });
    await db.audit.delete(["dev-a", seq]);
    expect((await run())[0]?.verdict).toEqual({ ok: false, badSeq: seq, reason: "removed" });
    await db.audit.put(event);
  }
  expect((await run())[0]?.verdict.ok).toBe(true);
});

test("a cut tail and a chain that is gone are seen by the heads of earlier exports, and by a manifest", async () => {
  const last = await db.audit.get(["dev-a", 450]);
  const only = await db.audit.get(["dev-b", 1]);
  if (!last || !only) throw new Error("no such event");
  await db.audit.delete(["dev-a", 450]);
  expect((await run())[0]).toMatchObject({ compared: 0, verdict: { ok: true } });
  expect((await run([last]))[0]).toMatchObject({
    compared: 1,
    verdict: { ok: false, badSeq: 450, reason: "cut" },
  });
  await rememberHeads(db, [last, only]);
  await db.audit.delete(["dev-b", 1]);
  expect((await run()).map(({ chain, verdict }) => [chain, verdict])).toEqual([
    ["dev-a", { ok: false, badSeq: 450, reason: "cut" }],
    ["dev-b", { ok: false, badSeq: 1, reason: "cut" }],
  ]);
});

test("heads move on, never back, and what is none in a file is left out", async () => {
  const head = (seq: number) => ({ chain: "dev-a", seq, hash: `${seq}` });
  await rememberHeads(db, [head(5)]);
  await rememberHeads(db, [head(3)]);
  await rememberHeads(db, [head(9)]);
  expect(await readKnownHeads(db)).toEqual([head(9)]);
  expect(headsOf([head(1), { chain: 5 }, null, "x"])).toEqual([head(1)]);
  expect(headsOf({})).toEqual([]);
});

test("a check that is cancelled ends", async () => {
  const control = new AbortController();
  const watch = { signal: control.signal, onProgress: () => control.abort() };
  await expect(verifyAudit(db, [], watch)).rejects.toThrow();
});
