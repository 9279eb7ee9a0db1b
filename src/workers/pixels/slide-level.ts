import type { ImageFacts } from "../../domain/image-facts.ts";
import { absentPixel } from "../../formats/dicom/absent-pixel.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import type { SlideMatrix, SlideTile } from "../../formats/dicom/slide-matrix.ts";
import { tileSize } from "../../formats/pyramid/plan-levels.ts";
import type { LevelCell, StoredLevel } from "./stored-level.ts";

/** Reads a stored frame as a screen takes it. */
export type FrameReader = (stored: number) => Promise<DisplayFrame>;

/** Size of the stored frames of a slide. */
export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/** Most list entries for one frame: a frame that covers more squares is looked up in every region instead. */
const mostSquares = 64;

/** The tiles of one plane of a slide as a level: found by place, whether they lie on a grid or not. */
export function slideLevel(
  matrix: SlideMatrix,
  plane: number,
  frame: FrameSize,
  facts: ImageFacts,
  read: FrameReader,
): StoredLevel {
  const squares = new Map<string, SlideTile[]>();
  const everywhere: SlideTile[] = [];
  const squaresOf = (left: number, top: number, right: number, bottom: number): string[] => {
    const keys: string[] = [];
    for (let row = Math.floor(top / tileSize); row * tileSize < bottom; row++) {
      for (let column = Math.floor(left / tileSize); column * tileSize < right; column++)
        keys.push(`${column}/${row}`);
    }
    return keys;
  };
  const isSmall = (frame.columns / tileSize + 2) * (frame.rows / tileSize + 2) <= mostSquares;
  for (const tile of matrix.planes[plane] ?? []) {
    if (!isSmall) {
      everywhere.push(tile);
      continue;
    }
    const keys = squaresOf(tile.column, tile.row, tile.column + frame.columns, tile.row + frame.rows);
    for (const key of keys) squares.set(key, [...(squares.get(key) ?? []), tile]);
  }
  const cellOf = ({ stored, column, row }: SlideTile): LevelCell => ({
    key: stored,
    left: column,
    top: row,
    right: column + frame.columns,
    bottom: row + frame.rows,
  });
  return {
    columns: matrix.columns,
    rows: matrix.rows,
    samples: facts.samples,
    type: facts.type,
    fill: absentPixel(facts, matrix.absentLab),
    inStrips: false,
    cellsIn: ({ left, top, right, bottom }) => {
      const found = new Map<number, LevelCell>();
      const near = squaresOf(left, top, right, bottom).flatMap((key) => squares.get(key) ?? []);
      for (const tile of [...everywhere, ...near]) {
        const cell = cellOf(tile);
        if (cell.left < right && cell.right > left && cell.top < bottom && cell.bottom > top)
          found.set(cell.key, cell);
      }
      // In the order of the file: where tiles overlap, every read shows the same one on top.
      return [...found.values()].sort((a, b) => a.key - b.key);
    },
    readCell: (cell) => read(cell.key),
  };
}
