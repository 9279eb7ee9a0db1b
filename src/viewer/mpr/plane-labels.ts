import { affineColumn, applyTo, compose, inverseAffine } from "../../domain/affine-maths.ts";
import { tileSide } from "../../domain/mask.ts";
import type { PlaneStack } from "../../domain/mpr/plane-stack.ts";
import type { Affine } from "../../domain/series-affine.ts";

/** Tiles of one layer of one slice, by tile row × tiles across + tile column; null: the slice has none. */
export type SliceTiles = ReadonlyMap<number, Uint16Array>;

/** A tile of a picture that is not empty. */
export interface PlaneTile {
  readonly tileColumn: number;
  readonly tileRow: number;
  readonly data: Uint16Array<ArrayBuffer>;
}

/** What a volume of labels is: the stack that they were drawn on, at its full resolution. */
export interface LabelVolume {
  readonly affine: Affine;
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  /** Tiles of a layer of slice `at`, from 0. */
  readonly tilesOf: (at: number) => SliceTiles | null;
}

const shift = Math.log2(tileSide);
const inTile = tileSide - 1;

/** The labels of one layer in picture `at` of a stack of planes: the nearest voxel at each pixel. */
export function planeLabels(volume: LabelVolume, planes: PlaneStack, at: number): readonly PlaneTile[] {
  const inverse = inverseAffine(volume.affine);
  if (inverse === null) return [];
  const slices = Array.from({ length: volume.count }, (_, slice) => volume.tilesOf(slice));
  if (slices.every((tiles) => tiles === null)) return [];
  const toVoxel = compose(inverse, planes.affine);
  const start = applyTo(toVoxel, [0, 0, at]);
  const [across, down] = [affineColumn(toVoxel, 0), affineColumn(toVoxel, 1)];
  const volumeAcross = Math.ceil(volume.columns / tileSide);
  const planeAcross = Math.ceil(planes.columns / tileSide);
  const made = new Map<number, PlaneTile>();
  for (let row = 0; row < planes.rows; row++) {
    for (let column = 0; column < planes.columns; column++) {
      // A little more than a half: rounding noise must not choose between two voxels.
      const z = Math.floor(start[2] + column * across[2] + row * down[2] + 0.5 + 1e-6);
      const tiles = slices[z];
      if (!tiles) continue;
      const x = Math.floor(start[0] + column * across[0] + row * down[0] + 0.5 + 1e-6);
      const y = Math.floor(start[1] + column * across[1] + row * down[1] + 0.5 + 1e-6);
      if (x < 0 || y < 0 || x >= volume.columns || y >= volume.rows) continue;
      const tile = tiles.get((y >> shift) * volumeAcross + (x >> shift));
      const value = tile?.[(y & inTile) * tileSide + (x & inTile)] ?? 0;
      if (value === 0) continue;
      const [tileColumn, tileRow] = [column >> shift, row >> shift];
      const key = tileRow * planeAcross + tileColumn;
      let to = made.get(key);
      if (to === undefined) {
        to = { tileColumn, tileRow, data: new Uint16Array(tileSide * tileSide) };
        made.set(key, to);
      }
      to.data[(row & inTile) * tileSide + (column & inTile)] = value;
    }
  }
  return [...made.values()];
}
