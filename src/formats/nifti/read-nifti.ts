import { FormatError } from "../format-error.ts";
import { arrangeSamples, gridBytes, type StoredGrid, type StoredType, storedBytes } from "../raw/arrange.ts";
import { inflateBounded } from "../raw/inflate-bounded.ts";
import type { Announce, RawImage } from "../raw/raw-image.ts";
import { lengthOf } from "../raw/vectors.ts";
import { niftiAffine, unitMm } from "./nifti-affine.ts";
import { type NiftiHeader, niftiHeaderBytes, readNiftiHeader } from "./nifti-header.ts";

/** Datatype codes of nifti1.h; RGB24 and RGBA32 are bytes with a colour axis before the others. */
const types: Readonly<Record<number, StoredType>> = {
  2: "u8",
  4: "i16",
  8: "i32",
  16: "f32",
  64: "f64",
  128: "u8",
  256: "i8",
  512: "u16",
  768: "u32",
  1024: "i64",
  1280: "u64",
  2304: "u8",
};

const mostOffset = 1 << 30;

function gridOf(header: NiftiHeader): StoredGrid {
  const type = types[header.datatype];
  if (!type)
    throw new FormatError(
      "unsupported-pixels",
      "whole or real numbers, or colour",
      `datatype ${header.datatype}`,
      70,
    );
  const rank = header.dim[0] ?? 0;
  if (!(rank >= 1 && rank <= 7)) throw new FormatError("parse-error", "1 to 7 dimensions", `${rank}`, 40);
  const sizes = [1, 2, 3, 4, 5, 6, 7].map((axis) => (axis <= rank ? (header.dim[axis] ?? 0) : 1));
  const colors = header.datatype === 128 ? 3 : header.datatype === 2304 ? 4 : 0;
  return {
    type,
    bigEndian: !header.littleEndian,
    sizes: colors ? [colors, ...sizes] : sizes,
    space: colors ? [1, 2, 3] : [0, 1, 2],
    colorAxis: colors ? 0 : null,
  };
}

/** Where the samples begin in the file that holds them. */
function offsetOf(header: NiftiHeader): number {
  const least = header.magic === "single" ? (header.version === 1 ? 352 : 544) : 0;
  const offset = Math.trunc(header.dataOffset);
  if (!(offset >= 0 && offset <= mostOffset))
    throw new FormatError("parse-error", "an offset of samples inside the file", `${offset}`, 108);
  return Math.max(least, offset);
}

/**
 * Reads a NIfTI-1 or -2 image, gzipped or not, single or a pair: of a pair `file` is the header followed by the `.img`, and `pairAt`
 * is where that begins. An own reader, because itk's applies slope and intercept to the stored values. Errors: {@link FormatError}.
 */
export function readNifti(file: Uint8Array, pairAt: number | null = null, announce?: Announce): RawImage {
  const packed = file[0] === 0x1f && file[1] === 0x8b;
  const header = readNiftiHeader(packed ? inflateBounded(file, niftiHeaderBytes, 0, true) : file);
  if (header.magic !== "single" && pairAt === null)
    throw new FormatError("no-pixel-data", "the .img file beside the header", "no such file in this drop");
  const grid = gridOf(header);
  const dataAt = (pairAt ?? 0) + offsetOf(header);
  const end = dataAt + gridBytes(grid);
  announce?.(end);
  const whole = packed ? inflateBounded(file, end, 0) : file;
  if (whole.length < end)
    throw new FormatError("truncated", `${end} bytes`, `${whole.length}`, Math.min(whole.length, end));
  const { type, bytes, slices, stacks } = arrangeSamples(whole.subarray(dataAt, end), grid);
  const color = grid.colorAxis !== null;
  const affine = niftiAffine(header);
  const mm = unitMm(header);
  const spacing = [2, 1].map((axis) => Math.abs(header.pixdim[axis] ?? 0) * mm);
  const [down = 0, across = 0] = affine ? [lengthOf(affine.j), lengthOf(affine.i)] : spacing;
  const known = Number.isFinite(down) && Number.isFinite(across) && down > 0 && across > 0;
  // A slope of zero means that none is given (nifti1.h); colour is never scaled.
  const scaled =
    !color && Number.isFinite(header.slope) && header.slope !== 0 && Number.isFinite(header.intercept);
  const extension = header.magic === "single" && dataAt > (header.version === 1 ? 352 : 544);
  return {
    kind: "nifti",
    columns: header.dim[1] ?? 1,
    rows: (header.dim[0] ?? 0) >= 2 ? (header.dim[2] ?? 1) : 1,
    slices,
    stacks,
    samples: color ? 3 : 1,
    type,
    bitsStored: storedBytes[type] * 8,
    color: color ? "rgb" : "mono2",
    slope: scaled ? header.slope : 1,
    intercept: scaled ? header.intercept : 0,
    affine,
    spacingMm: known ? [down, across] : null,
    lossy: false,
    bytes,
    leftOut: [
      ...header.leftOut,
      ...(extension ? ["extensions"] : []),
      ...(header.datatype === 2304 ? ["alpha"] : []),
    ],
  };
}
