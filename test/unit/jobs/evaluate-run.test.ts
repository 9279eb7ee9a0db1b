import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Annotation } from "../../../src/domain/annotation.ts";
import type { AssistResult, InferState } from "../../../src/domain/calls/assist-calls.ts";
import { evaluationRows, scoreCase, worstFirst } from "../../../src/domain/evaluation.ts";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import type { Prompts } from "../../../src/domain/proposal.ts";
import { verifyChain } from "../../../src/domain/verify-chain.ts";
import { type EvaluateInput, runEvaluation } from "../../../src/jobs/evaluate-run.ts";
import { readAuditChain } from "../../../src/storage/audit.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { lockSplit } from "../../../src/storage/split-locks.ts";
import { countTestOpenings, openTestPart } from "../../../src/storage/test-openings.ts";
import { makeLabel, paintMask, storeLabels } from "../../support/label-store.ts";
import { fillStudy, screenFacts } from "../../support/study-screen.ts";

const side = 64;
const [valStudy, testStudy, trainStudy] = ["2.25.1", "2.25.2", "2.25.3"];
let db: MainDatabase;
let serial = 0;

/** A square mask label of `size` at 10, 10. */
async function addSquare(
  study: string,
  uid: string,
  size: number,
  layer: number,
  more: Partial<Annotation> = {},
) {
  const target = { study, series: `${study}.8`, sop: `${study}.9`, frame: 1 };
  const label = {
    ...makeLabel(uid, "mass", target, { type: "mask", layer, segmentIndex: 1 + layer }),
    ...more,
  };
  await storeLabels(db, [label]);
  await paintMask(db, label, side, side, (x, y) => x >= 10 && x < 10 + size && y >= 10 && y < 10 + size);
}

beforeEach(async () => {
  db = openMainDatabase(`evaluate-${++serial}`);
  const facts = { ...screenFacts, spacingMm: [2, 0.5] as const, spacingKind: "patient" as const };
  for (const study of [valStudy, testStudy, trainStudy]) {
    const frames = [{ sopUid: `${study}.9`, frameIndex: 0 }];
    await fillStudy(db, study, [{ seriesUid: `${study}.8`, frames, modality: "MR" }], facts);
    await db.studies.update(study, { patientKey: `P${study}` });
    // The device is kept in one study only.
    const source = { maker: "ACME", model: "One", site: "", sex: "", ageBand: "" };
    if (study === testStudy) await db.series.update(`${study}.8`, { source });
  }
  const parts = [
    [`P${valStudy}`, "val"],
    [`P${testStudy}`, "test"],
    [`P${trainStudy}`, "train"],
  ] as const;
  await lockSplit(db, new Map(parts), "2026-11-24T10:00:00.000Z");
  const model = { id: "net", version: "1", sha256: "", backend: "wasm", confidence: 1, proposalId: "p" };
  const { provenance } = makeLabel(
    "2.25.0",
    "mass",
    { study: "", series: "", sop: "", frame: 1 },
    { type: "point", pointImage: [0, 0] },
  );
  await addSquare(valStudy, "2.25.11", 20, 0);
  await addSquare(valStudy, "2.25.12", 10, 1, { provenance: { ...provenance, origin: "model", model } });
  await addSquare(valStudy, "2.25.13", 30, 2, { status: "draft" });
  await addSquare(testStudy, "2.25.21", 10, 0);
  await addSquare(trainStudy, "2.25.31", 10, 0);
  const box = { type: "box", boxImage: [1, 1, 5, 5] } as const;
  const target = { study: valStudy, series: `${valStudy}.8`, sop: `${valStudy}.9`, frame: 1 };
  await storeLabels(db, [makeLabel("2.25.14", "mass", target, box)]);
});
afterEach(() => db.delete());

const asked: Prompts[] = [];
/** A model that gives the lower half of every box. */
const halfModel: EvaluateInput["inference"] = {
  load: async () => ({ modelId: "net", modelVersion: "1" }) as InferState,
  propose: async (plane, prompts, _previous, options) => {
    asked.push(prompts);
    expect(options?.method).toBe("network");
    const [left = 0, top = 0, right = 0, bottom = 0] = prompts.box ?? [];
    const bits = new Uint8Array(plane.columns * plane.rows).map((_, at) => {
      const [x, y] = [at % plane.columns, Math.floor(at / plane.columns)];
      return x > left && x < right && y > (top + bottom) / 2 && y < bottom ? 1 : 0;
    });
    const { columns, rows } = plane;
    return { mask: encodeMaskRle({ columns, rows, bits }) } as AssistResult;
  },
};
const input = (more: Partial<EvaluateInput> = {}): EvaluateInput => ({
  db,
  part: "val",
  inference: halfModel,
  frame: async ({ sopUid, frameIndex }) => ({
    sopUid,
    frameIndex,
    columns: side,
    rows: side,
    samples: 1,
    type: "u8",
    pixels: new Uint8Array(side * side),
  }),
  onProgress: () => undefined,
  signal: new AbortController().signal,
  ...more,
});

test("only accepted labels of patients in the part are asked for, each by the box around its pixels", async () => {
  asked.length = 0;
  const { cases, patients, labelled, skipped } = await runEvaluation(input());
  expect(asked.map(({ box, positive, negative }) => [box, positive.length, negative.length])).toEqual([
    [[9.5, 9.5, 29.5, 29.5], 0, 0],
    [[9.5, 9.5, 19.5, 19.5], 0, 0],
  ]);
  expect([patients, labelled, skipped]).toEqual([1, 1, { noMask: 1, tiled: 0, failed: 0 }]);
  // Half of a square: Dice 2/3, IoU 1/2. The far edge is 10 or 5 rows of 2 mm away from what was found.
  expect(cases.map((one) => [one.instanceUid, one.isOwn, one.source, one.image, one.images])).toEqual([
    ["2.25.11", false, "MR", 1, 1],
    ["2.25.12", true, "MR", 1, 1],
  ]);
  for (const one of cases) {
    expect(one.dice).toBeCloseTo(2 / 3, 12);
    expect(one.iou).toBeCloseTo(1 / 2, 12);
    expect(one.unit).toBe("mm");
  }
  expect(cases[0]?.hd95).toBeGreaterThan(18);
  expect(cases[1]?.hd95).toBeLessThanOrEqual(10);
});

test("an image that cannot be decoded is counted and leaves the other figures; a cancel gives none", async () => {
  let calls = 0;
  const { frame } = input();
  const failing = input({
    frame: async (ref, signal) => {
      if (calls++ === 0) throw new Error("damaged");
      return frame(ref, signal);
    },
  });
  const { cases, skipped } = await runEvaluation(failing);
  expect([cases.length, skipped.failed]).toEqual([1, 1]);
  const stop = new AbortController();
  const cancelled = runEvaluation(
    input({
      signal: stop.signal,
      frame: async (ref, signal) => {
        stop.abort();
        return frame(ref, signal);
      },
    }),
  );
  await expect(cancelled).rejects.toThrow(/abort/i);
});

test("worst cases come first, one without any pixel found before all; distances in mm and in pixels are not mixed", () => {
  const square = (size: number) => ({
    columns: 8,
    rows: 8,
    bits: new Uint8Array(64).map((_, at) => (at % 8 < size && at < 8 * size ? 1 : 0)),
  });
  const base = { studyUid: "s", pseudonym: "P", source: "CT", image: 1, images: 1, isOwn: false };
  const one = (instanceUid: string, classId: string, found: number, spacing?: readonly [number, number]) => ({
    ...base,
    instanceUid,
    classId,
    ...scoreCase(square(4), square(found), spacing),
  });
  const cases = [
    one("a", "mass", 4, [1, 1]),
    one("b", "mass", 0, [1, 1]),
    one("c", "cyst", 3),
    one("d", "mass", 2, [1, 1]),
  ];
  expect(worstFirst(cases).map(({ instanceUid, dice, hd95 }) => [instanceUid, dice, hd95 === null])).toEqual([
    ["b", 0, true],
    ["d", (2 * 4) / 20, false],
    ["c", (2 * 9) / 25, false],
    ["a", 1, false],
  ]);
  const rows = evaluationRows(cases, ({ classId }) => classId);
  expect(rows.map(({ name, cases: count }) => [name, count])).toEqual([
    ["mass", 3],
    ["cyst", 1],
  ]);
  expect(rows[0]).toMatchObject({ hd95Mm: { used: 2, skipped: 1 }, hd95Px: { used: 0, mean: null } });
  expect(rows[1]).toMatchObject({ hd95Mm: { mean: null }, hd95Px: { used: 1 } });
});

test("each opening of the test part is counted and stands in the chain with its reason", async () => {
  const by = { chain: "dev-a", actor: "u1", at: "2026-11-24T10:00:00.000Z" };
  expect(await countTestOpenings(db)).toBe(0);
  await openTestPart(db, "net 1", "final figures", by);
  await openTestPart(db, "net 1", "again", by);
  expect(await countTestOpenings(db)).toBe(2);
  const chain = await readAuditChain(db, "dev-a");
  expect(chain.map(({ target, detail }) => [target, detail])).toEqual([
    ["net 1", { reason: "final figures", opening: 1 }],
    ["net 1", { reason: "again", opening: 2 }],
  ]);
  expect(verifyChain(chain)).toMatchObject({ ok: true });
  const { cases } = await runEvaluation(input({ part: "test" }));
  expect(cases.map((one) => [one.instanceUid, one.source])).toEqual([["2.25.21", "MR · ACME One"]]);
});
