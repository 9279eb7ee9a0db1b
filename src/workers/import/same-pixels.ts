import type { SampleArray } from "../../domain/samples.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import { openPixels, type PixelRows } from "../pixels/open-pixels.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { bytesOfSamples } from "./blank-frames.ts";
import type { ImportContext } from "./import-context.ts";

/** A piece of an image, and what its samples mean. */
interface Piece {
  readonly meaning: string;
  readonly pixels: SampleArray;
}

/** The pieces of an image one by one, none of them large: its frames, the stored tiles of a slide, the tiles of a large page. */
async function* piecesOf(opened: PixelSource): AsyncGenerator<Piece> {
  const { facts, tile, storedCount } = opened;
  const [finest] = facts.pyramid?.levels ?? [];
  if (tile && finest && facts.pyramid && storedCount === facts.frames) {
    const { tileSize } = facts.pyramid;
    for (let frameIndex = 0; frameIndex < facts.frames; frameIndex++) {
      for (let tileRow = 0; tileRow * tileSize < finest.rows; tileRow++) {
        for (let tileColumn = 0; tileColumn * tileSize < finest.columns; tileColumn++) {
          const { type, pixels } = await tile({ frameIndex, level: 0, tileColumn, tileRow });
          yield { meaning: `${type} ${facts.color}`, pixels };
        }
      }
    }
    return;
  }
  for (let index = 0; index < storedCount; index++) {
    const { type, photometric, halfChroma, pixels } = await opened.stored(index);
    yield { meaning: `${type} ${photometric} ${halfChroma}`, pixels };
  }
}

/** Whether two images decode to the same samples, piece by piece: then one is the other in another compression. */
async function samePixels(a: PixelSource, b: PixelSource): Promise<boolean> {
  const same = (["frames", "columns", "rows"] as const).every((key) => a.facts[key] === b.facts[key]);
  if (!same || a.storedCount !== b.storedCount) return false;
  const others = piecesOf(b);
  for await (const left of piecesOf(a)) {
    const { value: right, done } = await others.next();
    if (done || left.meaning !== right.meaning) return false;
    const [mine, theirs] = [bytesOfSamples(left.pixels), bytesOfSamples(right.pixels)];
    if (mine.length !== theirs.length || mine.some((byte, i) => byte !== theirs[i])) return false;
  }
  return true;
}

/** Whether the bytes of one instance hold the same pixels as the image in hand. */
export async function holdSamePixels(
  context: ImportContext,
  there: PixelRows,
  stored: ByteSource,
  here: PixelRows,
  mine: ByteSource,
): Promise<boolean> {
  const open = (rows: PixelRows, source: ByteSource) => openPixels(rows, source, context.codecs);
  try {
    return await samePixels(await open(here, mine), await open(there, stored));
  } catch {
    return false;
  }
}
