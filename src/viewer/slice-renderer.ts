import type { PointImage } from "../domain/annotation.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import type { SampleArray } from "../domain/samples.ts";
import type { View } from "./camera.ts";
import type { LabelPalette } from "./label-palette.ts";
import type { LabelStyle } from "./label-style.ts";
import type { TileMap } from "./label-tiles.ts";
import type { PointScreen } from "./point-screen.ts";
import type { WindowState } from "./window-state.ts";

/** The image to show: what is known of it, and a name that changes with it. */
export interface FrameInfo extends ImageFacts {
  readonly key: string;
}

/** Which machine draws. `cpu` always works. */
export type RenderBackendName = "webgl2" | "cpu";

/**
 * Why the CPU draws: the code for the card is being fetched, no WebGL2 at all, one loss (it may come back), or two losses in 60 s (for the
 * session).
 */
export type BackendReason =
  | "starting"
  | "no-webgl2"
  | "context-lost"
  | "context-lost-twice"
  | "asked"
  | "gpu-error";

/** Told whenever another machine takes over. */
export interface BackendState {
  readonly name: RenderBackendName;
  readonly reason: BackendReason | null;
  /** The driver's own words, for the self-test page. */
  readonly detail?: string;
}

/** What lies under a screen point. */
export interface Pick {
  readonly pointImage: PointImage;
  /** Nearest pixel; null outside the image. */
  readonly pixel: readonly [column: number, row: number] | null;
  /** Pyramid level that the values are from; above 0 they are averages of the tile that is there. Null without values. */
  readonly level: number | null;
  /** Stored samples of that pixel (one, or red, green, blue); empty outside. */
  readonly storedValue: readonly number[];
  /** The stored value in modality units, for grey images; null outside, for colour and for padding. */
  readonly modalityValue: number | null;
  /** Per label layer the local index of the instance there; 0 = none. */
  readonly instanceIndex: readonly number[];
}

/** An RGBA picture of the device pixels, upper left first. */
export interface PixelDump {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Label layers that are drawn together: 0 … 3. A layer outside throws `RangeError`. */
export const labelLayers = 4;

/**
 * Draws one slice with its labels. Calls only note what changed; `render` draws. It holds one frame: the label tiles
 * are those of the frame shown, `clearLabels` before the next frame's tiles come.
 */
export interface SliceRenderer {
  /** Drops the frame, the tiles and the labels of the image before, unless shape and key are the same. */
  setSource(info: FrameInfo): void;
  /** Stored samples, rows × columns × samples. Wrong length throws `RangeError`. The array is kept, not copied. */
  setFrame(frameIndex: number, pixels: SampleArray): void;
  /** One tile of level `level` (0 finest); `tileSize` px a side except at the edges. Drawn where it is the best there is. */
  setTile(tile: ImageTile): void;
  /** Lets a tile go; what is coarser is seen in its place. */
  dropTile(level: number, tileColumn: number, tileRow: number): void;
  /** False, and nothing changes, for a width below 1 (LINEAR) or not above 0 (PS3.3 C.11.2.1.2). */
  setWindow(window: WindowState): boolean;
  /** 64 × 64 local indices of the frame shown, copied; null empties the tile. */
  setLabelTile(layer: number, tileColumn: number, tileRow: number, data: Uint16Array | null): void;
  /** Makes a layer hold these tiles and no others; what is the same already is left as it is drawn. */
  setLabelLayer(layer: number, tiles: TileMap): void;
  /** Empties one layer, or all. */
  clearLabels(layer?: number): void;
  setPalette(layer: number, palette: LabelPalette): void;
  setLabelStyle(style: LabelStyle): void;
  setView(view: View): void;
  /** Nearest instead of bilinear. */
  setSmooth(smooth: boolean): void;
  /** While a hand moves the picture the CPU draws at half resolution. */
  setInteracting(interacting: boolean): void;
  render(): void;
  pick(pointScreen: PointScreen): Pick;
  /** The picture as drawn last (for tests and key images). */
  readPixels(): PixelDump;
  readonly backend: BackendState;
  dispose(): void;
}

/** A decoded tile of a pyramid level. */
export interface ImageTile {
  readonly level: number;
  /** Finest pixels per pixel of the level, for each axis. */
  readonly scale: readonly [x: number, y: number];
  readonly tileSize: number;
  readonly tileColumn: number;
  readonly tileRow: number;
  readonly columns: number;
  readonly rows: number;
  readonly pixels: SampleArray;
}
