import type { Area } from "../../domain/deid/area.ts";
import type { GreyPlane } from "./grey-plane.ts";

/** Grey of the pixels just around an area, the middle one in order of brightness. */
function greyAround({ columns, rows, grey }: GreyPlane, { x, y, width, height }: Area): number {
  const values: number[] = [];
  const take = (column: number, row: number) => {
    if (column >= 0 && row >= 0 && column < columns && row < rows)
      values.push(grey[row * columns + column] ?? 0);
  };
  for (let column = x; column < x + width; column++) {
    take(column, y - 1);
    take(column, y + height);
  }
  for (let row = y; row < y + height; row++) {
    take(x - 1, row);
    take(x + width, row);
  }
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** Gives boxes the grey of their surroundings, in place: a row of small black boxes would read as a row of letters. */
export function fillBoxes(plane: GreyPlane, boxes: readonly Area[]): void {
  for (const box of boxes) {
    const value = greyAround(plane, box);
    for (let row = box.y; row < box.y + box.height; row++)
      plane.grey.fill(value, row * plane.columns + box.x, row * plane.columns + box.x + box.width);
  }
}
