import { FormatError } from "../format-error.ts";

/** Files beside a header that hold its samples, in order; null when they follow in the same file. Names live in memory only. */
export type DataFiles = readonly string[] | null;

const mostFiles = 100_000;

/** `name%03d.raw first last step`: one name for each number. */
function numbered(pattern: string, numbers: readonly number[]): string[] {
  const [first = 0, last = 0, step = 1] = numbers;
  const count = Math.floor((last - first) / step) + 1;
  if (!(count >= 1 && count <= mostFiles))
    throw new FormatError("parse-error", "a range of data files", `${count} files`);
  return Array.from({ length: count }, (_, index) =>
    pattern.replace(/%0?(\d*)d/, (_match, width: string) =>
      String(first + index * step).padStart(Number(width || 0), "0"),
    ),
  );
}

/** The names that a header gives for its data: one, a numbered series, or the lines that follow (`LIST`). */
export function dataFileNames(value: string, following: () => readonly string[]): readonly string[] {
  const words = value.trim().split(/\s+/);
  if (/^LIST/i.test(words[0] ?? "")) return following();
  const numbers = words.slice(1).map(Number);
  if (/%0?\d*d/.test(words[0] ?? "") && numbers.length >= 2 && numbers.every(Number.isInteger))
    return numbered(words[0] ?? "", numbers);
  return [value.trim()];
}
