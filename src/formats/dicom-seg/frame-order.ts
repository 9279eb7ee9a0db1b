import type { SourceFrame } from "../dicom/write/image-reference.ts";

/** Distance of a plane from the origin along its normal, in mm. */
function depthMm(source: SourceFrame): number | null {
  if (!source.place) return null;
  const { orientation, positionMm } = source.place.plane;
  const [rx, ry, rz, cx, cy, cz] = orientation;
  const [x, y, z] = positionMm;
  return (ry * cz - rz * cy) * x + (rz * cx - rx * cz) * y + (rx * cy - ry * cx) * z;
}

/** The rank of each frame from 1, frames at one place alike: along the normal, else by instance and frame number. */
export function frameOrder(frames: readonly SourceFrame[]): number[] {
  const keyOf = (frame: SourceFrame) => `${frame.sopUid} ${String(frame.frame ?? 0).padStart(8, "0")}`;
  const depths = frames.map(depthMm);
  if (depths.every((depth) => depth !== null)) {
    const rounded = depths.map((depth) => Math.round((depth ?? 0) * 1e4));
    const places = [...new Set(rounded)].sort((a, b) => a - b);
    const ranks = new Map(places.map((place, index) => [place, index + 1]));
    return rounded.map((place) => ranks.get(place) ?? 1);
  }
  const keys = [...new Set(frames.map(keyOf))].sort((a, b) => (a < b ? -1 : 1));
  const ranks = new Map(keys.map((key, index) => [key, index + 1]));
  return frames.map((frame) => ranks.get(keyOf(frame)) ?? 1);
}
