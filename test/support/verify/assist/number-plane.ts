/** One decoded plane of numbers. */
export interface NumberPlane {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** Side of the square on which everything is asked and scored. */
export const side = 256;
