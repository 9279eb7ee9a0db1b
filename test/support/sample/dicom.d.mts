/** `[tag of 8 hex digits, VR, value]`. */
export type DicomRow = readonly [tag: string, vr: string, value: unknown];
/** A Part 10 file, Explicit VR Little Endian. */
export function dicomFile(rows: readonly DicomRow[]): Buffer;
/** The invented person of the sample. */
export function identity(study: number, options: { date?: string; description: string }): DicomRow[];
/** Image Pixel module of the given samples. */
export function pixels(options: {
  rows: number;
  columns: number;
  samples?: number;
  bits: number;
  stored?: number;
  signed?: number;
  data: ArrayBufferView;
  photometric?: string;
}): DicomRow[];
