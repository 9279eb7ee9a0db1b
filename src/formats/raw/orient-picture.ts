import type { Picture } from "./picture.ts";

/** A picture turned upright by an Exif or TIFF orientation, 1 to 8 (TIFF 6.0, tag 274); 1 gives the picture itself. */
export function orientPicture(picture: Picture, orientation: number): Picture {
  if (orientation <= 1 || orientation > 8) return picture;
  const { columns, rows, channels, samples } = picture;
  const across = orientation >= 5 ? rows : columns;
  const down = orientation >= 5 ? columns : rows;
  const out =
    samples instanceof Uint16Array ? new Uint16Array(samples.length) : new Uint8Array(samples.length);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const [right, bottom] = [columns - 1 - x, rows - 1 - y];
      const [column, row] =
        (
          [
            [right, y],
            [right, bottom],
            [x, bottom],
            [y, x],
            [bottom, x],
            [bottom, right],
            [y, right],
          ] as const
        )[orientation - 2] ?? ([x, y] as const);
      const from = (y * columns + x) * channels;
      const to = (row * across + column) * channels;
      for (let channel = 0; channel < channels; channel++) out[to + channel] = samples[from + channel] ?? 0;
    }
  }
  return { ...picture, columns: across, rows: down, samples: out };
}
