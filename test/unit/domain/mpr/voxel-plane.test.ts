import { describe, expect, test } from "vitest";
import { applyTo, inverseAffine } from "../../../../src/domain/affine-maths.ts";
import type { MprGrid } from "../../../../src/domain/mpr/mpr-grid.ts";
import { planeVoxels, sweptDisc } from "../../../../src/domain/mpr/plane-brush.ts";
import { planeKinds, planesOfKind } from "../../../../src/domain/mpr/plane-stack.ts";
import { voxelAt, voxelPlane } from "../../../../src/domain/mpr/voxel-plane.ts";
import type { Vector } from "../../../../src/domain/vector.ts";
import { oblique, type Steps, straight, waveVolume } from "../../../support/mpr-volumes.ts";

/** Head first and lying on the belly: rows and slices run against the patient's axes. */
const turned: Steps = { i: [-0.8, 0, 0], j: [0, -0.7, 0], k: [0, 0, -2], origin: [10, 20, 30] };
const sagittal: Steps = { i: [0, 0.9, 0], j: [0, 0, -0.9], k: [3, 0, 0], origin: [0, 0, 0] };
const grids: readonly (readonly [string, MprGrid])[] = [
  ["straight", waveVolume(straight, "i16").grid],
  ["turned", waveVolume(turned, "i16").grid],
  ["sagittal", waveVolume(sagittal, "i16").grid],
];
const keys = (voxels: readonly Vector[]) => [...new Set(voxels.map((voxel) => voxel.join(" ")))].sort();

/** Voxels of slices as a list. */
const listed = (slices: ReturnType<typeof planeVoxels>): Vector[] =>
  slices.flatMap(({ slice, spans }) =>
    spans.flatMap(([row, from, to]) =>
      Array.from({ length: to - from }, (_, at): Vector => [from + at, row, slice]),
    ),
  );

describe.each(grids)("a plane of the %s volume", (_, grid) => {
  test.each(planeKinds)("has under each pixel of its %s pictures the voxel that lies there", (kind) => {
    const planes = planesOfKind(grid, kind);
    const inverse = inverseAffine(grid.affine);
    if (!inverse) throw new Error("the grid has no inverse");
    for (const at of [0, 3, planes.count - 1]) {
      const plane = voxelPlane(grid, planes, at);
      if (!plane) throw new Error("the plane has no voxels");
      for (let row = 0; row < planes.rows; row++)
        for (let column = 0; column < planes.columns; column++) {
          const wish = applyTo(inverse, applyTo(planes.affine, [column, row, at])).map(
            (v) => Math.round(v) + 0,
          );
          expect(voxelAt(plane, [column + 0.4, row - 0.4])).toEqual(wish);
        }
    }
  });
  test.each(planeKinds)(
    "is painted %s in millimetres: a swept disc is every voxel whose centre is near the way",
    (kind) => {
      const planes = planesOfKind(grid, kind);
      const at = Math.floor(planes.count / 2);
      const plane = voxelPlane(grid, planes, at);
      if (!plane) throw new Error("the plane has no voxels");
      const [from, to] = [[1.2, 2.1] as const, [7.6, 5.4] as const];
      const radiusMm = 2.3;
      const painted = listed(planeVoxels(plane, sweptDisc(plane, from, to, radiusMm)));
      // Oracle: every voxel of the volume by its place in the patient, sampled densely along the way.
      const way = Array.from({ length: 4001 }, (_, step): Vector => {
        const share = step / 4000;
        return applyTo(planes.affine, [
          from[0] + (to[0] - from[0]) * share,
          from[1] + (to[1] - from[1]) * share,
          at,
        ]);
      });
      const normal = applyTo(planes.affine, [0, 0, 1]).map(
        (v, axis) => v - (applyTo(planes.affine, [0, 0, 0])[axis] ?? 0),
      );
      const near: Vector[] = [];
      const sure: Vector[] = [];
      for (let slice = 0; slice < grid.frames.length; slice++)
        for (let row = 0; row < grid.rows; row++)
          for (let column = 0; column < grid.columns; column++) {
            const place = applyTo(grid.affine, [column, row, slice]);
            const first = way[0] ?? place;
            const off = place.reduce(
              (sum, v, axis) => sum + (v - (first[axis] ?? 0)) * (normal[axis] ?? 0),
              0,
            );
            if (Math.abs(off) > 1e-6) continue;
            const away = Math.min(
              ...way.map((p) => Math.hypot(p[0] - place[0], p[1] - place[1], p[2] - place[2])),
            );
            if (away <= radiusMm + 1e-3) near.push([column, row, slice]);
            if (away <= radiusMm - 1e-3) sure.push([column, row, slice]);
          }
      const found = new Set(keys(painted));
      for (const voxel of keys(sure)) expect(found).toContain(voxel);
      const allowed = new Set(keys(near));
      for (const voxel of found) expect(allowed).toContain(voxel);
      expect(sure.length).toBeGreaterThan(3);
      expect(painted).toHaveLength(found.size);
    },
  );
});

test("a plane that is made up between the voxels is not painted on", () => {
  const { grid } = waveVolume(oblique, "i16");
  const kind = planeKinds.find((one) => !planesOfKind(grid, one).onGrid);
  expect(kind).toBeDefined();
  expect(voxelPlane(grid, planesOfKind(grid, kind ?? "coronal"), 1)).toBeNull();
});

test("a brush thinner than the slices are apart still leaves the pixel under it", () => {
  const { grid } = waveVolume(straight, "i16");
  const plane = voxelPlane(grid, planesOfKind(grid, "coronal"), 4);
  if (!plane) throw new Error("the plane has no voxels");
  expect(sweptDisc(plane, [3.3, 2.45], [3.3, 2.45], 0.3)).toEqual([[2, 3, 4]]);
});
