import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import type { ImageFacts, PlaneFacts } from "../domain/image-facts.ts";
import type { MaskRle } from "../domain/mask.ts";
import type { SampleArray } from "../domain/samples.ts";
import type { Camera, View } from "./camera.ts";
import type { Guide } from "./guides.ts";
import type { LabelPalette } from "./label-palette.ts";
import type { LabelStyle } from "./label-style.ts";
import type { OverlayShape } from "./overlay-shape.ts";
import type { PointScreen } from "./point-screen.ts";
import type { PointerSettings } from "./pointer-settings.ts";
import type { BackendState, Pick, PixelDump } from "./slice-renderer.ts";
import type { LoadTile } from "./tile-cache.ts";
import type { TiledState } from "./tiled-image.ts";
import type { ViewerIntent } from "./viewer-intent.ts";
import type { WetInk } from "./wet-ink.ts";
import type { WindowState } from "./window-state.ts";

/** Words on the image; lower layers hold none. `length` formats 5, "cm" in the person's language. */
export interface ViewerTexts {
  readonly length: (value: number, unit: "mm" | "cm" | "px") => string;
  readonly notCalibrated: string;
  readonly atDetector: string;
}

/** What a screen may want to show beside the image; sent at most once per animation frame. */
export interface ViewportState {
  readonly camera: Camera;
  readonly window: WindowState | null;
  readonly frameIndex: number | null;
  /** The frame asked for is not there yet; the last one stands dimmed. */
  readonly missing: boolean;
  /** Present while a frame is read by tile. */
  readonly tiles: TiledState | null;
  readonly backend: BackendState;
  readonly penMode: boolean;
}

export interface ViewportOptions {
  readonly onIntent: (intent: ViewerIntent) => void;
  readonly onState: (state: ViewportState) => void;
  readonly texts: ViewerTexts;
  /** Decoded tiles kept; default 192 MB. */
  readonly tileBytes?: number;
  /** `cpu` never asks for WebGL; default `auto`. */
  readonly backend?: "auto" | "webgl2" | "cpu";
}

/** One viewport: image, labels, drawings, ink and letters over each other, and its pointer input. */
export interface Viewport {
  /**
   * The instance to show. `keepView`: the next slice of the same series, camera and window stay; otherwise the image is
   * fitted and its own window taken (first of the file, else VOI LUT, else 1st–99th percentile of the first frame).
   */
  setImage(facts: ImageFacts, key: string, options?: { readonly keepView?: boolean }): void;
  /** Where the shown frame lies; null hides the letters. */
  setPlane(plane: PlaneFacts | null): void;
  /** Shows decoded samples; throws `RangeError` when they are not of the image's shape. */
  showFrame(frameIndex: number, frame: DecodedFrame): void;
  /**
   * Shows a frame that is too large for one piece (`facts.pyramid`): first its coarsest level, then the tiles that are seen, read
   * by `load` nearest first. Resolves with samples of the whole image when something is seen; rejects when nothing of it can be
   * read, with `AbortError` when another image is shown first. Tiles that fail later are told in `ViewportState.tiles`.
   */
  showTiles(frameIndex: number, load: LoadTile): Promise<SampleArray>;
  /** The wanted frame is still being read: dims what is seen until it is shown; ends an open `showTiles`. */
  showMissing(): void;
  /** `auto`: the image's own. False when the width is refused and the old window stays. */
  setWindow(window: WindowState | "auto"): boolean;
  setCamera(camera: Camera): void;
  getCamera(): Camera;
  getView(): View;
  fit(): void;
  setSmooth(smooth: boolean): void;
  /** Tiles of the frame shown; see `SliceRenderer`. */
  setLabelTile(layer: number, tileColumn: number, tileRow: number, data: Uint16Array | null): void;
  /** Replaces a layer by whole masks (proposals): each pixel of `mask` gets `index`; later ones lie on top. */
  setLabelMasks(layer: number, masks: readonly { readonly index: number; readonly mask: MaskRle }[]): void;
  clearLabels(layer?: number): void;
  setPalette(layer: number, palette: LabelPalette): void;
  setLabelStyle(style: Partial<LabelStyle>): void;
  setShapes(shapes: readonly OverlayShape[]): void;
  /** Grey lines under the shapes: crosshair and reference lines. */
  setGuides(guides: readonly Guide[]): void;
  /** Letters and scale bar on or off. */
  setDecor(shown: boolean): void;
  setInput(settings: Partial<PointerSettings>): void;
  setPenMode(on: boolean): void;
  /** Ends an open stroke as the spec's interrupt does (tool switch, slice change, blur). */
  interrupt(): void;
  readonly ink: WetInk;
  pick(point: PointScreen): Pick;
  readPixels(): PixelDump;
  /** The host's size is watched; this measures it now. */
  resize(): void;
  dispose(): void;
}
