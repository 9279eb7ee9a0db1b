import { applyAffine, imageToScreenAffine, invertAffine, type View } from "./camera.ts";
import type { Patch } from "./scene.ts";

/** Size of a canvas in device pixels. */
export function devicePixels({ size }: View): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(1, Math.round(size.widthCss * size.devicePixelRatio)),
    height: Math.max(1, Math.round(size.heightCss * size.devicePixelRatio)),
  };
}

/**
 * From device pixels to pixels of a patch: `q = matrix · (device − middle) + fraction + whole`. The whole part is apart
 * because float32 has too few digits for both at high zoom.
 */
export interface PatchView {
  readonly middle: readonly [x: number, y: number];
  /** Column-major 2 × 2. */
  readonly matrix: readonly [number, number, number, number];
  readonly fraction: readonly [x: number, y: number];
  readonly whole: readonly [x: number, y: number];
}

/** The map for a patch, with `pixelsPerCss` device pixels per CSS px. */
export function patchView(
  view: View,
  pixelsPerCss: number,
  patch: Pick<Patch, "scale" | "originX" | "originY">,
): PatchView {
  const { widthCss, heightCss } = view.size;
  const middleCss = [widthCss / 2, heightCss / 2] as const;
  const inverse = invertAffine(imageToScreenAffine(view));
  const [x, y] = applyAffine(inverse, middleCss);
  const kx = 1 / (pixelsPerCss * patch.scale[0]);
  const ky = 1 / (pixelsPerCss * patch.scale[1]);
  // Level pixel u covers finest pixels [u·scale − 0.5, (u+1)·scale − 0.5].
  const u = (x + 0.5) / patch.scale[0] - 0.5;
  const v = (y + 0.5) / patch.scale[1] - 0.5;
  // Cut before the origin is taken away: the same fraction for all tiles of a level, so that no pixel falls between two.
  const whole = [Math.floor(u), Math.floor(v)] as const;
  return {
    middle: [middleCss[0] * pixelsPerCss, middleCss[1] * pixelsPerCss],
    matrix: [inverse[0] * kx, inverse[1] * ky, inverse[2] * kx, inverse[3] * ky],
    fraction: [u - whole[0], v - whole[1]],
    whole: [whole[0] - patch.originX, whole[1] - patch.originY],
  };
}

/** Device rectangle that holds finest-pixel rectangle `[x0, y0, x1, y1)`, grown by `margin`; null when unseen. */
export function deviceBounds(
  view: View,
  pixelsPerCss: number,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  margin: number,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null {
  const affine = imageToScreenAffine(view);
  const corners = [
    [x0 - 0.5, y0 - 0.5],
    [x1 - 0.5, y0 - 0.5],
    [x0 - 0.5, y1 - 0.5],
    [x1 - 0.5, y1 - 0.5],
  ] as const;
  const xs = corners.map((corner) => applyAffine(affine, corner)[0] * pixelsPerCss);
  const ys = corners.map((corner) => applyAffine(affine, corner)[1] * pixelsPerCss);
  const limitX = Math.max(1, Math.round(view.size.widthCss * pixelsPerCss));
  const limitY = Math.max(1, Math.round(view.size.heightCss * pixelsPerCss));
  const left = Math.max(0, Math.floor(Math.min(...xs)) - margin);
  const top = Math.max(0, Math.floor(Math.min(...ys)) - margin);
  const right = Math.min(limitX, Math.ceil(Math.max(...xs)) + margin);
  const bottom = Math.min(limitY, Math.ceil(Math.max(...ys)) + margin);
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
