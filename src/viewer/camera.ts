import type { PointImage } from "../domain/annotation.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import type { PointScreen } from "./point-screen.ts";

/** Where and how a viewport looks at an image. Screen = centre + flip · turn · scale · (image − centerImage). */
export interface Camera {
  /** Shown in the middle of the viewport. */
  readonly centerImage: PointImage;
  /** CSS px per image pixel along its shorter side; 1 = 100 %. */
  readonly zoom: number;
  /** Turns of 90° clockwise, before the flip. */
  readonly quarterTurns: 0 | 1 | 2 | 3;
  /** Mirrored left to right as seen on the screen. */
  readonly flipped: boolean;
}

/** Size of a viewport in CSS px and the device pixels in one of them. */
export interface ViewSize {
  readonly widthCss: number;
  readonly heightCss: number;
  readonly devicePixelRatio: number;
}

/** Stretch of an image pixel: `[x, y]`; the smaller one is 1, unless the image would be too thin to be seen (`seenStretch`). */
export type PixelStretch = readonly [x: number, y: number];

/** Everything that maps between image and screen. */
export interface View {
  readonly camera: Camera;
  readonly size: ViewSize;
  readonly stretch: PixelStretch;
}

/** `screen = [a c; b d] · image + [e f]`, as in a 2-D canvas. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Zoom is kept between these unless the image fits only below. */
export const zoomRange = { min: 0.05, max: 64 } as const;

/** Stretch from pixel spacing (row spacing first), else Pixel Aspect Ratio (vertical : horizontal), else square. */
export function pixelStretch(facts: Pick<ImageFacts, "spacingMm" | "aspect">): PixelStretch {
  const [vertical, horizontal] = facts.spacingMm ?? facts.aspect ?? [1, 1];
  if (!(vertical > 0 && horizontal > 0 && Number.isFinite(vertical / horizontal))) return [1, 1];
  return vertical >= horizontal ? [1, vertical / horizontal] : [horizontal / vertical, 1];
}

/** No side of an image is drawn thinner than this, in CSS px: a strip of one row that fits by its length would fall between two device pixels. */
const thinnestCss = 3;

/** The stretch an image is seen with at a zoom: its own, and where a side would be too thin to be seen, more. */
export function seenStretch(
  [x, y]: PixelStretch,
  zoom: number,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): PixelStretch {
  return [Math.max(x, thinnestCss / (zoom * columns)), Math.max(y, thinnestCss / (zoom * rows))];
}

const cosines = [1, 0, -1, 0] as const;
const sines = [0, 1, 0, -1] as const;

/** The image-to-screen map in CSS px. */
export function imageToScreenAffine({ camera, size, stretch }: View): Affine {
  const cos = cosines[camera.quarterTurns];
  const sin = sines[camera.quarterTurns];
  const sx = camera.zoom * stretch[0];
  const sy = camera.zoom * stretch[1];
  const mirror = camera.flipped ? -1 : 1;
  // + 0 turns −0 into 0, so that equal views compare equal.
  const a = mirror * cos * sx + 0;
  const b = sin * sx + 0;
  const c = mirror * -sin * sy + 0;
  const d = cos * sy + 0;
  const [x, y] = camera.centerImage;
  return [a, b, c, d, size.widthCss / 2 - a * x - c * y, size.heightCss / 2 - b * x - d * y];
}

/** The map of the other direction. */
export function invertAffine([a, b, c, d, e, f]: Affine): Affine {
  const det = a * d - b * c;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

/** `affine · point`. */
export function applyAffine([a, b, c, d, e, f]: Affine, [x, y]: readonly [number, number]): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Where an image point lies on the screen. */
export function imageToScreen(view: View, point: PointImage): PointScreen {
  return applyAffine(imageToScreenAffine(view), point);
}

/** Which image point lies at a screen point; the centre of the first pixel is (0, 0). */
export function screenToImage(view: View, point: PointScreen): PointImage {
  return applyAffine(invertAffine(imageToScreenAffine(view)), point);
}

/** Zoom at which the whole image is just seen. */
export function fitZoom(
  size: ViewSize,
  stretch: PixelStretch,
  image: { readonly columns: number; readonly rows: number },
  quarterTurns: Camera["quarterTurns"] = 0,
): number {
  const width = image.columns * stretch[0];
  const height = image.rows * stretch[1];
  const [seenWidth, seenHeight] = quarterTurns % 2 === 0 ? [width, height] : [height, width];
  const zoom = Math.min(size.widthCss / seenWidth, size.heightCss / seenHeight);
  return Number.isFinite(zoom) && zoom > 0 ? Math.min(zoom, zoomRange.max) : 1;
}

/** The same orientation with the whole image in the middle; a fresh camera when there was none. */
export function fitCamera(
  size: ViewSize,
  stretch: PixelStretch,
  image: { readonly columns: number; readonly rows: number },
  camera?: Camera,
): Camera {
  const quarterTurns = camera?.quarterTurns ?? 0;
  return {
    centerImage: [(image.columns - 1) / 2, (image.rows - 1) / 2],
    zoom: fitZoom(size, stretch, image, quarterTurns),
    quarterTurns,
    flipped: camera?.flipped ?? false,
  };
}

/** Zoom by `factor`; the image point under `at` stays there. `minZoom` lets a huge image fit. */
export function zoomAt(view: View, at: PointScreen, factor: number, minZoom: number = zoomRange.min): Camera {
  const lowest = Math.min(zoomRange.min, minZoom);
  const zoom = Math.min(zoomRange.max, Math.max(lowest, view.camera.zoom * factor));
  const fixed = screenToImage(view, at);
  const zoomed = { ...view, camera: { ...view.camera, zoom } };
  const moved = screenToImage(zoomed, at);
  const [x, y] = view.camera.centerImage;
  return { ...zoomed.camera, centerImage: [x + fixed[0] - moved[0], y + fixed[1] - moved[1]] };
}

/** The image moves by (dx, dy) CSS px. */
export function pan(view: View, dx: number, dy: number): Camera {
  const { widthCss, heightCss } = view.size;
  return { ...view.camera, centerImage: screenToImage(view, [widthCss / 2 - dx, heightCss / 2 - dy]) };
}

/** Turns the picture clockwise as seen, by `quarters` × 90° (negative: the other way). */
export function rotate(camera: Camera, quarters: number): Camera {
  const sign = camera.flipped ? -1 : 1;
  const turns = (((camera.quarterTurns + sign * quarters) % 4) + 4) % 4;
  return { ...camera, quarterTurns: turns as Camera["quarterTurns"] };
}

/** Mirrors the picture as seen on the screen. */
export function flip(camera: Camera, axis: "horizontal" | "vertical"): Camera {
  const mirrored = { ...camera, flipped: !camera.flipped };
  return axis === "horizontal" ? mirrored : rotate(mirrored, 2);
}
