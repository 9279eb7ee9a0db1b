import { plainFacts } from "../../../src/domain/plain-facts.ts";
import { say } from "../../../src/domain/said.ts";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ImageFacts } from "../../../src/domain/image-facts.ts";
import type { LabelSchema } from "../../../src/domain/label-schema.ts";
import { maskRleArea } from "../../../src/domain/mask-rle.ts";
import { meaningIn, misfitOf, modalityMisfit } from "../../../src/domain/models/label-fit.ts";
import type { Series } from "../../../src/domain/study.ts";
import type { Labeller } from "../../../src/jobs/labeller.ts";
import { ownFinder, sliceDistance } from "../../../src/jobs/prelabel-finder.ts";
import { type PrelabelInput, runPrelabel } from "../../../src/jobs/prelabel-run.ts";
import { type MainDatabase, openMainDatabase } from "../../../src/storage/database.ts";
import { labelPlanes } from "../../../src/workers/infer/label-planes.ts";
import { openAnyModel } from "../../../src/workers/infer/opened-model.ts";
import { PlainError } from "../../../src/workers/serve.ts";
import { nodeMakers } from "../../support/onnx/node-engine.ts";
import { semanticGraph } from "../../support/onnx/own-graphs.ts";
import {
  classifierPackage,
  detectorPackage,
  type Files,
  type Manifest,
  semanticPackage,
} from "../../support/onnx/own-packages.ts";

const size = 32;
const frames = 6;
const series: Series = {
  seriesUid: "2.25.2",
  studyUid: "2.25.1",
  modality: "CT",
  description: "",
  number: 1,
  frameOfReferenceUid: null,
  columns: size,
  rows: size,
  frames: Array.from({ length: frames }, (_, at) => ({
    sopUid: `2.25.3${at}`,
    frameIndex: 0,
    alongNormalMm: 3 * at,
  })),
  warnings: [],
  laterality: "",
  bodyPart: "",
};
const facts: ImageFacts = plainFacts(size, size, {
  type: "i16",
  bitsStored: 16,
  intercept: -24,
  units: "HU",
  spacingKind: "patient",
  spacingMm: [0.7, 0.7],
});
const schema: LabelSchema = {
  schema: "overread-label-schema/1",
  id: "s",
  version: 1,
  title: "",
  classes: [
    {
      id: "organ-1",
      index: 1,
      name: "Leber",
      color: "#79C7FE",
      hotkey: "",
      geometry: ["mask"],
      category: null,
      type: { scheme: "SCT", value: "10200004", meaning: "Liver" },
      overlap: "allow",
    },
    {
      id: "polyp",
      index: 2,
      name: "A polyp",
      color: "#F3FB03",
      hotkey: "",
      geometry: ["box"],
      category: null,
      type: null,
      overlap: "allow",
    },
  ],
  classifications: [
    { id: "side", kind: "choice", scope: "image", options: [{ id: "dark" }, { id: "left" }] },
    {
      id: "quality",
      kind: "choice",
      scope: "image",
      options: [{ id: "d", name: "Dark" }, { id: "middle" }, { id: "b", name: "bright" }],
    },
  ],
};

let db: MainDatabase;
let databases = 0;
let ids = 0;
beforeEach(() => {
  db = openMainDatabase(`label-run-${databases++}`);
});
afterEach(async () => {
  await db.delete();
});

/** A model that runs in this very process, by the worker's own code on the real engine. */
async function labellerOf(files: Files) {
  const read = async (path: string) => {
    const bytes = files.get(path);
    if (!bytes) throw new PlainError("model-missing", say`${path}`);
    return bytes;
  };
  const engine = { engine: "onnxruntime-web/wasm", engineVersion: "1", threads: 1, isolated: false };
  const model = await openAnyModel(read, engine, await nodeMakers(), { license: "mine" });
  const asked: (readonly [planes: number, at: number | null, sliceMm: number | null])[] = [];
  const labeller: Labeller = {
    standAside: () => undefined,
    chosen: async () => true,
    load: async () => model.state,
    restart: () => undefined,
    async label(planes, at, { sliceMm, axes }, { signal, onProgress } = {}) {
      asked.push([planes.length, at, sliceMm]);
      if (!model.labeller) throw new Error("no labeller");
      return labelPlanes(
        model.labeller,
        { planes, at, sliceMm, axes },
        {
          signal: signal ?? new AbortController().signal,
          progress: (each) => onProgress?.(each),
          run: (task) => task(),
        },
      );
    },
  };
  return { labeller, asked, labels: model.state.labels };
}

/** Stored values: 34 (10 HU) everywhere, 124 (100 HU) in a square that moves right by 2 a slice. */
function pixelsOf(at: number) {
  const pixels = new Int16Array(size * size).fill(34);
  for (let y = 4; y < 12; y++) pixels.fill(84, y * size + 4 + 2 * at, y * size + 12 + 2 * at);
  return pixels;
}

async function run(files: Files, changes: Partial<PrelabelInput> = {}) {
  const { labeller, asked, labels } = await labellerOf(files);
  if (!labels) throw new Error("a promptable model");
  const parts: number[] = [];
  const row = await runPrelabel({
    db,
    series,
    frame: async (ref) => ({
      frame: {
        sopUid: ref.sopUid,
        frameIndex: 0,
        columns: size,
        rows: size,
        samples: 1,
        type: "i16",
        pixels: pixelsOf(series.frames.findIndex(({ sopUid }) => sopUid === ref.sopUid)),
      },
      facts,
    }),
    inference: {
      load: () => Promise.reject(new Error("the shipped model was asked")),
      suggest: () => Promise.reject(new Error("the shipped model was asked")),
      whenIdle: async () => undefined,
      restart: () => undefined,
    },
    finder: ownFinder(labeller),
    meaningOf: meaningIn(schema, labels),
    onProgress: ({ done, part }) => parts.push(done + (part ?? 0)),
    signal: new AbortController().signal,
    newId: () => `id-${ids++}`,
    now: () => Date.now(),
    ...changes,
  });
  const rows = (await db.proposals.toArray()).sort((a, b) => a.target.sop.localeCompare(b.target.sop));
  return { row, rows, asked, parts };
}

test("a semantic model pre-labels a series: a proposal a slice, in the class that its code means, with name, version and digest", async () => {
  const { row, rows } = await run(await semanticPackage());
  expect(row).toMatchObject({ state: "done", done: frames, proposals: frames, failedUnits: [] });
  expect(rows.map(({ classId, state }) => [classId, state])).toEqual(
    Array.from({ length: frames }, () => ["organ-1", "proposed"]),
  );
  expect(rows.map(({ mask }) => maskRleArea(mask))).toEqual(Array.from({ length: frames }, () => 64));
  expect(rows[0]?.source).toMatchObject({
    kind: "model",
    toolId: "organs",
    version: "1.0.0",
    license: "mine",
    prompts: null,
    params: { label: "liver", adapter: "sliding-window" },
  });
  expect(rows[0]?.source.fileSha256[0]).toMatch(/^[0-9a-f]{64}$/);
});

test("a second run replaces what nobody decided and does not ask again what a person decided", async () => {
  const { rows } = await run(await semanticPackage());
  const [first, second] = rows;
  if (first) await db.proposals.put({ ...first, state: "rejected" });
  const again = await run(await semanticPackage());
  const open = again.rows.filter(({ state, supersededBy }) => state === "proposed" && supersededBy === null);
  expect(open).toHaveLength(frames - 1);
  expect(open.some(({ target }) => target.sop === first?.target.sop)).toBe(false);
  expect((await db.proposals.get(second?.id ?? ""))?.supersededBy).not.toBeNull();
});

test("a model of 2.5 dimensions gets the neighbours of each slice; at the ends the slice itself", async () => {
  const files = await semanticPackage(
    (manifest) => ({
      ...manifest,
      input: {
        ...(manifest.input as Manifest),
        tensors: [{ name: "image", channels: ["image[-1]", "image", "image[+1]"] }],
      },
    }),
    semanticGraph([16, 16], { channels: 3, seen: 0 }),
  );
  const { rows, asked } = await run(files);
  expect(asked).toEqual(Array.from({ length: frames }, () => [3, 1, null]));
  // The channel before: the square of the slice before, of the first slice its own.
  const first = ({ mask }: (typeof rows)[number]) => (mask.counts[0] ?? 0) % size;
  expect(rows.map(first)).toEqual([4, 4, 6, 8, 10, 12]);
});

test("a model of three dimensions is asked once for a stack, with its slice distance; each slice is still a unit", async () => {
  const { row, rows, asked, parts } = await run(
    await semanticPackage(undefined, semanticGraph([4, 16, 16]), [4, 16, 16]),
  );
  expect(asked).toEqual([[frames, null, 3]]);
  expect(row).toMatchObject({ state: "done", done: frames, proposals: frames });
  expect(rows.map(({ target }) => target.sop)).toEqual(series.frames.map(({ sopUid }) => sopUid));
  expect(parts.every((part) => part <= frames)).toBe(true);
});

test("a detector proposes boxes, a classifier answers to the question that its labels fit", async () => {
  const { rows } = await run(await detectorPackage(), {});
  expect(rows).toEqual([]); // 60 of 255 is below its score
  const found = await run(
    await detectorPackage(false, (manifest) => ({
      ...manifest,
      output: { ...(manifest.output as Manifest), nms: { iou: 0.1, score: 0.12 } },
    })),
  );
  expect(found.rows.length).toBeGreaterThan(0);
  expect(found.rows[0]).toMatchObject({ classId: "polyp", state: "proposed" });
  expect(found.rows[0]?.boxImage).toHaveLength(4);
  await db.proposals.clear();
  const answers = await run(await classifierPackage());
  expect(answers.rows.map(({ answer }) => answer)).toEqual(
    Array.from({ length: frames }, () => ({ scope: "image", field: "quality", value: "d" })),
  );
  expect(answers.rows[0]?.classId).toBeNull();
});

test("a classifier whose run is repeated replaces its answers, one for each image", async () => {
  await run(await classifierPackage());
  const { rows } = await run(await classifierPackage());
  expect(rows.filter(({ supersededBy }) => supersededBy === null)).toHaveLength(frames);
});

test("another modality and a question that nobody asks are told before a run, with both names", async () => {
  const { labels } = await labellerOf(await semanticPackage());
  const asks = await labellerOf(await classifierPackage());
  if (!labels || !asks.labels) throw new Error("promptable models");
  expect(misfitOf(labels, series, schema, true)).toBeNull();
  expect(misfitOf(labels, { ...series, modality: "MR" }, schema, true)).toEqual({
    code: "modality",
    expected: ["CT"],
    found: "MR",
  });
  const inMillimetres = { ...labels, needsSpacing: true };
  expect(misfitOf(inMillimetres, series, schema, true)).toBeNull();
  expect(misfitOf(inMillimetres, series, schema, false)).toEqual({ code: "spacing" });
  expect(misfitOf(asks.labels, series, schema, false)).toBeNull();
  expect(misfitOf(asks.labels, series, { ...schema, classifications: [] }, true)).toEqual({
    code: "question",
    labels: ["Dark", "Middle", "Bright"],
  });
});

test("a model that answers clicks says which images it is for; without a word it is for any", () => {
  expect(modalityMisfit({ modalities: ["US", "MR"] }, { modality: "CT" })).toEqual({
    code: "modality",
    expected: ["US", "MR"],
    found: "CT",
  });
  expect(modalityMisfit({ modalities: ["US", "MR"] }, { modality: "MR" })).toBeNull();
  expect(modalityMisfit({ modalities: ["*"] }, { modality: "CT" })).toBeNull();
  expect(modalityMisfit({}, { modality: "CT" })).toBeNull();
});

test("a model that fails on five images in a row ends the run with its reason", async () => {
  const files = await semanticPackage((manifest) => ({
    ...manifest,
    input: { ...(manifest.input as Manifest), spacingMm: [1, 1] },
  }));
  const { row } = await run(files, {
    frame: async (ref) => {
      const { spacingMm: _, ...without } = facts;
      const frame = {
        ...ref,
        columns: size,
        rows: size,
        samples: 1,
        type: "i16",
        pixels: pixelsOf(0),
      } as const;
      return { frame, facts: without };
    },
  });
  expect(row).toMatchObject({ state: "failed", done: 5 });
});

test("the distance of slices is known only where every slice has a place", () => {
  expect(sliceDistance(series)).toBe(3);
  expect(sliceDistance({ frames: series.frames.slice(0, 1) })).toBeNull();
  const [first, second] = series.frames;
  if (first && second) expect(sliceDistance({ frames: [first, { ...second, alongNormalMm: 0 }] })).toBeNull();
  expect(
    sliceDistance({ frames: series.frames.map(({ sopUid }) => ({ sopUid, frameIndex: 0 })) }),
  ).toBeNull();
});
