/** One entry of an IFD as `tiff-inspect` found it. Offsets in bytes from the start of the file. */
export interface TiffEntry {
  readonly tag: number;
  /** TIFF field type 1–13, BigTIFF also 16–18. */
  readonly type: number;
  readonly count: number;
  /** Where the value bytes lie (inside the entry where they fit) and how many they are. Text is read from there. */
  readonly valueAt: number;
  readonly valueLen: number;
  /** The numbers, for numeric types of at most 64 values. Rationals as quotients (0 for a zero denominator). */
  readonly values?: readonly number[];
}

/** Bytes of one strip or tile, in the order of StripOffsets or TileOffsets. `len` 0 is a sparse, empty one. */
export interface TiffChunk {
  readonly at: number;
  readonly len: number;
}

/** One image file directory. */
export interface TiffPage {
  /** Position in the file: `0`, `1`, …; the second SubIFD of page 1 is `1/1`. */
  readonly path: string;
  /** Offset of the directory. */
  readonly at: number;
  /** In file order; a tag that occurs twice is an error. */
  readonly entries: readonly TiffEntry[];
  readonly tiled: boolean;
  readonly chunks: readonly TiffChunk[];
}

/** What `tiff-inspect` says of one file: every directory once, SubIFDs right behind their parent. */
export interface TiffIndex {
  readonly bytes: number;
  readonly bigEndian: boolean;
  /** BigTIFF (64-bit offsets). */
  readonly big: boolean;
  readonly pages: readonly TiffPage[];
}
