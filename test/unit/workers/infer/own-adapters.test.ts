import { expect, test } from "vitest";
import type { AssistPlane, AssistResult, LabelledPlane } from "../../../../src/domain/calls/assist-calls.ts";
import { decodeMaskRle, maskRleArea } from "../../../../src/domain/mask-rle.ts";
import { say } from "../../../../src/domain/said.ts";
import { checkTensor } from "../../../../src/workers/infer/check-tensors.ts";
import type { MakeGraph, TensorValue } from "../../../../src/workers/infer/graph-session.ts";
import { type LabelRequest, labelPlanes } from "../../../../src/workers/infer/label-planes.ts";
import { openAnyModel } from "../../../../src/workers/infer/opened-model.ts";
import { PlainError } from "../../../../src/workers/serve.ts";
import { nodeMakers } from "../../../support/onnx/node-engine.ts";
import { model, node, tensor, valueInfo } from "../../../support/onnx/onnx-writer.ts";
import { sam2Names, semanticGraph } from "../../../support/onnx/own-graphs.ts";
import {
  classifierPackage,
  detectorPackage,
  externalPackage,
  type Files,
  type Manifest,
  pairPackage,
  semanticPackage,
} from "../../../support/onnx/own-packages.ts";

const engine = { engine: "onnxruntime-web/wasm", engineVersion: "1", threads: 1, isolated: false };

async function open(files: Files, graph?: MakeGraph) {
  const makers = await nodeMakers();
  const read = async (path: string) => {
    const bytes = files.get(path);
    if (!bytes) throw new PlainError("model-missing", say`${path}`);
    return bytes;
  };
  return openAnyModel(read, engine, graph ? { ...makers, graph } : makers, { license: "my terms" });
}

async function label(files: Files, request: LabelRequest, signal = new AbortController().signal) {
  const { labeller } = await open(files);
  const heard: { done: number; total: number }[] = [];
  if (!labeller) throw new Error("The package finds nothing by itself.");
  const found = await labelPlanes(labeller, request, {
    signal,
    progress: (each) => heard.push(each),
    run: (task) => task(),
  });
  return { found, heard };
}

/** An image of an even ground with brighter rectangles `[x0, y0, x1, y1, value]`, ends outside. */
function picture(
  columns: number,
  rows: number,
  things: readonly (readonly [number, number, number, number, number])[],
  ground = 10,
): AssistPlane {
  const values = new Float32Array(columns * rows).fill(ground);
  for (const [x0, y0, x1, y1, value] of things)
    for (let y = y0; y < y1; y++) values.fill(value, y * columns + x0, y * columns + x1);
  return { columns, rows, values };
}

const one = (plane: AssistPlane): LabelRequest => ({ planes: [plane], at: 0, sliceMm: null });
const byLabel = (found: readonly LabelledPlane[], id: string, at = 0): AssistResult | undefined =>
  found.find((plane) => plane.at === at)?.results.find((result) => result.label?.id === id);
/** Set pixels as `x,y`, read without the app's own code for runs. */
function pixels(result: AssistResult | undefined): string[] {
  if (!result) return [];
  const out: string[] = [];
  let at = 0;
  result.mask.counts.forEach((count, index) => {
    for (let each = 0; each < count; each++, at++)
      if (index % 2 === 1) out.push(`${at % result.mask.columns},${Math.floor(at / result.mask.columns)}`);
  });
  return out;
}
const rectangle = (x0: number, y0: number, x1: number, y1: number) => {
  const out: string[] = [];
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) out.push(`${x},${y}`);
  return out;
};

test("a semantic network labels an image larger than its patch, each class by itself, with the model's provenance", async () => {
  const plane = picture(45, 37, [
    [3, 5, 20, 30, 70],
    [25, 8, 44, 20, 100],
  ]);
  const { found, heard } = await label(await semanticPackage(), one(plane));
  expect(pixels(byLabel(found, "liver"))).toEqual(rectangle(3, 5, 20, 30));
  expect(pixels(byLabel(found, "spleen"))).toEqual(rectangle(25, 8, 44, 20));
  const liver = byLabel(found, "liver");
  expect(liver).toMatchObject({
    toolId: "organs",
    version: "1.0.0",
    license: "my terms",
    params: { adapter: "sliding-window", label: "liver" },
  });
  expect(liver?.fileSha256[0]).toMatch(/^[0-9a-f]{64}$/);
  // 45 × 37 by patches of 16 with half overlap: 5 × 4 of them, all told.
  expect(heard.at(-1)).toEqual({ done: 20, total: 20 });
  expect(heard.map(({ done }) => done)).toEqual(Array.from({ length: 21 }, (_, at) => at));
});

test("what a network errs at the rim of its patch is outvoted where patches overlap, and stays where they do not", async () => {
  const graph = semanticGraph([16, 16], { border: 49 });
  const plane = picture(48, 48, []);
  const wrongInside = async (overlap: number) => {
    const files = await semanticPackage(
      (manifest) => ({ ...manifest, input: { ...(manifest.input as Manifest), overlap } }),
      graph,
    );
    const { found } = await label(files, one(plane));
    return pixels(byLabel(found, "spleen")).filter((at) => {
      const [x = 0, y = 0] = at.split(",").map(Number);
      return x > 0 && y > 0 && x < 47 && y < 47;
    }).length;
  };
  expect(await wrongInside(0)).toBeGreaterThan(100);
  expect(await wrongInside(0.5)).toBe(0);
});

test("a model that works in millimetres sees the same thing on any grid, and refuses images without a pixel size", async () => {
  const files = () =>
    semanticPackage((manifest) => ({
      ...manifest,
      input: { ...(manifest.input as Manifest), spacingMm: [1, 1] },
    }));
  const fine = { ...picture(64, 64, [[16, 16, 48, 40, 100]]), spacingMm: [0.5, 0.5] as const };
  const { found, heard } = await label(await files(), one(fine));
  expect(heard.at(-1)?.total).toBe(9); // 32 × 32 pixels of 1 mm
  const area = maskRleArea(byLabel(found, "spleen")?.mask ?? fail());
  expect(area).toBeGreaterThan(32 * 24 * 0.85);
  expect(area).toBeLessThan(32 * 24 * 1.15);
  await expect(label(await files(), one(picture(64, 64, [])))).rejects.toMatchObject({
    code: "model-spacing",
  });
});

const fail = (): never => {
  throw new Error("nothing found");
};

test("a network of 2.5 dimensions sees the neighbours in the order of its channels", async () => {
  const files = await semanticPackage(
    (manifest) => ({
      ...manifest,
      input: {
        ...(manifest.input as Manifest),
        tensors: [{ name: "image", channels: ["image[-1]", "image", "image[+1]"] }],
      },
    }),
    semanticGraph([16, 16], { channels: 3, seen: 2 }),
  );
  const planes = [
    picture(16, 16, [[0, 0, 4, 4, 70]]),
    picture(16, 16, [[5, 5, 9, 9, 70]]),
    picture(16, 16, [[10, 2, 14, 7, 70]]),
  ];
  const { found } = await label(files, { planes, at: 1, sliceMm: null });
  expect(pixels(byLabel(found, "liver", 1))).toEqual(rectangle(10, 2, 14, 7));
});

test("a network of three dimensions labels a series as a whole, slice by slice, also at its own slice distance", async () => {
  const graph = semanticGraph([4, 16, 16]);
  const planes = Array.from({ length: 10 }, (_, at) =>
    picture(20, 20, at >= 3 && at < 7 ? [[4, 6, 15, 12, 100]] : []),
  );
  const { found } = await label(await semanticPackage(undefined, graph, [4, 16, 16]), {
    planes,
    at: null,
    sliceMm: 2,
  });
  expect(found.map(({ results }) => results.length)).toEqual([0, 0, 0, 1, 1, 1, 1, 0, 0, 0]);
  expect(pixels(byLabel(found, "spleen", 4))).toEqual(rectangle(4, 6, 15, 12));
  const spaced = await semanticPackage(
    (manifest) => ({ ...manifest, input: { ...(manifest.input as Manifest), spacingMm: [1, 1, 1] } }),
    graph,
    [4, 16, 16],
  );
  const inMm = planes.map((plane) => ({ ...plane, spacingMm: [1, 1] as const }));
  const again = await label(spaced, { planes: inMm, at: null, sliceMm: 2 });
  expect(again.found.map(({ results }) => results.length)).toEqual([0, 0, 0, 1, 1, 1, 1, 0, 0, 0]);
  await expect(label(spaced, { planes: inMm, at: null, sliceMm: null })).rejects.toMatchObject({
    code: "model-spacing",
  });
});

test("weights in a file of their own are read, and only the ones that the manifest pins", async () => {
  const { found } = await label(await externalPackage(), one(picture(16, 16, [[2, 2, 8, 8, 100]])));
  expect(pixels(byLabel(found, "spleen"))).toEqual(rectangle(2, 2, 8, 8));
  const other = (await externalPackage()).set("m.data", new Uint8Array(12));
  await expect(open(other)).rejects.toMatchObject({ code: "model-hash" });
});

test("a run stops between two patches when it is cancelled", async () => {
  const control = new AbortController();
  const { labeller } = await open(await semanticPackage());
  let runs = 0;
  const running = labeller
    ? labelPlanes(labeller, one(picture(64, 64, [])), {
        signal: control.signal,
        progress: () => undefined,
        run: (task) => {
          if (++runs === 3) control.abort();
          return task();
        },
      })
    : Promise.resolve();
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
  expect(runs).toBe(3);
});

/** A colour image of even red, green and blue with a rectangle of another colour. */
function colourPicture(
  columns: number,
  rows: number,
  [x0, y0, x1, y1]: readonly number[],
  rgb: readonly number[],
) {
  const plane = picture(columns, rows, [], 0);
  const colours = new Float32Array(columns * rows * 3).fill(20);
  for (let y = y0 ?? 0; y < (y1 ?? 0); y++)
    for (let x = x0 ?? 0; x < (x1 ?? 0); x++) colours.set(rgb, (y * columns + x) * 3);
  return { ...plane, rgb: colours };
}

test("a detector's box comes back where the thing is, through the letterbox, in the class of its colour", async () => {
  // 64 × 32 into 32 × 32: halved, 8 rows of padding above and below; the cell at column 2, row 1 is image [32,0,48,16].
  const blue = colourPicture(64, 32, [32, 0, 48, 16], [20, 20, 250]);
  const { found } = await label(await detectorPackage(), one(blue));
  const [result, ...others] = found[0]?.results ?? [];
  expect(others).toEqual([]);
  expect(result?.label?.id).toBe("tool");
  // The tiny detector's box is 10 wide round the centre (20, 12): 15–25 × 7–17 in its square, cut at the image's upper edge.
  expect(result?.boxImage).toEqual([29.5, -0.5, 49.5, 17.5]);
  expect(result?.confidence).toBeCloseTo(250 / 255, 2);
  expect(pixels(result)).toEqual(rectangle(30, 0, 50, 18));
  const red = colourPicture(64, 32, [32, 0, 48, 16], [250, 20, 20]);
  expect((await label(await detectorPackage(), one(red))).found[0]?.results[0]?.label?.id).toBe("polyp");
});

test("of boxes that overlap more than the manifest says the best stays, and none below its score", async () => {
  const files = (iou: number, score: number) =>
    detectorPackage(false, (manifest) => ({
      ...manifest,
      output: { ...(manifest.output as Manifest), nms: { iou, score } },
    }));
  // Two cells side by side: their boxes of 10 × 10 lie 8 apart, so 20 of 180 are shared: 1 / 9.
  const pair = colourPicture(32, 32, [8, 8, 24, 16], [250, 20, 20]);
  const count = async (iou: number, score: number) =>
    (await label(await files(iou, score), one(pair))).found[0]?.results.length;
  expect(await count(0.5, 0.6)).toBe(2);
  expect(await count(0.1, 0.6)).toBe(1);
  expect(await count(0.5, 0.99)).toBe(0);
});

test("an instance network gives the mask inside its box, not the box", async () => {
  const red = colourPicture(32, 32, [8, 8, 16, 16], [250, 20, 20]);
  const { found } = await label(await detectorPackage(true), one(red));
  const [result] = found[0]?.results ?? [];
  expect(result?.boxImage).toBeUndefined();
  const { bits } = decodeMaskRle(result?.mask ?? fail());
  expect(bits[12 * 32 + 12]).toBe(1);
  expect(bits[12 * 32 + 18]).toBe(0);
  expect(maskRleArea(result?.mask ?? fail())).toBeLessThan(10 * 10);
});

test("a classifier answers with its best label and no geometry", async () => {
  const answer = async (ground: number) => {
    const { found } = await label(await classifierPackage(), one(picture(30, 20, [], ground)));
    return found[0]?.results[0];
  };
  expect((await answer(5))?.label?.id).toBe("dark");
  expect((await answer(70))?.label?.id).toBe("middle");
  const bright = await answer(99);
  expect(bright).toMatchObject({ isAnswer: true, label: { id: "bright" }, toolId: "brightness" });
  expect(maskRleArea(bright?.mask ?? fail())).toBe(0);
  // softmax(0, 9.8, 12.9) by hand
  expect(bright?.confidence).toBeCloseTo(0.957, 2);
});

/** Makes sessions that tell what they were fed. */
async function spied() {
  const { graph } = await nodeMakers();
  const fed: Readonly<Record<string, TensorValue>>[] = [];
  const make: MakeGraph = async (bytes, external) => {
    const session = await graph(bytes, external);
    return {
      ...session,
      run: (feeds) => {
        fed.push(feeds);
        return session.run(feeds);
      },
    };
  };
  return { make, fed };
}

const prompt = (
  positive: readonly (readonly [number, number])[],
  box: readonly [number, number, number, number] | null = null,
) => ({
  positive,
  negative: [],
  box,
});

test("a pair of encoder and decoder answers a click with the part that was clicked, and reads a slice only once", async () => {
  const { make, fed } = await spied();
  const model = await open(await pairPackage(), make);
  expect(model.state.defaultFor).toEqual(["click", "clicks", "box", "box-clicks"]);
  const plane = picture(128, 64, [
    [16, 8, 48, 40, 100],
    [80, 16, 112, 56, 100],
  ]);
  const ask = (prompts: ReturnType<typeof prompt>, previous: AssistResult["mask"] | null = null) =>
    model.segment({ plane, prompts, previous, fast: false });
  const { result } = await ask(prompt([[90, 30]]));
  const found = new Set(pixels(result));
  expect(found.has("96,36")).toBe(true);
  expect(found.has("30,20")).toBe(false);
  expect(found.size).toBeGreaterThan(32 * 40 * 0.85);
  expect(found.size).toBeLessThan(32 * 40 * 1.2);
  expect(result).toMatchObject({ toolId: "pair", license: "my terms", params: { adapter: "sam" } });
  expect(result.confidence).toBeCloseTo(0.8, 5); // what the decoder thinks of the better of its two masks
  const again = await ask(
    prompt([
      [90, 30],
      [30, 20],
    ]),
    result.mask,
  );
  expect(new Set(pixels(again.result)).has("30,20")).toBe(true);
  const encoded = fed.filter((feeds) => "input_image" in feeds);
  const decoded = fed.filter((feeds) => "point_coords" in feeds);
  expect([encoded.length, decoded.length]).toEqual([1, 2]);
  // 128 × 64 into 64 × 64 is halved; the centre of pixel 90 lies at 45.25, and Segment Anything counts from the first centre.
  expect([...(decoded[0]?.point_coords?.data ?? [])]).toEqual([44.75, 14.75, 0, 0]);
  expect([...(decoded[0]?.point_labels?.data ?? [])]).toEqual([1, -1]);
  expect([...(decoded[0]?.orig_im_size?.data ?? [])]).toEqual([64, 128]);
  expect(decoded.map((feeds) => feeds.has_mask_input?.data[0])).toEqual([0, 1]);
  await model.segment({
    plane: picture(128, 64, []),
    prompts: prompt([[9, 9]]),
    previous: null,
    fast: false,
  });
  expect(fed.filter((feeds) => "input_image" in feeds)).toHaveLength(2);
});

test("a pair of the second version hands its finer features on to the decoder", async () => {
  const { make, fed } = await spied();
  const model = await open(await pairPackage(undefined, sam2Names), make);
  const plane = picture(64, 64, [[20, 20, 40, 32, 100]]);
  const { result } = await model.segment({ plane, prompts: prompt([[30, 25]]), previous: null, fast: false });
  expect(pixels(result).length).toBeGreaterThan(150);
  expect(result.params.adapter).toBe("sam2");
  const decoded = fed.find((feeds) => "point_coords" in feeds);
  expect(decoded?.high_res_feats_1?.dims).toEqual([1, 1, 16, 16]);
});

test("a pair takes a box by its corners, and for a mask to follow the box round it", async () => {
  const { make, fed } = await spied();
  const model = await open(await pairPackage(), make);
  const plane = picture(64, 64, [[20, 20, 40, 30, 100]]);
  const { result } = await model.segment({
    plane,
    prompts: prompt([], [19, 19, 41, 31]),
    previous: null,
    fast: false,
  });
  expect(pixels(result).length).toBeGreaterThan(120);
  const last = () => fed.filter((feeds) => "point_coords" in feeds).at(-1);
  expect([...(last()?.point_coords?.data ?? [])]).toEqual([19, 19, 41, 31]);
  expect([...(last()?.point_labels?.data ?? [])]).toEqual([2, 3]);
  await model.segment({ plane, prompts: prompt([]), previous: result.mask, fast: true });
  expect([...(last()?.point_labels?.data ?? [])]).toEqual([2, 3]);
});

test("an answer with what is no number is refused in words: nothing of it is silently a background", async () => {
  // sqrt(0.5 − x) is a number on an empty image, and none where the image is bright.
  const graph = model({
    nodes: [
      node("Sub", ["half", "image"], ["rest"]),
      node("Sqrt", ["rest"], ["root"]),
      node("Conv", ["root", "w", "b"], ["logits"]),
    ],
    weights: [tensor("half", [1], [0.5]), tensor("w", [3, 1, 1, 1], [1, 1, 1]), tensor("b", [3], [0, 0, 0])],
    inputs: [valueInfo("image", [1, 1, 16, 16])],
    outputs: [valueInfo("logits", [1, 3, 16, 16])],
  });
  const files = await semanticPackage((manifest) => manifest, graph);
  const dark = await label(files, one(picture(20, 20, [], 10)));
  expect(dark.found).toHaveLength(1);
  const bright = label(files, one(picture(20, 20, [[4, 4, 9, 9, 90]], 10)));
  await expect(bright).rejects.toMatchObject({ code: "model-nan" });
});

test("an axis that a graph leaves open fits anything, also where the runtime hands on its −1 as 4294967295", () => {
  const tensorOf = (shape: readonly (number | string)[]) =>
    [{ name: "x", isTensor: true, type: "float32", shape }] as const;
  const fits = (shape: readonly (number | string)[]) => () =>
    checkTensor(tensorOf(shape), "x", [1, 3, 48, 192]);
  for (const shape of [
    [4294967295, 3, "?", "?"],
    [-1, 3, 48, 192],
    ["n", "c", "h", "w"],
  ])
    expect(fits(shape)).not.toThrow();
  expect(fits([4294967295, 1, "?", "?"])).toThrow("expected float32 of 1 × 3 × 48 × 192");
  expect(fits([1, 3, 48])).toThrow("found float32 of 1 × 3 × 48");
});
