/** What a codec made of one compressed frame: little endian samples, interleaved, 1 or 2 bytes each. */
export interface DecodedStream {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly bytesPerSample: 1 | 2;
  /** A copy that nobody else holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}
