import type { Three, VolumeAffine } from "../raw/raw-image.ts";
import { flipped, isUsable } from "../raw/vectors.ts";
import type { NiftiHeader } from "./nifti-header.ts";

/** Millimetres of a header's unit of length: metres, millimetres, micrometres; unknown counts as mm. */
export const unitMm = ({ spaceUnits }: NiftiHeader) =>
  spaceUnits === 1 ? 1000 : spaceUnits === 3 ? 0.001 : 1;

const column = (rows: readonly number[], at: number, mm: number): Three => [
  (rows[at] ?? 0) * mm,
  (rows[at + 4] ?? 0) * mm,
  (rows[at + 8] ?? 0) * mm,
];

/** The rows of srow are x, y and z (nifti1.h, method 3). */
function sform({ srow }: NiftiHeader, mm: number): VolumeAffine {
  return {
    i: column(srow, 0, mm),
    j: column(srow, 1, mm),
    k: column(srow, 2, mm),
    origin: column(srow, 3, mm),
  };
}

/** Rotation by a unit quaternion, its first part left to be found; pixdim[0] < 0 turns the third axis (nifti1.h, method 2). */
function qform({ quatern, qoffset, pixdim }: NiftiHeader, mm: number): VolumeAffine {
  let [b, c, d] = quatern;
  const squares = b * b + c * c + d * d;
  let a = 0;
  if (squares < 1) a = Math.sqrt(1 - squares);
  else {
    const norm = Math.sqrt(squares);
    [b, c, d] = [b / norm, c / norm, d / norm];
  }
  const [x, y, z] = [(pixdim[1] ?? 0) * mm, (pixdim[2] ?? 0) * mm, (pixdim[3] ?? 0) * mm];
  const forward = (pixdim[0] ?? 1) < 0 ? -z : z;
  return {
    i: [(a * a + b * b - c * c - d * d) * x, 2 * (b * c + a * d) * x, 2 * (b * d - a * c) * x],
    j: [2 * (b * c - a * d) * y, (a * a + c * c - b * b - d * d) * y, 2 * (c * d + a * b) * y],
    k: [
      2 * (b * d + a * c) * forward,
      2 * (c * d - a * b) * forward,
      (a * a + d * d - c * c - b * b) * forward,
    ],
    origin: [qoffset[0] * mm, qoffset[1] * mm, qoffset[2] * mm],
  };
}

/** Where the voxels lie (LPS, mm): sform where it is set and can carry planes, else qform, else unknown. */
export function niftiAffine(header: NiftiHeader): VolumeAffine | null {
  const mm = unitMm(header);
  const candidates = [
    ...(header.sformCode > 0 ? [sform(header, mm)] : []),
    ...(header.qformCode > 0 ? [qform(header, mm)] : []),
  ];
  const found = candidates.find(isUsable);
  return found ? flipped(found) : null;
}
