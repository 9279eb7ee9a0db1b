/** The bytes of one file in order; those of a large one as they come from the store. */
export type FileParts = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Where a dataset is written and read back from, before it is handed over. Paths use `/`. */
export interface DatasetSink {
  write(path: string, parts: FileParts): Promise<void>;
  /** After the last file: `paths` and `read` then answer from what the finished archive itself lists. */
  finish(): Promise<void>;
  /** Every path, as the store itself lists them. */
  paths(): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** What `read` gives, piece by piece: for files of any size. */
  pieces(path: string): AsyncIterable<Uint8Array>;
  /** Gives the result away: a zip as the realm's `File`, or null for a folder that is already in place. */
  handOver(): Promise<{ readonly file: File | null; readonly bytes: number }>;
  /** Takes back everything that was written. */
  discard(): Promise<void>;
}
