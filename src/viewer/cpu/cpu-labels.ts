import {
  haloOpacity,
  hatchGroundGain,
  hatchStripeGain,
  type LabelLook,
  ringDirections,
} from "../label-look.ts";
import { type LabelPalette, paletteProposal } from "../label-palette.ts";
import type { LabelStyle } from "../label-style.ts";
import type { LabelTiles } from "../label-tiles.ts";
import type { PatchView } from "../patch-view.ts";
import type { DeviceRect, Picture } from "./cpu-image.ts";
import { nearBorder } from "./near-border.ts";
import { seenLabels } from "./seen-labels.ts";

/**
 * Draws one label layer over the picture: fill or hatch, outline, halo (viewer-and-tools 3.5; design section 2). Labels are looked up in
 * `rect`, and drawn in `inner` of it.
 */
export function drawLabelLayer(
  picture: Picture,
  rect: DeviceRect,
  tiles: LabelTiles,
  to: PatchView,
  palette: LabelPalette,
  look: LabelLook,
  style: LabelStyle,
  layer: number,
  inner: DeviceRect = rect,
): void {
  const { ids, cuts } = seenLabels(rect, tiles, to, palette);
  const { width } = rect;
  // Rings are looked at near borders only: the rest of a large label, and of the image, is one value.
  const reach = look.rings.reduce((most, offset) => Math.max(most, Math.abs(offset)), 0);
  const { marks, stride } = nearBorder(ids, cuts, width, reach);
  const active = style.active?.layer === layer ? style.active.index : 0;
  const rings = makeRings(ids, rect, look.rings, reach);
  const { dashPeriod, dashOn } = look;
  const stripes = stripesOf(rect, look);
  const { rgba } = picture;
  let ink = inkOf(0, palette, look, active);
  // One for each label: along a row they take turns.
  const inks = new Map([[0, ink]]);

  /** Beside labels there is their halo alone. */
  const drawBeside = (y: number, from: number, to: number, out: number) => {
    const near = marks.subarray(y * stride + from, y * stride + to);
    for (let at = near.indexOf(1); at >= 0; at = near.indexOf(1, at + 1))
      if (rings.differs(from + at, y, 0)) mix(rgba, out + 4 * at, 0, 0, 0, haloOpacity);
  };
  const drawInside = (y: number, from: number, to: number, start: number) => {
    for (let x = from, nearAt = y * stride + from, out = start; x < to; x++, nearAt++, out += 4) {
      const isNear = marks[nearAt] === 1;
      if (isNear && rings.differs(x, y, ink.ring)) {
        const along = rings.isUpright(x, y, ink.ring)
          ? rect.y + y + 0.5 - look.anchor[1]
          : rect.x + x + 0.5 - look.anchor[0];
        if (ink.proposal && modulo(along, dashPeriod) >= dashOn) mix(rgba, out, 0, 0, 0, haloOpacity);
        else mix(rgba, out, ...ink.color, 1);
        continue;
      }
      if (isNear && rings.differs(x, y, ink.ring + 1)) {
        mix(rgba, out, 0, 0, 0, haloOpacity);
        continue;
      }
      const over = stripes[x + y] === 1 ? ink.stripe : ink.ground;
      rgba[out] = over[rgba[out] as number] as number;
      rgba[out + 1] = over[256 + (rgba[out + 1] as number)] as number;
      rgba[out + 2] = over[512 + (rgba[out + 2] as number)] as number;
    }
  };

  const [startX, startY] = [inner.x - rect.x, inner.y - rect.y];
  for (let y = startY; y < startY + inner.height; y++) {
    const row = cuts[y] ?? [];
    for (let k = 0; k < row.length; k++) {
      const from = Math.max(startX, row[k] ?? 0);
      const end = Math.min(startX + inner.width, row[k + 1] ?? width);
      if (from >= end) continue;
      const out = ((rect.y + y) * picture.width + rect.x + from) * 4;
      const id = ids[y * width + from] as number;
      if (id === 0) {
        drawBeside(y, from, end, out);
        continue;
      }
      ink = inks.get(id) ?? inkOf(id, palette, look, active);
      inks.set(id, ink);
      drawInside(y, from, end, out);
    }
  }
}

/** How one label is laid over a picture. */
interface Ink {
  readonly color: readonly [r: number, g: number, b: number];
  readonly proposal: boolean;
  /** Which ring is its outline; the next one its halo. */
  readonly ring: number;
  /** What becomes of each red, then green, then blue byte under a stripe of the hatch and beside it; of a label that is no proposal one fill. */
  readonly stripe: Uint8ClampedArray;
  readonly ground: Uint8ClampedArray;
}

function inkOf(id: number, palette: LabelPalette, look: LabelLook, active: number): Ink {
  const color = [palette[id * 4] ?? 0, palette[id * 4 + 1] ?? 0, palette[id * 4 + 2] ?? 0] as const;
  const proposal = ((palette[id * 4 + 3] ?? 0) & paletteProposal) !== 0;
  const fill = id === active ? look.activeFill : look.fill;
  const filled = (gain: number) => {
    const alpha = proposal ? Math.min(1, fill * gain) : fill;
    const table = new Uint8ClampedArray(768);
    for (let at = 0; at < table.length; at++)
      table[at] = (at & 255) * (1 - alpha) + (color[at >> 8] ?? 0) * alpha;
    return table;
  };
  return {
    color,
    proposal,
    ring: id === active ? 3 : 1,
    stripe: filled(hatchStripeGain),
    ground: filled(hatchGroundGain),
  };
}

/** Where the stripes of a hatch lie, by column + row inside `rect`: they run at 45°. */
function stripesOf(rect: DeviceRect, { anchor, hatchPeriod, hatchStripe }: LabelLook): Uint8Array {
  const stripes = new Uint8Array(rect.width + rect.height);
  const first = rect.x + rect.y + 1 - anchor[0] - anchor[1];
  for (let sum = 0; sum < stripes.length; sum++)
    if (modulo(first + sum, hatchPeriod) < hatchStripe) stripes[sum] = 1;
  return stripes;
}

/** The pixels around a pixel, ring by ring. */
interface Rings {
  /** Whether any of the eight pixels of a ring holds another index. */
  differs(x: number, y: number, ring: number): boolean;
  /** Whether the border here runs rather up and down than across: dashes count along it. */
  isUpright(x: number, y: number, ring: number): boolean;
}

function makeRings(ids: Uint16Array, { width, height }: DeviceRect, rings: Int32Array, reach: number): Rings {
  const right = width - 1;
  const bottom = height - 1;
  const steps = Int32Array.from(
    { length: rings.length / 2 },
    (_, k) => (rings[2 * k] ?? 0) + (rings[2 * k + 1] ?? 0) * width,
  );
  // At the edge of the picture the label goes on unseen: no outline there.
  const at = (x: number, y: number) =>
    ids[Math.min(bottom, Math.max(0, y)) * width + Math.min(right, Math.max(0, x))] ?? 0;
  const neighbour = (x: number, y: number, k: number) =>
    at(x + (rings[2 * k] as number), y + (rings[2 * k + 1] as number));
  return {
    differs(x, y, ring) {
      const here = y * width + x;
      const id = ids[here] as number;
      const first = ring * ringDirections.length;
      const end = first + ringDirections.length;
      if (x >= reach && y >= reach && x + reach <= right && y + reach <= bottom) {
        for (let k = first; k < end; k++) if (ids[here + (steps[k] as number)] !== id) return true;
        return false;
      }
      for (let k = first; k < end; k++) if (neighbour(x, y, k) !== id) return true;
      return false;
    },
    isUpright(x, y, ring) {
      const id = ids[y * width + x];
      let across = 0;
      let down = 0;
      for (let k = 0; k < ringDirections.length; k++) {
        if (neighbour(x, y, ring * ringDirections.length + k) === id) continue;
        across += ringDirections[k]?.[0] ?? 0;
        down += ringDirections[k]?.[1] ?? 0;
      }
      return Math.abs(across) > Math.abs(down);
    },
  };
}

function modulo(value: number, period: number): number {
  return value - Math.floor(value / period) * period;
}

function mix(rgba: Uint8ClampedArray, at: number, r: number, g: number, b: number, alpha: number): void {
  rgba[at] = (rgba[at] ?? 0) * (1 - alpha) + r * alpha;
  rgba[at + 1] = (rgba[at + 1] ?? 0) * (1 - alpha) + g * alpha;
  rgba[at + 2] = (rgba[at + 2] ?? 0) * (1 - alpha) + b * alpha;
}
