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
  /** The same; null for a slice of zeros that was seen before, in this file or in another one with the same `known`. */
  sparseSlices(): Generator<Uint8Array<ArrayBuffer> | null>;
}

const piece = 256 * 1024;
/** A longer member is no run of empty slices that is worth remembering. */
const mostRemembered = 64 * 1024;

/** A gzip member that was inflated once and held zeros alone. Equal bytes are the same member: a member says itself where it ends (RFC 1952). */
export interface EmptyMember {
  readonly packed: Uint8Array;
  readonly zeros: number;
}

/** Bytes, or so many zeros. */
type Part = Uint8Array | number;

function startsWith(packed: Uint8Array, at: number, { packed: start }: EmptyMember): boolean {
  if (at + start.length > packed.length) return false;
  for (let index = 0; index < start.length; index++) if (packed[at + index] !== start[index]) return false;
  return true;
}

/** One member from `at` on, at most a piece ahead of what is asked for; returns where the next one begins. */
function* member(packed: Uint8Array, at: number): Generator<Uint8Array, number> {
  let ready: Uint8Array[] = [];
  let next = packed.length;
  const over = new Error("the next member");
  const stream = new Gunzip((part) => void ready.push(part));
  stream.onmember = (offset) => {
    next = at + offset;
    throw over;
  };
  const push = (bytes: Uint8Array, last: boolean) => {
    try {
      stream.push(bytes, last);
    } catch (reason) {
      if (reason !== over) throw reason;
    }
  };
  for (let from = at; from < packed.length && next === packed.length; from += piece) {
    push(packed.subarray(from, from + piece), false);
    yield* ready;
    ready = [];
  }
  if (next < packed.length) return next;
  push(new Uint8Array(0), true);
  yield* ready;
  return next;
}

/** Inflates a gzip file in order, member after member (RFC 1952 2.2); those of `known` are not inflated again, and new ones join them. */
function* inflated(packed: Uint8Array, known: EmptyMember[]): Generator<Part> {
  let at = 0;
  while (at < packed.length) {
    const start = at;
    const same = known.find((one) => startsWith(packed, start, one));
    if (same) {
      yield same.zeros;
      at += same.packed.length;
      continue;
    }
    let zeros = 0;
    const parts = member(packed, at);
    for (let part = parts.next(); ; part = parts.next()) {
      if (part.done) {
        at = part.value;
        break;
      }
      if (zeros >= 0) zeros = part.value.every((byte) => byte === 0) ? zeros + part.value.length : -1;
      yield part.value;
    }
    if (zeros > 0 && at - start <= mostRemembered) known.push({ packed: packed.slice(start, at), zeros });
  }
}

/** Exactly `length` bytes at a time, null where all of them are of a known member of zeros; ends early when the data does. */
function* cut(parts: Generator<Part>, lengths: Generator<number>): Generator<Uint8Array<ArrayBuffer> | null> {
  let rest: Part = 0;
  const left = () => (typeof rest === "number" ? rest : rest.length);
  for (const length of lengths) {
    if (typeof rest === "number" && rest >= length && length > 0) {
      rest -= length;
      yield null;
      continue;
    }
    const whole = new Uint8Array(length);
    let filled = 0;
    let isKnown = length > 0;
    while (filled < length) {
      if (left() === 0) {
        const next = parts.next();
        if (next.done) return;
        rest = next.value;
      }
      const take = Math.min(left(), length - filled);
      if (typeof rest === "number") rest -= take;
      else {
        whole.set(rest.subarray(0, take), filled);
        rest = rest.subarray(take);
        isKnown = false;
      }
      filled += take;
    }
    yield isKnown ? null : whole;
  }
}

/**
 * Opens a gzipped, little endian NIfTI-1 file without holding its volume in memory; shares no code with the writer. `known`: members of zeros
 * that files have in common; of thousands of volumes that are empty but for a slice, what is empty is inflated once.
 */
export function streamNifti(packed: Uint8Array, known: EmptyMember[] = []): NiftiStream {
  let header: NiftiHeader | null = null;
  function* lengths(): Generator<number> {
    yield 352;
    if (!header) return;
    const { dim } = header;
    const slices = (dim[3] ?? 0) * (dim[0] === 4 ? (dim[4] ?? 1) : 1);
    for (let slice = 0; slice < slices; slice++) yield sizeOf(header);
  }
  const sizeOf = ({ dim, datatype }: NiftiHeader) => (dim[1] ?? 0) * (dim[2] ?? 0) * (bytesOf[datatype] ?? 0);
  const parts = cut(inflated(packed, known), lengths());
  const first = parts.next();
  if (first.done || !first.value) throw new Error("NIfTI: the file ends inside its header");
  const read = readNiftiHeader(first.value);
  header = read;
  function* whole(): Generator<Uint8Array<ArrayBuffer>> {
    for (const slice of parts) yield slice ?? new Uint8Array(sizeOf(read));
  }
  return { header: read, affine: niftiAffine(read), slices: whole, sparseSlices: () => parts };
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
