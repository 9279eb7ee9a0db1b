/** Where a dataset is written and read back from, before it is handed over. Paths use `/`. */
export interface DatasetSink {
  write(path: string, parts: Iterable<Uint8Array>): Promise<void>;
  /** After the last file: `paths` and `read` then answer from what the finished archive itself lists. */
  finish(): Promise<void>;
  /** Every path, as the store itself lists them. */
  paths(): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives the result away: a zip as the realm's `File`, or null for a folder that is already in place. */
  handOver(): Promise<{ readonly file: File | null; readonly bytes: number }>;
  /** Takes back everything that was written. */
  discard(): Promise<void>;
}
