import { expect, test } from "vitest";
import { isWindowAllowed, voi } from "../../../src/viewer/voi.ts";
import type { WindowState } from "../../../src/viewer/window-state.ts";
import { goldenLinear, goldenLinearExact, goldenSigmoid } from "../../support/golden-renderer.ts";

test("every stored value of 12 to 16 bits is windowed as the standard's formulas say", () => {
  for (let bits = 12; bits <= 16; bits++) {
    const top = 2 ** bits;
    for (const [center, width] of [
      [top / 2, top],
      [40, 400],
      [top / 3, 2],
      [-600, 1500],
    ] as const) {
      const pairs = [
        ["LINEAR", goldenLinear(center, width)],
        ["LINEAR_EXACT", goldenLinearExact(center, width)],
        ["SIGMOID", goldenSigmoid(center, width)],
      ] as const;
      for (const [fn, golden] of pairs) {
        let worst = 0;
        for (let x = 0; x < top; x++)
          worst = Math.max(worst, Math.abs(voi(fn, x, center, width) - golden(x)));
        expect(worst, `${fn} ${center}/${width}, ${bits} bits`).toBeLessThan(1e-12);
      }
    }
  }
});

test("the standard's own example: LINEAR, centre 2048, width 4096 is x / 4095", () => {
  // PS3.3 C.11.2.1.2.1, notes: c = 2048, w = 4096 maps 0 … 4095 to the full range.
  for (const x of [0, 1, 2047, 2048, 4094, 4095])
    expect(voi("LINEAR", x, 2048, 4096)).toBeCloseTo(x / 4095, 12);
  expect(voi("LINEAR_EXACT", 2048, 2048, 4096)).toBe(0.5);
  expect(voi("LINEAR", 2048, 2048, 4096)).not.toBe(0.5);
});

test("LINEAR of width 1 is a step at centre − 0.5", () => {
  expect([99, 99.5, 99.51, 100].map((x) => voi("LINEAR", x, 100, 1))).toEqual([0, 0, 1, 1]);
});

test("widths that the standard forbids are refused", () => {
  const window = (fn: "LINEAR" | "LINEAR_EXACT" | "SIGMOID", width: number): WindowState => ({
    kind: "window",
    center: 0,
    width,
    fn,
    invert: false,
  });
  expect(isWindowAllowed(window("LINEAR", 1))).toBe(true);
  expect(isWindowAllowed(window("LINEAR", 0.99))).toBe(false);
  expect(isWindowAllowed(window("LINEAR_EXACT", 0.01))).toBe(true);
  expect(isWindowAllowed(window("LINEAR_EXACT", 0))).toBe(false);
  expect(isWindowAllowed(window("SIGMOID", -1))).toBe(false);
  expect(isWindowAllowed(window("SIGMOID", Number.NaN))).toBe(false);
});
