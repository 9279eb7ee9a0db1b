import { sameTarget } from "../domain/classification.ts";
import type { FieldValue, FieldValues } from "../domain/label-field.ts";
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
      const provenance = { ...before, editedAt: stamp.at, activeSeconds };
      const schemaVersion = store.schema().version;
      const record = { v: 1, recordUid, scope, target, field, schemaVersion, value, provenance } as const;
      act.stage(recordUid, { kind: "classification", id: recordUid, value: record });
    }
    core.commit(act, actionId);
  };
}
