import { type Comparison, type FrameBytes, planes } from "./verify-decode-dicom.ts";
import { type CorpusFile, md5, type TiffReference } from "./verify-decode-manifest.ts";

const dtypes: Readonly<Record<string, readonly string[]>> = {
  u8: ["uint8", "bool"],
  i8: ["int8"],
  u16: ["uint16"],
  i16: ["int16"],
  u32: ["uint32"],
  i32: ["int32"],
  f32: ["float32", "float16"],
  f64: ["float64", "uint64", "int64"],
};

function toHalf(value: number): number {
  const sign = Object.is(value, -0) || value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size === 0) return sign;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  const fraction = size / 2 ** exponent;
  return (
    sign |
    (fraction < 1 ? Math.round(size * 2 ** 24) : ((exponent + 15) << 10) + Math.round((fraction - 1) * 1024))
  );
}

/** The samples in a reference's dtype, where the app holds a wider type. */
function inDtype(frame: FrameBytes, dtype: string): Uint8Array {
  const view = new DataView(frame.bytes.buffer, frame.bytes.byteOffset, frame.bytes.byteLength);
  if (dtype === "float16") {
    const words = new Uint16Array(frame.bytes.length / 4).map((_, i) => toHalf(view.getFloat32(i * 4, true)));
    return new Uint8Array(words.buffer);
  }
  if (dtype === "uint64" || dtype === "int64") {
    const words = BigInt64Array.from({ length: frame.bytes.length / 8 }, (_, i) =>
      BigInt(view.getFloat64(i * 8, true)),
    );
    return new Uint8Array(words.buffer);
  }
  return frame.bytes;
}

/** Some references hold a true pixel as 255 instead of 1: the same samples in the same dtype. */
function boolAs255(frame: FrameBytes, dtype: string): Uint8Array | null {
  return dtype === "bool" ? frame.bytes.map((value) => (value ? 255 : 0)) : null;
}

const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((n, i) => n === b[i]);

type Order = "interleaved" | "planar" | null;

function orderOf(shape: readonly number[], frame: FrameBytes): Order {
  const { rows, columns, samples } = frame;
  if (same(shape, [rows, columns, samples]) || (samples === 1 && same(shape, [rows, columns])))
    return "interleaved";
  return same(shape, [samples, rows, columns]) ? "planar" : null;
}

/** What every decoder of the manifest has for page `index`. */
export function referencesOf(file: CorpusFile, index: number): TiffReference[] {
  return Object.values(file.decoded ?? {}).flatMap((pages) => {
    const page = (pages as readonly TiffReference[])[index];
    return page ? [page] : [];
  });
}

const clip = (value: number) => Math.min(255, Math.max(0, value));

/** Conversions that Pillow does on loading and that do not change shape or type, for 8-bit frames. */
const conversions: Readonly<Record<string, (frame: FrameBytes) => Uint8Array | null>> = {
  "alpha divided out": ({ samples, bytes }) =>
    samples !== 4
      ? null
      : bytes.map((value, at) => {
          const alpha = bytes[at - (at % 4) + 3] ?? 0;
          if (at % 4 === 3 || alpha === 0 || alpha === 255) return value;
          return clip(Math.floor((255 * value) / alpha));
        }),
  "with white and black exchanged": ({ bytes }) =>
    bytes.every((value) => value < 2) ? bytes.map((value) => (value ? 0 : 255)) : null,
  "turned upright": (frame) => moved(frame, true, true),
  "mirrored upright": (frame) => moved(frame, true, false),
  "flipped upright": (frame) => moved(frame, false, true),
  "4 bits widened to 8": ({ bytes }) =>
    bytes.every((value) => value < 16) ? bytes.map((value) => value * 17) : null,
  "2 bits widened to 8": ({ bytes }) =>
    bytes.every((value) => value < 4) ? bytes.map((value) => value * 85) : null,
};

function moved(frame: FrameBytes, mirror: boolean, flip: boolean): Uint8Array {
  const { columns, rows, samples, bytes } = frame;
  const out = new Uint8Array(bytes.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from =
        ((flip ? rows - 1 - row : row) * columns + (mirror ? columns - 1 - column : column)) * samples;
      out.set(bytes.subarray(from, from + samples), (row * columns + column) * samples);
    }
  }
  return out;
}

/** The name of the conversion that a reference's decoder did to just these samples, or null. */
function conversionOf(frame: FrameBytes, references: readonly TiffReference[]): string | null {
  if (frame.type !== "u8") return null;
  for (const [name, convert] of Object.entries(conversions)) {
    const bytes = convert(frame);
    if (bytes && references.some((reference) => reference.md5 === md5(bytes))) return name;
  }
  return null;
}

/** Compares page `index`: with every decoder whose shape and dtype are those of the stored samples (shared/README.md). */
export function compareTiffPage(file: CorpusFile, index: number, frame: FrameBytes): Comparison {
  const references = referencesOf(file, index).filter(
    (reference) => reference.md5 && !reference.shape?.includes(0),
  );
  if (references.length === 0) return { kind: "none", reason: "no decoded reference" };
  const comparable = references.flatMap((reference) => {
    const order = orderOf(reference.shape ?? [], frame);
    const known = (dtypes[frame.type] ?? []).includes(reference.dtype ?? "");
    return order && known ? [{ reference, order }] : [];
  });
  if (comparable.length === 0) {
    return { kind: "none", reason: "the references hold converted samples (another shape or type)" };
  }
  for (const { reference, order } of comparable) {
    const bytes = inDtype(
      order === "planar" ? { ...frame, bytes: planes(frame) } : frame,
      reference.dtype ?? "",
    );
    if (md5(bytes) === reference.md5) return { kind: "identical" };
    const wide = boolAs255(frame, reference.dtype ?? "");
    if (wide && md5(wide) === reference.md5) return { kind: "identical" };
  }
  const conversion = conversionOf(
    frame,
    comparable.map(({ reference }) => reference),
  );
  if (conversion) return { kind: "none", reason: `the reference holds these samples ${conversion}` };
  return {
    kind: "different",
    expected: comparable.map(({ reference }) => `${reference.dtype} ${reference.md5}`).join(" or "),
    found: `${frame.rows} × ${frame.columns} × ${frame.samples} ${frame.type} ${md5(frame.bytes)}`,
  };
}
