import { type Annotation, objectOf } from "../domain/annotation.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import { eraseInstance } from "../domain/mask-paint.ts";
import type { TaskState } from "../domain/study.ts";
import { type EditorCore, frameOf } from "./core.ts";
import { labelSpans } from "./label-mask.ts";
import { beginMove } from "./move-labels.ts";
import { isOn } from "./new-label.ts";
import { taskRecordId } from "./record-store.ts";
import type { SessionRecords } from "./session-types.ts";

type LabelCommands = Pick<
  SessionRecords,
  "relabel" | "setLocked" | "setHidden" | "remove" | "nudge" | "newInstance" | "saveSchema" | "setTaskState"
>;

/** Commands on whole labels: each is one act, one undo step. */
export function makeLabelCommands(core: EditorCore): LabelCommands {
  const { store } = core;
  const labelsOf = (uids: readonly string[]) => uids.flatMap((uid) => store.annotation(uid) ?? []);

  /** Labels with all slices of the things that they are of: a thing has one class, and is locked and hidden as a whole. */
  const withParts = (uids: readonly string[]): string[] => {
    const objects = new Set(labelsOf(uids).map(objectOf));
    return store
      .annotations()
      .filter((label) => objects.has(objectOf(label)))
      .map(({ instanceUid }) => instanceUid);
  };
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
    for (const label of labels) {
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

  return {
    relabel(uids, classId) {
      if (!core.classOf(classId)) return;
      const schemaVersion = store.schema().version;
      const labels = unlocked(withParts(uids)).filter((label) => label.classId !== classId);
      change(labels, "relabel-label", (label) => stamped({ ...label, classId, schemaVersion }));
    },
    setLocked(uids, locked) {
      const labels = labelsOf(withParts(uids)).filter((label) => label.locked !== locked);
      change(labels, locked ? "lock-label" : "unlock-label", (label) => ({ ...label, locked }));
    },
    setHidden(uids, hidden) {
      const labels = labelsOf(withParts(uids)).filter((label) => label.hidden !== hidden);
      change(labels, hidden ? "hide-label" : "show-label", (label) => ({ ...label, hidden }));
    },
    remove(uids) {
      const labels = unlocked(uids);
      const act = labels.length > 0 ? core.begin() : null;
      if (!act) return;
      for (const label of labels) {
        const { geometry, instanceUid } = label;
        if (geometry.type === "mask") {
          const spans = labelSpans(core.tiles, label, 0, 0) ?? [];
          eraseInstance(act.masks, frameOf(label), geometry.layer, geometry.segmentIndex, spans);
        }
        act.stage(instanceUid, undefined);
      }
      core.commit(act, "delete-label");
    },
    nudge(deltaX, deltaY) {
      const target = core.target();
      const labels = target ? unlocked(core.selection()).filter((label) => isOn(label, target)) : [];
      const act = labels.length > 0 ? core.begin() : null;
      if (!act || !target) return;
      beginMove(core, act, labels, target).to([deltaX, deltaY]);
      core.commit(act, "nudge-label");
    },
    newInstance: () => core.select([]),
    saveSchema(schema: LabelSchema) {
      const act = core.begin();
      if (!act) return;
      act.stage(schema.id, { kind: "schema", id: schema.id, value: schema });
      core.commit(act, "change-schema");
    },
    setTaskState(state: TaskState) {
      const act = core.begin();
      if (!act) return;
      const id = taskRecordId(core.options.records.studyUid);
      act.stage(id, { kind: "task", id, value: state });
      core.commit(act, "change-task-state");
    },
  };
}
