import type { MadeElement, MakeOptions } from "./dicom-maker.ts";
import { makeImageDicom } from "./image-dicom.ts";
import { losslessJpeg } from "./lossless-jpeg.ts";

/** Size of the made head: pixels of 2 × 2 mm, slices 4 mm apart. */
export const madeHead = { columns: 96, rows: 96, slices: 24, pixelMm: 2, sliceMm: 4 } as const;

/** CT number of the made head: an egg of skin, skull and brain with a nose, two eyes and a chin, seen along the axes of the patient. */
export function headHu(column: number, row: number, slice: number): number {
  const { columns, rows, slices } = madeHead;
  const x = (column - columns / 2) / 34;
  const y = (row - rows / 2) / 40;
  const z = (slice - slices / 2) / (slices * 0.62);
  const far = Math.hypot(x, y, z);
  // Nose and chin stand out of the front, eyes lie in it.
  const nose = y < 0 && Math.hypot(x / 0.16, (y + 1) / 0.24, (z + 0.05) / 0.22) < 1;
  const chin = y < 0 && Math.hypot(x / 0.4, (y + 0.86) / 0.24, (z + 0.6) / 0.22) < 1;
  const eye = y < 0 && Math.hypot((Math.abs(x) - 0.36) / 0.16, (y + 0.98) / 0.2, (z - 0.22) / 0.16) < 1;
  if (eye || (far > 1 && !nose && !chin)) return -1000;
  if (far > 0.93) return 40 + ((column * 7 + row * 3) % 9);
  if (far > 0.86) return 800 + ((column + row * 5) % 90);
  return 30 + ((column * 5 + row * 11 + slice) % 13);
}

/** How a slice of the made head is written. */
export interface HeadOptions extends MakeOptions {
  readonly jpeg?: boolean;
  readonly signed?: boolean;
  readonly more?: readonly MadeElement[];
  readonly modality?: "CT" | "MR";
  readonly part?: string;
}

/** One slice of it as a file: 12 bits stored of 16, CT numbers + 1024, or as they are where `signed`. */
export function headSlice(slice: number, options: HeadOptions = {}): Uint8Array<ArrayBuffer> {
  const { columns, rows, pixelMm, sliceMm, slices } = madeHead;
  const { jpeg = false, signed = false, more = [], modality = "CT", part = "HEAD", ...make } = options;
  const offset = signed ? 0 : 1024;
  const values = Array.from(
    { length: columns * rows },
    (_, pixel) => headHu(pixel % columns, Math.floor(pixel / columns), slice) + offset,
  );
  const data = new Uint8Array(values.length * 2);
  const view = new DataView(data.buffer);
  for (const [at, value] of values.entries()) view.setInt16(at * 2, value, make.bigEndian !== true);
  const fragments = jpeg ? { fragments: [losslessJpeg(values, columns, rows, 12)] } : {};
  return makeImageDicom({
    columns,
    rows,
    bits: 16,
    stored: 12,
    signed,
    sopClassUid: `1.2.840.10008.5.1.4.1.1.${modality === "CT" ? 2 : 4}`,
    sopUid: `1.2.826.0.1.4711.9.${slice + 1}`,
    ...(jpeg ? {} : { pixels: data }),
    more: [
      { tag: "00080060", vr: "CS", value: modality },
      { tag: "00100010", vr: "PN", value: "PLANTED^FACE" },
      { tag: "00100020", vr: "LO", value: "PLANTED-FACE" },
      { tag: "00180015", vr: "CS", value: part },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.9" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.9.0" },
      { tag: "00200013", vr: "IS", value: String(slice + 1) },
      { tag: "00200032", vr: "DS", value: `${-columns}\\${-rows}\\${(slice - slices / 2) * sliceMm}` },
      { tag: "00200037", vr: "DS", value: "1\\0\\0\\0\\1\\0" },
      { tag: "00280030", vr: "DS", value: `${pixelMm}\\${pixelMm}` },
      { tag: "00281052", vr: "DS", value: String(-offset) },
      { tag: "00281053", vr: "DS", value: "1" },
      ...more,
    ].sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    options: {
      ...make,
      ...fragments,
      ...(jpeg ? { transferSyntax: "1.2.840.10008.1.2.4.70" } : {}),
    },
  });
}
