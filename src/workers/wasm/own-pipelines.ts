import type { ElementIndex } from "../../domain/deid/element-index.ts";
import type { DeidentificationPlan } from "../../domain/deid/plan.ts";
import type { PixelTransform, SpliceRecipe } from "../../domain/deid/splice-recipe.ts";
import type { TiffIndex } from "../../domain/deid/tiff-index.ts";
import type { TiffPlan } from "../../domain/deid/tiff-plan.ts";
import type { GrowCutInput } from "../../domain/region/grow-cut.ts";
import { sha256 } from "../import/digests.ts";
import type { PipelineInput } from "./call-pipeline.ts";
import { PipelineError } from "./pipeline-error.ts";
import type { LoadPipelineModule } from "./pipeline-module.ts";
import { makeRunOwnPipeline } from "./run-own-pipeline.ts";
import type { SparseImage } from "./sparse-image.ts";

/** What `dicom-rewrite` says it did. Counts of elements, boxes and frames. */
export interface DicomRewriteReport {
  readonly ok: true;
  readonly kept: number;
  readonly removed: number;
  readonly emptied: number;
  readonly replaced: number;
  readonly inserted: number;
  readonly boxesApplied: number;
  readonly framesStripped: number;
  /** Encapsulated frames whose markers could not be followed; copied as they were. */
  readonly framesNotParsed: number;
  readonly transferSyntax: string;
  readonly bytes: number;
}

/** What `tiff-rewrite` says it did. */
export interface TiffRewriteReport {
  readonly ok: true;
  readonly pagesKept: number;
  readonly pagesDropped: number;
  readonly tagsKept: number;
  readonly tagsDropped: number;
  readonly boxesApplied: number;
  readonly chunksStripped: number;
  readonly big: boolean;
  readonly bytes: number;
}

/** New bytes and the report of their making. */
export interface Rewritten<Report> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly report: Report;
}

/** One frame of RLE (PS3.5 Annex G), or of packed bits. */
export interface FrameShape {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bytesPerSample: number;
}

/** A line of letters as the detector found it: pixels of the plane, and the marks it is made of. */
export interface TextLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly marks: number;
}

/** A recipe and the report of its making. */
export interface Spliced<Report> {
  readonly recipe: SpliceRecipe;
  readonly report: Report;
}

/** Our own pipelines, run in the calling thread. All reject with `PipelineError` (code, byte offset). */
export interface OwnPipelines {
  /** `file`: whole, already inflated; or a sparse image, which may lack something (`need-range`). */
  inspectDicom(file: Uint8Array | SparseImage): Promise<ElementIndex>;
  /** `nativePixels`: see `pixels.replaceWithNative` of the plan. */
  rewriteDicom(
    bytes: Uint8Array,
    plan: DeidentificationPlan,
    nativePixels?: Uint8Array,
  ): Promise<Rewritten<DicomRewriteReport>>;
  /** As `rewriteDicom`, of a file that is too large for memory. The caller has compared its digest with the plan's. */
  spliceDicom(file: SparseImage, plan: DeidentificationPlan): Promise<Spliced<DicomRewriteReport>>;
  inspectTiff(file: Uint8Array | SparseImage): Promise<TiffIndex>;
  /** `nativePixels`: what the `native` slices of the plan's pages point into. */
  rewriteTiff(
    bytes: Uint8Array,
    plan: TiffPlan,
    nativePixels?: Uint8Array,
  ): Promise<Rewritten<TiffRewriteReport>>;
  spliceTiff(file: SparseImage, plan: TiffPlan): Promise<Spliced<TiffRewriteReport>>;
  /** Streams with their comments silenced in place; `places`: offset, length and 1 for WebP of each, in `bytes`. */
  silenceStreams(bytes: Uint8Array, places: readonly number[]): Promise<Uint8Array<ArrayBuffer>>;
  /** Whole frames of native pixels, masked and blanked. */
  transformPixels(bytes: Uint8Array, transform: PixelTransform): Promise<Uint8Array<ArrayBuffer>>;
  /** Samples interleaved, little endian, rows × columns × samples × bytesPerSample bytes. */
  decodeRleFrame(frame: Uint8Array, shape: FrameShape): Promise<Uint8Array<ArrayBuffer>>;
  /** Lines of text in a plane of 8-bit grey, `columns` × `rows`, in its pixels. */
  findText(grey: Uint8Array, columns: number, rows: number): Promise<readonly TextLine[]>;
  /** Labels of the voxels that seeds have won; 0 where none came. */
  growCut(input: GrowCutInput): Promise<Uint8Array<ArrayBuffer>>;
  /** The hash value of SHA-256 (eight words) after these whole blocks of 64 bytes, from the one before them. */
  sha256Blocks(state: readonly number[], blocks: Uint8Array): Promise<readonly number[]>;
  /** `count` bits from bit `firstBit` on (least significant first, PS3.5 8.1.1), one byte each: 0 or 1. */
  unpackBits(bytes: Uint8Array, firstBit: number, count: number): Promise<Uint8Array<ArrayBuffer>>;
}

const emptyBytes = new Uint8Array(0);

/** Bytes of a file whose digest is in its plan. */
interface Planned {
  readonly source: { readonly sha256: string };
}

/**
 * A rewrite of `bytes` by `plan`, which must be the plan of these very bytes: their digest is taken here, by the platform, in a
 * tenth of the time that wasm takes, and while the rewrite runs. Nothing comes out where it is another.
 */
async function ofThisFile<T>(
  name: string,
  bytes: Uint8Array,
  plan: Planned,
  rewrite: (plan: unknown) => Promise<T>,
): Promise<T> {
  const digest = sha256(bytes as Uint8Array<ArrayBuffer>);
  const rewritten = rewrite({ ...plan, source: { ...plan.source, compared: true } });
  const [found] = await Promise.all([digest, rewritten]);
  if (found !== plan.source.sha256) throw new PipelineError(name, "rewrite-mismatch", 0);
  return rewritten;
}

/** Makes the callers of our pipelines over modules that `load` brings. */
export function makeOwnPipelines(load: LoadPipelineModule): OwnPipelines {
  const run = makeRunOwnPipeline(load);

  const inspect = async (name: string, file: Uint8Array | SparseImage) => {
    const inputs =
      file instanceof Uint8Array ? [{ bytes: file }] : [{ bytes: file.bytes }, { bytes: file.table }];
    return (await run(name, { inputs, outputCount: 1, reportIndex: 0 })).report;
  };

  const toRecipe = async <Report extends { readonly bytes: number }>(
    name: string,
    { bytes, table }: SparseImage,
    plan: unknown,
  ): Promise<Spliced<Report>> => {
    const inputs = [{ bytes }, { json: plan }, { bytes: emptyBytes }, { bytes: table }];
    const { outputs, report } = await run(name, { inputs, outputCount: 3, reportIndex: 1 });
    const { bytes: lengthBytes, transforms } = report as Report & { transforms: readonly PixelTransform[] };
    const [literals = emptyBytes, , segments = emptyBytes] = outputs;
    const recipe = { lengthBytes, literals, segments: new Float64Array(segments.buffer), transforms };
    return { recipe, report: report as Report };
  };

  const toBytes = async (name: string, inputs: readonly PipelineInput[]) => {
    const { outputs, report } = await run(name, { inputs, outputCount: 2, reportIndex: 1 });
    return { bytes: outputs[0] ?? new Uint8Array(0), report };
  };

  return {
    inspectDicom: async (file) => (await inspect("dicom-inspect", file)) as ElementIndex,
    spliceDicom: (file, plan) => toRecipe("dicom-rewrite", file, plan),
    rewriteDicom: async (bytes, plan, nativePixels = emptyBytes) =>
      (await ofThisFile("dicom-rewrite", bytes, plan, (json) =>
        toBytes("dicom-rewrite", [{ bytes }, { json }, { bytes: nativePixels }]),
      )) as Rewritten<DicomRewriteReport>,
    inspectTiff: async (file) => (await inspect("tiff-inspect", file)) as TiffIndex,
    spliceTiff: (file, plan) => toRecipe("tiff-rewrite", file, plan),
    silenceStreams: async (bytes, places) =>
      (await toBytes("pixel-codec", [{ bytes }, { json: { operation: "silence", places } }])).bytes,
    transformPixels: async (bytes, transform) =>
      (await toBytes("pixel-codec", [{ bytes }, { json: { operation: "transform", ...transform } }])).bytes,
    rewriteTiff: async (bytes, plan, nativePixels = emptyBytes) =>
      (await ofThisFile("tiff-rewrite", bytes, plan, (json) =>
        toBytes("tiff-rewrite", [{ bytes }, { json }, { bytes: nativePixels }]),
      )) as Rewritten<TiffRewriteReport>,
    decodeRleFrame: async (bytes, shape) =>
      (await toBytes("pixel-codec", [{ bytes }, { json: { operation: "rle-decode", ...shape } }])).bytes,
    findText: async (bytes, columns, rows) => {
      const inputs = [{ bytes }, { json: { columns, rows } }];
      const { report } = await run("pixel-text", { inputs, outputCount: 1, reportIndex: 0 });
      const { boxes } = report as { boxes: readonly (readonly number[])[] };
      return boxes.map(([x = 0, y = 0, width = 0, height = 0, marks = 0]) => ({
        x,
        y,
        width,
        height,
        marks,
      }));
    },
    growCut: async ({ levels, seeds, columns, rows, slices, steps }) => {
      const inputs = [
        { bytes: new Uint8Array(levels.buffer, levels.byteOffset, levels.byteLength) },
        { bytes: seeds },
        { json: { operation: "grow-cut", columns, rows, slices, steps } },
      ];
      return (await toBytes("mask-kernels", inputs)).bytes;
    },
    sha256Blocks: async (state, blocks) => {
      const inputs = [{ bytes: blocks }, { json: { operation: "sha256", state } }];
      const { buffer } = (await toBytes("pixel-codec", inputs)).bytes;
      const view = new DataView(buffer);
      return state.map((_, word) => view.getUint32(word * 4));
    },
    unpackBits: async (bytes, firstBit, count) =>
      (await toBytes("pixel-codec", [{ bytes }, { json: { operation: "unpack-bits", firstBit, count } }]))
        .bytes,
  };
}
