import { sameTarget } from "../domain/classification.ts";
import type { FieldValue, FieldValues } from "../domain/label-field.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { EditorCore } from "./core.ts";
import { drawnByHand } from "./provenance.ts";
import type { SessionRecords } from "./session-types.ts";

/** Whether two answers say the same. */
export const sameValue = (a: FieldValue | undefined, b: FieldValue | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** Answers with one of them changed; undefined takes it away. */
export function withValue(values: FieldValues, field: string, value: FieldValue | undefined): FieldValues {
  const { [field]: _, ...others } = values;
  return value === undefined ? others : { ...others, [field]: value };
}

/** What a person made of a model's answer: changed or not (assist 3.6); it has no pixel. */
function answerEdit({ edit }: Proposal, proposed: string, value: FieldValue) {
  const isSame = sameValue(proposed, value);
  return {
    dice: isSame ? 1 : 0,
    addedPixels: 0,
    removedPixels: 0,
    changedFraction: isSame ? 0 : 1,
    strokes: (edit?.strokes ?? 0) + 1,
  };
}

/** Answers questions about a study, a series, an image, a frame or a thing: one record for each, one undo step for each answer. */
export function makeClassify(core: EditorCore, actionId = "answer-question"): SessionRecords["classify"] {
  const { store } = core;
  return (scope, target, field, value) => {
    const known = store
      .classifications()
      .find((one) => one.scope === scope && one.field === field && sameTarget(one.target, target));
    if (sameValue(known?.value, value)) return;
    const act = core.begin();
    if (!act) return;
    const stamp = core.stamp();
    const recordUid = known?.recordUid ?? core.newInstanceUid();
    if (value === undefined) act.stage(recordUid, undefined);
    else {
      const before = known?.provenance ?? drawnByHand(stamp);
      const activeSeconds = known ? before.activeSeconds + stamp.activeSeconds : before.activeSeconds;
      const proposal = before.model ? store.proposal(before.model.proposalId) : null;
      const edit = proposal?.answer ? answerEdit(proposal, proposal.answer.value, value) : null;
      if (proposal && edit)
        act.stage(proposal.id, {
          kind: "proposal",
          id: proposal.id,
          value: { ...proposal, state: "edited", edit, secondsActive: activeSeconds },
        });
      const told = edit && {
        origin: "model-edited" as const,
        edit: { diceToProposal: edit.dice, strokes: edit.strokes, changedFraction: edit.changedFraction },
      };
      const provenance = { ...before, ...told, editedAt: stamp.at, activeSeconds };
      const schemaVersion = store.schema().version;
      const record = { v: 1, recordUid, scope, target, field, schemaVersion, value, provenance } as const;
      act.stage(recordUid, { kind: "classification", id: recordUid, value: record });
    }
    core.commit(act, actionId);
  };
}
