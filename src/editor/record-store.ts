import { type Accessor, batch, createSignal } from "solid-js";
import type { Annotation } from "../domain/annotation.ts";
import { applyRecordDiff } from "../domain/apply-diff.ts";
import type { Classification } from "../domain/classification.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { EditRecord, RecordDiff } from "../domain/record-diff.ts";
import type { Review } from "../domain/review/review-record.ts";
import type { TaskState } from "../domain/study.ts";
import type { StudyRecords } from "../domain/study-records.ts";
import { taskRecordId } from "../domain/task-record.ts";

/** All records of the open study, and what the screen sees of them after `publish`. */
export interface RecordStore {
  readonly annotations: Accessor<readonly Annotation[]>;
  readonly proposals: Accessor<readonly Proposal[]>;
  readonly schema: Accessor<LabelSchema>;
  readonly taskState: Accessor<TaskState>;
  readonly classifications: Accessor<readonly Classification[]>;
  /** Oldest first. */
  readonly reviews: Accessor<readonly Review[]>;
  get(id: string): EditRecord | undefined;
  annotation(instanceUid: string): Annotation | null;
  proposal(id: string): Proposal | null;
  set(id: string, record: EditRecord | undefined): void;
  applyDiff(diff: RecordDiff): ReturnType<typeof applyRecordDiff>;
  /** Tells the screen. */
  publish(): void;
}

/** The store of one session. */
export function makeRecordStore(initial: StudyRecords): RecordStore {
  const taskId = taskRecordId(initial.studyUid);
  const schemaId = initial.schema.id;
  const records = new Map<string, EditRecord>([
    [schemaId, { kind: "schema", id: schemaId, value: initial.schema }],
    [taskId, { kind: "task", id: taskId, value: initial.taskState }],
  ]);
  for (const value of initial.annotations) {
    records.set(value.instanceUid, { kind: "annotation", id: value.instanceUid, value });
  }
  for (const value of initial.classifications ?? [])
    records.set(value.recordUid, { kind: "classification", id: value.recordUid, value });
  for (const value of initial.reviews ?? []) records.set(value.id, { kind: "review", id: value.id, value });
  for (const value of initial.proposals) records.set(value.id, { kind: "proposal", id: value.id, value });

  const listAnnotations = () =>
    [...records.values()]
      .flatMap((record) => (record.kind === "annotation" ? [record.value] : []))
      .sort(
        (a, b) =>
          order(a.provenance.createdAt, b.provenance.createdAt) || order(a.instanceUid, b.instanceUid),
      );
  const listProposals = () =>
    [...records.values()].flatMap((record) => (record.kind === "proposal" ? [record.value] : []));

  const listClassifications = () =>
    [...records.values()].flatMap((record) => (record.kind === "classification" ? [record.value] : []));
  const listReviews = () =>
    [...records.values()]
      .flatMap((record) => (record.kind === "review" ? [record.value] : []))
      .sort((a, b) => order(a.startedAt, b.startedAt) || order(a.id, b.id));

  const [annotations, setAnnotations] = createSignal<readonly Annotation[]>(listAnnotations());
  const [proposals, setProposals] = createSignal<readonly Proposal[]>(listProposals());
  const [schema, setSchema] = createSignal<LabelSchema>(initial.schema);
  const [taskState, setTaskState] = createSignal<TaskState>(initial.taskState);
  const [classifications, setClassifications] = createSignal<readonly Classification[]>(
    listClassifications(),
  );
  const [reviews, setReviews] = createSignal<readonly Review[]>(listReviews());
  const dirty = new Set<EditRecord["kind"]>();

  return {
    annotations,
    proposals,
    schema,
    taskState,
    classifications,
    reviews,
    get: (id) => records.get(id),
    annotation(instanceUid) {
      const record = records.get(instanceUid);
      return record?.kind === "annotation" ? record.value : null;
    },
    proposal(id) {
      const record = records.get(id);
      return record?.kind === "proposal" ? record.value : null;
    },
    set(id, record) {
      const kind = (record ?? records.get(id))?.kind;
      if (kind) dirty.add(kind);
      if (record) records.set(id, record);
      else records.delete(id);
    },
    applyDiff(diff) {
      const result = applyRecordDiff(records, diff);
      const { added, updated, removed } = result.applied;
      const changed = [...Object.values(added), ...Object.values(removed), ...Object.values(updated).flat()];
      for (const { kind } of changed) dirty.add(kind);
      return result;
    },
    publish() {
      batch(() => {
        if (dirty.has("annotation")) setAnnotations(listAnnotations());
        if (dirty.has("proposal")) setProposals(listProposals());
        if (dirty.has("classification")) setClassifications(listClassifications());
        if (dirty.has("review")) setReviews(listReviews());
        const task = records.get(taskId);
        if (task?.kind === "task") setTaskState(task.value);
        const present = records.get(schemaId);
        if (present?.kind === "schema") setSchema(present.value);
      });
      dirty.clear();
    },
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
