import { Gzip, gzipSync } from "fflate";
import { type Said, say } from "../../domain/said.ts";
import type { SampleType } from "../../domain/samples.ts";
import { joinBytes } from "../join-bytes.ts";
import type { Three, VolumeAffine } from "../raw/raw-image.ts";
import { flipped } from "../raw/vectors.ts";
import { qformOf } from "./qform.ts";

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
export function niftiLoss({ columns, rows, slices, stacks, samples, type }: NiftiVolume): Said | null {
  if (samples === 3 && type !== "u8") return say`NIfTI has no colour of more than 8 bits`;
  const longest = Math.max(columns, rows, slices, stacks);
  return longest > 32_767 ? say`NIfTI-1 has no axis of more than 32767` : null;
}

const step = (axis: Three) => Math.sqrt(axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2);

/** What a header says of a volume: all but its samples. */
export type NiftiShape = Omit<NiftiVolume, "bytes">;

/** The 352 bytes in front of the samples, little endian, with no text in any field. */
function headerOf(volume: NiftiShape): Uint8Array<ArrayBuffer> {
  const { columns, rows, slices, stacks, samples, type, affine, spacingMm } = volume;
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  const floats = (at: number, values: readonly number[]) => {
    for (const [index, value] of values.entries()) view.setFloat32(at + index * 4, value, true);
  };
  view.setInt32(0, 348, true);
  const dim = [stacks > 1 ? 4 : 3, columns, rows, slices, stacks, 1, 1, 1];
  for (const [index, length] of dim.entries()) view.setInt16(40 + index * 2, length, true);
  const [datatype, bits] = samples === 3 ? ([128, 24] as const) : codes[type];
  view.setInt16(70, datatype, true);
  view.setInt16(72, bits, true);
  const steps = affine
    ? [step(affine.i), step(affine.j), step(affine.k)]
    : [spacingMm?.[1] ?? 1, spacingMm?.[0] ?? 1, 1];
  // Patient left and posterior are negative in RAS.
  const ras = affine && flipped(affine);
  const turn = ras && qformOf(ras, [columns, rows, slices]);
  floats(76, [turn?.handedness ?? 1, ...steps, 1]);
  view.setFloat32(108, headerBytes, true);
  if (samples === 1) floats(112, [volume.slope, volume.intercept]);
  view.setUint8(123, 2);
  if (ras) {
    // 1: scanner coordinates. A sheared grid has no quaternion: code 0 there.
    view.setInt16(252, turn ? 1 : 0, true);
    view.setInt16(254, 1, true);
    if (turn) floats(256, [...turn.quatern, ...ras.origin]);
    for (const row of [0, 1, 2] as const)
      floats(280 + 16 * row, [ras.i[row], ras.j[row], ras.k[row], ras.origin[row]]);
  }
  header.set([0x6e, 0x2b, 0x31, 0], 344);
  return header;
}

/** Packs a volume piece by piece, so that it never lies whole in memory. */
export interface NiftiPacker {
  /** The next samples, little endian, slice after slice. They are copied. */
  push(bytes: Uint8Array): void;
  /** So many empty slices, as gzip members of their own (RFC 1952 2.2): thousands of them are packed once. */
  pushEmpty(empty: EmptySlices, count: number): void;
  /** The packed file, in pieces. */
  finish(): readonly Uint8Array<ArrayBuffer>[];
}

/** Empty slices, packed once: members of 1, 2, 4 … of them. */
export interface EmptySlices {
  readonly members: readonly Uint8Array<ArrayBuffer>[];
}

/** A member holds no more than this, so that a reader never has to hold more. */
const mostInMember = 4 << 20;

/** Slices of `lengthBytes` zeros, for {@link NiftiPacker.pushEmpty}. */
export function emptySlices(lengthBytes: number): EmptySlices {
  const members: Uint8Array<ArrayBuffer>[] = [];
  for (let count = 1; count === 1 || count * lengthBytes <= mostInMember; count *= 2)
    members.push(Uint8Array.from(gzipSync(new Uint8Array(count * lengthBytes), { mtime: 0, level: 6 })));
  return { members };
}

/** Starts a gzipped NIfTI-1 file: header, then samples as they come. Equal bytes for equal volumes and equal pieces. */
export function packNifti(shape: NiftiShape): NiftiPacker {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const member = () => new Gzip({ mtime: 0, level: 6 }, (part) => void parts.push(part.slice()));
  let gzip: Gzip | null = member();
  const end = () => {
    gzip?.push(new Uint8Array(0), true);
    gzip = null;
  };
  gzip.push(headerOf(shape));
  return {
    push: (bytes) => {
      gzip ??= member();
      gzip.push(bytes);
    },
    pushEmpty: ({ members }, count) => {
      if (count > 0) end();
      let left = count;
      for (let at = members.length - 1; at >= 0; at--)
        for (const member = members[at]; member && left >= 2 ** at; left -= 2 ** at) parts.push(member);
    },
    finish: () => {
      end();
      return parts;
    },
  };
}

/**
 * A gzipped NIfTI-1 file, single, little endian, with no text in any field: the grid as sform (RAS), in millimetres, and as qform
 * where it is not sheared. Equal bytes for equal volumes. Ask `niftiLoss` first.
 */
export function writeNifti(volume: NiftiVolume): Uint8Array<ArrayBuffer> {
  const packer = packNifti(volume);
  packer.push(volume.bytes);
  return joinBytes(packer.finish());
}
