import { Gunzip } from "fflate";
import type { VolumeAffine } from "../raw/raw-image.ts";
import { niftiAffine } from "./nifti-affine.ts";
import { type NiftiHeader, readNiftiHeader } from "./nifti-header.ts";

/** A NIfTI file as it is read slice by slice. */
export interface NiftiStream {
  readonly header: NiftiHeader;
  /** From sform, LPS mm; null where no place is given. */
  readonly affine: VolumeAffine | null;
  /** The samples of each slice, little endian. */
  slices(): Generator<Uint8Array<ArrayBuffer>>;
}

const piece = 256 * 1024;

/** Inflates a gzip file in order, at most a piece ahead of what is asked for. */
function* inflated(packed: Uint8Array): Generator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const stream = new Gunzip((part) => void ready.push(part));
  for (let at = 0; at < packed.length; at += piece) {
    // Not told that it is the last: several members may follow one another in it (RFC 1952 2.2).
    stream.push(packed.subarray(at, at + piece), false);
    yield* ready;
    ready = [];
  }
  stream.push(new Uint8Array(0), true);
  yield* ready;
}

/** Exactly `length` bytes at a time; the generator ends early when the data does. */
function* cut(parts: Generator<Uint8Array>, lengths: Generator<number>): Generator<Uint8Array<ArrayBuffer>> {
  let rest: Uint8Array = new Uint8Array(0);
  for (const length of lengths) {
    const whole = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (rest.length === 0) {
        const next = parts.next();
        if (next.done) return;
        rest = next.value;
      }
      const take = Math.min(rest.length, length - filled);
      whole.set(rest.subarray(0, take), filled);
      filled += take;
      rest = rest.subarray(take);
    }
    yield whole;
  }
}

/** Opens a gzipped, little endian NIfTI-1 file without holding its volume in memory; shares no code with the writer. */
export function streamNifti(packed: Uint8Array): NiftiStream {
  let header: NiftiHeader | null = null;
  function* lengths(): Generator<number> {
    yield 352;
    const { dim = [], datatype = 0 } = header ?? {};
    const bytes = bytesOf[datatype] ?? 0;
    const slices = (dim[3] ?? 0) * (dim[0] === 4 ? (dim[4] ?? 1) : 1);
    for (let slice = 0; slice < slices; slice++) yield (dim[1] ?? 0) * (dim[2] ?? 0) * bytes;
  }
  const parts = cut(inflated(packed), lengths());
  const first = parts.next();
  if (first.done) throw new Error("NIfTI: the file ends inside its header");
  header = readNiftiHeader(first.value);
  return { header, affine: niftiAffine(header), slices: () => parts };
}

/** Bytes of a voxel by datatype code (nifti1.h). */
const bytesOf: Readonly<Record<number, number>> = {
  2: 1,
  256: 1,
  4: 2,
  512: 2,
  8: 4,
  768: 4,
  16: 4,
  64: 8,
  128: 3,
};
