import { expect, test } from "vitest";
import type { PlaneFacts } from "../../../src/domain/image-facts.ts";
import { type Camera, fitCamera, flip, rotate } from "../../../src/viewer/camera.ts";
import { orientationLetters } from "../../../src/viewer/orientation-letters.ts";
import { scaleBar } from "../../../src/viewer/scale-bar.ts";

const size = { widthCss: 400, heightCss: 400, devicePixelRatio: 1 };
const start = fitCamera(size, [1, 1], { columns: 100, rows: 100 });
const axial = { positionMm: [0, 0, 0], orientation: [1, 0, 0, 0, 1, 0] } as const satisfies PlaneFacts;

/** Left, top, right, bottom. */
function edges(plane: PlaneFacts, camera: Camera): string | null {
  const letters = orientationLetters(plane, { camera, size, stretch: [1, 1] });
  return letters === null ? null : [letters.left, letters.top, letters.right, letters.bottom].join(" ");
}

test("an axial slice has the patient's right on the left and the front on top", () => {
  expect(edges(axial, start)).toBe("R A L P");
});

test("letters stay true after turns and flips", () => {
  expect(edges(axial, rotate(start, 1))).toBe("P R A L");
  expect(edges(axial, rotate(start, 2))).toBe("L P R A");
  expect(edges(axial, rotate(start, -1))).toBe("A L P R");
  expect(edges(axial, flip(start, "horizontal"))).toBe("L A R P");
  expect(edges(axial, flip(start, "vertical"))).toBe("R P L A");
  expect(edges(axial, rotate(flip(start, "horizontal"), 1))).toBe("P L A R");
});

test("sagittal and coronal slices name head and feet", () => {
  expect(edges({ ...axial, orientation: [0, 1, 0, 0, 0, -1] }, start)).toBe("A H P F");
  expect(edges({ ...axial, orientation: [1, 0, 0, 0, 0, -1] }, start)).toBe("R H L F");
});

test("an oblique slice names both axes, the stronger first; a slight tilt one", () => {
  const [c, s] = [Math.cos(0.6), Math.sin(0.6)];
  expect(edges({ ...axial, orientation: [c, s, 0, -s, c, 0] }, start)).toBe("RA AL LP PR");
  const [c2, s2] = [Math.cos(0.2), Math.sin(0.2)];
  expect(edges({ ...axial, orientation: [c2, s2, 0, -s2, c2, 0] }, start)).toBe("R A L P");
});

test("an orientation that is no direction shows no letters", () => {
  expect(edges({ ...axial, orientation: [0, 0, 0, 0, 1, 0] }, start)).toBeNull();
  expect(edges({ ...axial, orientation: [Number.NaN, 0, 0, 0, 1, 0] }, start)).toBeNull();
});

test("the scale bar is as long as it says", () => {
  const bar = (spacingMm: readonly [number, number], zoom: number, stretch: readonly [number, number]) =>
    scaleBar({ spacingMm, spacingKind: "patient" }, { camera: { ...start, zoom }, size, stretch });
  // 0.5 mm columns at zoom 2: 4 px a mm; 20 mm = 80 px, 50 mm would be 200.
  expect(bar([0.5, 0.5], 2, [1, 1])).toEqual({ lengthPx: 80, value: 2, unit: "cm", calibration: "patient" });
  // Columns of 2 mm beside rows of 1 mm are drawn twice as wide: still 2 px a mm at zoom 2.
  expect(bar([1, 2], 2, [2, 1])).toEqual({ lengthPx: 100, value: 5, unit: "cm", calibration: "patient" });
  expect(bar([0.1, 0.1], 10, [1, 1])).toEqual({
    lengthPx: 100,
    value: 1,
    unit: "mm",
    calibration: "patient",
  });
});

test("without spacing the bar counts pixels and says that it is not calibrated", () => {
  const view = { camera: { ...start, zoom: 4 }, size, stretch: [1, 1] as const };
  expect(scaleBar({ spacingKind: "unknown" }, view)).toEqual({
    lengthPx: 80,
    value: 20,
    unit: "px",
    calibration: "none",
  });
  expect(scaleBar({ spacingMm: [1, 1], spacingKind: "detector" }, view)?.calibration).toBe("detector");
});
