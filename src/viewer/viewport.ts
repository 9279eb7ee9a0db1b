import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import type { ImageFacts, PlaneFacts } from "../domain/image-facts.ts";
import type { SampleArray } from "../domain/samples.ts";
import {
  type Camera,
  fitCamera,
  fitZoom,
  pan,
  pixelStretch,
  screenToImage,
  seenStretch,
  type View,
  zoomAt,
} from "./camera.ts";
import { fillHost } from "./fill-host.ts";
import { firstTurn } from "./first-turn.ts";
import type { Guide } from "./guides.ts";
import { makeImageDecor } from "./image-decor.ts";
import { makePointerInput } from "./input/pointer-input.ts";
import { defaultLabelStyle, type LabelStyle } from "./label-style.ts";
import { tilesOfMasks } from "./label-tiles.ts";
import { makeSliceRenderer } from "./make-slice-renderer.ts";
import { orientationLetters } from "./orientation-letters.ts";
import { makeOverlay } from "./overlay.ts";
import type { OverlayShape } from "./overlay-shape.ts";
import { defaultPointerSettings, type PointerSettings } from "./pointer-settings.ts";
import { scaleBar } from "./scale-bar.ts";
import { makeTileTurn } from "./tile-turn.ts";
import type { ViewerIntent } from "./viewer-intent.ts";
import type { Viewport, ViewportOptions, ViewportState } from "./viewport-api.ts";
import { makeWetInk } from "./wet-ink.ts";
import { autoWindow } from "./window-level.ts";
import type { WindowState } from "./window-state.ts";

interface Image {
  readonly facts: ImageFacts;
  readonly key: string;
}

/** How much of the last image is left while the next is being read. */
const missingOpacity = "0.45";

/** Builds a viewport inside `host` (role, label and size are the screen's); see {@link Viewport}. */
export function makeViewport(host: HTMLElement, options: ViewportOptions): Viewport {
  if (getComputedStyle(host).position === "static") host.style.position = "relative";
  const layers = document.createElement("div");
  fillHost(layers);
  layers.style.overflow = "hidden";
  const picture = document.createElement("div");
  fillHost(picture);
  layers.append(picture);
  host.append(layers);

  let size = { widthCss: 1, heightCss: 1, devicePixelRatio: 1 };
  let camera: Camera = fitCamera(size, [1, 1], { columns: 1, rows: 1 });
  /** The next image; it becomes `shown` with its first frame. */
  let next: Image | null = null;
  let shown: Image | null = null;
  let frameIndex: number | null = null;
  let pixels: SampleArray | null = null;
  let plane: PlaneFacts | null = null;
  let missing = false;
  let decorShown = true;
  let fitted = true;
  let window_: WindowState | "auto" = "auto";
  let shownWindow: WindowState | null = null;
  let shapes: readonly OverlayShape[] = [];
  let guides: readonly Guide[] = [];
  let style: LabelStyle = defaultLabelStyle;
  let settings: PointerSettings = defaultPointerSettings;
  let beforeGesture: { readonly camera: Camera; readonly fitted: boolean } | null = null;
  let request = 0;
  let told = "";
  const tiles = makeTileTurn();

  const renderer = makeSliceRenderer(picture, {
    backend: options.backend ?? "auto",
    onBackend: () => redraw(),
    now: () => performance.now(),
  });
  const overlay = makeOverlay(layers);
  const ink = makeWetInk(layers);
  const decor = makeImageDecor(layers, options.texts);

  const view = (): View => ({
    camera,
    size,
    stretch: shown === null ? [1, 1] : seenStretch(pixelStretch(shown.facts), camera.zoom, shown.facts),
  });

  const redraw = () => {
    if (request === 0) request = requestAnimationFrame(draw);
  };

  const draw = () => {
    request = 0;
    const now = view();
    tiles.shown()?.look(now);
    renderer.setView(now);
    renderer.render();
    picture.style.opacity = missing ? missingOpacity : "1";
    overlay.draw(shown === null ? [] : shapes, shown === null ? [] : guides, now);
    const facts = decorShown ? shown?.facts : undefined;
    const letters = facts !== undefined && plane !== null ? orientationLetters(plane, now) : null;
    decor.draw(letters, facts === undefined ? null : scaleBar(facts, now), size.widthCss, size.heightCss);
    tell();
  };

  const state = (): ViewportState => ({
    camera,
    window: shownWindow,
    frameIndex,
    missing,
    tiles: tiles.shown()?.state(view()) ?? null,
    backend: renderer.backend,
    penMode: input.penMode,
  });

  const tell = () => {
    const text = JSON.stringify(state());
    if (text === told) return;
    told = text;
    options.onState(state());
  };

  const moveCamera = (to: Camera) => {
    camera = to;
    fitted = false;
    redraw();
  };

  const fitNow = () => {
    const facts = shown?.facts ?? next?.facts;
    if (facts === undefined) return;
    camera = fitCamera(size, pixelStretch(facts), facts, camera);
    fitted = true;
    redraw();
  };

  /** The camera follows the hand here; slices, window and tools are the screen's. */
  const onIntent = (intent: ViewerIntent) => {
    if (intent.kind === "gesture-start") {
      beforeGesture = { camera, fitted };
      renderer.setInteracting(true);
    } else if (intent.kind === "gesture-end") {
      beforeGesture = null;
      renderer.setInteracting(false);
      redraw();
    } else if (intent.kind === "gesture-revert" && beforeGesture !== null) {
      moveCamera(beforeGesture.camera);
      fitted = beforeGesture.fitted;
    } else if (intent.kind === "zoom") {
      const facts = shown?.facts ?? { columns: 1, rows: 1 };
      const smallest = fitZoom(size, view().stretch, facts, camera.quarterTurns);
      moveCamera(zoomAt(view(), intent.at, intent.factor, smallest));
    } else if (intent.kind === "pan") moveCamera(pan(view(), intent.dx, intent.dy));
    options.onIntent(intent);
    if (intent.kind === "pen-mode") redraw();
  };

  const input = makePointerInput(
    host,
    () => settings,
    (point) => screenToImage(view(), point),
    onIntent,
  );

  const resize = () => {
    const ratio = globalThis.devicePixelRatio || 1;
    const [widthCss, heightCss] = [Math.max(1, host.clientWidth), Math.max(1, host.clientHeight)];
    const same =
      widthCss === size.widthCss && heightCss === size.heightCss && ratio === size.devicePixelRatio;
    if (same) return;
    // A turned device: the same place under the hand is another of the image, and a stroke that went on would jump there. A bar that comes
    // or goes moves the image by a little, and takes no stroke from the hand.
    const turned = widthCss > heightCss !== size.widthCss > size.heightCss;
    if (turned) input.interrupt();
    size = { widthCss, heightCss, devicePixelRatio: ratio };
    ink.resize(widthCss, heightCss, ratio);
    if (fitted) fitNow();
    redraw();
  };

  /** Frame `index` of `image` takes the screen; `put` hands it to the renderer. */
  const present = (image: Image, index: number, samples: SampleArray, put: () => void) => {
    const sameImage = shown !== null && shown.key === image.key;
    const { columns, rows } = image.facts;
    const sameShape = shown?.facts.columns === columns && shown.facts.rows === rows;
    // Labels of one slice must never be seen on another.
    if (!sameImage || frameIndex !== index) renderer.clearLabels();
    shown = image;
    next = null;
    frameIndex = index;
    missing = false;
    pixels = samples;
    renderer.setSource({ ...image.facts, key: image.key });
    put();
    if (fitted || !sameShape) fitNow();
    if (shownWindow === null || !renderer.setWindow(shownWindow)) {
      // A window that this image cannot take (a VOI LUT that it has not) gives way to its own.
      if (shownWindow !== null) window_ = "auto";
      applyWindow();
    }
    redraw();
  };

  const applyWindow = (): boolean => {
    if (shown === null || pixels === null) return true;
    const wanted = window_ === "auto" ? autoWindow(shown.facts, pixels) : window_;
    if (!renderer.setWindow(wanted)) return false;
    shownWindow = wanted;
    redraw();
    return true;
  };

  const observer = new ResizeObserver(resize);
  observer.observe(host);
  resize();

  return {
    setImage(facts, key, { keepView = false } = {}) {
      next = { facts, key };
      if (keepView) return;
      fitted = true;
      window_ = "auto";
      shownWindow = null;
      camera = { ...camera, ...firstTurn(facts) };
    },
    setPlane(to) {
      plane = to;
      redraw();
    },
    showFrame(index, frame) {
      const image = next ?? shown;
      if (image === null) throw new RangeError("No image is set; call setImage first.");
      checkFrame(image.facts, frame);
      tiles.drop();
      present(image, index, frame.pixels, () => renderer.setFrame(index, frame.pixels));
    },
    async showTiles(index, load) {
      const image = next ?? shown;
      const { pyramid } = image?.facts ?? {};
      if (image === null || pyramid === undefined)
        throw new RangeError("No image of tiles is set; call setImage first.");
      const { facts } = image;
      return tiles.next(
        () => ({
          facts,
          pyramid,
          load,
          renderer,
          firstView: { ...view(), camera: fitCamera(size, pixelStretch(facts), facts) },
          maxBytes: options.tileBytes,
          onChange: redraw,
        }),
        (mine, samples) => present(image, index, samples, mine.show),
      );
    },
    showMissing() {
      tiles.dropNext();
      missing = true;
      redraw();
    },
    setWindow(to) {
      const before = window_;
      window_ = to;
      if (applyWindow()) return true;
      window_ = before;
      return false;
    },
    setCamera: moveCamera,
    getCamera: () => camera,
    getView: view,
    fit: fitNow,
    setSmooth(smooth) {
      renderer.setSmooth(smooth);
      redraw();
    },
    setLabelTile(layer, tileColumn, tileRow, data) {
      renderer.setLabelTile(layer, tileColumn, tileRow, data);
      redraw();
    },
    setLabelMasks(layer, masks) {
      if (shown === null) renderer.clearLabels(layer);
      else renderer.setLabelLayer(layer, tilesOfMasks(shown.facts.columns, shown.facts.rows, masks));
      redraw();
    },
    clearLabels(layer) {
      renderer.clearLabels(layer);
      redraw();
    },
    setPalette(layer, palette) {
      renderer.setPalette(layer, palette);
      redraw();
    },
    setLabelStyle(change) {
      style = { ...style, ...change };
      renderer.setLabelStyle(style);
      redraw();
    },
    setShapes(to) {
      shapes = to;
      redraw();
    },
    setGuides(to) {
      guides = to;
      redraw();
    },
    setDecor(to) {
      decorShown = to;
      redraw();
    },
    setInput(change) {
      settings = { ...settings, ...change };
    },
    setPenMode(on) {
      input.setPenMode(on);
      redraw();
    },
    interrupt: input.interrupt,
    ink,
    pick(point) {
      renderer.setView(view());
      return renderer.pick(point);
    },
    readPixels() {
      renderer.setView(view());
      return renderer.readPixels();
    },
    resize,
    dispose() {
      cancelAnimationFrame(request);
      tiles.drop();
      observer.disconnect();
      input.dispose();
      renderer.dispose();
      overlay.dispose();
      ink.dispose();
      decor.dispose();
      layers.remove();
    },
  };
}

function checkFrame(facts: ImageFacts, frame: DecodedFrame): void {
  const { columns, rows, samples } = facts;
  if (frame.columns === columns && frame.rows === rows && frame.samples === samples) return;
  throw new RangeError(
    `The image is ${columns} × ${rows} × ${samples}; the decoded frame is ${frame.columns} × ${frame.rows} × ${frame.samples}.`,
  );
}
