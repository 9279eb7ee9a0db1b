import { FormatError } from "../format-error.ts";
import {
  arrangeSamples,
  gridBytes,
  type StoredGrid,
  type StoredType,
  samplesFromText,
  storedBytes,
} from "../raw/arrange.ts";
import { asciiText } from "../raw/header-lines.ts";
import { inflateBounded } from "../raw/inflate-bounded.ts";
import type { Announce, RawImage, Three, VolumeAffine } from "../raw/raw-image.ts";
import { isUsable, lengthOf, scaled } from "../raw/vectors.ts";
import { readMetaImageHeader } from "./metaimage-header.ts";

const types: Readonly<Record<string, StoredType>> = {
  MET_UCHAR: "u8",
  MET_CHAR: "i8",
  MET_USHORT: "u16",
  MET_SHORT: "i16",
  MET_UINT: "u32",
  MET_INT: "i32",
  // 4 bytes in MetaIO's own table of sizes, on every platform.
  MET_ULONG: "u32",
  MET_LONG: "i32",
  MET_ULONG_LONG: "u64",
  MET_LONG_LONG: "i64",
  MET_FLOAT: "f32",
  MET_DOUBLE: "f64",
};

/** Header keys that may hold words of people; only whether they are there is told. */
const leftOutKeys = [
  "comment",
  "name",
  "objectsubtype",
  "transformtype",
  "anatomicalorientation",
  "modality",
];

type Keys = ReadonlyMap<string, string>;

const first = (keys: Keys, ...names: readonly string[]) =>
  names.map((name) => keys.get(name)).find((value) => value !== undefined);
const isTrue = (text: string | undefined) => /^(true|t|1)/i.test(text ?? "");
const numbers = (text: string | undefined) => (text ?? "").trim().split(/\s+/).filter(Boolean).map(Number);

/**
 * Row n of TransformMatrix is the direction of axis n, Offset the centre of the first voxel, both in LPS mm. CenterOfRotation is
 * about moving the object, not about where its voxels are: itk does not look at it either.
 */
function affineOf(keys: Keys, rank: number, spacing: readonly number[]): VolumeAffine | null {
  const matrix = first(keys, "transformmatrix", "rotation", "orientation");
  const offset = first(keys, "offset", "position", "origin");
  if (rank < 3 || (matrix === undefined && offset === undefined)) return null;
  const cells = matrix === undefined ? null : numbers(matrix);
  const place = offset === undefined ? [0, 0, 0] : numbers(offset);
  const axis = (index: number): Three => {
    const cell = (column: number) => (cells ? (cells[index * rank + column] ?? 0) : index === column ? 1 : 0);
    return scaled([cell(0), cell(1), cell(2)], spacing[index] ?? 1);
  };
  const affine: VolumeAffine = {
    i: axis(0),
    j: axis(1),
    k: axis(2),
    origin: [place[0] ?? 0, place[1] ?? 0, place[2] ?? 0],
  };
  return isUsable(affine) ? affine : null;
}

function gridOf(keys: Keys): StoredGrid {
  const type = types[(first(keys, "elementtype") ?? "").toUpperCase().replace(/_ARRAY$/, "")];
  if (!type) throw new FormatError("unsupported-pixels", "whole or real numbers", "another element type");
  const sizes = numbers(keys.get("dimsize"));
  const rank = Number(keys.get("ndims"));
  if (sizes.length !== rank || rank < 1 || rank > 10)
    throw new FormatError("parse-error", "as many sizes as dimensions", `${sizes.length}`);
  if (rank < 2) throw new FormatError("unsupported-pixels", "an image of two or more axes", `${rank}`);
  const channels = Number(keys.get("elementnumberofchannels") ?? 1);
  const bigEndian = isTrue(first(keys, "binarydatabyteordermsb", "elementbyteordermsb"));
  const color = (channels === 3 || channels === 4) && (type === "u8" || type === "u16");
  const shift = channels > 1 ? 1 : 0;
  return {
    type,
    bigEndian,
    sizes: shift ? [channels, ...sizes] : sizes,
    space: [shift, shift + 1, rank >= 3 ? shift + 2 : null],
    colorAxis: color ? 0 : null,
  };
}

/**
 * Reads a MetaImage. Of a detached header `file` is the header followed by its data files, and `dataAt` is where these begin. An own
 * reader: stored values and 64-bit integers stay what they are. Errors: {@link FormatError}.
 */
export function readMetaImage(file: Uint8Array, dataAt: number | null = null, announce?: Announce): RawImage {
  const header = readMetaImageHeader(file, dataAt ?? undefined);
  const { keys } = header;
  if (header.dataFiles && dataAt === null)
    throw new FormatError("no-pixel-data", "the data file of the header", "no such file in this drop");
  const grid = gridOf(keys);
  const total = gridBytes(grid);
  const begin = dataAt ?? header.dataAt;
  const skip = Number(keys.get("headersize") ?? 0);
  // −1: the samples are the last bytes of the file.
  const at = skip === -1 ? Math.max(begin, file.length - total) : begin + Math.max(0, skip);
  const data = file.subarray(at);
  const text = !isTrue(first(keys, "binarydata") ?? "True");
  const packed = isTrue(keys.get("compresseddata"));
  if (!packed && !text && data.length < total)
    throw new FormatError("truncated", `${total} bytes of samples`, `${data.length}`, file.length);
  announce?.(total);
  const samples = packed
    ? inflateBounded(data, total, at)
    : text
      ? samplesFromText(asciiText(data), grid.type, total / storedBytes[grid.type])
      : data;
  const arranged = arrangeSamples(samples, text ? { ...grid, bigEndian: false } : grid);
  const rank = Number(keys.get("ndims"));
  const spacing = numbers(first(keys, "elementspacing", "elementsize"));
  const affine = affineOf(keys, rank, spacing.map(Math.abs));
  const [down = Number.NaN, across = Number.NaN] = affine
    ? [lengthOf(affine.j), lengthOf(affine.i)]
    : [Math.abs(spacing[1] ?? Number.NaN), Math.abs(spacing[0] ?? Number.NaN)];
  const color = grid.colorAxis !== null;
  const slope = Number(keys.get("elementtointensityfunctionslope") ?? 1);
  const intercept = Number(keys.get("elementtointensityfunctionoffset") ?? 0);
  const mapped = Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept) && !color;
  return {
    kind: "metaimage",
    columns: grid.sizes[grid.space[0]] ?? 1,
    rows: grid.sizes[grid.space[1]] ?? 1,
    slices: arranged.slices,
    stacks: arranged.stacks,
    samples: color ? 3 : 1,
    type: arranged.type,
    bitsStored: storedBytes[arranged.type] * 8,
    color: color ? "rgb" : "mono2",
    slope: mapped ? slope : 1,
    intercept: mapped ? intercept : 0,
    affine,
    spacingMm: down > 0 && across > 0 ? [down, across] : null,
    lossy: false,
    bytes: arranged.bytes,
    leftOut: [
      ...leftOutKeys.filter((key) => keys.has(key)),
      ...(header.dataFiles ? ["data file"] : []),
      ...(color && grid.sizes[0] === 4 ? ["alpha"] : []),
    ],
  };
}
