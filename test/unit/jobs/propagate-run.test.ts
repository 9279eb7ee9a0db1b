import { say } from "../../../src/domain/said.ts";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { propagationSteps, stopReason } from "../../../src/domain/assist/propagation.ts";
import type { AssistResult, InferState } from "../../../src/domain/calls/assist-calls.ts";
import type { MaskRle } from "../../../src/domain/mask.ts";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import type { Series } from "../../../src/domain/study.ts";
import { WorkerCallError } from "../../../src/jobs/bridge.ts";
import { type PropagateInput, runPropagation } from "../../../src/jobs/propagate-run.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

const side = 32;
const slices = 13;
const start = 6;
const series: Series = {
  seriesUid: "2.25.2",
  studyUid: "2.25.1",
  modality: "CT",
  description: "",
  number: 1,
  frameOfReferenceUid: null,
  columns: side,
  rows: side,
  frames: Array.from({ length: slices }, (_, at) => ({
    sopUid: `2.25.3${at}`,
    frameIndex: 0,
    alongNormalMm: at * 2.5,
  })),
  warnings: [],
  laterality: "",
  bodyPart: "",
};
const facts = greyFacts({ columns: side, rows: side, type: "u8", bitsStored: 8 });
const model: InferState = {
  modelId: "m",
  modelVersion: "1",
  threads: 1,
  isolated: false,
  simd: true,
  defaultFor: [],
  fileSha256: ["aa"],
  manifestSha256: "cc",
};

function disc(x: number, radius: number): MaskRle {
  const bits = new Uint8Array(side * side).map((_, at) =>
    Math.hypot((at % side) - x, Math.floor(at / side) - 16) <= radius ? 1 : 0,
  );
  return encodeMaskRle({ columns: side, rows: side, bits });
}
const result = (mask: MaskRle, margin = 0.45): AssistResult => ({
  mask,
  confidence: 0.9,
  entropyBand: 0.2,
  midFraction: 0.4,
  contourMargin: margin,
  notice: null,
  toolId: "m",
  version: "1",
  fileSha256: ["aa"],
  engine: "e",
  engineVersion: "1",
  license: "",
  params: { side: 128 },
  milliseconds: 1,
});

let db: MainDatabase;
let ids = 0;
let databases = 0;
beforeEach(() => {
  db = openMainDatabase(`follow-${databases++}`);
});
afterEach(async () => {
  vi.useRealTimers();
  await db.delete();
});

type Follow = PropagateInput["inference"]["follow"];
/** The answer is the mask that it follows. */
const steady: Follow = async (_, previous) => result(previous);

function inputWith(follow: Follow, changes: Partial<PropagateInput> = {}): PropagateInput {
  return {
    db,
    series,
    source: {
      instanceUid: "2.25.9",
      classId: "mass",
      sopUid: `2.25.3${start}`,
      frameIndex: 0,
      mask: disc(16, 6),
      isLabelled: () => false,
    },
    frame: async (ref) => ({
      frame: {
        sopUid: ref.sopUid,
        frameIndex: 0,
        columns: side,
        rows: side,
        samples: 1,
        type: "u8",
        pixels: new Uint8Array(side * side),
      },
      facts,
    }),
    inference: { load: async () => model, follow, whenIdle: async () => undefined, restart: () => undefined },
    onProgress: () => undefined,
    signal: new AbortController().signal,
    newId: () => `id-${ids++}`,
    now: () => Date.now(),
    ...changes,
  };
}

test("every slice on both sides gets one undecided proposal of the label's class, with its parents and its distance in mm", async () => {
  const run = await runPropagation(inputWith(steady));
  expect(run).toMatchObject({ state: "done", done: slices - 1, proposals: slices - 1 });
  const rows = await db.proposals.toArray();
  expect(new Set(rows.map(({ target }) => target.sop)).size).toBe(slices - 1);
  expect(rows.some(({ target }) => target.sop === `2.25.3${start}`)).toBe(false);
  for (const row of rows) {
    const away = Math.abs(Number(row.target.sop.slice(6)) - start);
    expect(row).toMatchObject({ state: "proposed", classId: "mass" });
    expect(row.source.kind).toBe("propagated");
    expect(row.source.parentIds[0]).toBe("2.25.9");
    expect(row.source.parentIds).toHaveLength(away === 1 ? 1 : 2);
    expect(row.uncertainty.propagationDistanceMm).toBeCloseTo(2.5 * away);
  }
});

test("each slice follows the mask of the one before it, outward from the label", async () => {
  const seen: MaskRle[] = [];
  const drift: Follow = async (_, previous) => {
    seen.push(previous);
    return result(disc(16 + seen.length, 6));
  };
  await runPropagation(
    inputWith(drift, { series: { ...series, frames: series.frames.slice(0, start + 4) } }),
  );
  expect(seen[0]).toEqual(disc(16, 6));
  expect(seen[1]).toEqual(disc(17, 6));
  expect(seen[2]).toEqual(disc(18, 6));
  // The other side begins at the label again.
  expect(seen[3]).toEqual(disc(16, 6));
});

test("one side stops where the mask can no longer be trusted, the other goes on", async () => {
  let calls = 0;
  const stops: Follow = async (_, previous) => result(++calls === 3 ? disc(16, 9) : previous);
  const run = await runPropagation(inputWith(stops));
  expect(run).toMatchObject({ state: "done", proposals: 2 + start });
  // Nothing was asked for beyond the stop.
  expect(calls).toBe(3 + start);
});

test("every rule stops, and what is within all of them does not", () => {
  const before = disc(16, 6);
  expect(stopReason(before, result(before))).toBeNull();
  expect(stopReason(before, result(disc(18, 6)))).toBeNull();
  expect(stopReason(before, result(disc(16, 6.6)))).toBeNull();
  expect(stopReason(before, result(encodeMaskRle({ columns: 2, rows: 2, bits: new Uint8Array(4) })))).toBe(
    "empty",
  );
  expect(stopReason(before, { ...result(before), notice: "no-contrast" })).toBe("empty");
  expect(stopReason(before, result(before, 0.24))).toBe("fuzzy");
  expect(stopReason(before, result(disc(16, 8)))).toBe("area");
  expect(stopReason(before, result(disc(16, 4)))).toBe("area");
  expect(stopReason(before, result(disc(20, 6)))).toBe("jump");
});

test("a way ends at twenty slices, at the end of the stack, and before a labelled slice", () => {
  const all = propagationSteps(100, 50, () => false);
  expect([all.length, all[19]?.at, all[20]?.at, all[20]?.from]).toEqual([40, 70, 49, 50]);
  expect(propagationSteps(5, 0, () => false).map(({ at }) => at)).toEqual([1, 2, 3, 4]);
  expect(propagationSteps(9, 4, (at) => at === 6 || at === 3).map(({ at }) => at)).toEqual([5]);
});

test.each([0, 1, 5, 8, 11])(
  "killed in unit %i, it goes on there from the last mask and nothing is doubled",
  async (at) => {
    let unit = 0;
    const killed: Follow = async (plane, previous) => {
      if (unit++ === at) db.close({ disableAutoOpen: true });
      return steady(plane, previous);
    };
    await expect(runPropagation(inputWith(killed))).rejects.toThrow();
    await db.open();
    const [before] = await db.prelabelRuns.toArray();
    expect(before).toMatchObject({ state: "running", done: at, proposals: at });
    const run = await runPropagation(inputWith(steady));
    expect(run).toMatchObject({ id: before?.id, state: "done", proposals: slices - 1 });
    const targets = (await db.proposals.toArray()).map(({ target }) => target.sop);
    expect(targets).toHaveLength(slices - 1);
    expect(new Set(targets).size).toBe(slices - 1);
  },
);

test("followed again, undecided proposals are replaced and decided ones are not asked again", async () => {
  await runPropagation(inputWith(steady));
  const [first] = await db.proposals.where("runId").notEqual("").toArray();
  if (!first) throw new Error("no proposal");
  await db.proposals.put({ ...first, state: "rejected", decidedBy: "me" });
  await runPropagation(inputWith(steady));
  const rows = await db.proposals.toArray();
  const live = rows.filter(({ supersededBy }) => supersededBy === null);
  expect(live.filter(({ state }) => state === "rejected").map(({ id }) => id)).toEqual([first.id]);
  const open = live.filter(({ state }) => state === "proposed");
  expect(new Set(open.map(({ target }) => target.sop)).size).toBe(open.length);
});

test("a cancel stops a slice that does not listen within half a second, keeps what is saved, and can go on", async () => {
  const control = new AbortController();
  const restart = vi.fn();
  let unit = 0;
  let asked = () => {};
  const whenAsked = new Promise<void>((done) => {
    asked = done;
  });
  const deaf: Follow = async (plane, previous) => {
    if (unit++ < 3) return steady(plane, previous);
    asked();
    return new Promise<never>(() => undefined);
  };
  const inference = { ...inputWith(deaf).inference, restart };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const running = runPropagation(inputWith(deaf, { signal: control.signal, inference }));
  await whenAsked;
  control.abort();
  await vi.advanceTimersByTimeAsync(500);
  expect(restart).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
  const run = await running;
  expect(run).toMatchObject({ state: "cancelled", done: 3, proposals: 3 });
  expect(await runPropagation(inputWith(steady))).toMatchObject({ id: run.id, proposals: slices - 1 });
});

test("a failed slice ends its side with a reason that quotes nothing; a run that found nothing has failed", async () => {
  const never: Follow = () => Promise.reject(new Error("secret content"));
  const run = await runPropagation(inputWith(never));
  expect(run).toMatchObject({ state: "failed", proposals: 0 });
  expect(run.failedUnits.map(({ unit }) => unit)).toEqual([0, slices - 1 - start]);
  expect(JSON.stringify(run)).not.toContain("secret");
});

test("a slice for which memory is refused is tried again, with a new worker, and its side goes on", async () => {
  let unit = 0;
  const short: Follow = async (plane, previous) => {
    if (unit++ === 3) throw new WorkerCallError({ code: "no-memory", said: say`no room` });
    return steady(plane, previous);
  };
  const [restart, onRefused] = [vi.fn(), vi.fn()];
  const inference = { ...inputWith(short).inference, restart };
  const run = await runPropagation(inputWith(short, { inference, onRefused }));
  expect(run).toMatchObject({ state: "done", proposals: slices - 1, failedUnits: [] });
  expect([restart, onRefused].map((heard) => heard.mock.calls.length)).toEqual([1, 1]);
});
