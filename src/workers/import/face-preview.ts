import type { FacePreview, ReviewFrame } from "../../domain/calls/import-calls.ts";
import type { CancelSignal } from "../../domain/cancel.ts";
import { coverHu } from "../../domain/deid/face-cover.ts";
import {
  type HeadView,
  litSurface,
  makeSurface,
  type Surface,
  stackOfPlanes,
} from "../../domain/deid/head-surface.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { ctNumbers, makeFaceCover } from "./cover-face.ts";

/** CT numbers above this are skin and what lies under it. */
const skinHu = -300;
/** Window of the slice that is shown: everything from fat to bone. */
const sliceWindow = { lowest: -160, width: 400 } as const;
/** Pixel of the pictures of a surface, mm. */
const pictureMm = 0.8;
const gap = 16;
const headViews: readonly HeadView[] = ["front", "left"];

/** A frame of the series that is looked at. */
export interface HeadFrame {
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly plane: PixelSource["planes"][number] | undefined;
}

function pictureOf(
  columns: number,
  rows: number,
  greyAt: (column: number, row: number) => number,
): ReviewFrame {
  const rgba = new Uint8ClampedArray(columns * rows * 4);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 4;
      rgba.fill(greyAt(column, row), at, at + 3);
      rgba[at + 3] = 255;
    }
  return { columns, rows, frameColumns: columns, frameRows: rows, rgba };
}

/** Surfaces side by side, each pixel as large as the other. */
function pictureOfSurfaces(surfaces: readonly Surface[]): ReviewFrame {
  let left = 0;
  const shown = surfaces.map((surface) => {
    const { columns, rows, columnMm, rowMm } = surface;
    const wide = Math.max(1, Math.round((columns * columnMm) / pictureMm));
    const high = Math.max(1, Math.round((rows * rowMm) / pictureMm));
    const one = { surface, lit: litSurface(surface), left, wide, high };
    left += wide + gap;
    return one;
  });
  const tall = Math.max(...shown.map(({ high }) => high));
  return pictureOf(left - gap, tall, (column, row) => {
    const one = shown.find((each) => column >= each.left && column < each.left + each.wide);
    if (!one || row >= one.high) return 0;
    const { columns, rows } = one.surface;
    const x = Math.min(columns - 1, Math.floor(((column - one.left) * columns) / one.wide));
    const y = Math.min(rows - 1, Math.floor((row * rows) / one.high));
    return one.lit[y * columns + x] ?? 0;
  });
}

/**
 * What can be computed of a face before it is covered, and after: from the front and the left, of all frames; after it, of what stands out of
 * the cover. Beside them the middle slice, covered. `open` gives the pixels of an image. The surfaces are null where the frames lie in no
 * one stack.
 */
export async function facePreview(
  frames: readonly HeadFrame[],
  facts: ImageFacts,
  open: (sopUid: string) => Promise<PixelSource>,
  onProgress: (done: number) => void,
  signal: CancelSignal,
): Promise<FacePreview> {
  const { columns, rows } = facts;
  const stacked = stackOfPlanes(
    frames.map(({ plane }) => plane),
    { columns, rows, spacingMm: facts.spacingMm ?? [1, 1] },
  );
  const order = stacked?.order ?? frames.map((_, at) => at);
  const makers = stacked
    ? headViews.map((view) => ({
        before: makeSurface(stacked.stack, view),
        after: makeSurface(stacked.stack, view),
      }))
    : [];
  let slice: ReviewFrame | null = null;
  let body = 0;
  let lost = 0;
  for (const [place, at] of order.entries()) {
    signal.throwIfAborted();
    onProgress(place);
    const head = frames[at];
    if (!head) continue;
    const opened = await open(head.sopUid);
    const frame = await opened.stored(head.frameIndex);
    const numbers = ctNumbers(frame, opened.facts, head.frameIndex);
    const hu = Float32Array.from({ length: columns * rows }, (_, pixel) => numbers(pixel));
    const covered = makeFaceCover(opened.facts, at)(frame, head.frameIndex);
    for (let pixel = 0; pixel < hu.length; pixel++) {
      if ((hu[pixel] ?? 0) <= skinHu) continue;
      body++;
      lost += covered[pixel] ?? 0;
    }
    for (const { before, after } of makers) {
      before.add(place, (pixel) => (hu[pixel] ?? 0) > skinHu);
      after.add(place, (pixel) => !covered[pixel] && (hu[pixel] ?? 0) > coverHu.highest);
    }
    if (place === order.length >> 1)
      slice = pictureOf(
        columns,
        rows,
        (column, row) => ((numbers(row * columns + column) - sliceWindow.lowest) / sliceWindow.width) * 255,
      );
  }
  return {
    before: makers.length > 0 ? pictureOfSurfaces(makers.map((maker) => maker.before.done())) : null,
    after: makers.length > 0 ? pictureOfSurfaces(makers.map((maker) => maker.after.done())) : null,
    slice,
    coveredShare: body > 0 ? lost / body : 0,
  };
}
