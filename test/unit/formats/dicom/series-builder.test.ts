import { expect, test } from "vitest";
import type { PlaneFacts } from "../../../../src/domain/image-facts.ts";
import { buildSeries, type SeriesInstance } from "../../../../src/formats/dicom/series-builder.ts";

const axial = [1, 0, 0, 0, 1, 0] as const;
const sagittal = [0, 1, 0, 0, 0, -1] as const;

const plane = (
  position: readonly [number, number, number],
  orientation: PlaneFacts["orientation"] = axial,
) => ({
  positionMm: position,
  orientation,
});

function slice(
  sopUid: string,
  number: number,
  planes: readonly PlaneFacts[],
  more: Partial<SeriesInstance> = {},
) {
  const facts = { columns: 4, rows: 4, frames: Math.max(1, planes.length), lossy: false };
  return { sopUid, instanceNumber: number, facts, planes, ...more };
}

const order = (instances: readonly SeriesInstance[]) =>
  buildSeries(instances).frames.map((frame) => frame.sopUid);

test("slices lie in the order of their position, whatever their number says", () => {
  const instances = [
    slice("c", 1, [plane([0, 0, 6])]),
    slice("a", 2, [plane([0, 0, 0])]),
    slice("b", 9, [plane([0, 0, 3])]),
  ];
  expect(order(instances)).toEqual(["a", "b", "c"]);
  const built = buildSeries(instances);
  expect(built.warnings).toEqual([]);
  expect(built.parts).toMatchObject([{ start: 0, count: 3, stepMm: 3, stepVectorMm: [0, 0, 3] }]);
  expect(built.frames.map((frame) => frame.alongNormalMm)).toEqual([0, 3, 6]);
});

test("a missing slice is a gap, a crooked one is uneven, two on one place are duplicates", () => {
  const at = (...positions: number[]) =>
    buildSeries(positions.map((z, index) => slice(`${index}`, index, [plane([0, 0, z])]))).warnings;
  expect(at(0, 3, 6, 12, 15)).toEqual(["gap"]);
  expect(at(0, 3, 6, 10, 13)).toEqual(["uneven-spacing"]);
  expect(at(0, 3, 3, 6)).toEqual(["duplicate-position"]);
  expect(at(0, 3, 6.02, 9)).toEqual([]);
});

test("a tilted gantry is named and its step is sheared", () => {
  const built = buildSeries([0, 1, 2].map((n) => slice(`${n}`, n, [plane([0, n, n * 3])])));
  expect(built.warnings).toEqual(["tilt"]);
  expect(built.parts[0]?.stepVectorMm).toEqual([0, 1, 3]);
  expect(built.parts[0]?.stepMm).toBe(3);
});

test("orientations, sizes and echoes are parts of their own, the largest first", () => {
  const scout = slice("scout", 1, [plane([0, 0, 0], sagittal)]);
  const large = slice("large", 2, [plane([0, 0, 0])], {
    facts: { columns: 8, rows: 8, frames: 1, lossy: false },
  });
  const stack = [0, 1].map((z) => slice(`s${z}`, 3 + z, [plane([0, 0, z])]));
  const mixed = buildSeries([scout, large, ...stack]);
  expect(mixed.parts.map((part) => part.count)).toEqual([2, 1, 1]);
  expect(mixed.frames.slice(0, 2).map((frame) => frame.sopUid)).toEqual(["s0", "s1"]);
  expect([...mixed.warnings].sort()).toEqual(["mixed-orientation", "mixed-size"]);
  const echoes = [0, 1, 0, 1].map((z, n) =>
    slice(`e${n}`, n, [plane([0, 0, z])], { stacks: [n < 2 ? "5/" : "9/"] }),
  );
  expect(buildSeries(echoes).parts.map((part) => part.count)).toEqual([2, 2]);
  expect(buildSeries(echoes).warnings).toEqual([]);
});

test("without positions the instance number decides, and it is said", () => {
  const instances = [slice("b", 2, []), slice("a", 1, []), slice("c", 3, [])];
  expect(order(instances)).toEqual(["a", "b", "c"]);
  expect(buildSeries(instances).warnings).toEqual(["no-position"]);
  expect(buildSeries([slice("only", 1, [])]).warnings).toEqual([]);
});

test("the frames of a multi-frame object are sorted by their own planes", () => {
  const built = buildSeries([slice("m", 1, [plane([0, 0, 9]), plane([0, 0, 3])])]);
  expect(built.frames.map((frame) => frame.frameIndex)).toEqual([1, 0]);
});

test("lossy sources are named", () => {
  expect(
    buildSeries([slice("l", 1, [], { facts: { columns: 1, rows: 1, frames: 1, lossy: true } })]).warnings,
  ).toEqual(["lossy"]);
});
