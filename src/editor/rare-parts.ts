import { unionOfRing } from "../domain/geometry-union.ts";
import { makeCandidates } from "./candidates.ts";
import { makeCleanUp } from "./clean-up.ts";
import { makeClipboard } from "./clipboard.ts";
import { copyToNeighbour } from "./copy-labels.ts";
import { partGeometry } from "./fix-shape.ts";
import { labelToFollow } from "./label-to-follow.ts";
import { makeLivePrompts } from "./live-prompt.ts";
import { replayDraft, valuesForDraft } from "./replay-draft.ts";
import { makeAngleTool } from "./tools/angle/angle.ts";
import { makeAskTool } from "./tools/ask/ask.ts";
import { makeBidirectionalTool } from "./tools/bidirectional/bidirectional.ts";
import { makeCobbTool } from "./tools/cobb/cobb.ts";
import { makeGrowCutTool } from "./tools/growcut/growcut.ts";
import { makeLivewireTool } from "./tools/livewire/livewire.ts";
import { makeSkeletonTool } from "./tools/skeleton/skeleton.ts";
import { makeSplineTool } from "./tools/spline/spline.ts";
import { makeRegionTool, makeWandTool } from "./tools/wand/wand.ts";
import { planeReach, sphereReach } from "./volume-reach.ts";

/** What no first picture and no plain stroke needs: fetched after them, or when it is asked for. */
export const rareParts = {
  copyToNeighbour,
  makeCandidates,
  makeCleanUp,
  labelToFollow,
  makeClipboard,
  makeLivePrompts,
  partGeometry,
  planeReach,
  replayDraft,
  sphereReach,
  unionOfRing,
  valuesForDraft,
  tools: {
    angle: makeAngleTool,
    ask: makeAskTool,
    bidirectional: makeBidirectionalTool,
    cobb: makeCobbTool,
    growcut: makeGrowCutTool,
    livewire: makeLivewireTool,
    region: makeRegionTool,
    skeleton: makeSkeletonTool,
    spline: makeSplineTool,
    wand: makeWandTool,
  },
} as const;

/** See {@link rareParts}. */
export type RareParts = typeof rareParts;
