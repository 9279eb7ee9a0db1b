import { expect, test } from "vitest";
import type { ImportResult, ReadyStudy, RefusedFile } from "../../../src/domain/calls/import-calls.ts";
import { lookOutcome } from "../../../src/ui/look/look-outcome.ts";

const file = { name: "a.tif", size: 3e8, path: "a.tif", file: null };
const refused: RefusedFile = {
  name: "a.tif",
  code: "truncated",
  expected: null,
  found: null,
  offset: null,
};
const study = { studyUid: "2.25.1" } as ReadyStudy;
const held = {} as ImportResult["held"][number];
const done = (change: Partial<ImportResult>) =>
  lookOutcome(
    { name: "done", result: { ready: [], held: [], refused: [], incomplete: [], ...change } },
    file,
  );

test("a look says how far the cleaning is, by bytes, and never more than all", () => {
  const progress = { phase: "import", files: 0, filesTotal: 1, bytes: 23, bytesTotal: 100 } as const;
  expect(lookOutcome({ name: "importing", progress }, file)).toEqual({ kind: "cleaning", part: 0.23 });
  expect(lookOutcome({ name: "importing", progress: { ...progress, bytes: 140 } }, file)).toMatchObject({
    part: 1,
  });
  expect(lookOutcome({ name: "importing", progress: null }, file)).toEqual({ kind: "cleaning", part: 0 });
});

test("a look ends where its own file came to, and says so only where that is certain", () => {
  expect(done({ ready: [study] })).toEqual({ kind: "ready", study });
  expect(done({ held: [held] })).toEqual({ kind: "held" });
  expect(done({ ready: [study], refused: [refused] })).toEqual({ kind: "refused", refused });
  expect(done({ ready: [study], held: [held] })).toEqual({ kind: "done" });
  expect(done({ ready: [study], refused: [{ ...refused, name: "b.tif" }] })).toEqual({
    kind: "ready",
    study,
  });
});
