import { FormatError } from "../format-error.ts";
import { gridBytes, type StoredGrid, type StoredType } from "../raw/arrange.ts";
import type { Three, VolumeAffine } from "../raw/raw-image.ts";
import { crossOf, isUsable, lengthOf, scaled } from "../raw/vectors.ts";
import type { NrrdHeader } from "./nrrd-header.ts";

const types: Readonly<Record<string, StoredType>> = {
  "signed char": "i8",
  int8: "i8",
  int8_t: "i8",
  uchar: "u8",
  "unsigned char": "u8",
  uint8: "u8",
  uint8_t: "u8",
  short: "i16",
  "short int": "i16",
  "signed short": "i16",
  "signed short int": "i16",
  int16: "i16",
  int16_t: "i16",
  ushort: "u16",
  "unsigned short": "u16",
  "unsigned short int": "u16",
  uint16: "u16",
  uint16_t: "u16",
  int: "i32",
  "signed int": "i32",
  int32: "i32",
  int32_t: "i32",
  uint: "u32",
  "unsigned int": "u32",
  uint32: "u32",
  uint32_t: "u32",
  longlong: "i64",
  "long long": "i64",
  "long long int": "i64",
  "signed long long": "i64",
  "signed long long int": "i64",
  int64: "i64",
  int64_t: "i64",
  ulonglong: "u64",
  "unsigned long long": "u64",
  "unsigned long long int": "u64",
  uint64: "u64",
  uint64_t: "u64",
  float: "f32",
  double: "f64",
};

/** Signs that turn a space's axes to left, posterior, superior. Other spaces do not say where the patient is. */
const spaces: Readonly<Record<string, Three>> = {
  "left-posterior-superior": [1, 1, 1],
  lps: [1, 1, 1],
  "right-anterior-superior": [-1, -1, 1],
  ras: [-1, -1, 1],
  "left-anterior-superior": [1, -1, 1],
  las: [1, -1, 1],
};

const unitsMm: Readonly<Record<string, number>> = { mm: 1, cm: 10, m: 1000, um: 0.001, µm: 0.001 };

/** Axes that run over colours; `vector`, `list` and the like are other stacks. */
const colorKinds = new Set(["rgb-color", "rgba-color", "3-color", "4-color", "rgbcolor", "rgbacolor"]);
const plainKinds = new Set(["domain", "space", "???", "none", ""]);

/** What a NRRD header says of its grid and of where the patient lay. */
export interface NrrdGrid {
  readonly grid: StoredGrid;
  readonly affine: VolumeAffine | null;
  readonly spacingMm: readonly [number, number] | null;
}

const words = (text: string | undefined) => (text ?? "").trim().split(/\s+/).filter(Boolean);

/** `(x,y,z)` or `none`, one an axis. */
function vectorsOf(text: string | undefined): (Three | null)[] {
  return [...(text ?? "").matchAll(/none|\(([^)]*)\)/gi)].map((match) => {
    const parts = (match[1] ?? "").split(",").map(Number);
    if (parts.length !== 3 || !parts.every(Number.isFinite)) return null;
    return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
  });
}

function affineOf(
  fields: NrrdHeader["fields"],
  vectors: readonly (Three | null)[],
  axes: StoredGrid["space"],
): VolumeAffine | null {
  const signs = spaces[(fields.get("space") ?? "").toLowerCase().replace(/-time$|t$/, "")];
  const origin = vectorsOf(fields.get("space origin"))[0];
  const [i, j] = [vectors[axes[0]], vectors[axes[1]]];
  if (!signs || !origin || !i || !j) return null;
  const across = crossOf(i, j);
  const k = axes[2] === null ? scaled(across, 1 / (lengthOf(across) || 1)) : vectors[axes[2]];
  if (!k) return null;
  const mm = unitsMm[/"([^"]*)"/.exec(fields.get("space units") ?? "")?.[1] ?? "mm"] ?? 1;
  const turn = ([x, y, z]: Three): Three => [x * signs[0] * mm, y * signs[1] * mm, z * signs[2] * mm];
  const affine = { i: turn(i), j: turn(j), k: turn(k), origin: turn(origin) };
  return isUsable(affine) ? affine : null;
}

/** Which axes are columns, rows and slices: those with a direction, else the plain kinds, else the first three. */
function spaceAxes(
  sizes: readonly number[],
  vectors: readonly (Three | null)[],
  kinds: readonly string[],
  colorAxis: number | null,
): StoredGrid["space"] {
  const all = sizes.map((_, axis) => axis).filter((axis) => axis !== colorAxis);
  const directed = all.filter((axis) => vectors[axis]);
  const plain = all.filter((axis) => plainKinds.has(kinds[axis] ?? ""));
  const [column, row, slice] = directed.length >= 2 ? directed : plain.length >= 2 ? plain : all;
  if (column === undefined || row === undefined)
    throw new FormatError("unsupported-pixels", "an image of two or more axes", `${sizes.length}`);
  return [column, row, slice ?? null];
}

/** Reads type, sizes, axes and geometry of a NRRD header. Measurement frames and contents are not looked at. */
export function nrrdGrid({ fields }: NrrdHeader): NrrdGrid {
  const type = types[(fields.get("type") ?? "").toLowerCase()];
  if (!type) throw new FormatError("unsupported-pixels", "whole or real numbers", "another type");
  const sizes = words(fields.get("sizes")).map(Number);
  if (sizes.length === 0 || sizes.length > 16 || sizes.length !== Number(fields.get("dimension")))
    throw new FormatError("parse-error", "as many sizes as dimensions", `${sizes.length}`);
  gridBytes({ type, sizes });
  const kinds = words(fields.get("kinds")).map((kind) => kind.toLowerCase());
  const vectors = vectorsOf(fields.get("space directions"));
  const wide = type === "u8" || type === "u16";
  const color = sizes.findIndex(
    (size, axis) => wide && (size === 3 || size === 4) && colorKinds.has(kinds[axis] ?? ""),
  );
  const colorAxis = color < 0 ? null : color;
  const space = spaceAxes(sizes, vectors, kinds, colorAxis);
  const affine = affineOf(fields, vectors, space);
  const spacings = words(fields.get("spacings")).map((word) => Math.abs(Number(word)));
  const distance = (axis: number) => {
    const vector = vectors[axis];
    return vector ? lengthOf(vector) : (spacings[axis] ?? Number.NaN);
  };
  const [down, across] = affine
    ? [lengthOf(affine.j), lengthOf(affine.i)]
    : [distance(space[1]), distance(space[0])];
  const known = Number.isFinite(down) && Number.isFinite(across) && down > 0 && across > 0;
  return {
    grid: { type, bigEndian: (fields.get("endian") ?? "").toLowerCase() === "big", sizes, space, colorAxis },
    affine,
    spacingMm: known ? [down, across] : null,
  };
}
