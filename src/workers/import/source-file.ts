import { type ByteSource, checkRange } from "../../formats/byte-source.ts";

/** One file to import: a chosen one, or an entry of a zip. Paths live in memory only. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  /** Whether a range costs what it holds; else each read may inflate the whole. */
  readonly ranged: boolean;
  /** Range reads for a first look. */
  readonly source: ByteSource;
  /** The whole file. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A chosen file. */
export function fromBlob(path: string, blob: Blob): SourceFile {
  return {
    path,
    size: blob.size,
    ranged: true,
    source: {
      lengthBytes: blob.size,
      read: async (offset, length) => {
        checkRange(blob.size, offset, length);
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      },
    },
    read: async () => new Uint8Array(await blob.arrayBuffer()),
  };
}

/** A file whose bytes `load` brings when they are needed; they are not kept between calls. */
export function fromLoader(
  path: string,
  size: number,
  load: () => Promise<Uint8Array<ArrayBuffer>>,
): SourceFile {
  return {
    path,
    size,
    ranged: false,
    source: {
      lengthBytes: size,
      read: async (offset, length) => {
        checkRange(size, offset, length);
        return (await load()).subarray(offset, offset + length);
      },
    },
    read: load,
  };
}
