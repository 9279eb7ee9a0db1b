import { pickMeasureFacts } from "../../../domain/measure/measurement.ts";
import type { MprGrid } from "../../../domain/mpr/mpr-grid.ts";
import { voxelPlane } from "../../../domain/mpr/voxel-plane.ts";
import type { ImageTarget, PlaneTarget } from "../../../editor/image-target.ts";
import type { Stage } from "../stage.ts";
import type { MprPlane } from "./mpr-plane.ts";

/** The slices of a volume as tools name them, in its order. */
export function volumeTargets(
  grid: MprGrid,
  studyUid: string,
  seriesUid: string,
  factsOf: Stage["factsOf"],
): readonly ImageTarget[] {
  const { columns, rows, facts } = grid;
  return grid.frames.map(({ sopUid, frameIndex }) => ({
    studyUid,
    seriesUid,
    sopUid,
    frameIndex,
    columns,
    rows,
    measure: pickMeasureFacts(factsOf({ sopUid, frameIndex }) ?? facts),
  }));
}

/** The picture that a plane shows now, to be painted on; null where its pixels are no voxels. */
export function planeTarget(
  plane: Pick<MprPlane, "stack" | "at">,
  grid: MprGrid,
  slices: readonly ImageTarget[],
): PlaneTarget | null {
  const found = voxelPlane(grid, plane.stack, plane.at());
  return found && { ...found, id: plane.stack.kind, slices };
}
