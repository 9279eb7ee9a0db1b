/** How many viewports stand beside and above each other, rows first. */
export type GridLayout = "1x1" | "1x2" | "2x1" | "2x2" | "1x3" | "2x3" | "3x3";

/** In the order of the menu. */
export const gridLayouts: readonly GridLayout[] = ["1x1", "1x2", "2x1", "2x2", "1x3", "2x3", "3x3"];

/** Rows and columns of a layout. */
export function gridSize(layout: GridLayout): { readonly rows: number; readonly columns: number } {
  return { rows: Number(layout[0]), columns: Number(layout[2]) };
}

/** Most viewports of any layout. */
export const mostViewports = 9;
