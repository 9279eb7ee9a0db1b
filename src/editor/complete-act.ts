import type { Annotation } from "../domain/annotation.ts";
import { isEmptyDiff } from "../domain/apply-diff.ts";
import { canonicalJson } from "../domain/canonical-json.ts";
import type { MaskDiff } from "../domain/mask.ts";
import { decodeMaskRle } from "../domain/mask-rle.ts";
import type { MeasureFacts } from "../domain/measure/measurement.ts";
import type { Proposal, ProposalEdit } from "../domain/proposal.ts";
import { compareWithProposal, edgeShifts } from "../domain/proposal-edit.ts";
import type { RecordDiff } from "../domain/record-diff.ts";
import { taskRecordId } from "../domain/task-record.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";
import { labelMask, labelSpans } from "./label-mask.ts";
import { edited, type Stamp } from "./provenance.ts";

type ActCore = Pick<EditorCore, "store" | "tiles" | "stamp" | "options" | "target">;

/**
 * What every act owes to the records beside its own change: labels whose pixels or vertices changed are stamped (and
 * compared with the proposal they came from), labels left without a pixel go, a task that was to do is being labelled.
 * Returns the whole diff, or null when nothing changed.
 */
export function completeAct(core: ActCore, act: Act, editedHere: readonly string[]): RecordDiff | null {
  const draft = act.diff();
  if (isEmptyDiff(draft)) return null;
  const changed = changedLabels(core, draft, editedHere);
  const created = Object.values(draft.added).some(
    ({ kind }) => kind === "annotation" || kind === "classification",
  );
  const stamp = core.stamp();
  for (const annotation of changed) completeLabel(core, act, annotation, stamp, editedHere);
  // Nothing below changes a pixel: those of a large region are compared once.
  if (isEmptyDiff(act.diff(draft.masks))) return null;
  if (changed.length > 0 || created) startTask(core, act);
  return act.diff(draft.masks);
}

/** Labels whose pixels or vertices this act changed and that are still there. */
function changedLabels({ store }: ActCore, diff: RecordDiff, editedHere: readonly string[]): Annotation[] {
  const uids = new Set<string>(editedHere);
  const values = valuesOf(diff.masks);
  for (const annotation of store.annotations()) {
    const { geometry, target, instanceUid } = annotation;
    if (geometry.type === "mask" && values.has(valueText(target.series, geometry.segmentIndex)))
      uids.add(instanceUid);
  }
  for (const [id, [from, to]] of Object.entries(diff.updated)) {
    if (from.kind !== "annotation" || to.kind !== "annotation") continue;
    if (to.value.geometry.type === "mask") continue;
    if (canonicalJson(from.value.geometry) !== canonicalJson(to.value.geometry)) uids.add(id);
  }
  // Labels made by this very act carry their own provenance; they are looked at only for being empty.
  for (const [id, record] of Object.entries(diff.added)) {
    if (record.kind === "annotation" && record.value.geometry.type === "mask") uids.add(id);
  }
  return [...uids].flatMap((uid) => store.annotation(uid) ?? []);
}

const valueText = (seriesUid: string, value: number): string => `${seriesUid}|${value}`;

function valuesOf(masks: readonly MaskDiff[]): Set<string> {
  const values = new Set<string>();
  for (const { key, runs } of masks) {
    for (const { before, after } of runs) {
      values.add(valueText(key.seriesUid, before));
      values.add(valueText(key.seriesUid, after));
    }
  }
  return values;
}

function completeLabel(
  core: ActCore,
  act: Act,
  annotation: Annotation,
  stamp: Stamp,
  editedHere: readonly string[],
): void {
  const { store, tiles } = core;
  const { geometry, instanceUid, provenance } = annotation;
  if (geometry.type === "mask" && labelSpans(tiles, annotation, 0, 0)?.length === 0) {
    act.stage(instanceUid, undefined);
    return;
  }
  const isNew = act.before(instanceUid) === undefined;
  if (isNew && !editedHere.includes(instanceUid)) {
    stampNew(act, annotation, stamp);
    return;
  }
  const proposal = provenance.model ? store.proposal(provenance.model.proposalId) : null;
  const edit = proposal && editOf(core, annotation, proposal);
  const value = edited(annotation, stamp, edit);
  if (proposal && edit) {
    const { strokes, ...rest } = edit;
    const { provenance: now } = value;
    const told: ProposalEdit = { ...rest, strokes: now.edit?.strokes ?? strokes ?? 1 };
    const secondsActive = (proposal.secondsActive ?? 0) + stamp.activeSeconds;
    const record: Proposal = { ...proposal, state: "edited", edit: told, secondsActive };
    act.stage(proposal.id, { kind: "proposal", id: proposal.id, value: record });
  }
  act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
}

/** The time that the hand was at a new label until its first commit. */
function stampNew(act: Act, annotation: Annotation, { activeSeconds }: Stamp): void {
  if (activeSeconds === 0) return;
  const { instanceUid, provenance } = annotation;
  const value = {
    ...annotation,
    provenance: { ...provenance, activeSeconds: provenance.activeSeconds + activeSeconds },
  };
  act.stage(instanceUid, { kind: "annotation", id: instanceUid, value });
}

/** How far a label is from the proposal it came from (assist 3.6). */
function editOf(core: ActCore, annotation: Annotation, { mask, boxImage }: Proposal): ProposalEdit | null {
  const now = labelMask(core.tiles, annotation, mask.columns, mask.rows);
  if (!now) return null;
  const edit = compareWithProposal(decodeMaskRle(mask), now, measureOf(core, annotation));
  const { geometry } = annotation;
  return boxImage && geometry.type === "box"
    ? { ...edit, edgeShiftsPx: edgeShifts(boxImage, geometry.boxImage) }
    : edit;
}

/** What the millimetres of a label's image mean; null where it is none of the stack on the screen. */
function measureOf({ target, options }: ActCore, label: Annotation): MeasureFacts | null {
  const here = target();
  const isOwn = ({ sopUid, frameIndex }: ImageTarget) =>
    sopUid === label.target.sop && frameIndex === label.target.frame - 1;
  if (!here || isOwn(here)) return here?.measure ?? null;
  const slices = options.stackOf?.(here) ?? [];
  return slices.find((slice) => isOwn(slice.target))?.target.measure ?? null;
}

function startTask({ store, options }: ActCore, act: Act): void {
  // What was sent back is worked on again with the first change.
  if (store.taskState() !== "todo" && store.taskState() !== "rejected") return;
  const id = taskRecordId(options.records.studyUid);
  act.stage(id, { kind: "task", id, value: "labelling" });
}
