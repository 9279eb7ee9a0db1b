import type { TableParts } from "../../src/formats/jpeg/huffman-table.ts";

/** What a made baseline stream holds: per component its blocks, row by row, 64 coefficients each in zigzag order. */
export interface BaselineParts {
  readonly columns: number;
  readonly rows: number;
  readonly components: readonly (readonly (readonly number[])[])[];
  readonly step: number;
  readonly restartEvery?: number;
  /** Transform of an Adobe segment; none without. */
  readonly adobe?: number;
  /** One pair of tables for all, or one for the first component and one for the others. */
  readonly tables: readonly { readonly dc: TableParts; readonly ac: TableParts }[];
}

/** Codes as text of 0 and 1, by symbol (annex C, figure C.2). */
function codesOf({ counts, symbols }: TableParts): Map<number, string> {
  const codes = new Map<number, string>();
  let code = 0;
  let at = 0;
  counts.forEach((count, index) => {
    for (let left = count; left > 0; left--)
      codes.set(symbols[at++] ?? -1, (code++).toString(2).padStart(index + 1, "0"));
    code *= 2;
  });
  return codes;
}

const magnitude = (value: number) => (value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1);
const extra = (value: number, size: number) =>
  size === 0 ? "" : (value < 0 ? value + 2 ** size - 1 : value).toString(2).padStart(size, "0");

const segment = (marker: number, body: readonly number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
];

function stuffed(bits: string): number[] {
  const whole = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
  const bytes = (whole.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
}

/** Symbols of a block: how many zeros before, and the value; the first is the difference. */
export function symbolsOf(block: readonly number[]): { readonly symbol: number; readonly value: number }[] {
  const out: { symbol: number; value: number }[] = [];
  let run = 0;
  const last = block.findLastIndex((value, at) => at > 0 && value !== 0);
  for (let at = 1; at <= last; at++) {
    const value = block[at] ?? 0;
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) out.push({ symbol: 0xf0, value: 0 });
    out.push({ symbol: run * 16 + magnitude(value), value });
    run = 0;
  }
  if (last < 63) out.push({ symbol: 0, value: 0 });
  return out;
}

/** Writes a baseline stream by text of bits: slow, and of no code of the app's. */
export function makeBaselineJpeg(parts: BaselineParts): Uint8Array<ArrayBuffer> {
  const { columns, rows, components, step, restartEvery = 0, adobe, tables } = parts;
  const tableOf = (index: number) => Math.min(index, tables.length - 1);
  const codes = tables.map(({ dc, ac }) => ({ dc: codesOf(dc), ac: codesOf(ac) }));
  const must = (map: Map<number, string> | undefined, symbol: number) => {
    const code = map?.get(symbol);
    if (code === undefined) throw new Error(`the tables of the sample lack ${symbol}`);
    return code;
  };
  const scan: number[] = [];
  let bits = "";
  let before = components.map(() => 0);
  const blocks = components[0]?.length ?? 0;
  for (let block = 0; block < blocks; block++) {
    if (restartEvery > 0 && block > 0 && block % restartEvery === 0) {
      scan.push(...stuffed(bits), 0xff, 0xd0 + ((block / restartEvery - 1) % 8));
      bits = "";
      before = components.map(() => 0);
    }
    components.forEach((own, index) => {
      const values = own[block] ?? [];
      const code = codes[tableOf(index)];
      const difference = (values[0] ?? 0) - (before[index] ?? 0);
      before[index] = values[0] ?? 0;
      bits += must(code?.dc, magnitude(difference)) + extra(difference, magnitude(difference));
      for (const { symbol, value } of symbolsOf(values))
        bits += must(code?.ac, symbol) + extra(value, symbol & 15);
    });
  }
  scan.push(...stuffed(bits));
  const ids = components.map((_, index) => index + 1);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...(adobe === undefined ? [] : segment(0xee, [0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, adobe])),
    ...segment(0xdb, [0, ...new Array<number>(64).fill(step)]),
    ...segment(0xc0, [
      ...[8, rows >> 8, rows & 255, columns >> 8, columns & 255, components.length],
      ...ids.flatMap((id) => [id, 0x11, 0]),
    ]),
    ...tables.flatMap(({ dc, ac }, id) =>
      segment(0xc4, [id, ...dc.counts, ...dc.symbols, 0x10 + id, ...ac.counts, ...ac.symbols]),
    ),
    ...(restartEvery > 0 ? segment(0xdd, [restartEvery >> 8, restartEvery & 255]) : []),
    ...segment(0xda, [
      components.length,
      ...ids.flatMap((id, index) => [id, tableOf(index) * 0x11]),
      ...[0, 63, 0],
    ]),
    ...scan,
    ...[0xff, 0xd9],
  ]);
}

/** Coefficients of a stream of one scan and no subsampling, per component and block; of no code of the app's. */
export function readBaselineCoefficients(stream: Uint8Array): number[][][] {
  const word = (at: number) => (stream[at] ?? 0) * 256 + (stream[at + 1] ?? 0);
  const tables = new Map<number, Map<string, number>>();
  let [every, blocks, at] = [0, 0, 2];
  let use: number[] = [];
  while (stream[at + 1] !== 0xda) {
    const [marker, end] = [stream[at + 1], at + 2 + word(at + 2)];
    if (marker === 0xdd) every = word(at + 4);
    if (marker === 0xc0) blocks = Math.ceil(word(at + 5) / 8) * Math.ceil(word(at + 7) / 8);
    for (let part = at + 4; marker === 0xc4 && part < end; ) {
      const counts = stream.slice(part + 1, part + 17);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const codes = codesOf({ counts, symbols: stream.slice(part + 17, part + 17 + total) });
      tables.set(stream[part] ?? 0, new Map([...codes].map(([symbol, code]) => [code, symbol])));
      part += 17 + total;
    }
    at = end;
  }
  const count = stream[at + 4] ?? 0;
  use = Array.from({ length: count }, (_, index) => stream[at + 6 + 2 * index] ?? 0);
  at += 2 + word(at + 2);
  const parts: string[] = [""];
  for (; !(stream[at] === 0xff && stream[at + 1] === 0xd9); at++) {
    const byte = stream[at] ?? 0;
    if (byte === 0xff && stream[at + 1] !== 0) {
      parts.push("");
      at++;
      continue;
    }
    if (byte === 0xff) at++;
    parts.push((parts.pop() ?? "") + byte.toString(2).padStart(8, "0"));
  }
  const out: number[][][] = use.map(() => []);
  let text = parts.shift() ?? "";
  let place = 0;
  let before = use.map(() => 0);
  const symbol = (table: number) => {
    for (let length = 1; length <= 16; length++) {
      const found = tables.get(table)?.get(text.slice(place, place + length));
      if (found === undefined) continue;
      place += length;
      return found;
    }
    throw new Error("no code");
  };
  const value = (size: number) => {
    if (size === 0) return 0;
    const bits = Number.parseInt(text.slice(place, place + size), 2);
    place += size;
    return bits < 2 ** (size - 1) ? bits - 2 ** size + 1 : bits;
  };
  for (let block = 0; block < blocks; block++) {
    if (every > 0 && block > 0 && block % every === 0) {
      text = parts.shift() ?? "";
      place = 0;
      before = use.map(() => 0);
    }
    use.forEach((table, index) => {
      const own = new Array<number>(64).fill(0);
      own[0] = (before[index] ?? 0) + value(symbol(table >> 4));
      before[index] = own[0];
      for (let k = 1; k < 64; k++) {
        const found = symbol(0x10 + (table & 15));
        if (found === 0) break;
        k += found >> 4;
        own[k] = value(found & 15);
      }
      out[index]?.push(own);
    });
  }
  return out;
}
