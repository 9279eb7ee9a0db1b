import { readFileSync } from "node:fs";

type Numbers = readonly number[];

/** Where the frames of one file lie, as its bytes say. */
export interface SourcePlanes {
  readonly seriesUid: string;
  readonly rows: number;
  readonly columns: number;
  /** Row spacing first, mm; empty when unknown. */
  readonly spacingMm: Numbers;
  readonly planes: readonly { readonly position: Numbers; readonly orientation: Numbers }[];
}

interface Found {
  readonly at: number;
  readonly value: string;
}

/** Every short element of one tag, wherever it is nested, explicit or implicit little endian, that `fits`. */
function valuesOf(
  bytes: Buffer,
  group: number,
  element: number,
  vr: string,
  fits: (text: string) => boolean,
) {
  const tag = Buffer.from([group & 255, group >> 8, element & 255, element >> 8]);
  const found: Found[] = [];
  for (let at = bytes.indexOf(tag); at >= 0; at = bytes.indexOf(tag, at + 1)) {
    if (at + 8 > bytes.length) break;
    const explicit = bytes.toString("latin1", at + 4, at + 6) === vr;
    const length = explicit ? bytes.readUInt16LE(at + 6) : bytes.readUInt32LE(at + 4);
    if (length === 0 || length > 256 || at + 8 + length > bytes.length) continue;
    const value = bytes.toString("latin1", at + 8, at + 8 + length).replace(/[\0 ]+$/, "");
    if (fits(value)) found.push({ at, value });
  }
  return found;
}

const numbers = (text: string) => text.split("\\").map(Number);
const decimals = (count: number) => (text: string) => {
  const values = numbers(text);
  return values.length === count && values.every(Number.isFinite) && /^[\d\\ .eE+-]+$/.test(text);
};

/**
 * Looks for position, orientation, spacing and size by their tags' bytes alone: shares nothing with the app's readers. Null for a file
 * without them (also big endian and deflated ones).
 */
export function sourcePlanes(path: string): SourcePlanes | null {
  const bytes = readFileSync(path);
  const pixelsAt = bytes.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
  const head = bytes.subarray(0, pixelsAt < 0 ? bytes.length : pixelsAt);
  const positions = valuesOf(head, 0x20, 0x32, "DS", decimals(3));
  const orientations = valuesOf(head, 0x20, 0x37, "DS", decimals(6));
  const [spacing] = valuesOf(head, 0x28, 0x30, "DS", decimals(2));
  const [uid] = valuesOf(head, 0x20, 0x0e, "UI", (text) => /^[\d.]+$/.test(text));
  const size = (element: number) => {
    const tag = Buffer.from([0x28, 0, element, 0]);
    const at = head.indexOf(tag);
    return at < 0 ? 0 : head.readUInt16LE(at + 8);
  };
  const [first] = orientations;
  if (positions.length === 0 || !first || !uid) return null;
  return {
    seriesUid: uid.value,
    rows: size(0x10),
    columns: size(0x11),
    spacingMm: spacing ? numbers(spacing.value) : [],
    planes: positions.map(({ value }, index) => ({
      position: numbers(value),
      orientation: numbers(
        (orientations.length === positions.length ? orientations[index] : first)?.value ?? "",
      ),
    })),
  };
}
