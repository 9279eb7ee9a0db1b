import type { BlankBox } from "../../domain/deid/plan.ts";
import type { SlideMatrix } from "../../formats/dicom/slide-matrix.ts";

/** Size of the stored frames of a slide. */
interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * Boxes over the whole matrix of a slide as boxes over its stored frames; frames of one rectangle share a box. `frames` counts
 * planes before and stored frames after.
 */
export function slideBoxes(
  matrix: SlideMatrix,
  size: FrameSize,
  boxes: readonly BlankBox[],
): readonly BlankBox[] {
  const found = new Map<string, { readonly box: Omit<BlankBox, "frames">; readonly frames: number[] }>();
  for (const box of boxes) {
    matrix.planes.forEach((tiles, plane) => {
      if (box.frames !== "all" && !box.frames.includes(plane)) return;
      for (const tile of tiles) {
        const left = Math.max(0, box.x - tile.column);
        const top = Math.max(0, box.y - tile.row);
        const width = Math.min(size.columns, box.x + box.width - tile.column) - left;
        const height = Math.min(size.rows, box.y + box.height - tile.row) - top;
        if (width <= 0 || height <= 0) continue;
        const key = [left, top, width, height].join();
        const own = found.get(key) ?? { box: { x: left, y: top, width, height }, frames: [] };
        own.frames.push(tile.stored);
        found.set(key, own);
      }
    });
  }
  return [...found.values()].map(({ box, frames }) => ({ ...box, frames: [...new Set(frames)] }));
}
