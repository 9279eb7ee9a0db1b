import { tileSide } from "../../domain/mask.ts";
import type { LabelPalette } from "../label-palette.ts";
import type { LabelTiles } from "../label-tiles.ts";
import type { PatchView } from "../patch-view.ts";
import { isDrawn } from "../scene.ts";
import type { DeviceRect } from "./cpu-image.ts";
import { cutsOf, type RowCuts } from "./near-border.ts";

/** The labels of a layer as a part of the screen shows them: an index for each device pixel, and where it changes along each row. */
export interface SeenLabels {
  readonly ids: Uint16Array;
  readonly cuts: RowCuts;
}

const tileShift = Math.log2(tileSide);
const inTile = tileSide - 1;

/** Local index of the nearest image pixel for each device pixel of `rect`; what is hidden counts as nothing. */
export function seenLabels(
  rect: DeviceRect,
  tiles: LabelTiles,
  to: PatchView,
  palette: LabelPalette,
): SeenLabels {
  const [, b, c] = to.matrix;
  if (b === 0 && c === 0) return straight(rect, tiles, to, palette);
  const ids = turned(rect, tiles, to, palette);
  return { ids, cuts: cutsOf(ids, rect.width, rect.height) };
}

/** Nothing turns the image: each of its rows is read once for all lines of the screen, each of its pixels once for all that it covers there. */
function straight(rect: DeviceRect, tiles: LabelTiles, to: PatchView, palette: LabelPalette): SeenLabels {
  const { width, height } = rect;
  const ids = new Uint16Array(width * height);
  const cuts: (readonly number[])[] = [];
  const [a, , , d] = to.matrix;
  const stops: number[] = [];
  const columns: number[] = [];
  for (let x = 0; x < width; x++) {
    const column = Math.floor(a * (rect.x + x + 0.5 - to.middle[0]) + to.fraction[0] + 0.5) + to.whole[0];
    if (column === columns.at(-1)) continue;
    stops.push(x);
    columns.push(column);
  }
  const readRow = (row: number, start: number): number[] => {
    const found = [0];
    const line = (row & inTile) * tileSide;
    let tile: Uint16Array | null = null;
    let tileX = Number.NaN;
    let [stored, last, from] = [0, 0, 0];
    for (let k = 0; k < stops.length; k++) {
      const column = columns[k] as number;
      if (column >> tileShift !== tileX) {
        tileX = column >> tileShift;
        tile = tiles.get(tileX, row >> tileShift);
      }
      const id: number = tile === null ? 0 : (tile[line + (column & inTile)] as number);
      if (id === stored) continue;
      stored = id;
      const seen = id !== 0 && isDrawn(palette, id) ? id : 0;
      if (seen === last) continue;
      const x = stops[k] as number;
      if (last !== 0) ids.fill(last, start + from, start + x);
      if (x > 0) found.push(x);
      [last, from] = [seen, x];
    }
    if (last !== 0) ids.fill(last, start + from, start + width);
    return found;
  };

  let lastRow = Number.NaN;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(d * (rect.y + y + 0.5 - to.middle[1]) + to.fraction[1] + 0.5) + to.whole[1];
    const before = cuts[y - 1];
    if (row === lastRow && before) {
      ids.copyWithin(y * width, (y - 1) * width, y * width);
      cuts.push(before);
    } else cuts.push(readRow(row, y * width));
    lastRow = row;
  }
  return { ids, cuts };
}

function turned(rect: DeviceRect, tiles: LabelTiles, to: PatchView, palette: LabelPalette): Uint16Array {
  const ids = new Uint16Array(rect.width * rect.height);
  const [a, b, c, d] = to.matrix;
  // Neighbours on the screen are mostly of one tile: it is looked up once for them.
  let tile: Uint16Array | null = null;
  let tileX = -1;
  let tileY = -1;
  for (let y = 0, here = 0; y < rect.height; y++) {
    const dy = rect.y + y + 0.5 - to.middle[1];
    for (let x = 0; x < rect.width; x++, here++) {
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
      if (id !== 0 && isDrawn(palette, id)) ids[here] = id;
    }
  }
  return ids;
}
