import type { MeasureFacts } from "../domain/measure/measurement.ts";
import type { VoxelPlane } from "../domain/mpr/voxel-plane.ts";

/** The frame on the screen that tools draw on. `frameIndex` counts from 0 inside the instance. */
export interface ImageTarget {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly sopUid: string;
  readonly frameIndex: number;
  readonly columns: number;
  readonly rows: number;
  /** The frame is too large for one piece and read by tile: what needs all of its samples cannot work on it. */
  readonly tiled?: boolean;
  /** What its millimetres mean; measurements are in pixels without it. */
  readonly measure?: MeasureFacts;
}

/** A picture through the volume of a stack that is painted on: its pixels are voxels of `slices`, in the order of the volume. */
export interface PlaneTarget extends VoxelPlane {
  /** Which of the planes it is. */
  readonly id: string;
  readonly slices: readonly ImageTarget[];
}

/** One slice of a stack; `alongMm`: where it lies along the normal, null where that is not known of all. */
export interface StackSlice {
  readonly target: ImageTarget;
  readonly alongMm: number | null;
}
