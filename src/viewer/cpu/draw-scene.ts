import { tileSide } from "../../domain/mask.ts";
import { displayPlan } from "../display-plan.ts";
import { drawnPatches, patchRect } from "../drawn-patches.ts";
import { labelLook, labelReachCss } from "../label-look.ts";
import { deviceBounds, devicePixels, patchView } from "../patch-view.ts";
import type { Scene } from "../scene.ts";
import { type DeviceRect, drawPatch, type Picture } from "./cpu-image.ts";
import { drawLabelLayer } from "./cpu-labels.ts";

/** Opaque black as one word, whatever the order of bytes. */
const black = new Uint32Array(new Uint8Array([0, 0, 0, 255]).buffer)[0] ?? 0;

/** What two rectangles share; null: nothing. */
export function sharedRect(a: DeviceRect, b: DeviceRect): DeviceRect | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

const grown = ({ x, y, width, height }: DeviceRect, by: number): DeviceRect => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** How far outline and halo of a label reach, in device pixels. */
export const labelReach = (pixelsPerCss: number): number => Math.ceil(labelReachCss * pixelsPerCss) + 1;

/** A picture of the size of the view at `share` of the device resolution, in the memory of `over` where that has its size; null without a view. */
export function pictureOf({ view }: Scene, share: number, over: Picture | null = null): Picture | null {
  if (view === null) return null;
  const devicePixelRatio = view.size.devicePixelRatio * share;
  const { width, height } = devicePixels({ ...view, size: { ...view.size, devicePixelRatio } });
  const fits = over?.width === width && over.height === height;
  return fits ? over : { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
}

/** The scene as pixels, at `share` of the device resolution; null without a view. */
export function drawScene(scene: Scene, share: number): Picture | null {
  const picture = pictureOf(scene, share);
  if (picture === null) return null;
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  drawGround(scene, share, picture, whole);
  drawLabels(scene, share, picture, whole);
  return picture;
}

/** Draws a part of the picture anew, without labels. */
export function drawGround(scene: Scene, share: number, picture: Picture, part: DeviceRect): void {
  const { info, view } = scene;
  const words = new Uint32Array(picture.rgba.buffer);
  for (let y = part.y; y < part.y + part.height; y++) {
    const start = y * picture.width + part.x;
    words.fill(black, start, start + part.width);
  }
  if (view === null || info === null) return;
  const pixelsPerCss = view.size.devicePixelRatio * share;
  const plan = displayPlan(info, scene.window);
  for (const patch of drawnPatches(scene)) {
    const bounds = deviceBounds(view, pixelsPerCss, patchRect(patch), 1);
    const rect = bounds && sharedRect(bounds, part);
    if (rect) drawPatch(picture, rect, patch, patchView(view, pixelsPerCss, patch), plan, scene.smooth);
  }
}

/** Lays the labels over a part of the picture: exactly what the whole would hold there. */
export function drawLabels(scene: Scene, share: number, picture: Picture, part: DeviceRect): void {
  const { info, view, style } = scene;
  if (view === null || info === null || style.hidden) return;
  const pixelsPerCss = view.size.devicePixelRatio * share;
  const look = labelLook(style, view, pixelsPerCss);
  const to = patchView(view, pixelsPerCss, { scale: [1, 1], originX: 0, originY: 0 });
  const reach = labelReach(pixelsPerCss);
  scene.layers.forEach((tiles, layer) => {
    const bounds = tiles.bounds();
    const palette = scene.palettes[layer];
    if (bounds === null || palette === undefined) return;
    const box = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map((tile) => tile * tileSide);
    const whole = deviceBounds(view, pixelsPerCss, box as [number, number, number, number], reach);
    // What is drawn looks at its neighbours: they are looked up, not drawn.
    const rect = whole && sharedRect(whole, grown(part, reach));
    const inner = rect && sharedRect(rect, part);
    if (rect && inner) drawLabelLayer(picture, rect, tiles, to, palette, look, style, layer, inner);
  });
}
