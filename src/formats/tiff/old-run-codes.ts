import { FormatError } from "../format-error.ts";

const twoBitSteps = [0, 1, 0, -1];
const threeBitSteps = [0, 1, 2, 3, 0, -3, -2, -1];

/** Values that a code of differences stands for; a field of this value stands for none. */
const skipped = { two: 2, three: 4 } as const;

/** 4-bit greys of one ThunderScan code after a pixel of `last`. */
function thunderPixels(code: number, last: number): number[] {
  const low = code & 63;
  switch (code >> 6) {
    case 0:
      return new Array<number>(low).fill(last);
    case 1: {
      const steps = [(low >> 4) & 3, (low >> 2) & 3, low & 3].filter((step) => step !== skipped.two);
      return steps.map((step) => {
        last = (last + (twoBitSteps[step] ?? 0)) & 15;
        return last;
      });
    }
    case 2: {
      const steps = [(low >> 3) & 7, low & 7].filter((step) => step !== skipped.three);
      return steps.map((step) => {
        last = (last + (threeBitSteps[step] ?? 0)) & 15;
        return last;
      });
    }
    default:
      return [low & 15];
  }
}

/**
 * ThunderScan data (compression 32809): 4-bit greys as runs, differences to the pixel before, or raw values; each row begins with
 * a 0 before it. Returns the bytes written; rows that are missing are not counted.
 */
export function decodeThunder(bytes: Uint8Array, out: Uint8Array, columns: number): number {
  const rowBytes = Math.ceil(columns / 2);
  const rows = Math.floor(out.length / rowBytes);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    let last = 0;
    let count = 0;
    while (count < columns) {
      const code = bytes[at++];
      if (code === undefined) return row * rowBytes;
      for (const value of thunderPixels(code, last)) {
        last = value;
        if (count >= columns) break;
        const place = row * rowBytes + (count >> 1);
        out[place] = (out[place] ?? 0) | (count & 1 ? value : value << 4);
        count++;
      }
    }
  }
  return rows * rowBytes;
}

/**
 * NeXT data (compression 32766): 2-bit greys, white where nothing is said; a row is stored whole, as one span, or as runs. Returns
 * the bytes written. Errors: FormatError `parse-error` for a span outside its row.
 */
export function decodeNext(bytes: Uint8Array, out: Uint8Array, columns: number): number {
  const rowBytes = Math.ceil(columns / 4);
  const rows = Math.floor(out.length / rowBytes);
  out.fill(255);
  let at = 0;
  const number16 = (place: number) => ((bytes[place] ?? 0) << 8) | (bytes[place + 1] ?? 0);
  for (let row = 0; row < rows; row++) {
    const line = out.subarray(row * rowBytes, (row + 1) * rowBytes);
    const head = bytes[at++];
    if (head === undefined) return row * rowBytes;
    if (head === 0) {
      if (at + rowBytes > bytes.length) return row * rowBytes;
      line.set(bytes.subarray(at, at + rowBytes));
      at += rowBytes;
    } else if (head === 0x40) {
      const offset = number16(at);
      const length = number16(at + 2);
      const span = bytes.subarray(at + 4, at + 4 + length);
      if (offset + length > rowBytes || span.length < length)
        throw new FormatError("parse-error", `a span inside ${rowBytes} bytes`, `${length} at ${offset}`, at);
      line.set(span, offset);
      at += 4 + length;
    } else {
      let code = head;
      for (let count = 0; ; ) {
        const stop = Math.min(columns, count + (code & 63));
        for (; count < stop; count++) {
          const shift = 6 - 2 * (count & 3);
          const place = count >> 2;
          line[place] = ((line[place] ?? 0) & ~(3 << shift)) | ((code >> 6) << shift);
        }
        if (count >= columns) break;
        const following = bytes[at++];
        if (following === undefined) return row * rowBytes;
        code = following;
      }
    }
  }
  return rows * rowBytes;
}
