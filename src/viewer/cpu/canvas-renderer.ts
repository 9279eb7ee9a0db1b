import { tileSide } from "../../domain/mask.ts";
import { displayPlan } from "../display-plan.ts";
import { drawnPatches, patchRect } from "../drawn-patches.ts";
import { labelLook, labelReachCss } from "../label-look.ts";
import { deviceBounds, devicePixels, patchView } from "../patch-view.ts";
import type { RenderBackend } from "../render-backend.ts";
import type { Scene } from "../scene.ts";
import { drawPatch, type Picture } from "./cpu-image.ts";
import { drawLabelLayer } from "./cpu-labels.ts";

/** Draws scenes with Canvas2D: the same maths as the GPU, visible pixels only, half resolution while a hand moves. */
export function makeCanvasRenderer(): RenderBackend {
  const canvas = document.createElement("canvas");
  /** The picture before: its memory is drawn over. */
  let kept: Picture | null = null;
  return {
    canvas,
    notice: () => undefined,
    render(scene) {
      const picture = drawScene(scene, scene.interacting ? 0.5 : 1, kept);
      if (picture === null) return;
      kept = picture;
      if (canvas.width !== picture.width) canvas.width = picture.width;
      if (canvas.height !== picture.height) canvas.height = picture.height;
      const context = canvas.getContext("2d", { alpha: false });
      context?.putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
    },
    readPixels(scene) {
      return drawScene(scene, 1) ?? { width: 0, height: 0, rgba: new Uint8ClampedArray(0) };
    },
    dispose() {
      kept = null;
      canvas.width = 0;
      canvas.height = 0;
      canvas.remove();
    },
  };
}

/** The scene as pixels, at `share` of the device resolution, into the memory of `over` where that has its size; null without a view. */
export function drawScene(scene: Scene, share: number, over: Picture | null = null): Picture | null {
  const { info, view } = scene;
  if (view === null) return null;
  const pixelsPerCss = view.size.devicePixelRatio * share;
  const { width, height } = devicePixels({ ...view, size: { ...view.size, devicePixelRatio: pixelsPerCss } });
  const fits = over?.width === width && over.height === height;
  const picture = fits ? over : { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
  // Opaque black, whatever the order of bytes.
  new Uint32Array(picture.rgba.buffer).fill(new Uint32Array(new Uint8Array([0, 0, 0, 255]).buffer)[0] ?? 0);
  if (info === null) return picture;
  const plan = displayPlan(info, scene.window);
  for (const patch of drawnPatches(scene)) {
    const rect = deviceBounds(view, pixelsPerCss, patchRect(patch), 1);
    if (rect === null) continue;
    drawPatch(picture, rect, patch, patchView(view, pixelsPerCss, patch), plan, scene.smooth);
  }
  if (!scene.style.hidden) drawLabels(scene, picture, pixelsPerCss);
  return picture;
}

function drawLabels(scene: Scene, picture: Picture, pixelsPerCss: number): void {
  const { view, style } = scene;
  if (view === null) return;
  const look = labelLook(style, view, pixelsPerCss);
  const to = patchView(view, pixelsPerCss, { scale: [1, 1], originX: 0, originY: 0 });
  const reach = Math.ceil(labelReachCss * pixelsPerCss) + 1;
  scene.layers.forEach((tiles, layer) => {
    const bounds = tiles.bounds();
    const palette = scene.palettes[layer];
    if (bounds === null || palette === undefined) return;
    const box = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map((tile) => tile * tileSide);
    const rect = deviceBounds(view, pixelsPerCss, box as [number, number, number, number], reach);
    if (rect !== null) drawLabelLayer(picture, rect, tiles, to, palette, look, style, layer);
  });
}
