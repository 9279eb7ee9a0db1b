import { FormatError } from "../format-error.ts";
import { tagNumbersFrom } from "./read-ifd.ts";
import type { TiffPage } from "./tiff-page.ts";

/** Where a strip or tile lies in the file; a length of 0 is a hole. */
export interface ChunkPlace {
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** Entries that are read together, and such blocks that stay. */
const blockEntries = 4096;
const keptBlocks = 64;

/** Looks up where a chunk lies. A table of millions of tiles is read block by block, only where it is asked. */
export type ChunkTable = (index: number) => Promise<ChunkPlace>;

/** Makes the table of a page. Errors: {@link FormatError} `truncated` for a chunk that the page does not have. */
export function makeChunkTable(page: TiffPage): ChunkTable {
  const { directory, chunkTags, chunkCount } = page;
  const missing = (index: number) =>
    new FormatError("truncated", `${index + 1} strips or tiles`, `${chunkCount}`, directory.offset);
  if (page.offsets.length === chunkCount) {
    return async (index) => {
      const offsetBytes = page.offsets[index];
      if (offsetBytes === undefined) throw missing(index);
      return { offsetBytes, lengthBytes: page.byteCounts[index] ?? 0 };
    };
  }
  const blocks = new Map<number, Promise<readonly (readonly number[])[]>>();
  const blockAt = (block: number) => {
    const read = () =>
      Promise.all(chunkTags.map((tag) => tagNumbersFrom(directory, tag, block * blockEntries, blockEntries)));
    const found = blocks.get(block) ?? read();
    blocks.delete(block);
    blocks.set(block, found);
    found.catch(() => blocks.delete(block));
    const oldest = blocks.keys().next();
    if (blocks.size > keptBlocks && !oldest.done) blocks.delete(oldest.value);
    return found;
  };
  return async (index) => {
    const [offsets = [], counts = []] = await blockAt(Math.floor(index / blockEntries));
    const offsetBytes = offsets[index % blockEntries];
    const lengthBytes = counts[index % blockEntries];
    if (offsetBytes === undefined || lengthBytes === undefined) throw missing(index);
    return { offsetBytes, lengthBytes };
  };
}
