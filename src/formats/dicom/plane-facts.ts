import type { PlaneFacts } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { decimalsOf, numbersOf } from "./element-values.ts";
import type { FunctionalGroups } from "./functional-groups.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

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

/** The plane moved along its normal. */
function shifted(plane: PlaneFacts, mm: number): PlaneFacts {
  const [rx, ry, rz, cx, cy, cz] = plane.orientation;
  const [x, y, z] = plane.positionMm;
  const normal = [ry * cz - rz * cy, rz * cx - rx * cz, rx * cy - ry * cx] as const;
  return { ...plane, positionMm: [x + mm * normal[0], y + mm * normal[1], z + mm * normal[2]] };
}

/** Planes of a dose grid, given as offsets from the first, or as z where the first offset is its z (PS3.3 C.8.8.3.2). */
function gridPlanes(dataset: DicomDataset, first: PlaneFacts, frames: number): readonly PlaneFacts[] {
  const offsets = decimalsOf(dataset, dicomTag.gridOffsets);
  const [start = 0] = offsets;
  if (offsets.length !== frames) return [];
  if (start !== 0 && Math.abs(start - first.positionMm[2]) > 1e-3) return [];
  return offsets.map((offset) => shifted(first, offset - start));
}

/** Slices of a reconstructed nuclear medicine volume: the number of each, and one distance (PS3.3 C.8.4.15, C.8.4.11). */
function nuclearPlanes(dataset: DicomDataset, frames: number): readonly PlaneFacts[] {
  const slices = numbersOf(dataset, dicomTag.sliceVector, "US");
  const [stepMm] = decimalsOf(dataset, dicomTag.spacingBetweenSlices);
  const [detector = dataset] = itemsOf(dataset, dicomTag.detectors);
  const first = planeOf(
    decimalsOf(detector, dicomTag.positionPatient),
    decimalsOf(detector, dicomTag.orientationPatient),
  );
  if (slices.length !== frames || !first || stepMm === undefined || stepMm === 0) return [];
  return slices.map((slice) => shifted(first, (slice - 1) * stepMm));
}

function groupPlane(dataset: DicomDataset, groups: FunctionalGroups, frameIndex: number): PlaneFacts | null {
  const position = groups.groupOf(frameIndex, dicomTag.planePositionGroup) ?? dataset;
  const orientation = groups.groupOf(frameIndex, dicomTag.planeOrientationGroup) ?? dataset;
  const inPatient = planeOf(
    decimalsOf(position, dicomTag.positionPatient),
    decimalsOf(orientation, dicomTag.orientationPatient),
  );
  if (inPatient) return inPatient;
  const volumePosition = groups.groupOf(frameIndex, dicomTag.planePositionVolumeGroup);
  const volumeOrientation = groups.groupOf(frameIndex, dicomTag.planeOrientationVolumeGroup);
  if (!volumePosition || !volumeOrientation) return null;
  const inVolume = planeOf(
    numbersOf(volumePosition, dicomTag.positionVolume, "FD"),
    numbersOf(volumeOrientation, dicomTag.orientationVolume, "FD"),
  );
  return inVolume && { ...inVolume, space: "volume" };
}

/**
 * Plane of each frame (PS3.3 C.7.6.2.1.1), from the functional groups, the vectors of a dose grid or of nuclear medicine, or the top
 * level; empty when any frame has none or the direction cosines are no right-angled unit vectors.
 */
export function planesOf(
  dataset: DicomDataset,
  groups: FunctionalGroups,
  frames: number,
): readonly PlaneFacts[] {
  if (!groups.present) {
    const top = planeOf(
      decimalsOf(dataset, dicomTag.positionPatient),
      decimalsOf(dataset, dicomTag.orientationPatient),
    );
    if (dataset.elements.has(dicomTag.sliceVector)) {
      const planes = nuclearPlanes(dataset, frames);
      if (planes.length > 0) return planes;
    }
    if (top && dataset.elements.has(dicomTag.gridOffsets)) return gridPlanes(dataset, top, frames);
    // Several frames with one top-level position are no volume: the position is that of the first frame only.
    return top && frames === 1 ? [top] : [];
  }
  const planes: PlaneFacts[] = [];
  for (let frameIndex = 0; frameIndex < frames; frameIndex++) {
    const plane = groupPlane(dataset, groups, frameIndex);
    if (!plane) return [];
    planes.push(plane);
  }
  return planes;
}
