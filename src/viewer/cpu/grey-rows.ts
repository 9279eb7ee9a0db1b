import type { DisplayPlan } from "../display-plan.ts";
import type { PatchView } from "../patch-view.ts";
import type { Patch } from "../scene.ts";
import type { DeviceRect, Picture } from "./cpu-image.ts";
import { greyShader } from "./grey-shader.ts";

/** Which image pixels lie under a line of device pixels: the nearest, the two that are averaged, and the share of the second. */
interface Taps {
  /** Device pixels inside the image: `from` … `to` − 1. */
  readonly from: number;
  readonly to: number;
  readonly nearest: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float64Array;
  readonly place: Float64Array;
}

/** `place = step · (device − middle) + offset`, for `count` device pixels from `start` on. */
function tapsOf(
  start: number,
  count: number,
  middle: number,
  step: number,
  fraction: number,
  whole: number,
  length: number,
): Taps {
  const [nearest, first, second] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const [share, place] = [new Float64Array(count), new Float64Array(count)];
  let from = count;
  let to = 0;
  for (let i = 0; i < count; i++) {
    const x = step * (start + i + 0.5 - middle) + fraction + whole;
    const near = Math.floor(x + 0.5);
    if (near < 0 || near >= length) continue;
    from = Math.min(from, i);
    to = i + 1;
    const low = Math.floor(x);
    place[i] = x;
    nearest[i] = near;
    first[i] = Math.max(0, low);
    second[i] = Math.min(length - 1, low + 1);
    share[i] = x - low;
  }
  return { from, to, nearest, first, second, share, place };
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * The same picture as `greyShader`, many times as fast, where nothing turns the image and its values are whole numbers on a straight
 * window: what lies under a column or a row is worked out once for all of it. False where that is not so; nothing is drawn then.
 */
export function drawGreyRows(
  picture: Picture,
  rect: DeviceRect,
  patch: Patch,
  to: PatchView,
  plan: DisplayPlan,
  smooth: boolean,
): boolean {
  const { pixels, columns, rows } = patch;
  const [a, b, c, d] = to.matrix;
  const isWhole = !(pixels instanceof Float32Array || pixels instanceof Float64Array);
  if (b !== 0 || c !== 0 || !isWhole || plan.color !== "grey" || plan.voi !== "ramp" || plan.modalityLut)
    return false;
  if (!isLittleEndian) return false;
  const across = tapsOf(rect.x, rect.width, to.middle[0], a, to.fraction[0], to.whole[0], columns);
  const down = tapsOf(rect.y, rect.height, to.middle[1], d, to.fraction[1], to.whole[1], rows);
  const out = new Uint32Array(picture.rgba.buffer);
  const { low, high, middle, span, base, slope, invert, padding } = plan;
  const [padLow, padHigh] = padding ?? [1, 0];
  const shadeNearPadding = padding === null ? null : greyShader(patch, plan, smooth);
  /** Brightness is `gain · stored + bias`, between `low` and `high`. */
  const [gain, bias] = [(slope / span) * 255, ((-slope * base - middle) / span + 0.5) * 255];
  const { nearest, first, second, share } = across;
  for (let j = down.from; j < down.to; j++) {
    const ty = down.share[j] ?? 0;
    const upper = (down.first[j] ?? 0) * columns;
    const lower = (down.second[j] ?? 0) * columns;
    const line = (down.nearest[j] ?? 0) * columns;
    let at = (rect.y + j) * picture.width + rect.x + across.from;
    for (let i = across.from; i < across.to; i++, at++) {
      let stored: number;
      if (smooth) {
        const left = first[i] as number;
        const right = second[i] as number;
        const tx = share[i] as number;
        const p = pixels[upper + left] as number;
        const q = pixels[upper + right] as number;
        const r = pixels[lower + left] as number;
        const s = pixels[lower + right] as number;
        if (shadeNearPadding !== null && hasPadding(p, q, r, s, padLow, padHigh)) {
          const [x, y] = [across.place[i] ?? 0, down.place[j] ?? 0];
          shadeNearPadding(picture.rgba, at * 4, x, y, nearest[i] ?? 0, down.nearest[j] ?? 0);
          continue;
        }
        const top = p + (q - p) * tx;
        stored = top + (r + (s - r) * tx - top) * ty;
      } else {
        stored = pixels[line + (nearest[i] as number)] as number;
        if (stored >= padLow && stored <= padHigh) continue;
      }
      const x = slope * (stored - base);
      let bright = x <= low ? 0 : x > high ? 255 : gain * stored + bias;
      if (invert) bright = 255 - bright;
      const byte = bright < 0 ? 0 : bright > 255 ? 255 : (bright + 0.5) | 0;
      out[at] = 0xff000000 | (byte * 0x010101);
    }
  }
  return true;
}

const hasPadding = (p: number, q: number, r: number, s: number, low: number, high: number): boolean =>
  (p >= low && p <= high) || (q >= low && q <= high) || (r >= low && r <= high) || (s >= low && s <= high);
