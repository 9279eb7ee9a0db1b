import { expect, test } from "vitest";
import { seriesStacks } from "../../../src/domain/series-stack.ts";
import type { Series } from "../../../src/domain/study.ts";
import { buildSeries } from "../../../src/formats/dicom/series-builder.ts";
import { stackNameEn } from "../../../src/ui/messages/stack-names-en.ts";
import { sliceIndex } from "../../../src/ui/viewer/slice-index.ts";

const slice = (sopUid: string, z: number, stack: string) => ({
  sopUid,
  instanceNumber: z,
  facts: { columns: 4, rows: 4, frames: 1, lossy: false },
  planes: [{ positionMm: [0, 0, z] as const, orientation: [1, 0, 0, 0, 1, 0] as const }],
  stacks: [stack],
});

const seriesOf = (instances: ReturnType<typeof slice>[]) =>
  ({ seriesUid: "1.1", studyUid: "1", ...buildSeries(instances) }) as unknown as Series;

const dynamic = seriesOf(
  [0, 1, 2, 4]
    .flatMap((z) => [2, 1].map((t) => slice(`z${z}t${t}`, z, `t=${t}`)))
    .filter((s) => s.sopUid !== "z4t1"),
);

test("each time of a series is a stack of its own, with its name, frames and warnings", () => {
  const stacks = seriesStacks(dynamic);
  expect(stacks.map(({ names }) => stackNameEn(names))).toEqual(["t 1/2", "t 2/2"]);
  expect(stacks.map(({ frames }) => frames.map(({ sopUid }) => sopUid))).toEqual([
    ["z0t1", "z1t1", "z2t1"],
    ["z0t2", "z1t2", "z2t2", "z4t2"],
  ]);
  expect(stacks.map(({ warnings }) => warnings)).toEqual([[], ["gap"]]);
  expect(stacks[1]?.gaps).toEqual([{ after: 3, missing: 1 }]);
  expect(stacks.map(({ whole }) => whole)).toEqual([dynamic, dynamic]);
});

test("a series of one stack, and one of an older version, is shown as it is", () => {
  const { parts: _, ...older } = seriesOf([slice("a", 0, ""), slice("b", 1, "")]);
  expect(seriesStacks(older)).toEqual([{ ...older, whole: older, stackIndex: 0, names: [], gaps: [] }]);
});

test("a frame is found in its stack, and places run through all stacks", () => {
  const index = sliceIndex(seriesStacks(dynamic));
  const at = (sop: string) => ({ series: "1.1", sop, frame: 1 });
  expect([index.stackOf(at("z1t2")), index.sliceOf(at("z1t2")), index.placeOf(at("z1t2"))]).toEqual([
    1, 1, 4,
  ]);
  expect([index.stackOf(at("none")), index.sliceOf(at("none"))]).toEqual([null, null]);
});

test("stacks are named in the words of the trade", () => {
  const name = (
    dimension: Parameters<typeof stackNameEn>[0][number]["dimension"],
    value: string,
    index = 2,
    of = 3,
  ) => stackNameEn([{ dimension, value, index, of }]);
  expect(name("b-value", "1000")).toBe("b 1000");
  expect(name("echo", "9.5")).toBe("echo 2");
  expect(name("time", "17", 3, 20)).toBe("t 3/20");
  expect(name("image-type", "M/NONE")).toBe("magnitude");
  expect(name("orientation", "sagittal", 1, 1)).toBe("sagittal");
});
