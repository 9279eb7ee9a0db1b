import type { PixelLevel, SampleType } from "./samples.ts";

/** A window as the file gives it: PS3.3 C.11.2.1.2. Centre and width in modality units. */
export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly explanation?: string;
}

/** How a window maps values: PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export type VoiFunction = "LINEAR" | "LINEAR_EXACT" | "SIGMOID";

/** A look-up table of PS3.3 C.11.1.1 or C.11.2.1.1: `values[i]` is for input `firstInput + i`. */
export interface LookupTable {
  readonly firstInput: number;
  readonly bits: number;
  readonly values: readonly number[];
}

/** Colour meaning of the samples that a decoder hands out. YBR is already converted to `rgb`. */
export type ColorModel = "mono1" | "mono2" | "rgb" | "palette";

/** Red, green and blue tables of PS3.3 C.7.6.3.1.5, 8 bits each; index `firstInput + i`. */
export interface Palette {
  readonly firstInput: number;
  readonly red: readonly number[];
  readonly green: readonly number[];
  readonly blue: readonly number[];
}

/** Where a frame lies: PS3.3 C.7.6.2, patient coordinates in mm (LPS). */
export interface PlaneFacts {
  /** Centre of the first pixel. */
  readonly positionMm: readonly [number, number, number];
  /** Direction of a row (towards higher columns), then of a column (towards higher rows). */
  readonly orientation: readonly [number, number, number, number, number, number];
  /** Coordinates of a volume of its own instead of the patient's (PS3.3 C.7.6.16.2.20): no side is left or right. */
  readonly space?: "volume";
}

/** Which distance a pixel spacing means: PS3.3 C.7.6.1 / 10.7. */
export type SpacingKind = "patient" | "detector" | "unknown";

/** A part of an ultrasound picture in which pixels have a size: PS3.3 C.8.5.5. `box` in pointImage, both ends inside. */
export interface SpacingRegion {
  readonly box: readonly [xMin: number, yMin: number, xMax: number, yMax: number];
  readonly rowMm: number;
  readonly columnMm: number;
}

/**
 * A frame that is too large for one piece: read as square tiles of each level, level 0 first and finest. Every source hands out
 * tiles of this one size, whatever tiles, strips or instances its file is made of.
 */
export interface Pyramid {
  readonly tileSize: number;
  readonly levels: readonly PixelLevel[];
}

/** What functional groups may give each frame anew (PS3.3 C.7.6.16): all of it, so that nothing of another frame stays. */
export type FrameVariant = Pick<
  ImageFacts,
  | "slope"
  | "intercept"
  | "units"
  | "modalityLut"
  | "windows"
  | "voiFunction"
  | "voiLut"
  | "spacingMm"
  | "spacingKind"
  | "aspect"
>;

/** The variants that occur in an instance, and which one each frame has. */
export interface FrameVariants {
  readonly variants: readonly FrameVariant[];
  readonly ofFrame: readonly number[];
}

/** Everything that a screen needs beside the stored samples: of the first frame, where `perFrame` says that they differ. */
export interface ImageFacts {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly samples: 1 | 3 | 4;
  readonly type: SampleType;
  readonly bitsStored: number;
  readonly color: ColorModel;
  /** Modality units = stored × slope + intercept, unless a modality LUT is given. */
  readonly slope: number;
  readonly intercept: number;
  /** `HU`, another rescale type, or empty when unknown. */
  readonly units: string;
  readonly modalityLut?: LookupTable;
  readonly windows: readonly VoiWindow[];
  readonly voiFunction: VoiFunction;
  readonly voiLut?: LookupTable;
  readonly palette?: Palette;
  /** Stored values that are no image: a single value or a range, inclusive. PS3.3 C.7.5.1.1.2 */
  readonly padding?: readonly [number, number];
  /** Row spacing first (distance between rows), then column spacing, in mm. */
  readonly spacingMm?: readonly [number, number];
  readonly spacingKind: SpacingKind;
  /** Present for ultrasound whose regions are calibrated in space: a distance is known inside them only. */
  readonly regions?: readonly SpacingRegion[];
  /** Pixel Aspect Ratio, vertical : horizontal, where no spacing is known. */
  readonly aspect?: readonly [number, number];
  /** How stored rows and columns are to be seen, 2 to 8 (TIFF 6.0, tag 274); absent where they are seen as they lie. */
  readonly orientation?: number;
  /** Milliseconds per frame of a cine. */
  readonly frameTimeMs?: number;
  /** Present when frames differ in more than their samples: see `factsAt`. */
  readonly perFrame?: FrameVariants;
  /** Present when frames are read in tiles only; a request for a whole frame is then refused. */
  readonly pyramid?: Pyramid;
  readonly lossy: boolean;
  /** Of a TIFF: pages that are pictures of another size or kind, or cannot be read, and are no frames. Absent: none. */
  readonly leftOutPages?: number;
}
