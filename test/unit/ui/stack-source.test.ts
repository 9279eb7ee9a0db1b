import { expect, test } from "vitest";
import type { ImageFacts } from "../../../src/domain/image-facts.ts";
import { plainFacts } from "../../../src/domain/plain-facts.ts";
import { seriesStacks } from "../../../src/domain/series-stack.ts";
import type { FrameRef, Instance, Series } from "../../../src/domain/study.ts";
import type { OpenStudy } from "../../../src/ui/viewer/load-study.ts";
import { sliceIndex } from "../../../src/ui/viewer/slice-index.ts";
import {
  makeStackSlices,
  sliceOfTarget,
  stackSource,
  targetOf,
} from "../../../src/ui/viewer/stack-source.ts";
import type { Stage } from "../../../src/ui/viewer/stage.ts";

const facts = (change: Partial<ImageFacts> = {}): ImageFacts =>
  plainFacts(4, 3, {
    type: "i16",
    bitsStored: 12,
    slope: 2,
    intercept: -1000,
    units: "HU",
    spacingMm: [0.8, 0.7],
    spacingKind: "patient",
    ...change,
  });
const series = (uid: string, frames: readonly FrameRef[]): Series => ({
  seriesUid: uid,
  studyUid: "1",
  modality: "CT",
  description: "",
  number: 1,
  frameOfReferenceUid: null,
  columns: 4,
  rows: 3,
  frames,
  warnings: [],
  laterality: "",
  bodyPart: "",
});
const refs = (prefix: string, places: readonly (number | undefined)[]): FrameRef[] =>
  places.map((place, index) => ({
    sopUid: `${prefix}${index}`,
    frameIndex: 0,
    ...(place === undefined ? {} : { alongNormalMm: place }),
  }));

function study(list: readonly Series[], of: (sopUid: string) => ImageFacts = () => facts()): OpenStudy {
  const instances = list.flatMap(({ frames }) =>
    frames.map(({ sopUid }) => [sopUid, { sopUid, facts: of(sopUid) } as Instance] as const),
  );
  const open = { series: list.flatMap(seriesStacks), instances: new Map(instances) };
  return open as unknown as OpenStudy;
}

test("a frame finds the slices of its own stack, with their places, whichever stack is on the screen", () => {
  const open = study([series("a", refs("a", [0, 5, 10])), series("b", refs("b", [0, 2.5]))]);
  const slicesOf = makeStackSlices(open, sliceIndex(open.series));
  const target = targetOf(open, open.series[1] as never, 1);
  if (!target) throw new Error("No target.");
  expect(slicesOf(target).map(({ target: { sopUid }, alongMm }) => [sopUid, alongMm])).toEqual([
    ["b0", 0],
    ["b1", 2.5],
  ]);
  expect(target.measure).toEqual({ spacingKind: "patient", spacingMm: [0.8, 0.7] });
  expect(slicesOf({ ...target, seriesUid: "a", sopUid: "a2" })).toHaveLength(3);
  expect(slicesOf({ ...target, sopUid: "gone" })).toEqual([]);
});

test("one slice without a known place makes all places unknown: nothing is guessed", () => {
  const open = study([series("a", refs("a", [0, undefined, 10]))]);
  const target = targetOf(open, open.series[0] as never, 0);
  if (!target) throw new Error("No target.");
  expect(makeStackSlices(open, sliceIndex(open.series))(target).map(({ alongMm }) => alongMm)).toEqual([
    null,
    null,
    null,
  ]);
});

test("a stack says how much memory its samples need, as stored, and reads them with their rescale", async () => {
  const open = study([series("a", refs("a", [0, 5, 10]))]);
  const [stack] = open.series;
  const pixels = new Int16Array(12).map((_, at) => at);
  const decode = async ({ sopUid }: { sopUid: string }) => ({
    frame: { sopUid, frameIndex: 0, columns: 4, rows: 3, samples: 1, type: "i16", pixels },
    facts: facts(),
  });
  const source = stack && stackSource(open, { decode } as unknown as Stage, stack, 1, 3);
  expect(source).toMatchObject({ columns: 4, rows: 3, slices: 2, bytes: 4 * 3 * 2 * 2 });
  const slice = await source?.load(0, new AbortController().signal);
  expect(slice).toMatchObject({ slope: 2, intercept: -1000, padding: null });
  expect(slice?.samples).toBe(pixels);
  expect(stack && sliceOfTarget(stack, { sopUid: "a2", frameIndex: 0 })).toBe(2);
});

test("colour counts four bytes a pixel, and frames that are read by tile are no stack", () => {
  const colour = study([series("a", refs("a", [0, 5]))], () =>
    facts({ samples: 3, type: "u8", color: "rgb" }),
  );
  const [stack] = colour.series;
  expect(stack && stackSource(colour, {} as Stage, stack, 0, 2)?.bytes).toBe(4 * 3 * 2 * 4);
  const tiled = study([series("a", refs("a", [0]))], () =>
    facts({ pyramid: { tileSize: 512, levels: [{ columns: 4, rows: 3 }] } }),
  );
  const [slide] = tiled.series;
  expect(slide && stackSource(tiled, {} as Stage, slide, 0, 1)).toBeNull();
});
