import { FormatError } from "../format-error.ts";
import type { HuffmanTable } from "./huffman-table.ts";

const odd = (what: string) => new FormatError("parse-error", "a whole scan", what);

/** Bits of entropy-coded segments: bytes behind 0xFF are taken out, a marker ends them (ISO 10918-1 F.2.2.5). */
export interface BitReader {
  /** The next symbol of `table`. Throws where there is none. */
  symbol(table: HuffmanTable): number;
  bits(count: number): number;
  /** Ends a segment, whose last byte is filled up; gives the marker behind it. Throws where bits or bytes are left. */
  marker(): number;
}

/** Reads from `at` on. All throw {@link FormatError} where the bits end. */
export function makeBitReader(bytes: Uint8Array, at: number): BitReader {
  let place = at;
  let held = 0;
  let count = 0;
  /** Bits at the end of what is held that are not in the stream. */
  let padded = 0;
  const need = (wanted: number) => {
    while (count < wanted) {
      const byte = bytes[place];
      const isEnd = padded > 0 || byte === undefined || (byte === 0xff && bytes[place + 1] !== 0);
      if (isEnd) padded += 8;
      else place += byte === 0xff ? 2 : 1;
      held = ((held << 8) | (isEnd ? 0 : byte)) & 0xffffff;
      count += 8;
    }
  };
  const take = (taken: number) => {
    count -= taken;
    if (count < padded) throw odd("one that ends early");
  };
  return {
    symbol: (table) => {
      need(16);
      const found = table.decode[(held >>> (count - 16)) & 0xffff] ?? 0;
      if (found === 0) throw odd("a code that is in no table");
      take(found >> 8);
      return found & 0xff;
    },
    bits: (wanted) => {
      if (wanted === 0) return 0;
      need(wanted);
      const found = (held >>> (count - wanted)) & ((1 << wanted) - 1);
      take(wanted);
      return found;
    },
    marker: () => {
      if (count - padded >= 8) throw odd("more bits than blocks");
      count = 0;
      padded = 0;
      if (bytes[place] !== 0xff) throw odd("more bytes than blocks");
      while (bytes[place] === 0xff) place++;
      const marker = bytes[place++];
      if (marker === undefined) throw odd("one without an end");
      return marker;
    },
  };
}

/** Writes entropy-coded segments. */
export interface BitWriter {
  /** False, and nothing written, where `table` lacks the symbol. */
  symbol(table: HuffmanTable, symbol: number): boolean;
  bits(value: number, count: number): void;
  /** Fills up the last byte with ones and writes a marker. */
  marker(marker: number): void;
  /** What was written, behind the head. */
  done(): Uint8Array<ArrayBuffer>;
}

/** A writer whose stream begins with `head`. */
export function makeBitWriter(head: Uint8Array, likelyBytes: number): BitWriter {
  let out = new Uint8Array(head.length + likelyBytes + 1024);
  out.set(head);
  let at = head.length;
  let held = 0;
  let count = 0;
  const bits = (value: number, wanted: number) => {
    held = (held << wanted) | value;
    count += wanted;
    if (at + 8 > out.length) {
      const larger = new Uint8Array(out.length * 2);
      larger.set(out);
      out = larger;
    }
    while (count >= 8) {
      count -= 8;
      const byte = (held >>> count) & 0xff;
      out[at++] = byte;
      if (byte === 0xff) out[at++] = 0;
    }
    held &= (1 << count) - 1;
  };
  return {
    bits,
    symbol: (table, symbol) => {
      const length = table.lengths[symbol] ?? 0;
      if (length === 0) return false;
      bits(table.codes[symbol] ?? 0, length);
      return true;
    },
    marker: (marker) => {
      if (count > 0) bits((1 << (8 - count)) - 1, 8 - count);
      // Room for it: `bits` keeps eight bytes free.
      bits(0, 0);
      out[at++] = 0xff;
      out[at++] = marker;
    },
    done: () => out.slice(0, at),
  };
}
