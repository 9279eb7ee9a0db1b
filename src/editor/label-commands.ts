import { type Annotation, objectOf } from "../domain/annotation.ts";
import { withJointState } from "../domain/keypoints.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import { eraseInstance } from "../domain/mask-paint.ts";
import { makeClassify, sameValue, withValue } from "./classify.ts";
import { type EditorCore, frameOf } from "./core.ts";
import { labelSpans } from "./label-mask.ts";
import { beginMove } from "./move-labels.ts";
import { isOn } from "./new-label.ts";
import type { SessionRecords } from "./session-types.ts";
import { moveToThing, withParts } from "./things.ts";

type LabelCommands = Pick<
  SessionRecords,
  | "relabel"
  | "setLocked"
  | "setHidden"
  | "solo"
  | "remove"
  | "removeThings"
  | "setThing"
  | "nudge"
  | "setJoint"
  | "newInstance"
  | "saveSchema"
  | "setAttribute"
  | "classify"
>;

/** Commands on whole labels: each is one act, one undo step. */
export function makeLabelCommands(core: EditorCore): LabelCommands {
  const { store } = core;
  const labelsOf = (uids: readonly string[]) => uids.flatMap((uid) => store.annotation(uid) ?? []);
  /** The same labels once an act is begun: a stroke that was going on has been committed then. */
  const asNow = (labels: readonly Annotation[]) => labelsOf(labels.map(({ instanceUid }) => instanceUid));

  /** A thing has one class, and is locked and hidden as a whole. */
  const partsOf = (uids: readonly string[]) => withParts(core, uids).map(({ instanceUid }) => instanceUid);
  /** Those that may change; a notice when one is locked. */
  const unlocked = (uids: readonly string[]): Annotation[] => {
    const labels = labelsOf(uids);
    const free = labels.filter(({ locked }) => !locked);
    if (free.length < labels.length) core.say("label-locked", labels.length - free.length);
    return free;
  };
  const change = (labels: readonly Annotation[], actionId: string, to: (label: Annotation) => Annotation) => {
    const act = labels.length > 0 ? core.begin() : null;
    if (!act) return;
    for (const label of asNow(labels)) {
      act.stage(label.instanceUid, { kind: "annotation", id: label.instanceUid, value: to(label) });
    }
    core.commit(act, actionId);
  };
  const stamped = (label: Annotation): Annotation => {
    const { at, activeSeconds } = core.stamp();
    const { provenance } = label;
    return {
      ...label,
      provenance: { ...provenance, editedAt: at, activeSeconds: provenance.activeSeconds + activeSeconds },
    };
  };

  const remove = (uids: readonly string[]) => {
    const labels = unlocked(uids);
    const act = labels.length > 0 ? core.begin() : null;
    if (!act) return;
    for (const label of asNow(labels)) {
      const { geometry, instanceUid } = label;
      if (geometry.type === "mask") {
        const spans = labelSpans(core.tiles, label, 0, 0) ?? [];
        eraseInstance(act.masks, frameOf(label), geometry.layer, geometry.segmentIndex, spans);
      }
      act.stage(instanceUid, undefined);
    }
    core.commit(act, "delete-label");
  };

  return {
    remove,
    removeThings: (uids) => remove(partsOf(uids)),
    setThing(uids, thing) {
      const labels = unlocked(uids).filter(
        (label) => objectOf(label) !== (thing ?? label.instanceUid) || thing === null,
      );
      const taken = labels.some(({ target }) =>
        store
          .annotations()
          .some(
            (other) =>
              objectOf(other) === thing &&
              other.target.sop === target.sop &&
              other.target.frame === target.frame,
          ),
      );
      if (taken) return core.say("already-there");
      const act = labels.length > 0 ? core.begin() : null;
      if (!act) return;
      moveToThing(core, act, labels, thing);
      core.commit(act, thing === null ? "separate-slice" : "join-slices");
    },
    relabel(uids, classId) {
      if (!core.classOf(classId)) return;
      const schemaVersion = store.schema().version;
      const labels = unlocked(partsOf(uids)).filter((label) => label.classId !== classId);
      change(labels, "relabel-label", (label) => stamped({ ...label, classId, schemaVersion }));
    },
    setLocked(uids, locked) {
      const labels = labelsOf(partsOf(uids)).filter((label) => label.locked !== locked);
      change(labels, locked ? "lock-label" : "unlock-label", (label) => ({ ...label, locked }));
    },
    solo(uids) {
      const shown = new Set(partsOf(uids));
      if (shown.size === 0) return;
      const isAlone = store.annotations().every((label) => label.hidden !== shown.has(label.instanceUid));
      const wanted = ({ instanceUid }: Annotation) => !isAlone && !shown.has(instanceUid);
      const labels = store.annotations().filter((label) => label.hidden !== wanted(label));
      change(labels, isAlone ? "show-all-labels" : "solo-label", (label) => ({
        ...label,
        hidden: wanted(label),
      }));
    },
    setHidden(uids, hidden) {
      const labels = labelsOf(partsOf(uids)).filter((label) => label.hidden !== hidden);
      change(labels, hidden ? "hide-label" : "show-label", (label) => ({ ...label, hidden }));
    },
    nudge(deltaX, deltaY) {
      const target = core.target();
      const labels = target ? unlocked(core.selection()).filter((label) => isOn(label, target)) : [];
      const act = labels.length > 0 ? core.begin() : null;
      if (!act || !target) return;
      beginMove(core, act, asNow(labels), target).to([deltaX, deltaY]);
      core.commit(act, "nudge-label");
    },
    setJoint(instanceUid, jointId, state) {
      const [label] = unlocked([instanceUid]);
      if (label?.geometry.type !== "keypoints") return;
      const geometry = withJointState(label.geometry, jointId, state);
      if (!geometry) return core.say("too-small");
      change([label], "mark-joint", () => stamped({ ...label, geometry }));
    },
    newInstance: () => core.select([]),
    saveSchema(schema: LabelSchema) {
      const act = core.begin();
      if (!act) return;
      act.stage(schema.id, { kind: "schema", id: schema.id, value: schema });
      core.commit(act, "change-schema");
    },
    setAttribute(uids, field, value) {
      const labels = unlocked(partsOf(uids)).filter((label) => !sameValue(label.attributes[field], value));
      change(labels, "set-attribute", (label) =>
        stamped({ ...label, attributes: withValue(label.attributes, field, value) }),
      );
    },
    classify: makeClassify(core),
  };
}
