import type { PointImage } from "../domain/annotation.ts";
import { applyAffine, imageToScreenAffine, type View } from "./camera.ts";

/** A thin grey line over the image that is no label: an arm of a crosshair, or where another picture cuts this one. */
export interface Guide {
  readonly from: PointImage;
  readonly to: PointImage;
  /** Left open around this place: the crosshair must not hide what it points at. */
  readonly openAt?: PointImage;
  readonly dashed?: boolean;
}

const color = "#c3cad1";
const halo = "rgb(0 0 0 / 0.7)";
const openPx = 14;

/** Draws guides on a canvas whose unit is the CSS px. */
export function drawGuides(context: CanvasRenderingContext2D, guides: readonly Guide[], view: View): void {
  const affine = imageToScreenAffine(view);
  for (const guide of guides) {
    const path = new Path2D();
    for (const [from, to] of pieces(guide, affine)) {
      path.moveTo(...from);
      path.lineTo(...to);
    }
    context.lineCap = "butt";
    context.setLineDash(guide.dashed ? [6, 5] : []);
    context.strokeStyle = halo;
    context.lineWidth = 3;
    context.stroke(path);
    context.strokeStyle = color;
    context.lineWidth = 1;
    context.stroke(path);
    context.setLineDash([]);
  }
}

type Screen = [number, number];

/** The line on the screen, without its open part. */
function pieces(
  { from, to, openAt }: Guide,
  affine: ReturnType<typeof imageToScreenAffine>,
): readonly (readonly [Screen, Screen])[] {
  const [a, b] = [applyAffine(affine, from), applyAffine(affine, to)];
  if (openAt === undefined) return [[a, b]];
  const middle = applyAffine(affine, openAt);
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length === 0) return [];
  const way = [(b[0] - a[0]) / length, (b[1] - a[1]) / length] as const;
  const at = (middle[0] - a[0]) * way[0] + (middle[1] - a[1]) * way[1];
  const point = (along: number): Screen => [a[0] + way[0] * along, a[1] + way[1] * along];
  const parts: [Screen, Screen][] = [];
  if (at - openPx > 0) parts.push([a, point(Math.min(length, at - openPx))]);
  if (at + openPx < length) parts.push([point(Math.max(0, at + openPx)), b]);
  return parts;
}
