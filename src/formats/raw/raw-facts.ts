import type { ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import { FormatError } from "../format-error.ts";
import { storedBytes } from "./arrange.ts";
import type { RawImage, Three, VolumeAffine } from "./raw-image.ts";
import { lengthOf, scaled } from "./vectors.ts";

/** More frames than this are a mistake of the header, not an image. */
const mostFrames = 1 << 16;

/** Plane of slice `index`: its first voxel's centre, and the directions of rows and columns. */
function planeOf({ i, j, k, origin }: VolumeAffine, index: number): PlaneFacts {
  const along = (axis: 0 | 1 | 2) => origin[axis] + index * k[axis];
  const row = scaled(i, 1 / lengthOf(i));
  const column = scaled(j, 1 / lengthOf(j));
  return { positionMm: [along(0), along(1), along(2)], orientation: [...row, ...column] };
}

/** What the rows of an instance say of an image whose header is thrown away. */
export interface RawFacts {
  readonly facts: ImageFacts;
  readonly planes: readonly PlaneFacts[];
  readonly stacks: readonly string[];
  /** From one slice to the next, mm (LPS); null where the file does not say. */
  readonly sliceStepMm: Three | null;
}

/** The facts of an image: numbers of its pixels and of its grid only. */
export function rawFacts(image: RawImage): RawFacts {
  const { columns, rows, slices, stacks, samples, type, affine, spacingMm } = image;
  const frames = slices * stacks;
  if (frames > mostFrames) throw new FormatError("too-large", `at most ${mostFrames} frames`, `${frames}`);
  const expected = columns * rows * frames * samples * storedBytes[type];
  if (image.bytes.length !== expected)
    throw new FormatError("parse-error", `${expected} bytes of samples`, `${image.bytes.length}`);
  const slicePlanes = affine ? Array.from({ length: slices }, (_, index) => planeOf(affine, index)) : [];
  const all = Array.from({ length: frames }, (_, index) => index);
  return {
    facts: {
      columns,
      rows,
      frames,
      samples,
      type,
      bitsStored: image.bitsStored,
      color: image.color,
      slope: image.slope,
      intercept: image.intercept,
      units: "",
      windows: [],
      voiFunction: "LINEAR",
      ...(spacingMm ? { spacingMm } : {}),
      spacingKind: spacingMm ? "patient" : "unknown",
      lossy: image.lossy,
    },
    planes: affine ? all.flatMap((index) => slicePlanes[index % slices] ?? []) : [],
    stacks: stacks > 1 ? all.map((index) => `${Math.floor(index / slices)}`) : [],
    sliceStepMm: affine ? affine.k : null,
  };
}
