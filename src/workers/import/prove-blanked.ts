import type { CancelSignal } from "../../domain/cancel.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { SampleArray } from "../../domain/samples.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import type { FaceCover } from "./cover-face.ts";
import { RefusedError } from "./refused-file.ts";

/** A part of an image in memory: samples a pixel, and where it lies in the frame. */
interface Piece {
  readonly frameIndex: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  /** Pixels that share a colour lie in pairs, which are blanked as a whole. */
  readonly pairs: boolean;
  readonly pixels: SampleArray;
}

/** Stored frames, or stored tiles of a slide, one by one; `cover`ed where they are to be. */
async function* storedPieces(opened: PixelSource, cover?: FaceCover): AsyncGenerator<Piece> {
  for (let frameIndex = 0; frameIndex < opened.storedCount; frameIndex++) {
    const frame = await opened.stored(frameIndex);
    cover?.(frame, frameIndex);
    const { columns, rows, samples, halfChroma, pixels } = frame;
    const inPixel = halfChroma ? 2 : samples;
    yield { frameIndex, left: 0, top: 0, columns, rows, samples: inPixel, pairs: halfChroma, pixels };
  }
}

/** What is shown of each frame, by tiles where it is large. */
async function* shownPieces(opened: PixelSource): AsyncGenerator<Piece> {
  const { frames, pyramid } = opened.facts;
  for (let frameIndex = 0; frameIndex < frames; frameIndex++) {
    const [finest] = pyramid?.levels ?? [];
    if (!pyramid || !finest || !opened.tile) {
      const frame = await opened.display(frameIndex);
      yield { ...frame, frameIndex, left: 0, top: 0, pairs: false };
      continue;
    }
    const { tileSize } = pyramid;
    for (let tileRow = 0; tileRow * tileSize < finest.rows; tileRow++)
      for (let tileColumn = 0; tileColumn * tileSize < finest.columns; tileColumn++) {
        const tile = await opened.tile({ frameIndex, level: 0, tileColumn, tileRow });
        const place = { left: tileColumn * tileSize, top: tileRow * tileSize };
        yield { ...tile, ...place, frameIndex, pairs: false };
      }
  }
}

/** Which pixels of a piece lie in a box: 1, else 0. */
function coverOf(piece: Piece, boxes: readonly BlankBox[]): Uint8Array {
  const { frameIndex, columns, rows } = piece;
  const cover = new Uint8Array(columns * rows);
  for (const { x, y, width, height, frames } of boxes) {
    if (frames !== "all" && !frames.includes(frameIndex)) continue;
    const even = (value: number, up: number) =>
      piece.pairs ? value + (up ? value % 2 : -(value % 2)) : value;
    const left = Math.max(0, even(Math.floor(x), 0) - piece.left);
    const right = Math.min(columns, even(Math.ceil(x + width), 1) - piece.left);
    const top = Math.max(0, Math.floor(y) - piece.top);
    const bottom = Math.min(rows, Math.ceil(y + height) - piece.top);
    if (right > left)
      for (let row = top; row < bottom; row++) cover.fill(1, row * columns + left, row * columns + right);
  }
  return cover;
}

const unproved = (what: string) => new RefusedError("rewrite-mismatch", what);

/** Compares one piece before and after; `blank` is what the first covered pixel of its frame holds. */
function provePiece(before: Piece, after: Piece, boxes: readonly BlankBox[], blank: number[]): void {
  const { columns, rows, samples, pairs } = after;
  const same =
    before.columns === columns &&
    before.rows === rows &&
    before.samples === samples &&
    before.pairs === pairs;
  if (!same || before.pixels.length !== after.pixels.length) throw unproved("a frame of another shape");
  const cover = coverOf(after, boxes);
  // Y Y Cb Cr: the samples of a pair mean something else than those of the next pixel.
  const period = pairs ? 4 : samples;
  for (let pixel = 0; pixel < cover.length; pixel++)
    for (let at = pixel * samples; at < (pixel + 1) * samples; at++) {
      const value = Number(after.pixels[at]);
      if (!cover[pixel]) {
        if (!Object.is(value, Number(before.pixels[at])))
          throw unproved("a pixel changed outside of the boxes");
        continue;
      }
      blank[at % period] ??= value;
      if (value !== blank[at % period]) throw unproved("a box that is not blank");
    }
}

/**
 * Proves a release by decoding what was and what is: inside the boxes each frame holds one value, outside of them no sample changed.
 * `stored` compares stored samples, for which `boxes` are given by stored frame; `shown` what a screen takes. `cover`: what else was done to the
 * stored samples; of what it leaves none may have changed. Resolves to the number
 * of pieces compared. Throws RefusedError `rewrite-mismatch`.
 */
export async function proveBlanked(
  before: PixelSource,
  after: PixelSource,
  boxes: readonly BlankBox[],
  compare: "stored" | "shown",
  signal?: CancelSignal,
  cover?: FaceCover,
): Promise<number> {
  const pieces = compare === "stored" || cover ? storedPieces : shownPieces;
  const others = pieces(before, cover);
  let count = 0;
  let blank: number[] = [];
  let frameIndex = -1;
  for await (const piece of pieces(after)) {
    signal?.throwIfAborted();
    const { value: other, done } = await others.next();
    if (done || other.frameIndex !== piece.frameIndex) throw unproved("another number of frames");
    if (piece.frameIndex !== frameIndex) blank = [];
    frameIndex = piece.frameIndex;
    provePiece(other, piece, boxes, blank);
    count++;
  }
  if (!(await others.next()).done) throw unproved("another number of frames");
  return count;
}
