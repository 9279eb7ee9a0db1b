import type { ColorModel } from "../../domain/image-facts.ts";
import type { SampleType } from "../../domain/samples.ts";

/** Kinds of files of which only pixels and geometry are kept (deidentification 3.9b). */
export type RawKind = "nifti" | "nrrd" | "metaimage" | "png" | "jpeg" | "bmp";

/** A point or a direction in patient space, mm (LPS). */
export type Three = readonly [number, number, number];

/** Where voxel (column, row, slice) lies in mm (LPS): `origin + column × i + row × j + slice × k`. */
export interface VolumeAffine {
  readonly i: Three;
  readonly j: Three;
  readonly k: Three;
  readonly origin: Three;
}

/** Everything that is taken out of a file of these kinds: nothing of its header but numbers of the pixels and of the grid. */
export interface RawImage {
  readonly kind: RawKind;
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  /** How often the slices repeat: times, directions or components. */
  readonly stacks: number;
  readonly samples: 1 | 3;
  readonly type: SampleType;
  readonly bitsStored: number;
  readonly color: ColorModel;
  readonly slope: number;
  readonly intercept: number;
  /** Null where the file does not say where the patient lay. */
  readonly affine: VolumeAffine | null;
  /** Distance of rows, then of columns, in mm; null when unknown. */
  readonly spacingMm: readonly [number, number] | null;
  readonly lossy: boolean;
  /** Little endian samples, interleaved: slice after slice, stack after stack. Nobody else holds them. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Names of header fields that held something and are left out; never what they held. */
  readonly leftOut: readonly string[];
}

/** Told how many bytes are about to be made, before the work begins. */
export type Announce = (bytes: number) => void;
