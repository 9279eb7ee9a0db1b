import { FormatError } from "../format-error.ts";
import { codeKey, type LineMode, modeCodes, runCodes } from "./ccitt-codes.ts";

/** How the lines are coded: TIFF compression 2, 32771 (lines begin at words), 3 (one- or two-dimensional) or 4. */
export type CcittKind = "rle" | "rle-words" | "g3-1d" | "g3-2d" | "g4";

interface Bits {
  /** Next `count` bits without taking them; zeros behind the end. */
  peek(count: number): number;
  skip(count: number): void;
  align(bits: 8 | 16): void;
  /** Nothing is left to take. */
  readonly ended: boolean;
  /** More was taken than there was. */
  readonly overrun: boolean;
}

function bitsOf(bytes: Uint8Array): Bits {
  let at = 0;
  const total = bytes.length * 8;
  return {
    peek(count) {
      const byte = at >> 3;
      const word =
        (((bytes[byte] ?? 0) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0)) >>> 0;
      return (word >> (24 - (at & 7) - count)) & ((1 << count) - 1);
    },
    skip(count) {
      at += count;
    },
    align(bits) {
      at = (at + bits - 1) & -bits;
    },
    get ended() {
      return at >= total;
    },
    get overrun() {
      return at > total;
    },
  };
}

const damaged = () => new FormatError("parse-error", "CCITT data", "a code that does not exist");

function readCode<T>(bits: Bits, codes: ReadonlyMap<number, T>, longest: number): T | null {
  for (let length = 1; length <= longest; length++) {
    const found = codes.get(codeKey(length, bits.peek(length)));
    if (found === undefined) continue;
    bits.skip(length);
    return found;
  }
  return null;
}

/** A run: make-up codes, then one below 64. */
function readRun(bits: Bits, isBlack: boolean): number {
  const codes = isBlack ? runCodes.black : runCodes.white;
  let run = 0;
  for (;;) {
    const part = readCode(bits, codes, 13);
    if (part === null || bits.overrun) throw damaged();
    run += part;
    if (part < 64) return run;
  }
}

/** Ends of line: at least eleven zeros and a one, fill bits before it. */
function skipEndOfLine(bits: Bits): void {
  if (bits.peek(11) !== 0) return;
  while (!bits.ended && bits.peek(1) === 0) bits.skip(1);
  bits.skip(1);
}

/** Adds a change of colour; a run of no length is no change, and both its ends go. */
function turn(changes: number[], at: number): void {
  if (changes.length > 0 && changes.at(-1) === at) changes.pop();
  else changes.push(at);
}

/** Where the colour changes in a line coded by itself. */
function readPlainLine(bits: Bits, columns: number): number[] {
  const changes: number[] = [];
  let at = 0;
  for (let isBlack = false; at < columns; isBlack = !isBlack) {
    at += readRun(bits, isBlack);
    turn(changes, Math.min(at, columns));
  }
  return changes;
}

/** Where the colour changes in a line coded against the one above (T.4 4.2). Null at the end of the block. */
function readCodedLine(bits: Bits, columns: number, above: readonly number[]): number[] | null {
  const changes: number[] = [];
  let a0 = -1;
  let isBlack = false;
  let from = 0;
  while (a0 < columns) {
    // b1: first change above, right of a0 and towards the other colour; even places turn black.
    while (from > 0 && (above[from - 1] ?? columns) > a0) from--;
    while (from < above.length && ((above[from] ?? columns) <= a0 || (from & 1) !== (isBlack ? 1 : 0)))
      from++;
    const b1 = above[from] ?? columns;
    const mode: LineMode | null = readCode(bits, modeCodes, 7);
    if (mode === null) {
      if (changes.length === 0 && a0 < 0) return null;
      throw damaged();
    }
    if (mode === "pass") {
      a0 = above[from + 1] ?? columns;
    } else if (mode === "horizontal") {
      const start = Math.max(a0, 0);
      const first = Math.min(columns, start + readRun(bits, isBlack));
      const second = Math.min(columns, first + readRun(bits, !isBlack));
      turn(changes, first);
      turn(changes, second);
      a0 = second;
    } else {
      const next = Math.min(columns, Math.max(b1 + mode, Math.max(a0, 0)));
      turn(changes, next);
      a0 = next;
      isBlack = !isBlack;
      if (a0 === 0 && bits.ended) throw damaged();
    }
    if (bits.ended && a0 < columns) throw damaged();
  }
  return changes;
}

function fill(out: Uint8Array, rowStart: number, changes: readonly number[], columns: number): void {
  for (let index = 0; index < changes.length; index += 2) {
    const end = Math.min(changes[index + 1] ?? columns, columns);
    for (let column = changes[index] ?? columns; column < end; column++) {
      const at = rowStart + (column >> 3);
      out[at] = (out[at] ?? 0) | (128 >> (column & 7));
    }
  }
}

/**
 * Decodes a strip of CCITT fax data (ITU-T T.4, T.6; TIFF 6.0 sections 10 and 11) to packed bits, 1 = black, rows padded to bytes.
 * Errors: {@link FormatError}; lines that are missing at the end stay white.
 */
export function decodeCcitt(bytes: Uint8Array, columns: number, rows: number, kind: CcittKind): Uint8Array {
  const bits = bitsOf(bytes);
  const rowBytes = Math.ceil(columns / 8);
  const out = new Uint8Array(rowBytes * rows);
  let above: readonly number[] = [];
  for (let row = 0; row < rows && !bits.ended; row++) {
    let changes: number[] | null;
    if (kind === "g4") changes = readCodedLine(bits, columns, above);
    else if (kind === "rle" || kind === "rle-words") {
      changes = readPlainLine(bits, columns);
      bits.align(kind === "rle" ? 8 : 16);
    } else {
      skipEndOfLine(bits);
      if (bits.ended) break;
      const plain = kind === "g3-1d" || bits.peek(1) === 1;
      if (kind === "g3-2d") bits.skip(1);
      changes = plain ? readPlainLine(bits, columns) : readCodedLine(bits, columns, above);
    }
    if (!changes) break;
    fill(out, row * rowBytes, changes, columns);
    above = changes;
  }
  return out;
}
