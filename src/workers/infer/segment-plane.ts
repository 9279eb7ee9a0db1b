import { cropWindow } from "../../domain/assist/crop-window.ts";
import { promptPlanes, type SeeImage, seenImage } from "../../domain/assist/prompt-planes.ts";
import { makeSeeds } from "../../domain/assist/seeds.ts";
import { type ProbabilityPart, settleMask } from "../../domain/assist/settle-mask.ts";
import { workGrid } from "../../domain/assist/work-grid.ts";
import type { AssistPlane, AssistResult } from "../../domain/calls/assist-calls.ts";
import type { MaskRle } from "../../domain/mask.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";
import type { Prompts } from "../../domain/proposal.ts";
import type { ModelHost } from "./model-host.ts";

/** One prompt on one plane. */
export interface SegmentInput {
  readonly plane: AssistPlane;
  readonly prompts: Prompts;
  readonly previous: MaskRle | null;
  readonly fast: boolean;
}

/** A result with the probability that it was cut from. */
export interface SegmentAnswer {
  readonly result: AssistResult;
  readonly probability: ProbabilityPart;
}

/** The prompt's own pixels, for a plane on which nothing can be seen. */
function promptPixels(plane: AssistPlane, prompts: Prompts): MaskRle {
  const grid = workGrid(plane.columns, plane.rows, Math.max(plane.columns, plane.rows));
  return encodeMaskRle({ ...plane, bits: makeSeeds(grid, prompts).positive });
}

/** The slice pipeline of assist 3.2: crop, planes, run, logits back to the image, prompted parts, RLE. */
export async function segmentPlane(
  host: ModelHost,
  input: SegmentInput,
  images: SeeImage = seenImage,
): Promise<SegmentAnswer> {
  const started = performance.now();
  const { plane, prompts, previous } = input;
  const { session, file } = await host.session(input.fast);
  const window = cropWindow(plane.columns, plane.rows, prompts, previous);
  const side = file.size;
  const { channels, threshold } = host.manifest;
  const planes = promptPlanes({ plane, prompts, previous, window, side, channels, images });
  const { logits, quality } = await session.run(planes.values);
  const settled = settleMask({
    logits,
    side,
    window,
    columns: plane.columns,
    rows: plane.rows,
    prompts,
    previous,
    threshold,
  });
  const result: AssistResult = {
    mask: planes.hasContrast ? encodeMaskRle(settled.mask) : promptPixels(plane, prompts),
    confidence: planes.hasContrast ? (quality ?? settled.confidence) : 0,
    entropyBand: settled.entropyBand,
    midFraction: settled.midFraction,
    contourMargin: settled.contourMargin,
    notice: planes.hasContrast ? null : "no-contrast",
    toolId: host.manifest.id,
    version: host.manifest.version,
    fileSha256: [file.sha256],
    manifestSha256: host.state.manifestSha256,
    engine: host.engine.engine,
    engineVersion: host.engine.engineVersion,
    license: host.manifest.license,
    params: { side, threshold },
    milliseconds: performance.now() - started,
  };
  return { result, probability: settled.probability };
}
