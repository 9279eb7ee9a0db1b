/** One element as `dicom-inspect` found it. Offsets in bytes from the start of the inspected bytes. */
export interface ElementEntry {
  /** Tag and item numbers, e.g. `00081115[0]/0008114A[2]/00081155`; upper-case hex. File meta is at the top level. */
  readonly path: string;
  /** Offset of the element's tag. */
  readonly at: number;
  /** Bytes from tag to the end of the value (of the sequence, delimiters included). */
  readonly len: number;
  /** VR as written, or `--` in implicit VR. */
  readonly vr: string;
  /** Offset and length of the value alone; for a sequence, of its content. */
  readonly valueAt: number;
  readonly valueLen: number;
  /** Number of items, where the element is a sequence (also UN or implicit content that is one). */
  readonly items?: number;
}

/** Fragments of encapsulated pixel data, without the offset table. `at` is the first byte of the fragment's data. */
export interface FragmentEntry {
  readonly at: number;
  readonly len: number;
}

/** What `dicom-inspect` says of one file: every element at every level, once, in file order. */
export interface ElementIndex {
  readonly bytes: number;
  readonly hasPreamble: boolean;
  readonly hasMeta: boolean;
  /** Transfer syntax in force; guessed, and `guessed` set, where the file names none. */
  readonly transferSyntax: string;
  readonly guessed: boolean;
  readonly explicit: boolean;
  readonly bigEndian: boolean;
  readonly elements: readonly ElementEntry[];
  /** Of the top-level encapsulated PixelData; empty for native. */
  readonly offsetTable: readonly number[];
  readonly fragments: readonly FragmentEntry[];
  /** Bytes after the last whole element. */
  readonly trailing: number;
}
