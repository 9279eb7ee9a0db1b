/**
 * A second, tiny renderer for tests: written from the text of PS3.3 alone, it shares no code with `src/viewer`.
 * It knows one view only: the image fills the picture at a whole zoom, unturned.
 */
export interface GoldenImage {
  readonly columns: number;
  readonly rows: number;
  /** Stored value, or red, green, blue in 0–1. */
  readonly stored: (column: number, row: number) => number | readonly [number, number, number];
  readonly isPadding?: (stored: number) => boolean;
  readonly toModality?: (stored: number) => number;
  /** Brightness 0–1 of a modality value. */
  readonly toBrightness?: (value: number) => number;
  readonly inverted?: boolean;
}

/** PS3.3 C.11.2.1.2.1, its pseudo code with ymin 0 and ymax 1. */
export function goldenLinear(c: number, w: number): (x: number) => number {
  return (x) => {
    if (x <= c - 0.5 - (w - 1) / 2) return 0;
    if (x > c - 0.5 + (w - 1) / 2) return 1;
    return (x - (c - 0.5)) / (w - 1) + 0.5;
  };
}

/** PS3.3 C.11.2.1.3.2, pseudo code. */
export function goldenLinearExact(c: number, w: number): (x: number) => number {
  return (x) => (x <= c - w / 2 ? 0 : x > c + w / 2 ? 1 : (x - c) / w + 0.5);
}

/** PS3.3 C.11.2.1.3.1. */
export function goldenSigmoid(c: number, w: number): (x: number) => number {
  return (x) => 1 / (1 + Math.exp(-4 * ((x - c) / w)));
}

/** RGBA bytes of the picture, `zoom` pixels per image pixel; `smooth` = bilinear between pixel centres. */
export function goldenPicture(image: GoldenImage, zoom: number, smooth: boolean): Uint8ClampedArray {
  const width = image.columns * zoom;
  const height = image.rows * zoom;
  const out = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = goldenPixel(image, (x + 0.5) / zoom - 0.5, (y + 0.5) / zoom - 0.5, smooth);
      out.set([...color.map((value) => Math.round(value * 255)), 255], (y * width + x) * 4);
    }
  }
  return out;
}

function goldenPixel(image: GoldenImage, u: number, v: number, smooth: boolean): number[] {
  const { columns, rows, stored, isPadding, toModality, toBrightness, inverted } = image;
  const inside = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  const nearest = stored(inside(Math.round(u), columns), inside(Math.round(v), rows));
  const background = typeof nearest === "number" && isPadding?.(nearest) === true;
  if (background) return [0, 0, 0];
  const taps: { weight: number; value: readonly number[] }[] = [];
  const corners = smooth
    ? [0, 1].flatMap((i) => [0, 1].map((j) => [Math.floor(u) + i, Math.floor(v) + j] as const))
    : [[Math.round(u), Math.round(v)] as const];
  for (const [column, row] of corners) {
    const weight = smooth ? (1 - Math.abs(u - column)) * (1 - Math.abs(v - row)) : 1;
    const sample = stored(inside(column, columns), inside(row, rows));
    if (typeof sample !== "number") taps.push({ weight, value: sample });
    else if (isPadding?.(sample) !== true) taps.push({ weight, value: [toModality?.(sample) ?? sample] });
  }
  const total = taps.reduce((sum, { weight }) => sum + weight, 0);
  const channels = taps[0]?.value.length ?? 1;
  const mean = Array.from(
    { length: channels },
    (_, i) => taps.reduce((sum, { weight, value }) => sum + weight * (value[i] ?? 0), 0) / total,
  );
  const seen = channels === 1 ? mean.map((value) => toBrightness?.(value) ?? value) : mean;
  const shown = seen.map((value) => (inverted === true ? 1 - value : value));
  return channels === 1 ? [shown[0] ?? 0, shown[0] ?? 0, shown[0] ?? 0] : shown;
}
