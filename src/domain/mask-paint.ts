import type { LabelClass } from "./label-schema.ts";
import { forEachTileOfSpan, type MaskEdit, type MaskFrame } from "./mask-edit.ts";
import { instanceSpans, layersOfFrame, maskValueAt } from "./mask-instance.ts";
import type { MaskTiles } from "./mask-tiles.ts";
import type { PixelSpan } from "./rasterize.ts";

/** Label layers of one series at most (viewer-and-tools 3.5). */
export const maxLayers = 16;

/** What paint needs to know of the instance that it belongs to. */
export interface PaintedInstance {
  readonly layer: number;
  readonly segmentIndex: number;
  readonly overlap: LabelClass["overlap"];
  /** Whether another instance of the series may not be changed (locked). */
  readonly isLocked: (segmentIndex: number) => boolean;
}

/** Where the instance lies after the paint; `refused`: every layer is taken there, conflicting pixels stayed. */
export interface PaintResult {
  readonly layer: number;
  readonly refused: boolean;
}

/**
 * Paints spans as an instance. `exclusive` takes pixels from others in every layer (not from locked ones); `protect`
 * stops at others in every layer; `allow` moves the whole instance to the first layer that is free under it.
 */
export function paintInstance(
  tiles: MaskTiles,
  edit: MaskEdit,
  frame: MaskFrame,
  instance: PaintedInstance,
  spans: readonly PixelSpan[],
): PaintResult {
  const { segmentIndex, overlap, isLocked } = instance;
  let { layer } = instance;
  if (overlap === "allow") {
    let refused = false;
    if (!isFree(tiles, frame, layer, segmentIndex, spans)) {
      const free = moveToFreeLayer(tiles, edit, frame, layer, segmentIndex, spans);
      refused = free === null;
      layer = free ?? layer;
    }
    for (const span of spans) edit.paint(frame, layer, span, (value) => (value === 0 ? segmentIndex : value));
    return { layer, refused };
  }
  const others = layersOfFrame(tiles, frame).filter((other) => other !== layer);
  const stops = (value: number) =>
    value !== 0 && value !== segmentIndex && (overlap === "protect" || isLocked(value));
  for (const span of spans) {
    for (const part of cutSpan(tiles, frame, others, span, stops)) {
      if (overlap === "exclusive") for (const other of others) edit.paint(frame, other, part, () => 0);
      edit.paint(frame, layer, part, (value) => (stops(value) ? value : segmentIndex));
    }
  }
  return { layer, refused: false };
}

/** Takes pixels of one instance away. */
export function eraseInstance(
  edit: MaskEdit,
  frame: MaskFrame,
  layer: number,
  segmentIndex: number,
  spans: readonly PixelSpan[],
): void {
  for (const span of spans) edit.paint(frame, layer, span, (value) => (value === segmentIndex ? 0 : value));
}

/** Takes pixels of every instance that is not locked away, in all layers. */
export function eraseUnlocked(
  tiles: MaskTiles,
  edit: MaskEdit,
  frame: MaskFrame,
  spans: readonly PixelSpan[],
  isLocked: (segmentIndex: number) => boolean,
): void {
  for (const layer of layersOfFrame(tiles, frame)) {
    for (const span of spans) edit.paint(frame, layer, span, (value) => (isLocked(value) ? value : 0));
  }
}

/** Whether nobody else has a pixel of the spans in this layer. */
function isFree(
  tiles: MaskTiles,
  frame: MaskFrame,
  layer: number,
  segmentIndex: number,
  spans: readonly PixelSpan[],
): boolean {
  let free = true;
  for (const span of spans) {
    forEachTileOfSpan(frame, layer, span, (key, offset, length) => {
      const tile = free ? tiles.get(key) : null;
      for (let at = offset; tile && at < offset + length; at++) {
        if (tile[at] !== 0 && tile[at] !== segmentIndex) free = false;
      }
    });
    if (!free) return false;
  }
  return true;
}

/** Moves an instance to the first layer where it and the new spans meet nobody; null: there is none. */
function moveToFreeLayer(
  tiles: MaskTiles,
  edit: MaskEdit,
  frame: MaskFrame,
  layer: number,
  segmentIndex: number,
  spans: readonly PixelSpan[],
): number | null {
  const own = instanceSpans(tiles, frame, layer, segmentIndex);
  for (let free = 0; free < maxLayers; free++) {
    if (free === layer || !isFree(tiles, frame, free, segmentIndex, [...own, ...spans])) continue;
    for (const span of own) {
      edit.paint(frame, layer, span, (value) => (value === segmentIndex ? 0 : value));
      edit.paint(frame, free, span, () => segmentIndex);
    }
    return free;
  }
  return null;
}

/** The parts of a span where no other layer holds a pixel that stops the paint. */
function cutSpan(
  tiles: MaskTiles,
  frame: MaskFrame,
  layers: readonly number[],
  [row, from, to]: PixelSpan,
  stops: (value: number) => boolean,
): PixelSpan[] {
  if (layers.length === 0) return [[row, from, to]];
  const parts: PixelSpan[] = [];
  let open = -1;
  for (let column = from; column <= to; column++) {
    const free = column < to && !layers.some((layer) => stops(maskValueAt(tiles, frame, layer, column, row)));
    if (free && open < 0) open = column;
    if (!free && open >= 0) parts.push([row, open, column]);
    if (!free) open = -1;
  }
  return parts;
}
