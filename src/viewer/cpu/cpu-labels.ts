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
  const near = nearBorder(ids, rect.width, rect.height, reach);
  const active = style.active?.layer === layer ? style.active.index : 0;
  const right = rect.width - 1;
  const bottom = rect.height - 1;
  // At the edge of the picture the label goes on unseen: no outline there.
  const at = (x: number, y: number) =>
    ids[Math.min(bottom, Math.max(0, y)) * rect.width + Math.min(right, Math.max(0, x))] ?? 0;
  const [startX, startY] = [inner.x - rect.x, inner.y - rect.y];
  for (let y = startY; y < startY + inner.height; y++) {
    for (let x = startX; x < startX + inner.width; x++) {
      const here = y * rect.width + x;
      const id = ids[here] ?? 0;
      const isNear = near[here] === 1;
      if (id === 0 && !isNear) continue;
      const out = ((rect.y + y) * picture.width + rect.x + x) * 4;
      if (id === 0) {
        if (ringDiffers(at, x, y, id, look.rings, 0)) mix(picture, out, 0, 0, 0, haloOpacity);
        continue;
      }
      const ring = id === active ? 3 : 1;
      // No part of the palette is cut out for a pixel: that alone would be most of the work.
      const r = palette[id * 4] ?? 0;
      const g = palette[id * 4 + 1] ?? 0;
      const b = palette[id * 4 + 2] ?? 0;
      const flags = palette[id * 4 + 3] ?? 0;
      const proposal = (flags & paletteProposal) !== 0;
      const dx = rect.x + x + 0.5 - look.anchor[0];
      const dy = rect.y + y + 0.5 - look.anchor[1];
      if (isNear && ringDiffers(at, x, y, id, look.rings, ring)) {
        const along = isUpright(at, x, y, id, look.rings, ring) ? dy : dx;
        if (proposal && modulo(along, look.dashPeriod) >= look.dashOn)
          mix(picture, out, 0, 0, 0, haloOpacity);
        else mix(picture, out, r, g, b, 1);
        continue;
      }
      const inHalo = isNear && ringDiffers(at, x, y, id, look.rings, ring + 1);
      const fill = id === active ? look.activeFill : look.fill;
      const stripe = modulo(dx + dy, look.hatchPeriod) < look.hatchStripe;
      if (inHalo) mix(picture, out, 0, 0, 0, haloOpacity);
      else if (!proposal) mix(picture, out, r, g, b, fill);
      else mix(picture, out, r, g, b, Math.min(1, fill * (stripe ? hatchStripeGain : hatchGroundGain)));
    }
  }
}

/** Local index of the nearest image pixel for each device pixel; what is hidden counts as nothing. */
function seenIndices(rect: DeviceRect, tiles: LabelTiles, to: PatchView, palette: LabelPalette): Uint16Array {
  const ids = new Uint16Array(rect.width * rect.height);
  const [a, b, c, d] = to.matrix;
  // Neighbours on the screen are mostly of one tile: it is looked up once for them.
  let tile: Uint16Array | null = null;
  let tileX = -1;
  let tileY = -1;
  for (let y = 0; y < rect.height; y++) {
    const dy = rect.y + y + 0.5 - to.middle[1];
    for (let x = 0; x < rect.width; x++) {
      const dx = rect.x + x + 0.5 - to.middle[0];
      const column = Math.floor(a * dx + c * dy + to.fraction[0] + 0.5) + to.whole[0];
      const row = Math.floor(b * dx + d * dy + to.fraction[1] + 0.5) + to.whole[1];
      const [ofX, ofY] = [column >> tileShift, row >> tileShift];
      if (ofX !== tileX || ofY !== tileY) {
        tile = tiles.get(ofX, ofY);
        tileX = ofX;
        tileY = ofY;
      }
      if (tile === null) continue;
      const id = tile[(row & inTile) * tileSide + (column & inTile)] ?? 0;
      if (id !== 0 && isDrawn(palette, id)) ids[y * rect.width + x] = id;
    }
  }
  return ids;
}

type IndexAt = (x: number, y: number) => number;

/** Whether any of the eight pixels of a ring holds another index. */
function ringDiffers(
  at: IndexAt,
  x: number,
  y: number,
  id: number,
  rings: Int32Array,
  ring: number,
): boolean {
  for (let i = ring * 16; i < ring * 16 + 16; i += 2) {
    if (at(x + (rings[i] ?? 0), y + (rings[i + 1] ?? 0)) !== id) return true;
  }
  return false;
}

/** Whether the border here runs rather up and down than across: dashes count along it. */
function isUpright(at: IndexAt, x: number, y: number, id: number, rings: Int32Array, ring: number): boolean {
  let across = 0;
  let down = 0;
  ringDirections.forEach(([dirX, dirY], k) => {
    const i = ring * 16 + k * 2;
    if (at(x + (rings[i] ?? 0), y + (rings[i + 1] ?? 0)) === id) return;
    across += dirX;
    down += dirY;
  });
  return Math.abs(across) > Math.abs(down);
}

function modulo(value: number, period: number): number {
  return value - Math.floor(value / period) * period;
}

function mix({ rgba }: Picture, at: number, r: number, g: number, b: number, alpha: number): void {
  rgba[at] = (rgba[at] ?? 0) * (1 - alpha) + r * alpha;
  rgba[at + 1] = (rgba[at + 1] ?? 0) * (1 - alpha) + g * alpha;
  rgba[at + 2] = (rgba[at + 2] ?? 0) * (1 - alpha) + b * alpha;
}
