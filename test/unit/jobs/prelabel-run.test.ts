import { say } from "../../../src/domain/said.ts";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AssistPlane, AssistResult, InferState } from "../../../src/domain/calls/assist-calls.ts";
import { encodeMaskRle } from "../../../src/domain/mask-rle.ts";
import type { PromptBox } from "../../../src/domain/prompt-boxes.ts";
import type { Prompts } from "../../../src/domain/proposal.ts";
import type { Series } from "../../../src/domain/study.ts";
import { boxFinder } from "../../../src/jobs/box-finder.ts";
import { WorkerCallError } from "../../../src/jobs/bridge.ts";
import { type PrelabelInput, runPrelabel } from "../../../src/jobs/prelabel-run.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { greyFacts } from "../../support/golden-renderer-cases.ts";

const frames = 12;
const series: Series = {
  seriesUid: "2.25.2",
  studyUid: "2.25.1",
  modality: "CT",
  description: "",
  number: 1,
  frameOfReferenceUid: null,
  columns: 8,
  rows: 8,
  frames: Array.from({ length: frames }, (_, at) => ({ sopUid: `2.25.3${at}`, frameIndex: 0 })),
  warnings: [],
  laterality: "",
  bodyPart: "",
};
const facts = greyFacts({ columns: 8, rows: 8, type: "u8", bitsStored: 8 });
const model: InferState = {
  modelId: "m",
  modelVersion: "1",
  threads: 1,
  isolated: false,
  simd: true,
  defaultFor: [],
  fileSha256: ["aa", "bb"],
  manifestSha256: "cc",
};

function maskAt(row: number): AssistResult["mask"] {
  const bits = new Uint8Array(64);
  bits.fill(1, row * 8, row * 8 + 8);
  return encodeMaskRle({ columns: 8, rows: 8, bits });
}
const result = (row: number): AssistResult => ({
  mask: maskAt(row),
  confidence: 0.9,
  entropyBand: 0.2,
  midFraction: 0.4,
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
  db = openMainDatabase(`prelabel-${databases++}`);
});
afterEach(async () => {
  vi.useRealTimers();
  await db.delete();
});

type Suggest = PrelabelInput["inference"]["suggest"];
const twoMasks: Suggest = async () => [result(1), result(5)];

function inputWith(suggest: Suggest, changes: Partial<PrelabelInput> = {}): PrelabelInput {
  return {
    db,
    series,
    frame: async (ref) => ({
      frame: {
        sopUid: ref.sopUid,
        frameIndex: 0,
        columns: 8,
        rows: 8,
        samples: 1,
        type: "u8",
        pixels: new Uint8Array(64),
      },
      facts,
    }),
    inference: {
      load: async () => model,
      suggest,
      whenIdle: async () => undefined,
      restart: () => undefined,
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
    newId: () => `id-${ids++}`,
    now: () => Date.now(),
    ...changes,
  };
}

const live = async () => (await db.proposals.toArray()).filter((row) => row.supersededBy === null);

test("every frame gets its proposals, undecided, unassigned, with their source", async () => {
  const run = await runPrelabel(inputWith(twoMasks));
  expect(run).toMatchObject({
    state: "done",
    done: frames,
    total: frames,
    proposals: 2 * frames,
    failedUnits: [],
  });
  const rows = await db.proposals.toArray();
  expect(rows).toHaveLength(2 * frames);
  expect(new Set(rows.map((row) => row.target.sop)).size).toBe(frames);
  expect(rows[0]).toMatchObject({ state: "proposed", classId: null, runId: run.id });
  expect(rows[0]?.source).toMatchObject({ kind: "model", toolId: "m", fileSha256: ["aa"], prompts: null });
  expect(rows[0]?.target.frame).toBe(1);
});

test.each([0, 1, 5, 11])(
  "killed while unit %i is written, it goes on there and nothing is doubled",
  async (at) => {
    let unit = 0;
    const killed: Suggest = async () => {
      if (unit++ === at) db.close({ disableAutoOpen: true });
      return twoMasks({ columns: 8, rows: 8, values: new Float32Array(64) }, 8);
    };
    await expect(runPrelabel(inputWith(killed))).rejects.toThrow();
    await db.open();
    const [before] = await db.prelabelRuns.toArray();
    expect(before).toMatchObject({ state: "running", done: at, proposals: 2 * at });
    expect(await db.proposals.count()).toBe(2 * at);
    const run = await runPrelabel(inputWith(twoMasks));
    expect(run).toMatchObject({ id: before?.id, state: "done", done: frames });
    const targets = (await live()).map((row) => `${row.target.sop} ${row.mask.counts}`);
    expect(targets).toHaveLength(2 * frames);
    expect(new Set(targets).size).toBe(2 * frames);
  },
);

test("two tabs that run the same series at once double nothing", async () => {
  const slowly: Suggest = async (plane, limit) => {
    await new Promise((resolve) => setTimeout(resolve, 3));
    return twoMasks(plane, limit);
  };
  const ends = await Promise.allSettled([runPrelabel(inputWith(slowly)), runPrelabel(inputWith(slowly))]);
  expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db.prelabelRuns.count()).toBe(1);
  expect(await db.proposals.count()).toBe(2 * frames);
});

test("a run again supersedes what is undecided and does not ask again what is decided", async () => {
  await runPrelabel(inputWith(twoMasks));
  const first = await db.proposals.where("studyId").equals(series.studyUid).toArray();
  const decided = first.find((row) => row.target.sop === "2.25.33");
  if (!decided) throw new Error("no proposal");
  await db.proposals.put({ ...decided, state: "rejected", decidedBy: "me" });
  const again = await runPrelabel(inputWith(twoMasks));
  expect(again.state).toBe("done");
  const rows = await live();
  expect(rows).toHaveLength(2 * frames);
  expect(rows.filter((row) => row.state === "rejected").map((row) => row.id)).toEqual([decided.id]);
  expect(rows.filter((row) => row.runId === again.id)).toHaveLength(2 * frames - 1);
  const old = (await db.proposals.toArray()).filter((row) => row.supersededBy !== null);
  const heirs = new Map(rows.map((row) => [row.id, row]));
  expect(old.length).toBe(2 * frames - 1);
  for (const row of old) expect(heirs.get(row.supersededBy ?? "")?.mask).toEqual(row.mask);
});

test("another model's proposals stand beside", async () => {
  await runPrelabel(inputWith(twoMasks));
  const other = { ...inputWith(twoMasks).inference, load: async () => ({ ...model, fileSha256: ["dd"] }) };
  await runPrelabel(inputWith(twoMasks, { inference: other }));
  expect(await live()).toHaveLength(4 * frames);
});

test("a cancel stops a unit that does not listen within half a second and keeps what is saved", async () => {
  const control = new AbortController();
  const restart = vi.fn();
  let unit = 0;
  let asked = () => {};
  const whenAsked = new Promise<void>((done) => {
    asked = done;
  });
  const deaf: Suggest = async (plane: AssistPlane, limit: number) => {
    if (unit++ < 3) return twoMasks(plane, limit);
    asked();
    return new Promise<never>(() => undefined);
  };
  const inference = { ...inputWith(deaf).inference, restart };
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const running = runPrelabel(inputWith(deaf, { signal: control.signal, inference }));
  await whenAsked;
  control.abort();
  await vi.advanceTimersByTimeAsync(500);
  expect(restart).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
  const run = await running;
  expect(run).toMatchObject({ state: "cancelled", done: 3, proposals: 6 });
  const resumed = await runPrelabel(inputWith(twoMasks));
  expect(resumed).toMatchObject({ id: run.id, state: "done", done: frames });
});

test("a failed unit keeps its reason and the run goes on; five in a row fail it", async () => {
  let unit = 0;
  const once: Suggest = async (plane, limit) => {
    if (unit++ === 4) throw new Error("secret content");
    return twoMasks(plane, limit);
  };
  const run = await runPrelabel(inputWith(once));
  expect(run).toMatchObject({ state: "done", proposals: 2 * (frames - 1) });
  expect(run.failedUnits.map((entry) => entry.unit)).toEqual([4]);
  expect(JSON.stringify(run.failedUnits[0]?.reason)).not.toContain("secret");
  const never: Suggest = () => Promise.reject(new Error("no"));
  const failed = await runPrelabel(inputWith(never, { limit: 3 }));
  expect(failed).toMatchObject({ state: "failed", done: 5 });
});

test("where memory is refused its worker is ended, the run waits at its gate and the same image is tried again", async () => {
  const order: string[] = [];
  let unit = 0;
  const short: Suggest = async (plane, limit) => {
    order.push("ask");
    if (unit++ === 2) throw new WorkerCallError({ code: "no-memory", said: say`no room` });
    return twoMasks(plane, limit);
  };
  const inference = { ...inputWith(short).inference, restart: () => void order.push("restart") };
  const gate = async () => void order.push("gate");
  const onRefused = () => void order.push("refused");
  const run = await runPrelabel(inputWith(short, { inference, gate, onRefused }));
  expect(run).toMatchObject({ state: "done", done: frames, proposals: 2 * frames, failedUnits: [] });
  expect(order.join(" ")).toBe(
    `gate ask gate ask gate ask restart refused ${Array(frames - 2)
      .fill("gate ask")
      .join(" ")}`,
  );
});

test("an image for which there is never memory fails at the fourth try, in words, and the run goes on", async () => {
  let asked = 0;
  const short: Suggest = async (plane, limit) => {
    asked++;
    if (asked >= 3 && asked < 7) throw new WorkerCallError({ code: "no-memory", said: say`no room` });
    return twoMasks(plane, limit);
  };
  const run = await runPrelabel(inputWith(short, { onRefused: () => undefined }));
  expect(run).toMatchObject({ state: "done", failedUnits: [{ unit: 2, reason: say`no room` }] });
  expect(asked).toBe(frames + 3);
});

test("progress comes at most four times a second, the end is always told", async () => {
  let clock = 0;
  const told: { at: number; done: number; state: string; remainingMs: number | null }[] = [];
  const slow: Suggest = async (plane, limit) => {
    clock += 100;
    return twoMasks(plane, limit);
  };
  const onProgress: PrelabelInput["onProgress"] = (progress) => told.push({ at: clock, ...progress });
  await runPrelabel(inputWith(slow, { onProgress, now: () => clock }));
  expect(told.at(-1)).toMatchObject({ done: frames, state: "done", remainingMs: 0 });
  const gaps = told.slice(1, -1).map((entry, at) => entry.at - (told[at]?.at ?? 0));
  expect(gaps.length).toBeGreaterThan(2);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
  expect(told[1]?.remainingMs).toBe(100 * (frames - (told[1]?.done ?? 0)));
});

test("it waits for a person's prompt before each unit", async () => {
  const order: string[] = [];
  const suggest: Suggest = async () => {
    order.push("unit");
    return [];
  };
  const whenIdle = async () => {
    order.push("idle");
  };
  await runPrelabel(inputWith(suggest, { inference: { ...inputWith(suggest).inference, whenIdle } }));
  expect(order.join(" ")).toBe(Array(frames).fill("idle unit").join(" "));
});

test("the places that are asked for are visited alone, and are a run of their own", async () => {
  const run = await runPrelabel(inputWith(twoMasks, { places: [3, 7] }));
  expect(run).toMatchObject({ state: "done", total: 2, proposals: 4 });
  const rows = await db.proposals.toArray();
  expect([...new Set(rows.map(({ target }) => target.sop))].sort()).toEqual(["2.25.33", "2.25.37"]);
  const all = await runPrelabel(inputWith(twoMasks));
  expect(all.id).not.toBe(run.id);
  expect(all).toMatchObject({ done: frames, proposals: 2 * frames });
});

test("key images first and the whole series after: nothing is open twice, and what was decided is not asked again", async () => {
  const few = await runPrelabel(inputWith(twoMasks, { places: [3, 7] }));
  const [decided] = await db.proposals.filter(({ target }) => target.sop === "2.25.33").toArray();
  if (!decided) throw new Error("no proposal");
  await db.proposals.put({ ...decided, state: "rejected", decidedBy: "me" });
  const all = await runPrelabel(inputWith(twoMasks));
  const open = await db.proposals
    .filter(({ state, supersededBy }) => state === "proposed" && supersededBy === null)
    .toArray();
  expect(open).toHaveLength(2 * frames - 1);
  expect(new Set(open.map(({ runId }) => runId))).toEqual(new Set([all.id]));
  // And the other way round.
  const again = await runPrelabel(inputWith(twoMasks, { places: [3, 8] }));
  expect([few.id, all.id]).not.toContain(again.id);
  expect(again.proposals).toBe(3);
  expect(
    await db.proposals
      .filter(({ state, supersededBy }) => state === "proposed" && supersededBy === null)
      .count(),
  ).toBe(2 * frames - 1);
});

test("what a unit has stored is told once, with what it replaces", async () => {
  const told: { readonly made: number; readonly replaced: number }[] = [];
  const onStored: PrelabelInput["onStored"] = (made, replaced) =>
    told.push({ made: made.length, replaced: replaced.length });
  await runPrelabel(inputWith(twoMasks, { onStored }));
  expect(told).toEqual(Array(frames).fill({ made: 2, replaced: 0 }));
  told.length = 0;
  await runPrelabel(inputWith(twoMasks, { onStored }));
  expect(told).toEqual(Array(frames).fill({ made: 2, replaced: 2 }));
});

const boxOf = (id: string, at: number, isLabel: boolean): PromptBox => ({
  id,
  isLabel,
  classId: "lung",
  sopUid: `2.25.3${at}`,
  frameIndex: 0,
  boxImage: [1, 1, 6, 6],
});

test("a box is outlined with its class: a person's is the prompt and stays, a detector's gives its place away", async () => {
  const input = inputWith(twoMasks);
  const detected = { ...(await first(input)), id: "d", boxImage: [1, 1, 6, 6] as const };
  await db.proposals.clear();
  await db.prelabelRuns.clear();
  await db.proposals.put(detected);
  const boxes = [boxOf("2.25.99", 2, true), boxOf("d", 5, false)];
  const asked: Prompts[] = [];
  const outline = async (_: AssistPlane, prompts: Prompts) => {
    asked.push(prompts);
    return result(3);
  };
  const finder = boxFinder({ load: async () => model, outline, restart: () => undefined }, boxes);
  const run = await runPrelabel({ ...input, finder, places: [2, 5] });
  // With its middle: few people draw a box close to the thing in it.
  expect(asked).toEqual([1, 2].map(() => ({ positive: [[3.5, 3.5]], negative: [], box: [1, 1, 6, 6] })));
  expect(run).toMatchObject({ state: "done", total: 2, proposals: 2 });
  const rows = (await db.proposals.toArray()).filter(({ runId }) => runId === run.id);
  const [drawn, found] = rows.toSorted((a, b) => a.target.sop.localeCompare(b.target.sop));
  expect(drawn).toMatchObject({ classId: "lung", state: "proposed" });
  expect(drawn?.source).toMatchObject({ parentIds: ["2.25.99"], prompts: { box: [1, 1, 6, 6] } });
  expect(found?.source).toMatchObject({ parentIds: ["d"], prompts: null, params: { box: "1,1,6,6" } });
  expect((await db.proposals.get("d"))?.supersededBy).toBe(found?.id);
});

test("a box in which nothing is found stays as it is", async () => {
  const empty = { ...result(3), mask: encodeMaskRle({ columns: 8, rows: 8, bits: new Uint8Array(64) }) };
  const parts = { load: async () => model, outline: async () => empty, restart: () => undefined };
  const finder = boxFinder(parts, [boxOf("2.25.99", 2, true)]);
  expect(await runPrelabel({ ...inputWith(twoMasks), finder, places: [2] })).toMatchObject({
    state: "done",
    proposals: 0,
  });
});

async function first(input: PrelabelInput) {
  await runPrelabel(input);
  const [row] = await db.proposals.toArray();
  if (!row) throw new Error("no proposal");
  return row;
}

test("a full store ends the run in words, costs no image, and the run goes on there when there is room", async () => {
  let unit = 0;
  const full = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const filling: Suggest = async (plane, limit) => {
    if (unit++ === 2) db.proposals.hook("creating", full);
    return twoMasks(plane, limit);
  };
  await expect(runPrelabel(inputWith(filling))).rejects.toMatchObject({ name: "SaveError", code: "quota" });
  db.proposals.hook("creating").unsubscribe(full);
  const [before] = await db.prelabelRuns.toArray();
  expect(before).toMatchObject({ state: "running", done: 2, proposals: 4, failedUnits: [] });
  expect(await runPrelabel(inputWith(twoMasks))).toMatchObject({
    id: before?.id,
    state: "done",
    done: frames,
  });
  expect(await live()).toHaveLength(2 * frames);
});

test("a run whose study was removed ends, writes nothing more and says why", async () => {
  let unit = 0;
  const removing: Suggest = async (plane, limit) => {
    if (unit++ === 3) {
      await db.proposals.clear();
      await db.prelabelRuns.clear();
    }
    return twoMasks(plane, limit);
  };
  await expect(runPrelabel(inputWith(removing))).rejects.toMatchObject({ code: "no-study" });
  expect(await db.proposals.count()).toBe(0);
});

test("what was rejected of a box is not proposed again when another box is drawn, and open outlines stay open", async () => {
  const parts = { load: async () => model, outline: async () => result(3), restart: () => undefined };
  const run = (boxes: readonly PromptBox[], places: readonly number[], outline = parts.outline) =>
    runPrelabel({ ...inputWith(twoMasks), finder: boxFinder({ ...parts, outline }, boxes), places });
  await run([boxOf("2.25.98", 2, true), boxOf("2.25.99", 4, true)], [2, 4]);
  const [rejected, open] = (await db.proposals.toArray()).toSorted((a, b) =>
    a.target.sop.localeCompare(b.target.sop),
  );
  if (!rejected || !open) throw new Error("no proposals");
  await db.proposals.put({ ...rejected, state: "rejected", decidedBy: "me" });
  // The box of the open outline has its answer; the rejected one's is asked with two new ones, one of them beside the open outline.
  const again = await run([boxOf("2.25.98", 2, true), boxOf("2.25.97", 6, true)], [2, 6]);
  expect(again).toMatchObject({ state: "done", proposals: 1 });
  const other = await run([boxOf("2.25.96", 4, true)], [4], async () => result(6));
  expect(other.proposals).toBe(1);
  const rows = await live();
  expect(rows.filter(({ state }) => state === "proposed").map(({ target }) => target.sop)).toEqual(
    expect.arrayContaining(["2.25.34", "2.25.34", "2.25.36"]),
  );
  expect(rows.find(({ id }) => id === open.id)?.state).toBe("proposed");
  // Of another class it is another question.
  const renamed = await run([{ ...boxOf("2.25.98", 2, true), classId: "mass" }], [2]);
  expect(renamed.proposals).toBe(1);
});
