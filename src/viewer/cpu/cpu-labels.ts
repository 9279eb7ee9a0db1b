import { tileSide } from "../../domain/mask.ts";
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
import { isDrawn } from "../scene.ts";
import type { DeviceRect, Picture } from "./cpu-image.ts";
import { nearBorder } from "./near-border.ts";

const tileShift = Math.log2(tileSide);
const inTile = tileSide - 1;

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
  const ids = seenIndices(rect, tiles, to, palette);
  // Rings are looked at near borders only: the rest of a large label, and of the image, is one value.
  const reach = look.rings.reduce((most, offset) => Math.max(most, Math.abs(offset)), 0);
  const { marks, stride } = nearBorder(ids, rect.width, rect.height, reach);
  const active = style.active?.layer === layer ? style.active.index : 0;
  const rings = makeRings(ids, rect, look.rings, reach);
  const [startX, startY] = [inner.x - rect.x, inner.y - rect.y];
  const { dashPeriod, dashOn } = look;
  const stripes = stripesOf(rect, look);
  const { rgba } = picture;
  let ink = inkOf(0, palette, look, active);
  for (let y = startY; y < startY + inner.height; y++) {
    let here = y * rect.width + startX;
    let nearAt = y * stride + startX;
    let out = ((rect.y + y) * picture.width + rect.x + startX) * 4;
    for (let x = startX; x < startX + inner.width; x++, here++, nearAt++, out += 4) {
      const id = ids[here] as number;
      const isNear = marks[nearAt] === 1;
      if (id === 0) {
        if (isNear && rings.differs(x, y, 0)) mix(rgba, out, 0, 0, 0, haloOpacity);
        continue;
      }
      if (id !== ink.id) ink = inkOf(id, palette, look, active);
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
  }
}

/** How one label is laid over a picture. */
interface Ink {
  readonly id: number;
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
    return Uint8ClampedArray.from(
      { length: 768 },
      (_, at) => (at & 255) * (1 - alpha) + (color[at >> 8] ?? 0) * alpha,
    );
  };
  return {
    id,
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

/** Local index of the nearest image pixel for each device pixel; what is hidden counts as nothing. */
function seenIndices(rect: DeviceRect, tiles: LabelTiles, to: PatchView, palette: LabelPalette): Uint16Array {
  const { width, height } = rect;
  const ids = new Uint16Array(width * height);
  const [a, b, c, d] = to.matrix;
  const isStraight = b === 0 && c === 0;
  // Neighbours on the screen are mostly of one tile: it is looked up once for them.
  let tile: Uint16Array | null = null;
  let tileX = -1;
  let tileY = -1;
  // And mostly of one label.
  let lastId = 0;
  let lastSeen = 0;
  let lastRow = Number.NaN;
  for (let y = 0, here = 0; y < height; y++) {
    const dy = rect.y + y + 0.5 - to.middle[1];
    if (isStraight) {
      const row = Math.floor(d * dy + to.fraction[1] + 0.5);
      // Magnified, several lines are of one row of the image.
      if (row === lastRow) {
        ids.copyWithin(here, here - width, here);
        here += width;
        continue;
      }
      lastRow = row;
    }
    for (let x = 0; x < width; x++, here++) {
      const dx = rect.x + x + 0.5 - to.middle[0];
      const column = Math.floor(a * dx + c * dy + to.fraction[0] + 0.5) + to.whole[0];
      const row = Math.floor(b * dx + d * dy + to.fraction[1] + 0.5) + to.whole[1];
      const ofX = column >> tileShift;
      const ofY = row >> tileShift;
      if (ofX !== tileX || ofY !== tileY) {
        tile = tiles.get(ofX, ofY);
        tileX = ofX;
        tileY = ofY;
      }
      if (tile === null) continue;
      const id = tile[(row & inTile) * tileSide + (column & inTile)] as number;
      if (id !== lastId) {
        lastId = id;
        lastSeen = isDrawn(palette, id) ? id : 0;
      }
      ids[here] = lastSeen;
    }
  }
  return ids;
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
