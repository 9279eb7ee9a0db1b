import { expect, test } from "vitest";
import type { PlaneFacts } from "../../../src/domain/image-facts.ts";
import {
  boxByShare,
  carriedBox,
  type PlacedFrame,
  type PriorBox,
  shiftByHand,
} from "../../../src/domain/prior-boxes.ts";

const axial: PlaneFacts["orientation"] = [1, 0, 0, 0, 1, 0];

/** Slices of 100 × 80 pixels, one above the other from `z` on. */
function stack(
  name: string,
  count: number,
  { z = 0, step = 5, pixel = 1, at = [0, 0] as readonly [number, number], orientation = axial } = {},
): PlacedFrame[] {
  return Array.from({ length: count }, (_, index) => ({
    sopUid: `${name}${index}`,
    frameIndex: 0,
    columns: 100,
    rows: 80,
    plane: { positionMm: [at[0], at[1], z + index * step], orientation },
    spacingMm: [pixel, pixel] as const,
  }));
}
const frameAt = (frames: readonly PlacedFrame[], at: number): PlacedFrame => {
  const frame = frames[at];
  if (!frame) throw new Error("no frame");
  return frame;
};
const boxOn = (frame: PlacedFrame, boxImage: PriorBox["boxImage"]): PriorBox => ({
  id: "2.25.5",
  classId: "mass",
  seriesUid: "s",
  frameOfReferenceUid: "f",
  frame,
  boxImage,
});

test("in one frame of reference a box lies where its corners lie in the patient, on the slice through it", () => {
  const there = stack("old", 10, { z: 100, step: 4 });
  // Half the pixel size, moved by (10, 20) mm, from 91 mm up in steps of 5.
  const here = stack("new", 20, { z: 91, step: 5, pixel: 0.5, at: [10, 20] });
  // At 112 mm: the slices here lie at 111 and 116.
  const found = carriedBox(boxOn(frameAt(there, 3), [20, 30, 40, 44]), here);
  expect(found).toEqual({ frame: here[4], boxImage: [20, 20, 60, 48] });
});

test("images that run from feet to head, or lie the other way round, change nothing of the place", () => {
  const there = stack("old", 10, { z: 0, step: 5 });
  const prone = stack("new", 10, { z: 45, step: -5, at: [99, 79], orientation: [-1, 0, 0, 0, -1, 0] });
  const found = carriedBox(boxOn(frameAt(there, 2), [20, 30, 40, 44]), prone);
  expect(found).toEqual({ frame: prone[7], boxImage: [59, 35, 79, 49] });
});

test("a box that lies beyond the stack, in a gap, beside the picture, or on slices of another direction has no place", () => {
  const there = stack("old", 10, { z: 0, step: 5 });
  const box = boxOn(frameAt(there, 9), [20, 30, 40, 44]);
  expect(carriedBox(box, stack("new", 5, { z: 0, step: 5 }))).toBe("beyond");
  const gapped = stack("new", 20, { z: 0, step: 2 }).filter(
    ({ plane }) => Math.abs((plane?.positionMm[2] ?? 0) - 45) > 3,
  );
  expect(carriedBox(box, gapped)).toBe("beyond");
  expect(carriedBox(box, stack("new", 10, { at: [35, 0] }))).toBe("outside");
  // A quarter of it is cut off at the edge, which is where the picture ends.
  const cut = carriedBox(box, stack("new", 10, { at: [25, 0] }));
  expect(cut).toMatchObject({ boxImage: [-0.5, 30, 15, 44] });
  expect(carriedBox(box, stack("new", 10, { orientation: [1, 0, 0, 0, 0, -1] }))).toBe("tilted");
  const nowhere = { ...frameAt(there, 9), plane: null };
  expect(carriedBox(boxOn(nowhere, [20, 30, 40, 44]), there)).toBe("tilted");
});

test("lined up by hand, the middles of the two pictures lie over each other, and the slices keep their distance", () => {
  const there = stack("old", 10, { z: 500, step: 5, at: [-200, -300] });
  const here = stack("new", 12, { z: -40, step: 5, pixel: 2 });
  const shift = shiftByHand(frameAt(there, 4), frameAt(here, 6));
  if (!shift) throw new Error("no shift");
  // Two slices above the lined-up pair, 10 mm to the right of the middle.
  const found = carriedBox(boxOn(frameAt(there, 6), [54.5, 34.5, 64.5, 44.5]), here, shift);
  expect(found).toMatchObject({ frame: { sopUid: "new8" } });
  if (typeof found === "string") throw new Error(found);
  // The middle is at (49.5, 39.5) of both; 5 and 15 mm right of it are 2.5 and 7.5 pixels here, 5 mm above and below 2.5.
  expect(found.boxImage.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([52, 37, 57, 42]);
  expect(shiftByHand({ ...frameAt(there, 4), plane: null }, frameAt(here, 6))).toBeNull();
  expect(shiftByHand(frameAt(there, 4), { ...frameAt(here, 6), spacingMm: null })).toBeNull();
});

test("of pictures that lie nowhere a box takes the same share", () => {
  const film = { ...frameAt(stack("old", 1), 0), plane: null, spacingMm: null };
  const other = { ...film, sopUid: "new", columns: 200, rows: 160 };
  expect(boxByShare(boxOn(film, [-0.5, 9.5, 49.5, 19.5]), other)).toEqual({
    frame: other,
    boxImage: [-0.5, 19.5, 99.5, 39.5],
  });
});
