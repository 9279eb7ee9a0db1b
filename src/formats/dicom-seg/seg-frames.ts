import { locateFrames } from "../dicom/frames.ts";
import { nativeFrame, unpackBits } from "../dicom/native-frame.ts";
import { type PixelDescription, pixelDescriptionOf } from "../dicom/pixel-description.ts";
import type { DicomFile } from "../dicom/read-dicom.ts";
import { decodeRle } from "../dicom/rle.ts";
import { FormatError } from "../format-error.ts";
import { inflateRaw } from "../inflate-raw.ts";
import { joinBytes } from "../join-bytes.ts";

/** The pixels of a segmentation, frame by frame. */
export interface SegFrames {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  /** The stored numbers of a frame, row by row; decoded when asked for. Errors: {@link FormatError}. */
  valuesOf(index: number): ArrayLike<number>;
}

/** `count` bits from bit `first` on, lowest first (PS3.5 8.1.1): zero bytes, which most are, cost nothing. */
function bitsOf(stream: Uint8Array, first: number, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count);
  for (let at = Math.floor(first / 8); at * 8 < first + count; at++) {
    let rest = stream[at] ?? 0;
    for (let pixel = at * 8 - first; rest > 0; pixel++) {
      if (rest % 2 === 1 && pixel >= 0 && pixel < count) out[pixel] = 1;
      rest = (rest - (rest % 2)) / 2;
    }
  }
  return out;
}

function decode(
  file: DicomFile,
  description: PixelDescription,
  bytes: Uint8Array,
  firstBit: number,
): ArrayLike<number> {
  const { columns, rows, bitsAllocated } = description;
  const { codec, littleEndian } = file.syntax;
  const count = columns * rows;
  const need = Math.ceil((count * bitsAllocated) / 8);
  if (codec === "rle") {
    if (bitsAllocated === 1) return unpackBits(decodeRle(bytes, need, 1, 1), 0, count);
    const unpacked = decodeRle(bytes, count, 1, bitsAllocated / 8);
    return nativeFrame(unpacked, description, { littleEndian: true, wordSwapped: false, firstBit: 0 }).pixels;
  }
  // A frame of an odd length has one byte more.
  const plain = codec === "deflated-frame" ? inflateRaw(bytes, null, need + 1, need) : bytes;
  if (plain.length < need) throw new FormatError("truncated", `${need} bytes in a frame`, `${plain.length}`);
  if (bitsAllocated === 1 && littleEndian) return bitsOf(plain, firstBit, count);
  const wordSwapped = file.pixels?.vr === "OW";
  return nativeFrame(plain, description, { littleEndian, wordSwapped, firstBit }).pixels;
}

/** Finds the frames of a segmentation: none of them lies beyond the end of the file. Errors: {@link FormatError}. */
export async function segFrames(file: DicomFile): Promise<SegFrames> {
  const { codec } = file.syntax;
  if (codec !== "native" && codec !== "rle" && codec !== "deflated-frame")
    throw new FormatError("unsupported-pixels", "a segmentation uncompressed, in RLE or deflated", codec);
  const description = pixelDescriptionOf(file);
  const { columns, rows, samples, bitsAllocated } = description;
  if (samples !== 1 || ![1, 8, 16].includes(bitsAllocated))
    throw new FormatError("unsupported-pixels", "1, 8 or 16 bits a pixel", `${samples} × ${bitsAllocated}`);
  const locations = await locateFrames(file, description);
  const whole = await file.source.read(0, file.source.lengthBytes);
  return {
    columns,
    rows,
    count: locations.length,
    valuesOf: (index) => {
      const { fragments, firstBit } = locations[index] ?? { fragments: [], firstBit: 0 };
      const parts = fragments.map(({ offset, length }) => whole.subarray(offset, offset + length));
      const [only] = parts;
      return decode(file, description, only && fragments.length === 1 ? only : joinBytes(parts), firstBit);
    },
  };
}
