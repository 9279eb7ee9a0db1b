import { afterEach, expect, test } from "vitest";
import { iou } from "../../src/domain/assist/mask-overlap.ts";
import type { ImageFacts } from "../../src/domain/image-facts.ts";
import { plainFacts } from "../../src/domain/plain-facts.ts";
import type { Series } from "../../src/domain/study.ts";
import { createInference, type Inference } from "../../src/jobs/inference.ts";
import { type PrelabelInput, runPrelabel } from "../../src/jobs/prelabel-run.ts";
import { type MainDatabase, openMainDatabase } from "../../src/storage/database.ts";
import { planeOf } from "../support/phantom-plane.ts";

const side = 192;
const facts: ImageFacts = plainFacts(side, side, {
  type: "i16",
  bitsStored: 16,
  intercept: -1024,
  units: "HU",
});

/** A slice with two bright disks that move with the slice. */
function slice(index: number): Int16Array<ArrayBuffer> {
  const plane = planeOf(side, side, (x, y) =>
    Math.hypot(x - 60 - index, y - 60) <= 24 || Math.hypot(x - 130, y - 130 - index) <= 20 ? 1100 : 1000,
  );
  return Int16Array.from(plane.values);
}

function seriesOf(count: number): Series {
  const frames = Array.from({ length: count }, (_, at) => ({ sopUid: `2.25.7${at}`, frameIndex: 0 }));
  const plain = { modality: "CT", description: "", number: 1, frameOfReferenceUid: null, warnings: [] };
  return {
    ...plain,
    seriesUid: "2.25.6",
    studyUid: "2.25.5",
    columns: side,
    rows: side,
    frames,
    laterality: "",
    bodyPart: "",
  };
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

function setUp(): { db: MainDatabase; inference: Inference } {
  const db = openMainDatabase(`assist-prelabel-${crypto.randomUUID()}`);
  const modelUrl = new URL("/test/support/onnx/tiny/", location.origin).href;
  const inference = createInference({ modelUrl, maxThreads: 1 });
  cleanups.push(
    () => inference.close(),
    () => db.delete(),
  );
  return { db, inference };
}

function inputOf(
  parts: ReturnType<typeof setUp>,
  count: number,
  changes: Partial<PrelabelInput> = {},
): PrelabelInput {
  return {
    ...parts,
    series: seriesOf(count),
    frame: async (ref) => {
      const pixels = slice(Number(ref.sopUid.slice("2.25.7".length)));
      return { frame: { ...ref, columns: side, rows: side, samples: 1, type: "i16", pixels }, facts };
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
    ...changes,
  };
}

test("a series gets both objects on every slice, and a second run doubles nothing", async () => {
  const parts = setUp();
  const first = await runPrelabel(inputOf(parts, 5));
  expect(first).toMatchObject({ state: "done", done: 5, failedUnits: [] });
  await runPrelabel(inputOf(parts, 5));
  const rows = (await parts.db.proposals.toArray()).filter((row) => row.supersededBy === null);
  for (const ref of seriesOf(5).frames) {
    const here = rows.filter((row) => row.target.sop === ref.sopUid);
    expect(here.length).toBeGreaterThanOrEqual(2);
    for (const [at, row] of here.entries())
      for (const other of here.slice(at + 1)) expect(iou(row.mask, other.mask)).toBeLessThanOrEqual(0.7);
  }
});

test("a prompt is answered while a run goes on, and the run still ends whole", async () => {
  const parts = setUp();
  await parts.inference.load();
  let ended = false;
  const run = runPrelabel(inputOf(parts, 12)).finally(() => {
    ended = true;
  });
  const plane = planeOf(side, side, (x, y) => (Math.hypot(x - 60, y - 60) <= 24 ? 1 : 0));
  const prompts = { positive: [[60, 60] as const], negative: [], box: null };
  const answer = await parts.inference.propose(plane, prompts, null, { method: "network" });
  expect(ended).toBe(false);
  expect(answer.toolId).toBe("tiny");
  expect(await run).toMatchObject({ state: "done", done: 12 });
});

test("after a cancel no slice is begun, and the saved part stays", async () => {
  const parts = setUp();
  const control = new AbortController();
  let latest = 0;
  let asked = false;
  let doneAtAbort: number | null = null;
  const onProgress: PrelabelInput["onProgress"] = ({ done, state }) => {
    latest = done;
    if (done < 2 || state !== "running" || asked) return;
    asked = true;
    // In the next turn: the third slice is in hand then.
    setTimeout(() => {
      doneAtAbort = latest;
      control.abort();
    });
  };
  const run = await runPrelabel(inputOf(parts, 2000, { signal: control.signal, onProgress }));
  if (doneAtAbort === null) throw new Error("The run ended before it was cancelled");
  // Of 2,000: the one that was being saved, and what was done since progress was last told.
  expect(run.done - doneAtAbort).toBeLessThanOrEqual(4);
  expect(run.state).toBe("cancelled");
  expect(run.done).toBeGreaterThanOrEqual(2);
  const targets = new Set((await parts.db.proposals.toArray()).map((row) => row.target.sop));
  expect(targets.size).toBeLessThanOrEqual(run.done);
  expect(targets.size).toBeGreaterThan(0);
});
