import { type Annotation, type BoxImage, objectOf } from "../domain/annotation.ts";
import { sameTarget } from "../domain/classification.ts";
import { eraseInstance, paintInstance } from "../domain/mask-paint.ts";
import { forEachRleRun } from "../domain/mask-rle.ts";
import type { Proposal, ProposalAnswer } from "../domain/proposal.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import type { Act } from "./act.ts";
import { type EditorCore, frameOf } from "./core.ts";
import { accepted, type Stamp } from "./provenance.ts";

/**
 * The class that a proposal becomes a label of: its own while the project has it, else the active one; "" = it waits for one. A class may be
 * retired, or be gone, between the run that proposed it and the person who decides.
 */
export function classOfProposal(core: EditorCore, { classId }: Proposal): string {
  const own = classId !== null && core.classOf(classId) !== null ? classId : null;
  return own ?? core.activeClassId() ?? "";
}

/**
 * Stages the acceptance of a proposal: a new label with its pixels and its provenance, the proposal decided. The class
 * is the proposal's, else the active one, else "" (it then waits for one). Null when there is no open proposal, or, with a notice, no
 * room for all of it: it stays open then.
 */
export function acceptInto(
  core: EditorCore,
  act: Act,
  proposalId: string,
  decision: "single" | "bulk",
): string | null {
  const proposal = core.store.proposal(proposalId);
  if (proposal?.state !== "proposed") return null;
  if (proposal.answer) return acceptAnswer(core, act, proposal, proposal.answer, decision);
  if (proposal.boxImage) return acceptBox(core, act, proposal, proposal.boxImage, decision);
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
    classId: classOfProposal(core, proposal),
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
  if (layer === null) {
    core.say("layers-full");
    return null;
  }
  const label = { ...value, geometry: { type: "mask", layer, segmentIndex } } as const;
  act.stage(instanceUid, { kind: "annotation", id: instanceUid, value: label });
  decide(act, proposal, instanceUid, stamp, decision);
  return instanceUid;
}

function decide(
  act: Act,
  proposal: Proposal,
  instanceUid: string,
  { user, at, activeSeconds }: Stamp,
  decision: "single" | "bulk",
): void {
  const value: Proposal = {
    ...proposal,
    state: "accepted",
    instanceUid,
    decidedBy: user,
    decidedAt: at,
    decision,
    secondsActive: activeSeconds,
  };
  act.stage(proposal.id, { kind: "proposal", id: proposal.id, value });
}

/** A detector's box becomes a box of its class. */
function acceptBox(
  core: EditorCore,
  act: Act,
  proposal: Proposal,
  boxImage: BoxImage,
  decision: "single" | "bulk",
): string {
  const stamp = core.stamp();
  const instanceUid = core.newInstanceUid();
  const value: Annotation = {
    v: 1,
    instanceUid,
    classId: classOfProposal(core, proposal),
    schemaVersion: core.store.schema().version,
    target: proposal.target,
    geometry: { type: "box", boxImage },
    attributes: {},
    status: "draft",
    locked: false,
    hidden: false,
    provenance: accepted(stamp, proposal),
  };
  act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
  decide(act, proposal, instanceUid, stamp, decision);
  return instanceUid;
}

/** A classifier's answer becomes the answer to its question; one that a person gave before is replaced, as they now say. */
function acceptAnswer(
  core: EditorCore,
  act: Act,
  proposal: Proposal,
  { scope, field, value }: ProposalAnswer,
  decision: "single" | "bulk",
): string {
  const stamp = core.stamp();
  const { study, series, sop, frame } = proposal.target;
  const target = scope === "frame" ? { study, series, sop, frame } : { study, series, sop };
  const known = core.store
    .classifications()
    .find((one) => one.scope === scope && one.field === field && sameTarget(one.target, target));
  const recordUid = known?.recordUid ?? core.newInstanceUid();
  const schemaVersion = core.store.schema().version;
  const provenance = accepted(stamp, proposal);
  const record = { v: 1, recordUid, scope, target, field, schemaVersion, value, provenance } as const;
  act.stage(recordUid, { kind: "classification", id: recordUid, value: record });
  decide(act, proposal, recordUid, stamp, decision);
  return recordUid;
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

/** A proposal's geometry is copied whole (assist 3.6): it never takes pixels from a label, it moves to a free layer. Null: none is free. */
function paintProposal(core: EditorCore, act: Act, label: Annotation, { mask }: Proposal): number | null {
  const spans: PixelSpan[] = [];
  forEachRleRun(mask, (row, from, to) => spans.push([row, from, to]));
  if (label.geometry.type !== "mask") return 0;
  const { layer, segmentIndex } = label.geometry;
  const instance = { layer, segmentIndex, overlap: "allow", isLocked: () => false } as const;
  const result = paintInstance(core.tiles, act.masks, frameOf(label), instance, spans);
  if (!result.refused) return result.layer;
  eraseInstance(act.masks, frameOf(label), layer, segmentIndex, spans);
  return null;
}
