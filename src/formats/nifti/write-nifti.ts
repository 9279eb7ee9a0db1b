import { gzipSync } from "fflate";
import type { SampleType } from "../../domain/pixel-source.ts";
import type { Three, VolumeAffine } from "../raw/raw-image.ts";

/** A volume to write. `bytes`: little endian samples, slice after slice, stack after stack. */
export interface NiftiVolume {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  readonly stacks: number;
  readonly samples: 1 | 3;
  readonly type: SampleType;
  readonly slope: number;
  readonly intercept: number;
  /** LPS mm, or null where the place is not known. */
  readonly affine: VolumeAffine | null;
  readonly spacingMm: readonly [number, number] | null;
  readonly bytes: Uint8Array;
}

const headerBytes = 352;
const codes: Readonly<Record<SampleType, readonly [datatype: number, bits: number]>> = {
  u8: [2, 8],
  i8: [256, 8],
  i16: [4, 16],
  u16: [512, 16],
  i32: [8, 32],
  u32: [768, 32],
  f32: [16, 32],
  f64: [64, 64],
};

/** Why NIfTI-1 cannot hold a volume, in words, or null. */
export function niftiLoss({ columns, rows, slices, stacks, samples, type }: NiftiVolume): string | null {
  if (samples === 3 && type !== "u8") return "NIfTI has no colour of more than 8 bits";
  const longest = Math.max(columns, rows, slices, stacks);
  return longest > 32_767 ? "NIfTI-1 has no axis of more than 32767" : null;
}

const step = (axis: Three) => Math.sqrt(axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2);

/**
 * A gzipped NIfTI-1 file, single, little endian, with no text in any field: the grid as sform (RAS), in millimetres. Equal bytes for
 * equal volumes. Ask `niftiLoss` first.
 */
export function writeNifti(volume: NiftiVolume): Uint8Array<ArrayBuffer> {
  const { columns, rows, slices, stacks, samples, type, affine, spacingMm } = volume;
  const file = new Uint8Array(headerBytes + volume.bytes.length);
  const view = new DataView(file.buffer);
  view.setInt32(0, 348, true);
  const dim = [stacks > 1 ? 4 : 3, columns, rows, slices, stacks, 1, 1, 1];
  for (const [index, length] of dim.entries()) view.setInt16(40 + index * 2, length, true);
  const [datatype, bits] = samples === 3 ? ([128, 24] as const) : codes[type];
  view.setInt16(70, datatype, true);
  view.setInt16(72, bits, true);
  const steps = affine
    ? [step(affine.i), step(affine.j), step(affine.k)]
    : [spacingMm?.[1] ?? 1, spacingMm?.[0] ?? 1, 1];
  for (const [index, length] of [1, ...steps, 1].entries()) view.setFloat32(76 + index * 4, length, true);
  view.setFloat32(108, headerBytes, true);
  if (samples === 1) {
    view.setFloat32(112, volume.slope, true);
    view.setFloat32(116, volume.intercept, true);
  }
  view.setUint8(123, 2);
  if (affine) {
    // 1: scanner coordinates. Patient left and posterior are negative in RAS.
    view.setInt16(254, 1, true);
    for (const [row, sign] of [-1, -1, 1].entries()) {
      const cells = [affine.i, affine.j, affine.k, affine.origin].map((vector) => sign * (vector[row] ?? 0));
      for (const [column, cell] of cells.entries()) view.setFloat32(280 + 16 * row + 4 * column, cell, true);
    }
  }
  file.set([0x6e, 0x2b, 0x31, 0], 344);
  file.set(volume.bytes, headerBytes);
  return gzipSync(file, { mtime: 0, level: 6 }).slice();
}
