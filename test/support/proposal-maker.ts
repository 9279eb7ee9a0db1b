import type { MaskRle } from "../../src/domain/mask.ts";
import { encodeMaskRle } from "../../src/domain/mask-rle.ts";
import type { Proposal } from "../../src/domain/proposal.ts";
import { boxSpans, spansToMask } from "../../src/domain/rasterize.ts";
import { frame, studyUid } from "./editor-driver.ts";

/** A mask of the pixels of a box on a 200 × 150 frame. */
export const boxMask = (xMin: number, yMin: number, xMax: number, yMax: number): MaskRle =>
  encodeMaskRle(spansToMask(boxSpans([xMin, yMin, xMax, yMax], 200, 150), 200, 150));

/** A model's proposal: 20 × 10 pixels from (30, 40), on the first frame. */
export function makeProposal(id: string, change: Partial<Proposal> = {}): Proposal {
  const { seriesUid, sopUid } = frame();
  return {
    id,
    studyId: studyUid,
    target: { study: studyUid, series: seriesUid, sop: sopUid, frame: 1 },
    classId: "lung",
    mask: boxMask(30, 40, 50, 50),
    state: "proposed",
    supersededBy: null,
    instanceUid: null,
    confidence: 0.71,
    uncertainty: {},
    reviewScore: 0.5,
    source: {
      kind: "model",
      toolId: "prompt-unet-s",
      version: "0.1.0",
      fileSha256: ["ab12"],
      license: "Apache-2.0",
      engine: "wasm",
      engineVersion: "1.30.0",
      params: {},
      prompts: null,
      promptRevision: 0,
      parentIds: [],
    },
    runId: null,
    createdAt: "2026-11-23T10:00:00.000Z",
    decidedBy: null,
    decidedAt: null,
    decision: null,
    edit: null,
    ...change,
  };
}
