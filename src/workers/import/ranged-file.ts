import type { CancelSignal } from "../../domain/cancel.ts";
import type { ElementIndex } from "../../domain/deid/element-index.ts";
import { type SpliceRecipe, segmentKind } from "../../domain/deid/splice-recipe.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import type { CopiesFrom } from "../../formats/copies-from.ts";
import type { OwnPipelines } from "../wasm/own-pipelines.ts";
import { makeStreamSha256 } from "../wasm/stream-sha256.ts";
import { planChunks } from "./cut-chunks.ts";
import { loadItems } from "./load-items.ts";
import { bytesPatienceMs } from "./patience.ts";
import { isPixelPath } from "./pixel-digest.ts";
import { RefusedError } from "./refused-file.ts";
import { makeSparseBytes, type SparseBytes, withRanges } from "./splice-bytes.ts";
import { makeSpliceSource } from "./splice-source.ts";
import type { WorkFile } from "./work-file.ts";

/** How work over a large file is followed and ended. */
export interface Follow {
  readonly signal?: CancelSignal;
  readonly beat?: (patienceMs: number) => void;
  /** So many bytes of it went by, of one of several rounds. */
  readonly moved?: (bytes: number) => void;
}

/** What is in memory of the pixels at a time, and once more of what comes next. */
const pieceBytes = 4 << 20;

interface Parts {
  readonly source: ByteSource;
  readonly sparse: SparseBytes;
  readonly pipelines: OwnPipelines;
  readonly follow: Follow;
  /** Where a piece may end without work being done twice. */
  readonly border: (offset: number) => number;
  readonly copies?: CopiesFrom;
  /** Heads of fragments are in memory already. */
  readonly hasItems: boolean;
}

function makeRanged(parts: Parts): WorkFile {
  const { source, sparse, pipelines, follow, border, copies } = parts;
  const { lengthBytes } = source;

  const startPiece = (at: number, end: number) => {
    if (at >= end) return null;
    let stop = Math.min(end, at + pieceBytes);
    if (stop < end) stop = Math.min(end, Math.max(stop, border(stop)));
    const bytes = source.read(at, stop - at);
    // Told in its turn, or never, where the work ends before.
    bytes.catch(() => undefined);
    return { at, stop, bytes };
  };

  /** The bytes in order; a piece is read while the one before it is worked on. */
  async function* piecesOf(begin: number, end: number): AsyncGenerator<{ at: number; bytes: Uint8Array }> {
    for (let piece = startPiece(begin, end); piece; ) {
      const { at, stop } = piece;
      follow.signal?.throwIfAborted();
      follow.beat?.(bytesPatienceMs(stop - at));
      const bytes = await piece.bytes;
      piece = startPiece(stop, end);
      yield { at, bytes };
      follow.moved?.(stop - at);
    }
  }

  const splice = (recipe: SpliceRecipe): WorkFile => {
    const output = makeSpliceSource(recipe, { source, pipelines });
    const known = makeSparseBytes(output);
    // All that is not copied is in memory: reading it again would give these bytes.
    let at = 0;
    for (let i = 0; i < recipe.segments.length; i += 4) {
      const [kind = 0, from = 0, length = 0] = recipe.segments.subarray(i, i + 3);
      if (kind === segmentKind.literal) known.keep(at, recipe.literals.subarray(from, from + length));
      at += length;
    }
    return makeRanged({
      ...parts,
      source: output,
      sparse: known,
      border: output.border,
      copies: output.copies,
      hasItems: true,
    });
  };

  /** Brings what is not pixels into memory: rules and searches read it at once. */
  const loadValues = ({ elements }: ElementIndex) =>
    sparse.load(
      elements
        .filter(({ path }) => !path.includes("/") && !isPixelPath(path))
        .map(({ at, len }) => ({ offset: at, length: len })),
    );

  const noNative = (native?: Uint8Array) => {
    if (native) throw new RefusedError("too-large", "compressed pixels that would have to be written anew");
  };

  const file: WorkFile = {
    source,
    bytes: sparse,
    ranged: true,
    ...(copies ? { copies } : {}),
    inflated: () => file,
    inspectDicom: async () => {
      if (!parts.hasItems) await loadItems(source, sparse, follow);
      const index = await withRanges(sparse, () => pipelines.inspectDicom(sparse.image()));
      await loadValues(index);
      return index;
    },
    inspectTiff: async () => {
      const index = await withRanges(sparse, () => pipelines.inspectTiff(sparse.image()));
      const entries = index.pages.flatMap((page) => page.entries);
      await sparse.load(entries.map(({ valueAt, valueLen }) => ({ offset: valueAt, length: valueLen })));
      return index;
    },
    rewriteDicom: async (plan, native) => {
      noNative(native);
      return splice((await withRanges(sparse, () => pipelines.spliceDicom(sparse.image(), plan))).recipe);
    },
    rewriteTiff: async (plan, native) => {
      noNative(native);
      return splice((await withRanges(sparse, () => pipelines.spliceTiff(sparse.image(), plan))).recipe);
    },
    sha256: async (ranges = [{ offset: 0, length: lengthBytes }]) => {
      const hash = makeStreamSha256(pipelines);
      let next = 0;
      const end = ranges.reduce((most, { offset, length }) => Math.max(most, offset + length), 0);
      for await (const { at, bytes } of piecesOf(ranges[0]?.offset ?? 0, end)) {
        const stop = at + bytes.length;
        for (let range = ranges[next]; range && range.offset < stop; range = ranges[++next]) {
          const last = range.offset + range.length;
          await hash.update(bytes.subarray(Math.max(0, range.offset - at), Math.min(stop, last) - at));
          if (last > stop) break;
        }
      }
      return hash.hex();
    },
    isSame: async (output) => {
      if (output.source.lengthBytes !== lengthBytes) return false;
      for await (const { at, bytes } of piecesOf(0, lengthBytes)) {
        if (output.copies?.(at, at, bytes.length)) continue;
        const made = await output.source.read(at, bytes.length);
        if (bytes.some((byte, i) => byte !== made[i])) return false;
      }
      return true;
    },
    cut: (layout) => {
      const ends = planChunks(lengthBytes, layout);
      const pieces = async function* () {
        for await (const { bytes } of piecesOf(0, lengthBytes)) yield bytes;
      };
      return { chunks: [], ends, ranged: { source, ends, pieces } };
    },
  };
  return file;
}

/** A work file over a source that is too large for memory: 4 MB of its pixels are in memory at a time. */
export function makeRangedFile(source: ByteSource, pipelines: OwnPipelines, follow: Follow): WorkFile {
  const sparse = makeSparseBytes(source);
  return makeRanged({ source, sparse, pipelines, follow, border: (offset) => offset, hasItems: false });
}
