import { describe, expect, it } from "vitest";
import type { PlaneFacts } from "../../../../src/domain/image-facts.ts";
import {
  inTurn,
  isOrientation,
  stackAxes,
  turnBack,
  turnTo,
  turnVoxels,
} from "../../../../src/domain/models/orientation.ts";

const stack = (
  orientation: PlaneFacts["orientation"],
  step: readonly [number, number, number],
  count = 3,
): PlaneFacts[] =>
  Array.from({ length: count }, (_, at) => ({
    orientation,
    positionMm: [10 + at * step[0], 20 + at * step[1], 30 + at * step[2]] as const,
  }));

const codes = ["LPS", "SPL", "RAS", "IAR", "PSR", "ALI"];

describe("where the axes of a stack run", () => {
  it.each([
    ["axial from the feet up", stack([1, 0, 0, 0, 1, 0], [0, 0, 2]), "SPL"],
    ["axial from the head down", stack([1, 0, 0, 0, 1, 0], [0, 0, -2]), "IPL"],
    ["sagittal from right to left", stack([0, 1, 0, 0, 0, -1], [3, 0, 0]), "LIP"],
    ["coronal from the front to the back", stack([1, 0, 0, 0, 0, -1], [0, 3, 0]), "PIL"],
    ["prone", stack([-1, 0, 0, 0, -1, 0], [0, 0, 2]), "SAR"],
    ["tilted by 20 degrees, stacked along the table", stack([1, 0, 0, 0, 0.94, 0.34], [0, 0, 2]), "SPL"],
    ["turned in its plane by 30 degrees", stack([0.87, 0.5, 0, -0.5, 0.87, 0], [0, 0, 1]), "SPL"],
    ["a single slice", stack([0, 1, 0, 0, 0, -1], [3, 0, 0], 1), "RIP"],
  ] as const)("is named by letters: %s", (_, planes, expected) => {
    expect(stackAxes(planes)).toBe(expected);
  });

  it("is not known of images without a place, or in a space of their own", () => {
    expect(stackAxes([])).toBeNull();
    expect(stackAxes([undefined])).toBeNull();
    const [plane] = stack([1, 0, 0, 0, 1, 0], [0, 0, 1], 1);
    expect(stackAxes(plane ? [{ ...plane, space: "volume" }] : [])).toBeNull();
    expect(stackAxes(plane ? [plane, undefined] : [])).toBeNull();
  });

  it("takes three letters of three axes, or two of two", () => {
    expect(codes.every((code) => isOrientation(code, 3))).toBe(true);
    for (const wrong of ["", "LP", "LPSI", "LRS", "LLS", "lps", "XPS"])
      expect(isOrientation(wrong, 3)).toBe(false);
    expect(["PL", "SA"].map((code) => isOrientation(code, 2))).toEqual([true, true]);
    expect(isOrientation("RL", 2)).toBe(false);
  });
});

describe("a volume in another order of axes", () => {
  const size = [2, 3, 4] as const;
  const values = new Float32Array(24).map((_, at) => at);

  it("has every voxel where the letters say, and comes back as it was", () => {
    for (const from of codes)
      for (const to of codes) {
        const turn = turnTo(from, to);
        if (!turn) throw new Error(`${from} to ${to}`);
        const turned = turnVoxels(values, size, turn);
        const side = inTurn(size, turn);
        // By the letters alone: how far along an axis, towards the side that the letter names.
        const opposite: Record<string, string> = { L: "R", R: "L", P: "A", A: "P", S: "I", I: "S" };
        for (let at = 0; at < 24; at++) {
          const place = [
            Math.floor(at / (side[1] * side[2])),
            Math.floor(at / side[2]) % side[1],
            at % side[2],
          ];
          const towards = new Map([...to].map((letter, axis) => [letter, place[axis] ?? 0]));
          const [z = 0, y = 0, x = 0] = [...from].map((letter, axis) => {
            const same = towards.get(letter);
            return same ?? (size[axis] ?? 0) - 1 - (towards.get(opposite[letter] ?? "") ?? 0);
          });
          expect(turned[at]).toBe(values[(z * size[1] + y) * size[2] + x]);
        }
        expect(turnVoxels(turned, side, turnBack(turn))).toEqual(values);
      }
  });

  it("keeps the numbers of a voxel together", () => {
    const turn = turnTo("SPL", "LP");
    expect(turn).not.toBeNull();
    const colours = Uint8Array.from([1, 2, 3, 4, 5, 6]);
    expect(turn && [...turnVoxels(colours, [1, 1, 2], turn, 3)]).toEqual([1, 2, 3, 4, 5, 6]);
    const back = turnTo("SPL", "PR");
    expect(back && [...turnVoxels(colours, [1, 1, 2], back, 3)]).toEqual([4, 5, 6, 1, 2, 3]);
  });

  it("is not made of a plane that lies otherwise than two letters ask", () => {
    expect(turnTo("SPL", "SL")).toBeNull();
    expect(turnTo("LIP", "PL")).toBeNull();
    expect(turnTo("LIP", "SA")).toEqual({ order: [0, 1, 2], flip: [false, true, true] });
  });
});
