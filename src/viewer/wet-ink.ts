import { fillHost } from "./fill-host.ts";
import type { PointScreen } from "./point-screen.ts";

/** How a stroke in progress looks; `radiusPx` in CSS px, `color` any CSS colour. */
export interface InkStyle {
  readonly radiusPx: number;
  readonly color: string;
  readonly opacity: number;
}

/** Ink of a stroke in progress, above everything, in the frame of its event. Points in CSS px of the host. */
export interface WetInk {
  begin(style: InkStyle, at: PointScreen): void;
  /** Capsules from the last point through `points`; `predicted` is drawn as a tail for one frame only. */
  extend(points: readonly PointScreen[], predicted?: readonly PointScreen[]): void;
  /** Drops the ink, once the label texture shows the stroke. */
  clear(): void;
}

/** The ink's two canvases: what is drawn stays, the tail is wiped with the next extension. */
export interface WetInkLayer extends WetInk {
  resize(widthCss: number, heightCss: number, devicePixelRatio: number): void;
  dispose(): void;
}

/** Makes the layer inside `host`; sharp at device resolution. */
export function makeWetInk(host: HTMLElement): WetInkLayer {
  const ink = layer(host);
  const tail = layer(host);
  let ratio = 1;
  let last: PointScreen | null = null;
  let empty = true;

  const wipe = ({ canvas, context }: InkCanvas) => {
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.clearRect(0, 0, canvas.width, canvas.height);
    context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  };

  const clear = () => {
    last = null;
    if (empty) return;
    empty = true;
    for (const one of [ink, tail]) {
      wipe(one);
      one.canvas.style.visibility = "hidden";
    }
  };

  return {
    begin(style, at) {
      clear();
      for (const { canvas, context } of [ink, tail]) {
        if (context === null) continue;
        canvas.style.visibility = "visible";
        // Opaque capsules on a see-through canvas: where they overlap they are not darker.
        canvas.style.opacity = String(style.opacity);
        context.lineCap = "round";
        context.lineJoin = "round";
        context.lineWidth = Math.max(0.5, style.radiusPx * 2);
        context.strokeStyle = style.color;
      }
      last = at;
      empty = false;
      dot(ink, at, style);
    },
    extend(points, predicted = []) {
      if (last === null) return;
      wipe(tail);
      stroke(ink, last, points);
      last = points.at(-1) ?? last;
      if (predicted.length > 0) stroke(tail, last, predicted);
    },
    clear,
    resize(widthCss, heightCss, devicePixelRatio) {
      ratio = devicePixelRatio;
      for (const { canvas } of [ink, tail]) {
        canvas.width = Math.max(1, Math.round(widthCss * ratio));
        canvas.height = Math.max(1, Math.round(heightCss * ratio));
      }
      for (const one of [ink, tail]) {
        wipe(one);
        one.canvas.style.visibility = "hidden";
      }
      last = null;
      empty = true;
    },
    dispose() {
      ink.canvas.remove();
      tail.canvas.remove();
    },
  };
}

interface InkCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D | null;
}

function layer(host: HTMLElement): InkCanvas {
  const canvas = document.createElement("canvas");
  fillHost(canvas);
  // Unseen while it is empty: a layer over the image is mixed in anew with every picture.
  canvas.style.visibility = "hidden";
  host.append(canvas);
  return { canvas, context: canvas.getContext("2d", { desynchronized: true }) };
}

/** A line of no length is not drawn, caps or not: the first touch is a disc. */
function dot({ context }: InkCanvas, [x, y]: PointScreen, { radiusPx, color }: InkStyle): void {
  if (context === null) return;
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, Math.max(0.25, radiusPx), 0, 2 * Math.PI);
  context.fill();
}

/** Round caps and joins: a polyline of this width is a chain of capsules. */
function stroke({ context }: InkCanvas, from: PointScreen, points: readonly PointScreen[]): void {
  if (context === null) return;
  context.beginPath();
  context.moveTo(...from);
  for (const point of points) context.lineTo(...point);
  context.stroke();
}
