/** Sets `value` in every pixel within `radius` of the pixel (x, y); outside the grid nothing happens. */
export function paintDisk(
  into: Uint8Array | Float32Array,
  columns: number,
  rows: number,
  x: number,
  y: number,
  radius: number,
  value = 1,
): void {
  const reach = Math.floor(radius);
  for (let row = Math.max(0, y - reach); row <= Math.min(rows - 1, y + reach); row++)
    for (let column = Math.max(0, x - reach); column <= Math.min(columns - 1, x + reach); column++)
      if ((column - x) ** 2 + (row - y) ** 2 <= radius * radius) into[row * columns + column] = value;
}
