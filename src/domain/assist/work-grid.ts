/** The smaller grid on which kernels work; one grid pixel is `1 / scale` image pixels. */
export interface WorkGrid {
  readonly columns: number;
  readonly rows: number;
  readonly scaleX: number;
  readonly scaleY: number;
  /** Grid pixels per protocol pixel (longest side = 128): sigmas and radii are stated in protocol pixels (assist 3.1). */
  readonly unit: number;
}

/** A grid whose longest side is `side`, or the image's own when that is smaller. */
export function workGrid(columns: number, rows: number, side: number): WorkGrid {
  const longest = Math.max(columns, rows, 1);
  const scale = Math.min(1, side / longest);
  const gridColumns = Math.max(1, Math.round(columns * scale));
  const gridRows = Math.max(1, Math.round(rows * scale));
  return {
    columns: gridColumns,
    rows: gridRows,
    scaleX: gridColumns / columns,
    scaleY: gridRows / rows,
    unit: Math.max(gridColumns, gridRows) / 128,
  };
}

/** The grid pixel that holds an image coordinate, moved inside the grid. */
export function toGrid(grid: WorkGrid, x: number, y: number): readonly [x: number, y: number] {
  const column = Math.floor((x + 0.5) * grid.scaleX);
  const row = Math.floor((y + 0.5) * grid.scaleY);
  return [Math.min(grid.columns - 1, Math.max(0, column)), Math.min(grid.rows - 1, Math.max(0, row))];
}
