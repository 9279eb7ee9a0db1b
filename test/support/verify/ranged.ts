import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ByteSource } from "../../../src/formats/byte-source.ts";
import { cleanDicom } from "../../../src/workers/import/clean-dicom.ts";
import { readSource } from "../../../src/workers/import/clean-elements.ts";
import { cleanTiff } from "../../../src/workers/import/clean-tiff.ts";
import { makeIdentity, namedPatient } from "../../../src/workers/import/identity-maps.ts";
import type { ImportContext } from "../../../src/workers/import/import-context.ts";
import { currentPolicy } from "../../../src/workers/import/policy.ts";
import { makeRangedFile } from "../../../src/workers/import/ranged-file.ts";
import { makeSearchSampler } from "../../../src/workers/import/search-sampler.ts";
import { openTiffPixels } from "../../../src/workers/pixels/open-tiff-pixels.ts";
import type { PixelSource } from "../../../src/workers/pixels/pixel-source.ts";
import { makeImageDicom } from "../image-dicom.ts";
import { makeImportHarness } from "../import-harness.ts";
import { tissueTile, writePyramid } from "../pyramid-file.ts";

/** What cleaning one large file by range took, all but the digest of the file and the store. */
interface RangedFigures {
  readonly fileGb: number;
  readonly seconds: number;
  readonly readMb: number;
  /** Growth of the process at its worst. */
  readonly memoryMb: number;
  /** Places of the output, also behind 4 GB, that were decoded and hold what the source has there. */
  readonly placesEqual: number;
}

interface Watched extends ByteSource {
  bytesRead(): number;
}

function fileSource(file: FileHandle, lengthBytes: number): Watched {
  let total = 0;
  return {
    lengthBytes,
    bytesRead: () => total,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      if (bytesRead !== length) throw new Error("The file ends early");
      total += length;
      return bytes;
    },
  };
}

async function measured(
  path: string,
  lengthBytes: number,
  clean: (source: ByteSource) => Promise<(source: ByteSource) => Promise<number>>,
): Promise<RangedFigures> {
  const file = await open(path, "r");
  try {
    const source = fileSource(file, lengthBytes);
    const before = process.memoryUsage().rss;
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    const started = performance.now();
    const compare = await clean(source);
    const seconds = (performance.now() - started) / 1000;
    clearInterval(timer);
    const readMb = Math.round(source.bytesRead() / 1e6);
    return {
      fileGb: Number((lengthBytes / 1e9).toFixed(2)),
      seconds: Number(seconds.toFixed(1)),
      readMb,
      memoryMb: Math.round((most - before) / 1e6),
      placesEqual: await compare(source),
    };
  } finally {
    await file.close();
  }
}

const same = (a: ArrayBufferView, b: ArrayBufferView) =>
  Buffer.compare(
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ) === 0;

/** A BigTIFF pyramid of 4.5 GB, mostly holes on the disk: its last tiles and all coarse levels are drawn. */
async function slide(folder: string, context: ImportContext): Promise<RangedFigures> {
  const path = join(folder, "slide.tif");
  const drawn = (level: number, column: number, row: number) => level > 2 || (column > 70 && row > 58);
  const { lengthBytes } = writePyramid(path, {
    columns: 36_864,
    rows: 30_720,
    levels: 8,
    tileSize: 512,
    compression: 1,
    tile: (level, column, row) => (drawn(level, column, row) ? tissueTile(512, level, column, row) : null),
  });
  const keys = await context.keys();
  const session = { keys, identity: makeIdentity(keys) };
  const digests = { sourceHmac: "0".repeat(64), sourceSha256: "0".repeat(64) };
  return measured(path, lengthBytes, async (source) => {
    const file = makeRangedFile(source, context.pipelines, {});
    const { ranged } = await cleanTiff(file, digests, namedPatient("verify"), context, session);
    return async () => {
      if (!ranged) throw new Error("The slide was not cleaned by range");
      const tiles = [
        [0, 71, 59],
        [0, 5, 3],
        [3, 1, 1],
        [5, 0, 0],
      ] as const;
      const openAt = (from: ByteSource): Promise<PixelSource> => openTiffPixels(from, context.codecs);
      const [before, after] = [await openAt(source), await openAt(ranged.source)];
      for (const [level, tileColumn, tileRow] of tiles) {
        const at = { frameIndex: 0, level, tileColumn, tileRow };
        const [mine, theirs] = [await after.tile?.(at), await before.tile?.(at)];
        if (!mine || !theirs || !same(mine.pixels, theirs.pixels)) throw new Error("A tile differs");
      }
      return tiles.length;
    };
  });
}

/** A multi-frame CT of 2.2 GB; its last frame is drawn. */
async function clip(folder: string, context: ImportContext): Promise<RangedFigures> {
  const path = join(folder, "clip.dcm");
  const [frames, frameBytes] = [4200, 512 * 512 * 2];
  const made = makeImageDicom({
    columns: 512,
    rows: 512,
    frames,
    bits: 16,
    pixels: new Uint8Array(4),
    pixelVr: "OW",
    sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
    sopUid: "1.2.826.0.1.4711.9",
    more: [
      { tag: "00080060", vr: "CS", value: "CT" },
      { tag: "00100010", vr: "PN", value: "DOE^PLANTED" },
      { tag: "00100020", vr: "LO", value: "PLANTED-1" },
      { tag: "0020000D", vr: "UI", value: "1.2.826.0.1.4711.1" },
      { tag: "0020000E", vr: "UI", value: "1.2.826.0.1.4711.2" },
    ],
  });
  const start = made.length - 4;
  const lengthBytes = start + frames * frameBytes;
  // The length of the pixels stands before them.
  new DataView(made.buffer).setUint32(start - 4, frames * frameBytes, true);
  const last = new Uint8Array(frameBytes).map((_, at) => at * 7);
  const file = openSync(path, "w");
  writeSync(file, made, 0, start, 0);
  ftruncateSync(file, lengthBytes);
  writeSync(file, last, 0, frameBytes, lengthBytes - frameBytes);
  closeSync(file);
  const keys = await context.keys();
  return measured(path, lengthBytes, async (source) => {
    const options = {
      keys,
      identity: makeIdentity(keys),
      policy: await currentPolicy(context.database),
      named: null,
      terms: new Map(),
      sampler: makeSearchSampler(),
      rules: [],
      sourceSha256: "0".repeat(64),
    };
    const file = makeRangedFile(source, context.pipelines, {});
    const cleaned = await cleanDicom(await readSource(file, context, options), context, options);
    return async () => {
      const { pixels } = await cleaned.opened.stored(frames - 1);
      if (!same(pixels, last)) throw new Error("The last frame differs");
      return 1;
    };
  });
}

/** Cleans a BigTIFF pyramid of 4.5 GB and a multi-frame CT of 2.2 GB by range, in Node: time, bytes read, memory. */
export async function main(): Promise<{ readonly slide: RangedFigures; readonly clip: RangedFigures }> {
  const folder = mkdtempSync(join(tmpdir(), "overread-ranged-"));
  try {
    const { context } = makeImportHarness();
    const figures = { slide: await slide(folder, context), clip: await clip(folder, context) };
    console.error(JSON.stringify(figures));
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
