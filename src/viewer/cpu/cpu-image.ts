import type { DisplayPlan } from "../display-plan.ts";
import type { PatchView } from "../patch-view.ts";
import type { Patch } from "../scene.ts";
import { drawGreyRows } from "./grey-rows.ts";
import { greyShader } from "./grey-shader.ts";

/** A rectangle of device pixels. */
export interface DeviceRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An RGBA picture being drawn; alpha stays 255. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Draws the visible pixels of one patch: the same steps as the fragment shader (viewer-and-tools 3.1). */
export function drawPatch(
  picture: Picture,
  rect: DeviceRect,
  patch: Patch,
  to: PatchView,
  plan: DisplayPlan,
  smooth: boolean,
): void {
  if (drawGreyRows(picture, rect, patch, to, plan, smooth)) return;
  const shade = plan.color === "grey" ? greyShader(patch, plan, smooth) : colorShader(patch, plan, smooth);
  const [a, b, c, d] = to.matrix;
  const out = picture.rgba;
  for (let py = rect.y; py < rect.y + rect.height; py++) {
    const dy = py + 0.5 - to.middle[1];
    for (let px = rect.x; px < rect.x + rect.width; px++) {
      const dx = px + 0.5 - to.middle[0];
      const x = a * dx + c * dy + to.fraction[0] + to.whole[0];
      const y = b * dx + d * dy + to.fraction[1] + to.whole[1];
      const column = Math.floor(x + 0.5);
      const row = Math.floor(y + 0.5);
      if (column < 0 || row < 0 || column >= patch.columns || row >= patch.rows) continue;
      shade(out, (py * picture.width + px) * 4, x, y, column, row);
    }
  }
}

/** Writes the colour at (x, y) of a patch, whose nearest pixel is (column, row), to `out[at…]`. */
export type PatchShader = (
  out: Uint8ClampedArray<ArrayBuffer>,
  at: number,
  x: number,
  y: number,
  column: number,
  row: number,
) => void;

function colorShader(patch: Patch, plan: DisplayPlan, smooth: boolean): PatchShader {
  const { pixels, columns, rows, samples } = patch;
  const palette = plan.palette;
  const last = palette === null ? 0 : palette.length / 4 - 1;
  const channel = (column: number, row: number, which: number): number => {
    const pixel = row * columns + column;
    if (palette === null) return (pixels[pixel * samples + which] ?? 0) / plan.colorMax;
    const entry = Math.min(last, Math.max(0, (pixels[pixel] ?? 0) - plan.paletteFirst));
    return (palette[entry * 4 + which] ?? 0) / 255;
  };
  return (out, at, x, y, column, row) => {
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    const tx = x - x0;
    const ty = y - y0;
    const left = Math.max(0, x0);
    const top = Math.max(0, y0);
    const right = Math.min(columns - 1, x0 + 1);
    const bottom = Math.min(rows - 1, y0 + 1);
    for (let which = 0; which < 3; which++) {
      let value: number;
      if (smooth) {
        const upper = channel(left, top, which) * (1 - tx) + channel(right, top, which) * tx;
        const lower = channel(left, bottom, which) * (1 - tx) + channel(right, bottom, which) * tx;
        value = upper * (1 - ty) + lower * ty;
      } else value = channel(column, row, which);
      out[at + which] = (plan.invert ? 1 - value : value) * 255;
    }
  };
}
