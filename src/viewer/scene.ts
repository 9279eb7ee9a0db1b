import type { SampleArray } from "../domain/samples.ts";
import type { View } from "./camera.ts";
import { displayPixels } from "./display-pixels.ts";
import { type LabelPalette, paletteVisible } from "./label-palette.ts";
import { defaultLabelStyle, type LabelStyle } from "./label-style.ts";
import { type LabelTiles, makeLabelTiles } from "./label-tiles.ts";
import { type FrameInfo, type ImageTile, labelLayers } from "./slice-renderer.ts";
import { tileKey } from "./tile-grid.ts";
import type { WindowState } from "./window-state.ts";

/** A rectangle of samples: a whole frame, or a tile of a pyramid level. */
export interface Patch {
  readonly id: string;
  readonly level: number;
  /** Finest pixels per pixel of this patch, for each axis. */
  readonly scale: readonly [x: number, y: number];
  /** Upper left in pixels of its level. */
  readonly originX: number;
  readonly originY: number;
  readonly columns: number;
  readonly rows: number;
  readonly samples: 1 | 3 | 4;
  /** As it came: for picking. */
  readonly stored: SampleArray;
  /** For drawing: f64 as f32, colour as u8 or u16. */
  readonly pixels: SampleArray;
}

/** What a renderer draws; lives outside any GPU, so that another machine can take over at any time. */
export interface Scene {
  info: FrameInfo | null;
  /** The frame, or every tile held; by id. */
  readonly patches: Map<string, Patch>;
  window: WindowState;
  view: View | null;
  smooth: boolean;
  interacting: boolean;
  style: LabelStyle;
  layers: readonly LabelTiles[];
  palettes: LabelPalette[];
}

/** An empty scene. */
export function makeScene(): Scene {
  return {
    info: null,
    patches: new Map(),
    window: { kind: "window", center: 127.5, width: 255, fn: "LINEAR_EXACT", invert: false },
    view: null,
    smooth: true,
    interacting: false,
    style: defaultLabelStyle,
    layers: [],
    palettes: Array.from({ length: labelLayers }, () => new Uint8Array(0)),
  };
}

/** Fresh, empty label layers for an image. */
export function emptyLayers(info: FrameInfo): readonly LabelTiles[] {
  return Array.from({ length: labelLayers }, () => makeLabelTiles(info.columns, info.rows));
}

/** The whole frame as one patch; a wrong number of samples throws `RangeError`. */
export function framePatch(info: FrameInfo, stored: SampleArray): Patch {
  const { columns, rows, samples } = info;
  return patch(info, {
    id: "frame",
    level: 0,
    scale: [1, 1],
    originX: 0,
    originY: 0,
    columns,
    rows,
    samples,
    stored,
  });
}

/** A tile as a patch. */
export function tilePatch(info: FrameInfo, tile: ImageTile): Patch {
  const { level, scale, tileSize, tileColumn, tileRow, columns, rows, pixels: stored } = tile;
  const id = tileKey({ level, tileColumn, tileRow });
  const origin = { originX: tileColumn * tileSize, originY: tileRow * tileSize };
  return patch(info, { id, level, scale, ...origin, columns, rows, samples: info.samples, stored });
}

function patch(info: FrameInfo, shape: Omit<Patch, "pixels">): Patch {
  const expected = shape.columns * shape.rows * shape.samples;
  if (shape.stored.length !== expected) {
    throw new RangeError(`The image needs ${expected} samples; the frame has ${shape.stored.length}.`);
  }
  return { ...shape, pixels: displayPixels(info, shape.stored) };
}

/** Whether an instance of a layer is drawn. */
export function isDrawn(palette: LabelPalette, index: number): boolean {
  return index > 0 && ((palette[index * 4 + 3] ?? 0) & paletteVisible) !== 0;
}
