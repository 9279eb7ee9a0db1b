/** One page to write. `texts`: ASCII tags. `data`: whole strip, already compressed if `compression` says so. */
export interface MadePage {
  readonly columns: number;
  readonly rows: number;
  readonly bits?: 2 | 4 | 8 | 16;
  readonly samples?: 1 | 3;
  readonly data: Uint8Array;
  readonly compression?: number;
  readonly subfileType?: number;
  readonly tiled?: boolean;
  readonly texts?: Readonly<Record<number, string>>;
  /** Whole pixels per unit, horizontal then vertical: tags 282 and 283. */
  readonly resolution?: readonly [number, number];
}

/** Bytes that no tag points at, between pages and at the end. */
export interface TiffSlack {
  readonly between?: string;
  readonly end?: string;
}

interface Field {
  readonly tag: number;
  readonly type: 2 | 3 | 4 | 5;
  readonly values: readonly number[] | string;
}

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Writes a classic little-endian TIFF with one strip, or one tile, a page. */
export function makeTiff(pages: readonly MadePage[], slack: TiffSlack = {}): Uint8Array<ArrayBuffer> {
  const parts: number[] = [0x49, 0x49, 42, 0, 0, 0, 0, 0];
  const push = (bytes: Uint8Array) => {
    const at = parts.length;
    for (const byte of bytes) parts.push(byte);
    if (parts.length % 2) parts.push(0);
    return at;
  };
  const patch32 = (at: number, value: number) => {
    for (let i = 0; i < 4; i++) parts[at + i] = (value >>> (8 * i)) & 255;
  };
  let link = 4;
  for (const page of pages) {
    const { columns, rows, bits = 8, samples = 1, data, compression = 1 } = page;
    const dataAt = push(data);
    push(latin1(slack.between ?? ""));
    const place: Field[] = page.tiled
      ? [
          { tag: 322, type: 3, values: [columns] },
          { tag: 323, type: 3, values: [rows] },
          { tag: 324, type: 4, values: [dataAt] },
          { tag: 325, type: 4, values: [data.length] },
        ]
      : [
          { tag: 273, type: 4, values: [dataAt] },
          { tag: 278, type: 3, values: [rows] },
          { tag: 279, type: 4, values: [data.length] },
        ];
    const fields: Field[] = [
      ...(page.subfileType === undefined ? [] : [{ tag: 254, type: 4 as const, values: [page.subfileType] }]),
      { tag: 256, type: 3, values: [columns] },
      { tag: 257, type: 3, values: [rows] },
      { tag: 258, type: 3, values: new Array<number>(samples).fill(bits) },
      { tag: 259, type: 3, values: [compression] },
      { tag: 262, type: 3, values: [samples === 3 ? 2 : 1] },
      { tag: 277, type: 3, values: [samples] },
      ...place,
      ...(page.resolution ?? []).map((value, i): Field => ({ tag: 282 + i, type: 5, values: [value, 1] })),
      ...Object.entries(page.texts ?? {}).map(
        ([tag, text]): Field => ({ tag: Number(tag), type: 2, values: `${text}\0` }),
      ),
    ];
    fields.sort((a, b) => a.tag - b.tag);
    const encoded = fields.map(({ tag, type, values }) => {
      const bytes =
        typeof values === "string"
          ? latin1(values)
          : Uint8Array.from(
              values.flatMap((value) =>
                type === 3
                  ? [value & 255, value >> 8]
                  : [0, 8, 16, 24].map((shift) => (value >>> shift) & 255),
              ),
            );
      return {
        tag,
        type,
        count: type === 5 ? 1 : values.length,
        bytes,
        at: bytes.length > 4 ? push(bytes) : 0,
      };
    });
    const directory = parts.length;
    patch32(link, directory);
    parts.push(encoded.length & 255, encoded.length >> 8);
    for (const { tag, type, count, bytes, at } of encoded) {
      const start = parts.length;
      parts.push(tag & 255, tag >> 8, type, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      patch32(start + 4, count);
      if (bytes.length > 4) patch32(start + 8, at);
      else for (const [i, byte] of bytes.entries()) parts[start + 8 + i] = byte;
    }
    link = parts.length;
    parts.push(0, 0, 0, 0);
  }
  push(latin1(slack.end ?? ""));
  return Uint8Array.from(parts);
}
