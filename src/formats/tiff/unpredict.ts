import { FormatError } from "../format-error.ts";

/** Sums of neighbours on words of 1, 2, 4 or 8 bytes, little endian, `stride` samples apart. */
function undoHorizontal(row: DataView, bytesPerSample: number, count: number, stride: number): void {
  for (let at = stride; at < count; at++) {
    const here = at * bytesPerSample;
    const before = (at - stride) * bytesPerSample;
    switch (bytesPerSample) {
      case 1:
        row.setUint8(here, row.getUint8(here) + row.getUint8(before));
        break;
      case 2:
        row.setUint16(here, row.getUint16(here, true) + row.getUint16(before, true), true);
        break;
      case 4:
        row.setUint32(here, row.getUint32(here, true) + row.getUint32(before, true), true);
        break;
      default:
        row.setBigUint64(
          here,
          BigInt.asUintN(64, row.getBigUint64(here, true) + row.getBigUint64(before, true)),
          true,
        );
    }
  }
}

/** The floating point predictor (TIFF technical note 3): bytes of equal weight stand together, highest first, then summed. */
function undoFloat(row: Uint8Array, bytesPerSample: number, count: number, stride: number): void {
  for (let at = stride; at < row.length; at++) row[at] = (row[at] ?? 0) + (row[at - stride] ?? 0);
  const shuffled = row.slice();
  for (let sample = 0; sample < count; sample++) {
    for (let byte = 0; byte < bytesPerSample; byte++) {
      row[sample * bytesPerSample + bytesPerSample - 1 - byte] = shuffled[byte * count + sample] ?? 0;
    }
  }
}

/**
 * Undoes a predictor in place. `bytes` holds whole rows of `count` samples; predictor 2 wants them little endian already,
 * predictor 3 leaves them little endian. `stride` is the samples between neighbours of one kind.
 */
export function unpredict(
  bytes: Uint8Array,
  predictor: number,
  bytesPerSample: number,
  count: number,
  stride: number,
): void {
  const rowBytes = count * bytesPerSample;
  for (let at = 0; at + rowBytes <= bytes.length; at += rowBytes) {
    if (predictor === 3) undoFloat(bytes.subarray(at, at + rowBytes), bytesPerSample, count, stride);
    else if (predictor === 2) {
      undoHorizontal(
        new DataView(bytes.buffer, bytes.byteOffset + at, rowBytes),
        bytesPerSample,
        count,
        stride,
      );
    } else throw new FormatError("unsupported-pixels", "predictor 1, 2 or 3", `${predictor}`);
  }
}
