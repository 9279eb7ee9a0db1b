/** Bytes that are read by place, all at once in memory (a `Uint8Array` is one) or a sparse image of a large file. */
export interface ByteView {
  readonly length: number;
  /** The bytes from `begin` to before `end`; a sparse image throws where it lacks them. */
  subarray(begin: number, end: number): Uint8Array;
}
