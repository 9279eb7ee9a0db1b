import type { MadeElement } from "./dicom-maker.ts";
import { makeImageDicom } from "./image-dicom.ts";

/** A whole slide image to write: `matrix` is rows × columns × samples of the whole, 8 bits, interleaved. */
export interface MadeSlide {
  readonly columns: number;
  readonly rows: number;
  readonly samples?: 1 | 3;
  readonly tile: readonly [columns: number, rows: number];
  /** One matrix for each focal plane. */
  readonly planes: readonly ArrayLike<number>[];
  /** Places of the tiles to write, top left from 0, each with its plane; without it TILED_FULL. */
  readonly sparse?: readonly { readonly column: number; readonly row: number; readonly plane: number }[];
  /** Rows of each plane that TILED_FULL frames are cut from: fewer than the matrix in a part of a concatenation. */
  readonly frameRows?: number;
  readonly role?: string;
  readonly sopUid?: string;
  readonly more?: readonly MadeElement[];
}

const u32 = (value: number) => [value];

/** What lies outside the matrix in an edge tile: a value that no test image has, so that it is seen where it leaks. */
const outside = 251;

function cut(slide: MadeSlide, plane: ArrayLike<number>, left: number, top: number): number[] {
  const { columns, rows, samples = 3, tile } = slide;
  const out: number[] = [];
  for (let row = top; row < top + tile[1]; row++) {
    for (let column = left; column < left + tile[0]; column++) {
      const inside = row >= 0 && column >= 0 && row < rows && column < columns;
      for (let sample = 0; sample < samples; sample++)
        out.push(inside ? (plane[(row * columns + column) * samples + sample] ?? 0) : outside);
    }
  }
  return out;
}

/** Writes a VL Whole Slide Microscopy image, tiled full or sparse, uncompressed. */
export function makeSlide(slide: MadeSlide): Uint8Array<ArrayBuffer> {
  const { columns, rows, samples = 3, tile, planes, sparse } = slide;
  const frames: number[][] = [];
  const positions: MadeElement[][] = [];
  if (sparse) {
    for (const { column, row, plane } of sparse) {
      frames.push(cut(slide, planes[plane] ?? [], column, row));
      const position: MadeElement[] = [
        { tag: "0040074A", vr: "DS", value: `${plane * 0.5}` },
        { tag: "0048021E", vr: "SL", value: [column + 1] },
        { tag: "0048021F", vr: "SL", value: [row + 1] },
      ];
      positions.push([{ tag: "0048021A", vr: "SQ", value: [position] }]);
    }
  } else {
    for (const plane of planes)
      for (let top = 0; top < (slide.frameRows ?? rows); top += tile[1])
        for (let left = 0; left < columns; left += tile[0]) frames.push(cut(slide, plane, left, top));
  }
  const bytes = new Uint8Array(frames.length * tile[0] * tile[1] * samples);
  frames.forEach((frame, index) => {
    bytes.set(frame, index * tile[0] * tile[1] * samples);
  });
  return makeImageDicom({
    columns: tile[0],
    rows: tile[1],
    samples,
    frames: frames.length,
    pixels: bytes.length % 2 ? Uint8Array.from([...bytes, 0]) : bytes,
    pixelVr: "OB",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.77.1.6",
    ...(slide.sopUid ? { sopUid: slide.sopUid } : {}),
    more: [
      { tag: "00080008", vr: "CS", value: `ORIGINAL\\PRIMARY\\${slide.role ?? "VOLUME"}\\NONE` },
      { tag: "00080060", vr: "CS", value: "SM" },
      { tag: "00209311", vr: "CS", value: sparse ? "TILED_SPARSE" : "TILED_FULL" },
      { tag: "00480006", vr: "UL", value: u32(columns) },
      { tag: "00480007", vr: "UL", value: u32(rows) },
      ...(sparse ? [{ tag: "52009230", vr: "SQ", value: positions }] : []),
      ...(slide.more ?? []),
    ],
  });
}
