import { expect, test } from "vitest";
import { applyTo, inverseAffine } from "../../../../src/domain/affine-maths.ts";
import { nativePlanes, planeKinds, planesOfKind } from "../../../../src/domain/mpr/plane-stack.ts";
import { imageToScreenAffine } from "../../../../src/viewer/camera.ts";
import { planeLabels } from "../../../../src/viewer/mpr/plane-labels.ts";
import { uprightTurn } from "../../../../src/viewer/mpr/upright.ts";
import { orientationLetters } from "../../../../src/viewer/orientation-letters.ts";
import { voxelOf } from "../../../support/golden-reformat.ts";
import { oblique, type Steps, straight, tilted, waveVolume } from "../../../support/mpr-volumes.ts";

const size = [90, 70, 40] as const;

/** A label in a block of voxels, as tiles of 64 × 64. */
function labelled(steps: Steps) {
  const { grid, golden } = waveVolume(steps, "u8", { size });
  const isIn = (c: number, r: number, s: number) =>
    c >= 50 && c < 80 && r >= 30 && r < 69 && s >= 12 && s < 25;
  const tilesOf = (slice: number) => {
    if (slice < 12 || slice >= 25) return null;
    const tiles = new Map<number, Uint16Array>();
    for (let r = 0; r < size[1]; r++)
      for (let c = 0; c < size[0]; c++) {
        if (!isIn(c, r, slice)) continue;
        const key = (r >> 6) * 2 + (c >> 6);
        const tile = tiles.get(key) ?? new Uint16Array(64 * 64);
        tiles.set(key, tile);
        tile[(r & 63) * 64 + (c & 63)] = 7;
      }
    return tiles;
  };
  const volume = { affine: grid.affine, columns: size[0], rows: size[1], count: size[2], tilesOf };
  return { grid, golden, isIn, volume };
}

test.each([
  ["straight", straight],
  ["tilted", tilted],
  ["oblique", oblique],
])("a label is seen in every plane where its nearest voxel has it: %s", (_name, steps) => {
  const { grid, golden, isIn, volume } = labelled(steps as Steps);
  for (const planes of [nativePlanes(grid), ...planeKinds.map((kind) => planesOfKind(grid, kind))]) {
    // Through the middle of the block.
    const inverse = inverseAffine(planes.affine) ?? planes.affine;
    const at = Math.round(applyTo(inverse, applyTo(grid.affine, [65, 50, 18]))[2]);
    const seen = new Map<string, number>();
    for (const { tileColumn, tileRow, data } of planeLabels(volume, planes, at))
      for (const [place, value] of data.entries())
        if (value !== 0) seen.set(`${tileColumn * 64 + (place % 64)} ${tileRow * 64 + (place >> 6)}`, value);
    let [wanted, wrong] = [0, 0];
    for (let row = 0; row < planes.rows; row++)
      for (let column = 0; column < planes.columns; column++) {
        const mm = [0, 1, 2].map(
          (axis) =>
            (planes.affine[axis * 4] ?? 0) * column +
            (planes.affine[axis * 4 + 1] ?? 0) * row +
            (planes.affine[axis * 4 + 2] ?? 0) * at +
            (planes.affine[axis * 4 + 3] ?? 0),
        );
        const [c, r, s] = voxelOf(golden, mm).map((value) => Math.floor(value + 0.5 + 1e-6));
        const here = isIn(c ?? -1, r ?? -1, s ?? -1);
        if (here) wanted++;
        if (here !== (seen.get(`${column} ${row}`) === 7)) wrong++;
      }
    expect(wanted).toBeGreaterThan(100);
    expect(wrong).toBe(0);
  }
});

test("no label, no tile", () => {
  const { grid, volume } = labelled(straight);
  expect(planeLabels({ ...volume, tilesOf: () => null }, planesOfKind(grid, "coronal"), 3)).toEqual([]);
});

test.each([
  ["supine", [1, 0, 0], [0, 1, 0], "R L A P"],
  ["prone", [-1, 0, 0], [0, -1, 0], "R L A P"],
  ["mirrored", [-1, 0, 0], [0, 1, 0], "R L A P"],
  ["lying on the side", [0, 1, 0], [-1, 0, 0], "R L A P"],
  ["sagittal, feet up", [0, 1, 0], [0, 0, 1], "A P H F"],
  ["coronal", [1, 0, 0], [0, 0, -1], "R L H F"],
] as const)(
  "the images themselves are turned until right is at the left and front or head is up: %s",
  (_n, i, j, letters) => {
    const [ix, iy, iz] = i;
    const [jx, jy, jz] = j;
    const k = [iy * jz - iz * jy, iz * jx - ix * jz, ix * jy - iy * jx] as const;
    const { grid } = waveVolume({ i, j, k, origin: [0, 0, 0] }, "u8");
    expect(inverseAffine(grid.affine)).not.toBeNull();
    const turn = uprightTurn(nativePlanes(grid));
    const view = {
      camera: { centerImage: [6, 5] as const, zoom: 2, ...turn },
      size: { widthCss: 100, heightCss: 100, devicePixelRatio: 1 },
      stretch: [1, 1] as const,
    };
    expect(imageToScreenAffine(view)).toHaveLength(6);
    const found = orientationLetters({ positionMm: [0, 0, 0], orientation: [...i, ...j] }, view);
    expect(found && `${found.left} ${found.right} ${found.top} ${found.bottom}`).toBe(letters);
  },
);
