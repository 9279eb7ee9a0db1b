import { expect, test } from "vitest";
import type { ImageFacts } from "../../../../src/domain/image-facts.ts";
import { mprGrid } from "../../../../src/domain/mpr/mpr-grid.ts";
import type { SeriesPart, SeriesWarning } from "../../../../src/domain/series-part.ts";
import { seriesStacks } from "../../../../src/domain/series-stack.ts";
import type { FrameRef, Series } from "../../../../src/domain/study.ts";
import { greyFacts } from "../../../support/golden-renderer-cases.ts";

const plain = greyFacts({ columns: 8, rows: 6, type: "i16", spacingMm: [0.5, 0.75], spacingKind: "patient" });

function stackOf(count: number, warnings: readonly SeriesWarning[] = [], placed = true) {
  const frames = Array.from(
    { length: count },
    (_, at): FrameRef => ({
      sopUid: `2.25.${at}`,
      frameIndex: 0,
      ...(placed
        ? { plane: { positionMm: [0, at * 0.4, at * 2] as const, orientation: [1, 0, 0, 0, 1, 0] as const } }
        : {}),
    }),
  );
  const part: SeriesPart = {
    start: 0,
    count,
    columns: 8,
    rows: 6,
    names: [],
    stepMm: 2,
    stepVectorMm: [0, 0.4, 2],
    gaps: [],
    warnings,
  };
  const series: Series = {
    seriesUid: "2.25.9",
    studyUid: "2.25.1",
    modality: "CT",
    description: "",
    number: 1,
    frameOfReferenceUid: null,
    columns: 8,
    rows: 6,
    frames,
    warnings,
    parts: [part],
    laterality: "",
    bodyPart: "",
  };
  const [stack] = seriesStacks(series);
  if (!stack) throw new Error("no stack");
  return stack;
}

const why = (stack: ReturnType<typeof stackOf>, factsOf: (ref: FrameRef) => ImageFacts | undefined) => {
  const found = mprGrid(stack, factsOf);
  return "refused" in found ? found.refused : null;
};

test("a tilted stack is a volume: its affine is sheared, each slice keeps its own scale", () => {
  const grid = mprGrid(stackOf(4, ["tilt"]), ({ sopUid }) => ({
    ...plain,
    slope: Number(sopUid.slice(5)) + 1,
  }));
  if ("refused" in grid) throw new Error(grid.refused);
  expect(grid.affine).toEqual([0.75, 0, 0, 0, 0, 0.5, 0.4, 0, 0, 0, 2, 0, 0, 0, 0, 1]);
  expect(grid.scales.map(({ slope }) => slope)).toEqual([1, 2, 3, 4]);
});

test.each([
  ["few-images", stackOf(2), plain],
  ["color", stackOf(4), { ...plain, samples: 3, color: "rgb" }],
  ["tiled", stackOf(4), { ...plain, pyramid: { tileSize: 256, levels: [{ columns: 8, rows: 6 }] } }],
  ["lookup-table", stackOf(4), { ...plain, modalityLut: { firstInput: 0, bits: 8, values: [1] } }],
  ["no-position", stackOf(4, [], false), plain],
  ["mixed-orientation", stackOf(4, ["mixed-orientation"]), plain],
  ["missing-images", stackOf(4, ["gap"]), plain],
  ["duplicate-images", stackOf(4, ["duplicate-position"]), plain],
  ["uneven", stackOf(4, ["uneven-spacing"]), plain],
] as const)("what is no volume is refused by name: %s", (reason, stack, facts) => {
  expect(why(stack, () => facts as ImageFacts)).toBe(reason);
});

test("images of several sizes or units are no volume, nor are pixels of unknown size", () => {
  const odd = (change: Partial<ImageFacts>) => (ref: FrameRef) =>
    ref.sopUid === "2.25.2" ? { ...plain, ...change } : plain;
  expect(why(stackOf(4), odd({ columns: 9 }))).toBe("mixed-kind");
  expect(why(stackOf(4), odd({ units: "BQML" }))).toBe("mixed-kind");
  expect(why(stackOf(4), odd({ spacingMm: [0.5, 0.8] }))).toBe("mixed-kind");
  // The same number written with other digits.
  expect(why(stackOf(4), odd({ spacingMm: [0.50001, 0.75] }))).toBeNull();
  const { spacingMm, ...unsized } = plain;
  expect(why(stackOf(4), () => unsized)).toBe("no-spacing");
});
