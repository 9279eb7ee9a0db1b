import type { MprRefusal } from "../../domain/mpr/mpr-grid.ts";
import type { PlaneKind } from "../../domain/mpr/plane-stack.ts";
import type { Vector } from "../../domain/vector.ts";
import type { SlabMode } from "../../viewer/mpr/reformat-request.ts";
import { number } from "./numbers.ts";

const refusals: Record<MprRefusal, string> = {
  "few-images": "three images or more are needed",
  color: "these are colour images",
  tiled: "the images are too large to be held whole",
  "lookup-table": "their values are given by a look-up table",
  "no-position": "the files do not say where the images lie",
  "mixed-orientation": "the images point in different directions",
  "missing-images": "images are missing",
  "duplicate-images": "several images lie in one place",
  uneven: "the distances of the images are uneven",
  "no-spacing": "the size of a pixel is not known",
  "mixed-kind": "the images are of different sizes or kinds",
};

const ways: Record<PlaneKind, readonly [axis: 0 | 1 | 2, plus: string, minus: string]> = {
  axial: [2, "H", "F"],
  coronal: [1, "P", "A"],
  sagittal: [0, "L", "R"],
};

/** Where a plane lies, by the side of the patient: `H 12.5`. */
export function planeSide(
  kind: PlaneKind,
  point: Vector,
  figures: (value: number, digits: number) => string,
): string {
  const [axis, plus, minus] = ways[kind];
  const mm = point[axis];
  return `${mm < 0 ? minus : plus} ${figures(Math.abs(mm), 1)}`;
}

const side = (kind: PlaneKind, point: Vector) => planeSide(kind, point, number);

const planes: Record<PlaneKind, string> = { axial: "Axial", coronal: "Coronal", sagittal: "Sagittal" };
const modes: Record<SlabMode, string> = { slice: "Slice", mip: "MIP", minip: "MinIP", mean: "Mean" };

/** Texts of the three planes. */
export const mprEn = {
  mpr: {
    title: "Three planes",
    open: "Three planes",
    close: "Close the planes",
    refused: (reason: MprRefusal) => `Images only, no three planes: ${refusals[reason]}.`,
    planes,
    /** Images that lie askew are near a plane of the patient, not in it. */
    native: (kind: PlaneKind, straight: boolean) =>
      straight ? planes[kind] : `Near ${planes[kind].toLowerCase()}, as acquired`,
    modes,
    slab: "Slab",
    thickness: "Slab thickness",
    mm: (mm: number) => `${number(mm)} mm`,
    slabText: (mode: SlabMode, mm: number) => `${modes[mode]} ${number(mm)} mm`,
    place: (kind: PlaneKind, point: Vector) => `${side(kind, point)} mm`,
    point: (point: Vector) =>
      `${(["sagittal", "coronal", "axial"] as const).map((kind) => side(kind, point)).join(" · ")} mm`,
    reduced: (factor: number) =>
      factor === 2 ? "MPR at half resolution" : `MPR at 1/${number(factor)} of the resolution`,
    tilted: "The images lie askew: the other planes are interpolated.",
    hint: "Tap to move the crosshair. Brush and eraser paint on each plane of voxels, shapes go on the images themselves.",
    loading: "Reading the volume",
    drawThin: "A slab shows many images at once. Choose Slice to draw.",
    shapesThere: (plane: string) =>
      `Brush, eraser and Select work here. Draw shapes in the ${plane.toLowerCase()} plane: these are the images themselves.`,
    drawThere: (plane: string) =>
      `Draw in the ${plane.toLowerCase()} plane: these are the images themselves.`,
  },
};
