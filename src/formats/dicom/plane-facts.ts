import type { PlaneFacts } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { decimalsOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import type { DicomDataset } from "./read-dataset.ts";

type Six = PlaneFacts["orientation"];
type Three = PlaneFacts["positionMm"];

const isUnit = (x: number, y: number, z: number) => Math.abs(Math.hypot(x, y, z) - 1) < 1e-2;

function planeOf(position: readonly number[], orientation: readonly number[]): PlaneFacts | null {
  if (position.length < 3 || orientation.length < 6) return null;
  const [rx = 0, ry = 0, rz = 0, cx = 0, cy = 0, cz = 0] = orientation;
  const square = Math.abs(rx * cx + ry * cy + rz * cz) < 1e-2;
  if (!isUnit(rx, ry, rz) || !isUnit(cx, cy, cz) || !square) return null;
  return {
    positionMm: position.slice(0, 3) as unknown as Three,
    orientation: [rx, ry, rz, cx, cy, cz] as Six,
  };
}

/**
 * Plane of each frame (PS3.3 C.7.6.2.1.1), from the functional groups or the top level; empty when any frame has none or the
 * direction cosines are no right-angled unit vectors.
 */
export function planesOf(
  dataset: DicomDataset,
  groups: FunctionalGroups,
  frames: number,
): readonly PlaneFacts[] {
  const topPosition = decimalsOf(dataset, dicomTag.positionPatient);
  const topOrientation = decimalsOf(dataset, dicomTag.orientationPatient);
  // Several frames with one top-level position are no volume: the position is that of the first frame only.
  if (!groups.present && frames > 1) return [];
  const planes: PlaneFacts[] = [];
  for (let frameIndex = 0; frameIndex < frames; frameIndex++) {
    const position = groups.groupOf(frameIndex, dicomTag.planePositionGroup);
    const orientation = groups.groupOf(frameIndex, dicomTag.planeOrientationGroup);
    const plane = planeOf(
      position ? decimalsOf(position, dicomTag.positionPatient) : topPosition,
      orientation ? decimalsOf(orientation, dicomTag.orientationPatient) : topOrientation,
    );
    if (!plane) return [];
    planes.push(plane);
  }
  return planes;
}
