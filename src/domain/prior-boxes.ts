import type { BoxImage } from "./annotation.ts";
import { planeNormal } from "./hanging/link-slices.ts";
import type { PlaneFacts } from "./image-facts.ts";
import { dot, plus, times, type Vector } from "./vector.ts";

/** A frame and where it lies; null: its file does not say. `spacingMm`: row spacing first. */
export interface PlacedFrame {
  readonly sopUid: string;
  /** From 0. */
  readonly frameIndex: number;
  readonly columns: number;
  readonly rows: number;
  readonly plane: PlaneFacts | null;
  readonly spacingMm: readonly [number, number] | null;
}

/** A box that a person drew in another study of the patient. */
export interface PriorBox {
  /** Of the label. */
  readonly id: string;
  readonly classId: string;
  readonly seriesUid: string;
  readonly frameOfReferenceUid: string | null;
  readonly frame: PlacedFrame;
  readonly boxImage: BoxImage;
}

/** Why a box has no place in a stack: its slices lie otherwise, it lies between or beyond them, or beside the picture. */
export type NoPlace = "tilted" | "beyond" | "outside";

/** Where a box comes to lie. */
export interface CarriedBox {
  readonly frame: PlacedFrame;
  readonly boxImage: BoxImage;
}

/** cos 5°: slices that lie alike (viewer-and-tools 3.9). */
const alike = Math.cos((5 * Math.PI) / 180);
/** Slices whose distance nobody knows are the same only where they nearly touch. */
const sameSliceMm = 1;
const slackMm = 0.1;

type InSpace = PlacedFrame & { readonly plane: PlaneFacts; readonly spacingMm: readonly [number, number] };

/** Whether it is known where a frame lies, and how large its pixels are. */
export const isInSpace = (frame: PlacedFrame): frame is InSpace =>
  frame.plane !== null && frame.spacingMm !== null;

const axesOf = ({ plane: { orientation } }: InSpace): readonly [row: Vector, column: Vector] => {
  const [rx, ry, rz, cx, cy, cz] = orientation;
  return [
    [rx, ry, rz],
    [cx, cy, cz],
  ];
};

function toWorld(frame: InSpace, x: number, y: number): Vector {
  const [row, column] = axesOf(frame);
  const [rowMm, columnMm] = frame.spacingMm;
  return plus(plus(frame.plane.positionMm, row, x * columnMm), column, y * rowMm);
}

function toImage(frame: InSpace, world: Vector): readonly [x: number, y: number] {
  const [row, column] = axesOf(frame);
  const [rowMm, columnMm] = frame.spacingMm;
  const off = plus(world, frame.plane.positionMm, -1);
  return [dot(off, row) / columnMm, dot(off, column) / rowMm];
}

const liesAlike = (one: InSpace, other: InSpace): boolean =>
  one.plane.space === other.plane.space &&
  Math.abs(dot(planeNormal(one.plane), planeNormal(other.plane))) >= alike;

/** Half of the middle distance of slices: what lies farther from the nearest lies in a gap or beyond the stack. */
function reachMm(places: readonly number[]): number {
  const steps = places
    .toSorted((a, b) => a - b)
    .flatMap((place, at, all) => (at === 0 ? [] : [place - (all[at - 1] ?? place)]))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const middle = steps[Math.floor(steps.length / 2)];
  return middle === undefined ? sameSliceMm : middle / 2 + slackMm;
}

/**
 * Where a box lies on the slices of another stack, when `shiftMm` is added to its place in the patient: on the slice through its middle, round its
 * four corners. Less than half of it on the picture is none of it.
 */
export function carriedBox(
  { frame: from, boxImage }: PriorBox,
  stack: readonly PlacedFrame[],
  shiftMm: Vector = [0, 0, 0],
): CarriedBox | NoPlace {
  const slices = stack.filter(isInSpace).filter((slice) => isInSpace(from) && liesAlike(from, slice));
  const [first] = slices;
  if (!first || !isInSpace(from)) return "tilted";
  const [x0, y0, x1, y1] = boxImage;
  const moved = (x: number, y: number) => plus(toWorld(from, x, y), shiftMm);
  const normal = planeNormal(first.plane);
  const middle = moved((x0 + x1) / 2, (y0 + y1) / 2);
  const offs = slices.map(({ plane }) =>
    Math.abs(dot(plus(middle, plane.positionMm, -1), planeNormal(plane))),
  );
  const nearest = Math.min(...offs);
  const slice = slices[offs.indexOf(nearest)];
  const reach = reachMm(slices.map(({ plane }) => dot(plane.positionMm, normal)));
  if (!slice || nearest > reach) return "beyond";
  const corners = [moved(x0, y0), moved(x1, y0), moved(x0, y1), moved(x1, y1)].map((corner) =>
    toImage(slice, corner),
  );
  return onPicture(corners, slice);
}

function onPicture(
  corners: readonly (readonly [number, number])[],
  frame: PlacedFrame,
): CarriedBox | NoPlace {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const cut: BoxImage = [
    Math.max(-0.5, left),
    Math.max(-0.5, top),
    Math.min(frame.columns - 0.5, right),
    Math.min(frame.rows - 0.5, bottom),
  ];
  const [width, height] = [cut[2] - cut[0], cut[3] - cut[1]];
  if (width <= 0 || height <= 0 || width * height < 0.5 * (right - left) * (bottom - top)) return "outside";
  return { frame, boxImage: cut };
}

/**
 * How to shift one study onto another whose images a person has lined up, when nothing else says how they lie to each other: the middles of the
 * two pictures are laid over each other. Null: it is not known how they lie, or they lie otherwise.
 */
export function shiftByHand(there: PlacedFrame, here: PlacedFrame): Vector | null {
  if (!isInSpace(there) || !isInSpace(here) || !liesAlike(there, here)) return null;
  const middle = (frame: InSpace) => toWorld(frame, (frame.columns - 1) / 2, (frame.rows - 1) / 2);
  return plus(middle(here), times(middle(there), -1));
}

/** A box at the same share of another picture: all that can be said of projections and photographs. */
export function boxByShare({ frame: from, boxImage }: PriorBox, here: PlacedFrame): CarriedBox | NoPlace {
  const [x0, y0, x1, y1] = boxImage;
  const share = (at: number, size: number, of: number) => ((at + 0.5) / size) * of - 0.5;
  const point = (x: number, y: number) =>
    [share(x, from.columns, here.columns), share(y, from.rows, here.rows)] as const;
  return onPicture([point(x0, y0), point(x1, y1)], here);
}
