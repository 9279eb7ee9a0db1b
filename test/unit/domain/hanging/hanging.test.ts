import { describe, expect, test } from "vitest";
import { gridLayouts, gridSize, mostViewports } from "../../../../src/domain/hanging/grid-layout.ts";
import { hang } from "../../../../src/domain/hanging/hang.ts";
import { matchesGlob, matchesSeries } from "../../../../src/domain/hanging/hanging-rule.ts";
import { hangingRules } from "../../../../src/domain/hanging/hanging-rules.ts";
import { linkMode, sliceBeside, startBeside } from "../../../../src/domain/hanging/link-slices.ts";
import type { PlaneFacts } from "../../../../src/domain/image-facts.ts";
import type { SeriesStack } from "../../../../src/domain/series-stack.ts";
import { seriesStacks } from "../../../../src/domain/series-stack.ts";
import type { Series } from "../../../../src/domain/study.ts";

type Six = PlaneFacts["orientation"];
const axial: Six = [1, 0, 0, 0, 1, 0];
const tip = (degrees: number): Six => {
  const turn = (degrees * Math.PI) / 180;
  return [1, 0, 0, 0, Math.cos(turn), Math.sin(turn)];
};

function stack(change: Partial<Series>, count = 1, orientation?: Six, stepMm = 1, startMm = 0): SeriesStack {
  const frames = Array.from({ length: count }, (_, at) => ({
    sopUid: `2.25.${at}`,
    frameIndex: 0,
    ...(orientation ? { plane: { positionMm: [0, 0, startMm + at * stepMm] as const, orientation } } : {}),
  }));
  const series: Series = {
    seriesUid: "2.25.1",
    studyUid: "2.25.2",
    modality: "CT",
    description: "",
    number: 1,
    frameOfReferenceUid: "2.25.3",
    columns: 8,
    rows: 8,
    frames,
    warnings: [],
    laterality: "",
    bodyPart: "",
    ...change,
  };
  const [only] = seriesStacks(series);
  if (!only) throw new Error("no stack");
  return only;
}

describe("globs", () => {
  test.each([
    ["T2 axial", "t2*", true],
    ["AX T2 FLAIR", "*t2*flair", true],
    ["AX T2 FLAIR", "*t2*flai", false],
    ["MLO", "ml*", true],
    ["CC", "c?", true],
    ["C", "c?", false],
    ["a*b", "a*b", true],
    ["", "*", true],
    ["", "", true],
    ["x", "", false],
    ["a.c", "a.c", true],
    ["abc", "a.c", false],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "*a*a*a*a*a*a*a*c", false],
  ])("%s is like %s: %s", (text, glob, like) => expect(matchesGlob(text, glob)).toBe(like));
  test("what is not asked for does not count", () => {
    expect(matchesSeries(stack({ modality: "MG", laterality: "R" }), { modality: "mg" })).toBe(true);
    expect(matchesSeries(stack({ modality: "MG", laterality: "R" }), { laterality: "L" })).toBe(false);
    expect(matchesSeries(stack({}), { viewPosition: "CC" })).toBe(false);
  });
});

describe("hanging", () => {
  test("mammograms stand right beside left, craniocaudal above oblique, whatever their order", () => {
    const study = [
      stack({ modality: "MG", laterality: "L", viewPosition: "MLO" }),
      stack({ modality: "MG", laterality: "R", viewPosition: "MLO" }),
      stack({ modality: "MG", laterality: "L", viewPosition: "CC" }),
      stack({ modality: "MG", laterality: "R", viewPosition: "CC" }),
    ];
    expect(hang(study, hangingRules)).toEqual({ layout: "2x2", places: [3, 2, 1, 0], cine: false });
  });
  test("what a rule has no series for takes the next in order, and what is left is empty", () => {
    const study = [
      stack({ modality: "MG", laterality: "R", viewPosition: "XCCL" }),
      stack({ modality: "MG", laterality: "L", viewPosition: "CC" }),
    ];
    expect(hang(study, hangingRules).places).toEqual([0, 1, null, null]);
  });
  test("radiographs stand side by side, one alone stands alone, a CT alone beside its scout", () => {
    expect(hang([stack({ modality: "DX" }), stack({ modality: "DX" })], hangingRules).layout).toBe("1x2");
    expect(hang([stack({ modality: "DX" })], hangingRules)).toEqual({
      layout: "1x1",
      places: [0],
      cine: false,
    });
    const scout = stack({ modality: "DX" });
    expect(hang([scout, stack({}, 40)], hangingRules)).toEqual({ layout: "1x1", places: [1], cine: false });
    expect(hang([stack({ modality: "US" }, 20)], hangingRules).cine).toBe(true);
    expect(hang([], hangingRules).places).toEqual([null]);
  });
  test("the most specific rule wins", () => {
    const rules = [
      { when: { modality: "MR" }, layout: "1x1" as const },
      { when: { modality: "MR", description: "*flair*" }, layout: "2x1" as const },
      { when: { description: "*" }, layout: "3x3" as const },
    ];
    const study = [stack({ modality: "MR", description: "Ax FLAIR" }), stack({ modality: "MR" })];
    expect(hang(study, rules).layout).toBe("2x1");
  });
  test("no layout has more viewports than there are", () => {
    for (const layout of gridLayouts) {
      const { rows, columns } = gridSize(layout);
      expect(rows * columns).toBeLessThanOrEqual(mostViewports);
      expect(rows * columns).toBeGreaterThan(0);
    }
  });
});

describe("linked scrolling", () => {
  const one = stack({}, 30, axial, 2, 100);
  test("goes by position in one frame of reference with normals within 5°, else by number", () => {
    expect(linkMode(one, stack({}, 60, axial, 1, 90))).toBe("position");
    expect(linkMode(one, stack({}, 60, tip(4.9)))).toBe("position");
    expect(linkMode(one, stack({}, 60, tip(5.1)))).toBe("number");
    expect(linkMode(one, stack({ frameOfReferenceUid: "2.25.9" }, 60, axial))).toBe("number");
    expect(
      linkMode(
        stack({ frameOfReferenceUid: null }, 9, axial),
        stack({ frameOfReferenceUid: null }, 9, axial),
      ),
    ).toBe("number");
    expect(linkMode(one, stack({}, 60))).toBe("number");
  });
  test("finds the nearest image by millimetres, from the other direction too, and stays at the end", () => {
    const finer = stack({}, 60, axial, 1, 90);
    // Image 10 of the one lies at 120 mm: image 30 of the other.
    expect(sliceBeside(one.frames[10], finer)).toBe(30);
    const fromAbove = stack({}, 60, axial, -1, 149);
    expect(sliceBeside(one.frames[10], fromAbove)).toBe(29);
    expect(sliceBeside(one.frames[29], finer)).toBe(59);
    expect(sliceBeside(stack({}).frames[0], finer)).toBeNull();
  });
  test("begins where the other is: on its image, at its place, at its number; a stack of another length alone", () => {
    expect(startBeside(one, 3, one)).toBe(3);
    expect(startBeside(one, 0, stack({}, 60, axial, 1, 90))).toBe(10);
    const [clip, other, longer] = [stack({}, 30), stack({}, 30), stack({}, 31)];
    expect(startBeside(clip, 0, other)).toBe(0);
    expect(startBeside(clip, 29, other)).toBe(29);
    expect(startBeside(clip, 29, longer)).toBeNull();
  });
});
