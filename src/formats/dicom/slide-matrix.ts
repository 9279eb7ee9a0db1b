import { FormatError } from "../format-error.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, asciiValuesOf, decimalsOf, numberOf, numbersOf } from "./element-values.ts";
import { functionalGroupsOf } from "./functional-groups.ts";
import type { PixelDescription } from "./pixel-description.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

/** Where a stored frame of a slide lies: its top left in the total pixel matrix, from 0. */
export interface SlideTile {
  /** Index of the stored frame, from 0. */
  readonly stored: number;
  readonly column: number;
  readonly row: number;
}

/** The total pixel matrix of a whole slide image, as its stored frames tile it. PS3.3 C.8.12.4, C.7.6.17.3. */
export interface SlideMatrix {
  readonly columns: number;
  readonly rows: number;
  /** The tiles of each focal plane of each optical path. */
  readonly planes: readonly (readonly SlideTile[])[];
  /** Value 3 of Image Type: VOLUME, LABEL, OVERVIEW or THUMBNAIL. */
  readonly role: string;
  /** Parts of one image in several files share it; else empty. PS3.3 C.7.6.16.2.2.4. */
  readonly concatenationUid: string;
  /** CIELab of what has no tile, as L*, a*, b*; null when the file says nothing. */
  readonly absentLab: readonly [number, number, number] | null;
}

const wholeSlide = "1.2.840.10008.5.1.4.1.1.77.1.6";

/** A matrix beyond this in either direction is damage, not size. */
const mostSide = 2 ** 24;

/** TILED_FULL: rows of tiles, then focal planes, then optical paths; a concatenation goes on where the part before ended. */
function fullPlanes(dataset: DicomDataset, description: PixelDescription, columns: number, rows: number) {
  const across = Math.ceil(columns / description.columns);
  const inPlane = across * Math.ceil(rows / description.rows);
  const offset = numberOf(dataset, dicomTag.concatenationFrameOffset, "UL") ?? 0;
  const planes: SlideTile[][] = [];
  for (let stored = 0; stored < description.frames; stored++) {
    const place = (stored + offset) % inPlane;
    const plane = Math.floor((stored + offset) / inPlane);
    while (planes.length <= plane) planes.push([]);
    planes[plane]?.push({
      stored,
      column: (place % across) * description.columns,
      row: Math.floor(place / across) * description.rows,
    });
  }
  return planes;
}

interface PlacedTile extends SlideTile {
  readonly path: string;
  readonly zOffset: number;
}

/** TILED_SPARSE: every frame says where it lies (PS3.3 C.8.12.6.1), from 1. Frames without a place are left out. */
function sparseTiles(dataset: DicomDataset, frames: number): PlacedTile[] {
  const groups = functionalGroupsOf(dataset);
  const tiles: PlacedTile[] = [];
  for (let stored = 0; stored < frames; stored++) {
    const position = groups.groupOf(stored, dicomTag.planePositionSlideGroup);
    const column = position && numberOf(position, dicomTag.columnInMatrix, "SL");
    const row = position && numberOf(position, dicomTag.rowInMatrix, "SL");
    if (!position || typeof column !== "number" || typeof row !== "number") continue;
    const path = groups.groupOf(stored, dicomTag.opticalPathGroup);
    tiles.push({
      stored,
      column: column - 1,
      row: row - 1,
      path: path ? asciiOf(path, dicomTag.opticalPathIdentifier) : "",
      zOffset: decimalsOf(position, dicomTag.zOffsetInSlide)[0] ?? 0,
    });
  }
  return tiles;
}

/** Planes by optical path and depth; tiles of one path that never lie over each other are one plane, however focused. */
function sparsePlanes(tiles: readonly PlacedTile[]): SlideTile[][] {
  const planes: SlideTile[][] = [];
  for (const path of new Set(tiles.map((tile) => tile.path))) {
    const own = tiles.filter((tile) => tile.path === path);
    const places = new Set(own.map((tile) => `${tile.column}/${tile.row}`));
    if (places.size === own.length) {
      planes.push(own);
      continue;
    }
    const depths = [...new Set(own.map((tile) => tile.zOffset))].sort((a, b) => a - b);
    for (const depth of depths) planes.push(own.filter((tile) => tile.zOffset === depth));
  }
  return planes;
}

/** RecommendedAbsentPixelCIELabValue (PS3.3 C.10.7.1.1): 0 to FFFF is L* 0 to 100, a* and b* −128 to 127. */
function absentLabOf(dataset: DicomDataset): SlideMatrix["absentLab"] {
  const [l, a, b] = numbersOf(dataset, dicomTag.absentPixelLab, "US");
  if (l === undefined || a === undefined || b === undefined) return null;
  return [(l / 65_535) * 100, (a / 65_535) * 255 - 128, (b / 65_535) * 255 - 128];
}

/** The matrix of a whole slide image; null for every other object. Errors: {@link FormatError}. */
export function slideMatrixOf(dataset: DicomDataset, description: PixelDescription): SlideMatrix | null {
  if (asciiOf(dataset, dicomTag.sopClassUid) !== wholeSlide) return null;
  const columns = numberOf(dataset, dicomTag.totalMatrixColumns, "UL") ?? 0;
  const rows = numberOf(dataset, dicomTag.totalMatrixRows, "UL") ?? 0;
  // A label without a matrix is a plain picture.
  if (columns === 0 && rows === 0) return null;
  if (columns < 1 || rows < 1 || columns > mostSide || rows > mostSide) {
    throw new FormatError(
      "unsupported-pixels",
      `a matrix of 1 to ${mostSide} a side`,
      `${columns} × ${rows}`,
    );
  }
  const organization = asciiOf(dataset, dicomTag.dimensionOrganization);
  const full =
    organization === "TILED_FULL" ||
    (organization !== "TILED_SPARSE" && itemsOf(dataset, dicomTag.perFrameGroups).length === 0);
  const planes = full
    ? fullPlanes(dataset, description, columns, rows)
    : sparsePlanes(sparseTiles(dataset, description.frames));
  if (planes.length === 0) throw new FormatError("parse-error", "a place for the tiles of the slide", "none");
  return {
    columns,
    rows,
    planes,
    role: (asciiValuesOf(dataset, dicomTag.imageType)[2] ?? "").toUpperCase(),
    concatenationUid: asciiOf(dataset, dicomTag.concatenationUid),
    absentLab: absentLabOf(dataset),
  };
}
