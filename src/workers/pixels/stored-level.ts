import type { CancelSignal } from "../../domain/cancel.ts";
import type { SampleType } from "../../domain/samples.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";

/** A rectangle in pixels of a level: right and bottom lie behind it. */
export interface PixelRect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A piece of a level as its file has it (tile, strip, frame); `key` is its own within the level. May hang over the level. */
export interface LevelCell extends PixelRect {
  readonly key: number;
}

/** A resolution that the file holds, read by region; a cell that is painted later lies over the ones before. */
export interface StoredLevel {
  readonly columns: number;
  readonly rows: number;
  readonly samples: 1 | 3 | 4;
  readonly type: SampleType;
  /** What stands where the file has nothing, one value a sample. */
  readonly fill: readonly number[];
  /** Every cell is as wide as the level: such levels are cheap row by row and dear column by column. */
  readonly inStrips: boolean;
  cellsIn(region: PixelRect): readonly LevelCell[];
  /** The cell as a screen takes it, of its own size from its top left; null for a hole. */
  readCell(cell: LevelCell, signal?: CancelSignal): Promise<DisplayFrame | null>;
}
