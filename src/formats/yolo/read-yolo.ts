/** One line of a label file: its class and its numbers, as shares of the picture. */
export interface YoloLine {
  readonly classNumber: number;
  readonly values: readonly number[];
}

/** Reads a label file as any trainer would; throws on a line that is none. */
export function readYolo(text: string): YoloLine[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [first = "", ...rest] = line.split(" ");
      const values = rest.map(Number);
      const sound = /^\d+$/.test(first) && values.every((value) => value >= 0 && value <= 1);
      if (!sound || rest.includes("")) throw new Error("YOLO: a line holds something else than shares");
      return { classNumber: Number(first), values };
    });
}

/**
 * The pixels whose centres a path encloses (even-odd), one byte each. Every edge turns over all pixels right of it in the rows it
 * crosses, so that a way that is walked twice leaves no trace. Shares no code with the writer.
 */
export function fillYoloPath(values: readonly number[], columns: number, rows: number): Uint8Array {
  const turned = new Uint8Array((columns + 1) * rows);
  const corners = values.length / 2;
  for (let at = 0; at < corners; at++) {
    const next = (at + 1) % corners;
    const a = { x: (values[2 * at] ?? 0) * columns, y: (values[2 * at + 1] ?? 0) * rows };
    const b = { x: (values[2 * next] ?? 0) * columns, y: (values[2 * next + 1] ?? 0) * rows };
    const [upper, lower] = a.y < b.y || (a.y === b.y && a.x < b.x) ? [a, b] : [b, a];
    for (let row = Math.max(0, Math.ceil(upper.y - 0.5)); row < rows && row + 0.5 < lower.y; row++) {
      const x = upper.x + ((row + 0.5 - upper.y) / (lower.y - upper.y)) * (lower.x - upper.x);
      const column = Math.min(columns, Math.max(0, Math.ceil(x - 0.5)));
      const index = row * (columns + 1) + column;
      turned[index] = 1 - (turned[index] ?? 0);
    }
  }
  const bits = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    let inside = 0;
    for (let column = 0; column < columns; column++) {
      inside ^= turned[row * (columns + 1) + column] ?? 0;
      bits[row * columns + column] = inside;
    }
  }
  return bits;
}
