import { makeCanvasRenderer } from "./cpu/canvas-renderer.ts";
import { fillHost } from "./fill-host.ts";
import { samePalette } from "./label-palette.ts";
import { type TileChange, tileChanges } from "./label-tiles.ts";
import { pickAt } from "./pick-at.ts";
import type { RenderBackend, SceneChange } from "./render-backend.ts";
import { emptyLayers, framePatch, makeScene, tilePatch } from "./scene.ts";
import { type BackendReason, type BackendState, labelLayers, type SliceRenderer } from "./slice-renderer.ts";
import { tileKey } from "./tile-grid.ts";
import { isWindowAllowed } from "./voi.ts";
import { imageContext } from "./webgl/graphics-card.ts";
import { lateWebgl } from "./webgl/late-webgl.ts";

/** How a renderer is made. */
export interface SliceRendererOptions {
  /** `auto` takes WebGL2 where a graphics card draws it, and the CPU where a program would only act as one. */
  readonly backend: "auto" | "webgl2" | "cpu";
  /** Called when another machine takes over. */
  readonly onBackend: (state: BackendState) => void;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
}

/** Two losses of the context within this time: the CPU draws for the rest of the session. */
const lossWindowMs = 60_000;

/** Draws into `host`: WebGL2 where a graphics card does it, else the CPU; survives the loss of the context without a blank picture. */
export function makeSliceRenderer(host: HTMLElement, options: SliceRendererOptions): SliceRenderer {
  const scene = makeScene();
  const losses: number[] = [];
  let gpu: { readonly canvas: HTMLCanvasElement; backend: RenderBackend | null } | null = null;
  let cpu: RenderBackend | null = null;
  let shown: RenderBackend | null = null;
  let state: BackendState = { name: "cpu", reason: null };
  let disposed = false;
  let detail = "";
  /** The first machine is no change: its name is read from `backend`. */
  let started = false;

  const show = (backend: RenderBackend, next: BackendState) => {
    const changed = state.name !== next.name || state.reason !== next.reason;
    if (shown !== backend) {
      shown?.canvas.remove();
      fillHost(backend.canvas);
      host.prepend(backend.canvas);
      shown = backend;
    }
    state = next;
    backend.render(scene);
    if (changed && started) options.onBackend(state);
  };

  const useCpu = (reason: BackendReason) => {
    cpu ??= makeCanvasRenderer();
    show(cpu, { name: "cpu", reason, ...(detail === "" ? {} : { detail }) });
  };

  const dropGpu = () => {
    gpu?.canvas.removeEventListener("webglcontextlost", onLost);
    gpu?.canvas.removeEventListener("webglcontextrestored", onRestored);
    gpu?.backend?.dispose();
    gpu = null;
  };

  const useGpu = (makeBackend: NonNullable<ReturnType<typeof lateWebgl.now>>): boolean => {
    if (gpu === null) return false;
    try {
      gpu.backend = makeBackend(gpu.canvas, options.backend === "webgl2");
      if (gpu.backend === null) return false;
      show(gpu.backend, { name: "webgl2", reason: null });
      return true;
    } catch (error) {
      detail = String(error);
      // A driver that refuses our programs draws nothing; the CPU does.
      return false;
    }
  };

  /** The card draws as soon as its code is there, the processor until then, and where the card refuses (`why`) for the session. */
  const startGpu = (why: BackendReason) => {
    const refuse = () => {
      dropGpu();
      useCpu(detail === "" ? why : "gpu-error");
    };
    const makeBackend = lateWebgl.now();
    if (makeBackend) {
      if (!useGpu(makeBackend)) refuse();
      return;
    }
    useCpu("starting");
    const stillWaits = () => !disposed && state.reason === "starting";
    lateWebgl.load().then(
      () => stillWaits() && startGpu(why),
      (error) => {
        detail = String(error);
        if (stillWaits()) refuse();
      },
    );
  };

  /** A canvas on which a graphics card draws; null where there is none. */
  const openGpu = (): HTMLCanvasElement | null => {
    const canvas = document.createElement("canvas");
    if (imageContext(canvas, options.backend === "webgl2") === null) return null;
    canvas.addEventListener("webglcontextlost", onLost);
    canvas.addEventListener("webglcontextrestored", onRestored);
    return canvas;
  };

  function onLost(event: Event): void {
    // Without this the browser never gives the context back.
    event.preventDefault();
    if (gpu !== null) gpu.backend = null;
    const now = options.now();
    losses.push(now);
    const recent = losses.filter((time) => now - time <= lossWindowMs).length;
    if (recent < 2) {
      useCpu("context-lost");
      return;
    }
    dropGpu();
    useCpu("context-lost-twice");
  }

  function onRestored(): void {
    if (!disposed && gpu !== null) startGpu("gpu-error");
  }

  const notice = (change: SceneChange) => {
    gpu?.backend?.notice(change);
    cpu?.notice(change);
  };

  const checkLayer = (layer: number) => {
    if (!Number.isInteger(layer) || layer < 0 || layer >= labelLayers) {
      throw new RangeError(`Label layers are 0 to ${labelLayers - 1}; found ${layer}.`);
    }
  };

  const setTileOf = (
    layer: number,
    { tileColumn, tileRow, data }: Omit<TileChange, "data"> & { readonly data: Uint16Array | null },
  ) => {
    scene.layers[layer]?.set(tileColumn, tileRow, data);
    notice({ kind: "label-tile", layer, tileColumn, tileRow });
  };

  const clearLabels = (layer?: number) => {
    if (layer !== undefined) checkLayer(layer);
    scene.layers.forEach((tiles, i) => {
      if (layer !== undefined && layer !== i) return;
      if (tiles.bounds() === null) return;
      const places: [number, number][] = [];
      tiles.each((column, row) => places.push([column, row]));
      tiles.clear();
      notice({ kind: "labels", layer: i, tiles: places });
    });
  };

  if (options.backend === "cpu") useCpu("asked");
  else {
    const canvas = openGpu();
    gpu = canvas && { canvas, backend: null };
    if (gpu) startGpu("no-webgl2");
    else useCpu("no-webgl2");
  }
  started = true;

  return {
    setSource(info) {
      const before = scene.info;
      scene.info = info;
      if (before?.key === info.key && before.columns === info.columns && before.rows === info.rows) {
        notice({ kind: "plan" });
        return;
      }
      scene.patches.clear();
      scene.layers = emptyLayers(info);
      notice({ kind: "source" });
    },
    setFrame(_frameIndex, pixels) {
      if (scene.info === null) throw new RangeError("No image is set; call setSource first.");
      const frame = framePatch(scene.info, pixels);
      scene.patches.clear();
      scene.patches.set(frame.id, frame);
      notice({ kind: "patch", id: "frame" });
    },
    setTile(tile) {
      if (scene.info === null) throw new RangeError("No image is set; call setSource first.");
      const added = tilePatch(scene.info, tile);
      scene.patches.set(added.id, added);
      notice({ kind: "patch", id: added.id });
    },
    dropTile(level, tileColumn, tileRow) {
      const id = tileKey({ level, tileColumn, tileRow });
      if (scene.patches.delete(id)) notice({ kind: "patch", id });
    },
    setWindow(window) {
      if (!isWindowAllowed(window)) return false;
      if (window.kind === "lut" && scene.info?.voiLut === undefined) return false;
      scene.window = window;
      notice({ kind: "plan" });
      return true;
    },
    setLabelTile(layer, tileColumn, tileRow, data) {
      checkLayer(layer);
      setTileOf(layer, { tileColumn, tileRow, data });
    },
    setLabelLayer(layer, tiles) {
      checkLayer(layer);
      const now = scene.layers[layer];
      if (now) for (const change of tileChanges(now, tiles)) setTileOf(layer, change);
    },
    clearLabels,
    setPalette(layer, palette) {
      checkLayer(layer);
      if (samePalette(scene.palettes[layer], palette)) return;
      scene.palettes[layer] = palette;
      notice({ kind: "palette", layer });
    },
    setLabelStyle: (style) => {
      scene.style = style;
    },
    setView: (view) => {
      scene.view = view;
    },
    setSmooth: (smooth) => {
      scene.smooth = smooth;
    },
    setInteracting: (interacting) => {
      scene.interacting = interacting;
    },
    render: () => shown?.render(scene),
    pick: (pointScreen) => pickAt(scene, pointScreen),
    readPixels: () => shown?.readPixels(scene) ?? { width: 0, height: 0, rgba: new Uint8ClampedArray(0) },
    get backend() {
      return state;
    },
    dispose() {
      disposed = true;
      dropGpu();
      cpu?.dispose();
      shown?.canvas.remove();
    },
  };
}
