import { type Annotation, objectOf } from "../domain/annotation.ts";
import { paintInstance } from "../domain/mask-paint.ts";
import { forEachRleRun } from "../domain/mask-rle.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { Act } from "./act.ts";
import { type EditorCore, frameOf } from "./core.ts";
import { accepted } from "./provenance.ts";

/**
 * Stages the acceptance of a proposal: a new label with its pixels and its provenance, the proposal decided. The class
 * is the proposal's, else the active one, else "" (it then waits for one). Null when there is no open proposal.
 */
export function acceptInto(
  core: EditorCore,
  act: Act,
  proposalId: string,
  decision: "single" | "bulk",
): string | null {
  const proposal = core.store.proposal(proposalId);
  if (proposal?.state !== "proposed") return null;
  const segmentIndex = core.segments.next(proposal.target.series);
  if (segmentIndex === null) {
    core.say("layers-full");
    return null;
  }
  const stamp = core.stamp();
  const thing = followedThing(core, proposal);
  const instanceUid = core.newInstanceUid();
  const value: Annotation = {
    v: 1,
    instanceUid,
    ...(thing === null ? {} : { objectUid: thing }),
    classId: proposal.classId ?? core.activeClassId() ?? "",
    schemaVersion: core.store.schema().version,
    target: proposal.target,
    geometry: { type: "mask", layer: 0, segmentIndex },
    attributes: {},
    status: "draft",
    locked: false,
    hidden: false,
    provenance: accepted(stamp, proposal),
  };
  const layer = paintProposal(core, act, value, proposal);
  const label = { ...value, geometry: { type: "mask", layer, segmentIndex } } as const;
  act.stage(instanceUid, { kind: "annotation", id: instanceUid, value: label });
  const decided: Proposal = {
    ...proposal,
    state: "accepted",
    instanceUid,
    decidedBy: stamp.user,
    decidedAt: stamp.at,
    decision,
  };
  act.stage(proposal.id, { kind: "proposal", id: proposal.id, value: decided });
  return instanceUid;
}

/** The thing that a propagated proposal is a slice of, while that is of its class and has no label on this slice. */
function followedThing({ store }: EditorCore, { source, target, classId }: Proposal): string | null {
  const parent = source.kind === "propagated" ? store.annotation(source.parentIds[0] ?? "") : null;
  if (!parent || parent.classId !== classId) return null;
  const thing = objectOf(parent);
  const taken = store
    .annotations()
    .some(
      (label) =>
        objectOf(label) === thing && label.target.sop === target.sop && label.target.frame === target.frame,
    );
  return taken ? null : thing;
}

/** A proposal's geometry is copied whole (assist 3.6): it never takes pixels from a label, it moves to a free layer. */
function paintProposal(core: EditorCore, act: Act, label: Annotation, { mask }: Proposal): number {
  const spans: PixelSpan[] = [];
  forEachRleRun(mask, (row, from, to) => spans.push([row, from, to]));
  if (label.geometry.type !== "mask") return 0;
  const { layer, segmentIndex } = label.geometry;
  const instance = { layer, segmentIndex, overlap: "allow", isLocked: () => false } as const;
  const result = paintInstance(core.tiles, act.masks, frameOf(label), instance, spans);
  if (result.refused) core.say("layers-full");
  return result.layer;
}
