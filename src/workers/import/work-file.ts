import type { ElementIndex } from "../../domain/deid/element-index.ts";
import type { DeidentificationPlan } from "../../domain/deid/plan.ts";
import type { TiffIndex } from "../../domain/deid/tiff-index.ts";
import type { TiffPlan } from "../../domain/deid/tiff-plan.ts";
import type { ByteSource } from "../../formats/byte-source.ts";
import { memorySource } from "../../formats/byte-source.ts";
import type { ByteView } from "../../formats/byte-view.ts";
import type { CopiesFrom } from "../../formats/copies-from.ts";
import type { OwnPipelines } from "../wasm/own-pipelines.ts";
import { chunkEndsOf, cutChunks, type FrameLayout } from "./cut-chunks.ts";
import { sha256 } from "./digests.ts";
import { inflateDicom } from "./inflate-dicom.ts";
import { RefusedError } from "./refused-file.ts";
import type { ByteRange } from "./splice-bytes.ts";

/** A file cut for a store: its chunks, or of one that is read by range where they will end. */
export interface CutFile {
  readonly chunks: readonly ArrayBuffer[];
  readonly ends: readonly number[];
  readonly ranged?: RangedContent;
}

/** Bytes that are too large for memory, in the order in which they are stored. */
export interface RangedContent {
  readonly source: ByteSource;
  readonly ends: readonly number[];
  /** The bytes once, in pieces that cost no work twice. */
  pieces(): AsyncIterable<Uint8Array>;
}

/**
 * A file on its way through the import: whole in memory, or read by range where it is too large. Both go through the very same steps
 * (deidentification 3.4); only how bytes are reached differs.
 */
export interface WorkFile {
  readonly source: ByteSource;
  /** Of a ranged file everything but its pixels is there once it was inspected; the rest throws. */
  readonly bytes: ByteView;
  readonly ranged: boolean;
  /** Of a rewritten ranged file: what it takes unchanged from its source. */
  readonly copies?: CopiesFrom;
  /** A file in Deflated Explicit VR with its dataset inflated; any other as it is. */
  inflated(): WorkFile;
  inspectDicom(): Promise<ElementIndex>;
  inspectTiff(): Promise<TiffIndex>;
  /** Rejects with RefusedError `too-large` where a ranged file is given decoded pixels. */
  rewriteDicom(plan: DeidentificationPlan, native?: Uint8Array): Promise<WorkFile>;
  rewriteTiff(plan: TiffPlan, native?: Uint8Array): Promise<WorkFile>;
  /** SHA-256 in hex of these ranges one behind the other, in rising order; without them of the whole. */
  sha256(ranges?: readonly ByteRange[]): Promise<string>;
  /** Whether `output`, made of this file by a rewrite, is this very file. */
  isSame(output: WorkFile): Promise<boolean>;
  cut(layout: FrameLayout | null): CutFile;
}

function joined(bytes: Uint8Array<ArrayBuffer>, ranges: readonly ByteRange[]): Uint8Array<ArrayBuffer> {
  const [only] = ranges;
  if (ranges.length === 1 && only) return bytes.subarray(only.offset, only.offset + only.length);
  const out = new Uint8Array(ranges.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { offset, length } of ranges) {
    out.set(bytes.subarray(offset, offset + length), at);
    at += length;
  }
  return out;
}

/** The bytes of a file that was read as a whole. Throws RefusedError `too-large` for one that was not. */
export function wholeBytes({ bytes }: WorkFile): Uint8Array<ArrayBuffer> {
  if (bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer)
    return bytes as Uint8Array<ArrayBuffer>;
  throw new RefusedError("too-large", `${bytes.length} bytes`);
}

/** A file that lies in memory. */
export interface WholeFile extends WorkFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A work file over bytes in memory. `digest`: their SHA-256, where it is being made already. */
export function makeWholeFile(
  bytes: Uint8Array<ArrayBuffer>,
  pipelines: Pick<OwnPipelines, "inspectDicom" | "inspectTiff" | "rewriteDicom" | "rewriteTiff">,
  digest?: Promise<string>,
): WholeFile {
  /** What was made by a rewrite: digested by the platform while this thread compares and searches it. */
  const rewritten = (made: Uint8Array<ArrayBuffer>) => makeWholeFile(made, pipelines, sha256(made));
  const file: WholeFile = {
    source: memorySource(bytes),
    bytes,
    ranged: false,
    inflated: () => {
      const plain = inflateDicom(bytes);
      return plain === bytes ? file : makeWholeFile(plain, pipelines);
    },
    inspectDicom: () => pipelines.inspectDicom(bytes),
    inspectTiff: () => pipelines.inspectTiff(bytes),
    rewriteDicom: async (plan, native) =>
      rewritten((await pipelines.rewriteDicom(bytes, plan, native)).bytes),
    rewriteTiff: async (plan, native) => rewritten((await pipelines.rewriteTiff(bytes, plan, native)).bytes),
    sha256: (ranges) => (ranges ? sha256(joined(bytes, ranges)) : (digest ?? sha256(bytes))),
    isSame: async ({ bytes: other }) => {
      if (other.length !== bytes.length) return false;
      const made = other.subarray(0, other.length);
      return bytes.every((byte, at) => byte === made[at]);
    },
    cut: (layout) => {
      const chunks = cutChunks(bytes, layout);
      return { chunks, ends: chunkEndsOf(chunks) };
    },
  };
  return file;
}
