import { encodeMaskRle } from "../../domain/mask-rle.ts";
import { isSameFinding } from "../../domain/models/same-finding.ts";
import {
  boxByShare,
  type CarriedBox,
  carriedBox,
  isInSpace,
  type NoPlace,
  type PriorBox,
  shiftByHand,
} from "../../domain/prior-boxes.ts";
import { outlinedBoxes, type PromptBox } from "../../domain/prompt-boxes.ts";
import type { Proposal } from "../../domain/proposal.ts";
import { boxSpans, spansToMask } from "../../domain/rasterize.ts";
import type { SeriesStack } from "../../domain/series-stack.ts";
import type { Series } from "../../domain/study.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { placedFrame, readPriorBoxes } from "../../storage/prior-boxes.ts";
import { failureText } from "../app/failure-text.ts";
import type { Messages } from "../messages/messages.ts";
import type { Panes } from "./layout/create-panes.ts";
import type { OpenStudy } from "./load-study.ts";
import { makeProposal } from "./make-proposal.ts";
import type { Stage } from "./stage.ts";

/** What taking boxes from the patient's other studies needs. */
export interface PriorBoxesOptions {
  readonly open: OpenStudy;
  readonly database: MainDatabase;
  readonly panes: Pick<Panes, "stage" | "guestAt" | "stageAt" | "visible">;
  readonly user: string;
  readonly session: () => EditorSession;
  readonly outline: (series: Series, boxes: readonly PromptBox[], note: string) => Promise<void>;
  readonly say: (text: string) => void;
  readonly messages: Messages;
}

interface Placed {
  readonly box: PriorBox;
  readonly at: CarriedBox;
}

const isPlaced = (at: CarriedBox | NoPlace): at is CarriedBox => typeof at !== "string";

function place(
  boxes: readonly PriorBox[],
  how: (box: PriorBox) => CarriedBox | NoPlace,
): { readonly placed: readonly Placed[]; readonly left: number } {
  const placed = boxes.flatMap((box) => {
    const at = how(box);
    return isPlaced(at) ? [{ box, at }] : [];
  });
  return { placed, left: boxes.length - placed.length };
}

const frameOf = (stage: Stage, stack: SeriesStack, at: number) => {
  const ref = stack.frames[at];
  const facts = ref && stage.factsOf(ref);
  return ref && facts ? placedFrame(ref, facts) : null;
};

/** A place to look at: the box of another study, of which nobody but the person's eye says how it lies to this one. */
function placeToLook({ box, at }: Placed, study: string, series: string): Proposal {
  const { columns, rows, sopUid, frameIndex } = at.frame;
  const mask = encodeMaskRle(spansToMask(boxSpans(at.boxImage, columns, rows), columns, rows));
  const result = {
    mask,
    boxImage: at.boxImage,
    confidence: 0.5,
    entropyBand: 0,
    midFraction: 0,
    notice: null,
    toolId: "other-study",
    version: "1.0.0",
    fileSha256: [],
    engine: "typescript",
    engineVersion: "1.0.0",
    license: "Apache-2.0",
    params: { placed: "by-hand" },
    milliseconds: 0,
  };
  const target = { studyUid: study, seriesUid: series, sopUid, frameIndex, columns, rows };
  const made = makeProposal(result, { target, classId: box.classId, prompts: null, revision: 0 });
  return { ...made, source: { ...made.source, parentIds: [box.id] } };
}

/**
 * The boxes of the patient's other studies for the stack on the screen (assist 3.7 b). In one frame of reference they are prompts: the network
 * outlines what lies there. Else, where the other study stands beside and the person has lined the two up, they are places to look at, and say so. Else
 * nothing says how the two lie to each other, and that is what the person is told.
 */
export function createPriorBoxes(options: PriorBoxesOptions): () => Promise<void> {
  const { open, database, panes, user, say, messages: m } = options;
  const { studyUid } = open.study;

  const outlineThere = async (stack: SeriesStack, boxes: readonly PriorBox[]) => {
    const frames = stack.frames.flatMap((_, at) => frameOf(panes.stage, stack, at) ?? []);
    const { placed, left } = place(boxes, (box) => carriedBox(box, frames));
    if (placed.length === 0) return say(m.runs.priorNoPlace(left));
    const prompts = placed.map(({ box: { id, classId }, at: { frame, boxImage } }) => ({
      id,
      isLabel: true,
      classId,
      sopUid: frame.sopUid,
      frameIndex: frame.frameIndex,
      boxImage,
      placed: "frame-of-reference" as const,
    }));
    await options.outline(stack.whole, prompts, left > 0 ? m.runs.priorLeft(left) : "");
  };

  const lookThere = (stack: SeriesStack, boxes: readonly PriorBox[]) => {
    const { stage } = panes;
    const guestAt = panes.guestAt();
    const guest = guestAt !== null && panes.visible().includes(guestAt) ? panes.stageAt(guestAt) : null;
    const other = guest?.series();
    if (!guest || !other) return say(m.runs.priorUnplaced(boxes.length));
    const [hereAt, thereAt] = [stage.sliceAt(), guest.sliceAt()];
    const [here, there] = [frameOf(stage, stack, hereAt), frameOf(guest, other, thereAt)];
    const ofStack = boxes.filter(
      ({ seriesUid, frame }) =>
        seriesUid === other.seriesUid &&
        other.frames.some((ref) => ref.sopUid === frame.sopUid && ref.frameIndex === frame.frameIndex),
    );
    if (!here || !there || ofStack.length === 0) return say(m.runs.priorNoneBeside);
    const shift = shiftByHand(there, here);
    if (!shift && isInSpace(there) && isInSpace(here)) return say(m.runs.priorTilted);
    const frames = stack.frames.flatMap((_, at) => frameOf(stage, stack, at) ?? []);
    const isThere = ({ frame }: PriorBox) =>
      frame.sopUid === there.sopUid && frame.frameIndex === there.frameIndex;
    const { placed, left } = place(ofStack, (box) =>
      shift ? carriedBox(box, frames, shift) : isThere(box) ? boxByShare(box, here) : "beyond",
    );
    const { proposals } = options.session();
    const made = placed
      .map((one) => placeToLook(one, studyUid, stack.seriesUid))
      .filter((one) => !proposals.proposals().some((row) => isRejectedAs(row, one)));
    if (made.length === 0) return say(m.runs.priorNoPlace(ofStack.length));
    proposals.addProposals(made);
    say(m.runs.priorPlaced(made.length, hereAt + 1, thereAt + 1, left));
  };

  return async () => {
    const stack = panes.stage.series();
    if (!stack) return;
    try {
      const all = await readPriorBoxes(database, open.study, user);
      if (all.length === 0) return say(m.runs.noPriorBoxes);
      const taken = takenFrom(options.session().proposals.proposals());
      const boxes = all.filter(({ id }) => !taken.has(id));
      if (boxes.length === 0) return say(m.runs.priorTaken);
      const registered = boxes.filter(
        ({ frameOfReferenceUid: frame }) => frame !== null && frame === stack.frameOfReferenceUid,
      );
      if (registered.length > 0) await outlineThere(stack, registered);
      else lookThere(stack, boxes);
    } catch (reason) {
      say(m.viewer.askFailed(failureText(reason, m)));
    }
  };
}

/** The boxes that were outlined, or stand as places to look at, here; of a place that was outlined since, the outline is open or decided. */
const takenFrom = (proposals: readonly Proposal[]): ReadonlySet<string> =>
  new Set([
    ...outlinedBoxes(proposals),
    ...proposals
      .filter(({ state, source }) => state !== "rejected" && source.params.placed === "by-hand")
      .flatMap(({ source }) => source.parentIds),
  ]);

/** The same box at the same place, which a person has turned away. */
const isRejectedAs = (row: Proposal, one: Proposal): boolean =>
  row.state === "rejected" &&
  row.source.params.placed === "by-hand" &&
  row.target.sop === one.target.sop &&
  row.target.frame === one.target.frame &&
  row.source.parentIds[0] === one.source.parentIds[0] &&
  isSameFinding(row, one);
