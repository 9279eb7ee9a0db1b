import type { Joint, PointImage } from "../domain/annotation.ts";
import { jointPoints } from "../domain/geometry.ts";
import { type Affine, applyAffine, imageToScreenAffine, type View } from "./camera.ts";
import { fillHost } from "./fill-host.ts";
import { drawGuides, type Guide } from "./guides.ts";
import { haloOpacity } from "./label-look.ts";
import type { OverlayGeometry, OverlayShape } from "./overlay-shape.ts";
import { shapePath } from "./shape-path.ts";

/** Vector annotations over the image: outline with halo, fill or hatch, handles, badges (design section 2). */
export interface Overlay {
  draw(shapes: readonly OverlayShape[], guides: readonly Guide[], view: View): void;
  dispose(): void;
}

const outlinePx = 1.5;
const selectedPx = 2.5;
const haloPx = 1;
const hatchPitchPx = 7;
const handlePx = 10;
const jointPx = 5;
const arrowPx = 34;
const barbPx = 11;
const barbRad = 0.45;
const invalidColor = "#ff8a80";
const halo = `rgb(0 0 0 / ${haloOpacity})`;

/** Makes the layer inside `host`, sharp at device resolution. */
export function makeOverlay(host: HTMLElement): Overlay {
  const canvas = document.createElement("canvas");
  fillHost(canvas);
  canvas.style.visibility = "hidden";
  host.append(canvas);
  const context = canvas.getContext("2d");
  let empty = true;
  return {
    draw(shapes, guides, view) {
      if (context === null) return;
      // An empty canvas over the image is mixed in anew with every image that is scrolled to.
      const nothing = shapes.length === 0 && guides.length === 0;
      if (nothing && empty) return;
      empty = nothing;
      canvas.style.visibility = nothing ? "hidden" : "visible";
      const { widthCss, heightCss, devicePixelRatio } = view.size;
      const width = Math.max(1, Math.round(widthCss * devicePixelRatio));
      const height = Math.max(1, Math.round(heightCss * devicePixelRatio));
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      context.clearRect(0, 0, widthCss, heightCss);
      drawGuides(context, guides, view);
      for (const shape of shapes) drawShape(context, shape, view);
      // Badges and handles stay above every outline.
      for (const shape of shapes) drawHandles(context, shape, view);
      for (const shape of shapes) drawBadge(context, shape, view);
    },
    dispose: () => canvas.remove(),
  };
}

function drawShape(context: CanvasRenderingContext2D, shape: OverlayShape, view: View): void {
  const color = shape.look === "invalid" ? invalidColor : shape.color;
  const path = screenPath(shape, view);
  if (shape.look === "pixels") {
    context.save();
    context.globalAlpha = shape.fillOpacity ?? 0.45;
    context.fillStyle = color;
    context.fill(path, "evenodd");
    context.restore();
    return;
  }
  const width = shape.look === "cursor" ? 1 : shape.selected ? selectedPx : outlinePx;
  context.lineJoin = "round";
  context.lineCap = "butt";
  const filled = shapePath(shape.geometry).closed && (shape.look === "label" || shape.look === "proposal");
  if (filled) fill(context, path, color, shape);
  context.setLineDash([]);
  context.strokeStyle = halo;
  context.lineWidth = width + 2 * haloPx;
  context.stroke(path);
  const dashed = shape.look === "proposal" || shape.look === "invalid";
  const dash = shape.selected ? [7, 4] : [5, 4];
  context.setLineDash(shape.look === "previous" ? [1.5, 3.5] : dashed ? dash : []);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
  context.setLineDash([]);
}

/** Where the tail of an arrow lies from its tip: up and to the right, at the edges of the view to the side that has room. */
function arrowTail([x, y]: readonly [number, number], { widthCss }: View["size"]): [number, number] {
  return [x + (x > widthCss * 0.75 ? -arrowPx : arrowPx), y + (y < arrowPx * 1.5 ? arrowPx : -arrowPx)];
}

/** A shaft and two barbs. */
function drawArrow(path: Path2D, tip: readonly [number, number], size: View["size"]): void {
  const tail = arrowTail(tip, size);
  const angle = Math.atan2(tail[1] - tip[1], tail[0] - tip[0]);
  path.moveTo(...tail);
  path.lineTo(...tip);
  for (const turn of [-barbRad, barbRad]) {
    path.moveTo(tip[0] + barbPx * Math.cos(angle + turn), tip[1] + barbPx * Math.sin(angle + turn));
    path.lineTo(...tip);
  }
}

/** Path in CSS px; a point is a ring with a cross, or an arrow. */
function screenPath({ geometry, arrow }: OverlayShape, view: View): Path2D {
  const affine = imageToScreenAffine(view);
  const path = new Path2D();
  if (geometry.type === "point" && arrow) {
    drawArrow(path, applyAffine(affine, geometry.pointImage), view.size);
    return path;
  }
  if (geometry.type === "point") {
    const [x, y] = applyAffine(affine, geometry.pointImage);
    path.arc(x, y, 6, 0, 2 * Math.PI);
    path.moveTo(x - 2, y);
    path.lineTo(x + 2, y);
    path.moveTo(x, y - 2);
    path.lineTo(x, y + 2);
    return path;
  }
  const { closed, rings } = shapePath(geometry);
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const [x, y] = applyAffine(affine, point);
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    });
    if (closed) path.closePath();
  }
  if (geometry.type === "keypoints") for (const joint of geometry.joints) markJoint(path, joint, affine);
  return path;
}

/** A ring with a dot; with a stroke through it where the joint is covered, so that colour is not asked to tell. */
function markJoint(path: Path2D, joint: Joint, affine: Affine): void {
  if (joint.state === "absent") return;
  const [x, y] = applyAffine(affine, joint.pointImage);
  path.moveTo(x + jointPx, y);
  path.arc(x, y, jointPx, 0, 2 * Math.PI);
  const reach = joint.state === "occluded" ? jointPx * Math.SQRT1_2 : 1;
  path.moveTo(x - reach, y + reach);
  path.lineTo(x + reach, y - reach);
}

function fill(context: CanvasRenderingContext2D, path: Path2D, color: string, shape: OverlayShape): void {
  const opacity = shape.fillOpacity ?? 0.25;
  if (opacity <= 0) return;
  context.save();
  context.fillStyle = color;
  if (shape.look === "label") {
    context.globalAlpha = opacity;
    context.fill(path, "evenodd");
  } else {
    context.clip(path, "evenodd");
    context.globalAlpha = Math.min(1, opacity * 2.4);
    hatch(context, color);
  }
  context.restore();
}

/** 45° lines over everything that the clip lets through. */
function hatch(context: CanvasRenderingContext2D, color: string): void {
  const { width, height } = context.canvas;
  context.strokeStyle = color;
  context.lineWidth = 2.5;
  context.beginPath();
  for (let sum = 0; sum < width + height; sum += hatchPitchPx * Math.SQRT2) {
    context.moveTo(sum, 0);
    context.lineTo(sum - height, height);
  }
  context.stroke();
}

function drawHandles(context: CanvasRenderingContext2D, shape: OverlayShape, view: View): void {
  const affine = imageToScreenAffine(view);
  shape.handles?.forEach((point, i) => {
    const [x, y] = applyAffine(affine, point);
    const side = handlePx + (i === shape.activeHandle ? 4 : 0);
    context.fillStyle = i === shape.activeHandle ? shape.color : "#fff";
    context.strokeStyle = halo;
    context.lineWidth = 2;
    context.beginPath();
    context.rect(x - side / 2, y - side / 2, side, side);
    context.stroke();
    context.fill();
  });
}

function badgePoints(geometry: OverlayGeometry): readonly PointImage[] {
  if (geometry.type === "point") return [geometry.pointImage];
  return geometry.type === "keypoints" ? jointPoints(geometry.joints) : shapePath(geometry).rings.flat();
}

function drawBadge(context: CanvasRenderingContext2D, shape: OverlayShape, view: View): void {
  if (shape.text === undefined || shape.text === "") return;
  const { geometry } = shape;
  const points = badgePoints(geometry);
  const affine = imageToScreenAffine(view);
  const seen = points.map((point) => applyAffine(affine, point));
  const right = seen.reduce((most, [x]) => Math.max(most, x), Number.NEGATIVE_INFINITY);
  const top = seen.reduce((least, [, y]) => Math.min(least, y), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(right) || !Number.isFinite(top)) return;
  context.font = "560 12px system-ui, sans-serif";
  const width = context.measureText(shape.text).width + 12;
  const [tailX, tailY] = arrowTail([right, top], view.size);
  const [left, above] = shape.arrow
    ? [tailX < right ? tailX - width : tailX, tailY < top ? tailY - 22 : tailY]
    : [right + 6, top - 14];
  const x = Math.min(view.size.widthCss - width - 4, Math.max(4, left));
  const y = Math.min(view.size.heightCss - 26, Math.max(4, above));
  context.fillStyle = "rgb(11 13 15 / 0.9)";
  context.strokeStyle = shape.selected ? "#e6eaed" : "rgb(43 49 55)";
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y, width, 22, 4);
  context.fill();
  context.stroke();
  context.fillStyle = "#e6eaed";
  context.textBaseline = "middle";
  context.direction = "ltr"; // the page may run from right to left: its start is then the plate's right edge
  context.fillText(shape.text, x + 6, y + 11.5);
}
