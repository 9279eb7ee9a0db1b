import { batch, createSignal } from "solid-js";
import { type Annotation, type AnnotationStatus, objectOf } from "../domain/annotation.ts";
import { defaultReviewRules, openReview, type Review } from "../domain/review/review-record.ts";
import { submitFaults } from "../domain/review/submit-faults.ts";
import { isOpenForLabels, mayMove, mayReview } from "../domain/review/task-flow.ts";
import type { TaskState } from "../domain/study.ts";
import { taskRecordId } from "../domain/task-record.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import type { SessionReview } from "./review-types.ts";

/** Name of the act that submits; its row in the log says who did, and is the version's id. */
const submitAction = "submit-task";

/** Submitting and reviewing, as acts like any other: one row in the log, one undo step. */
export function makeSessionReview(core: EditorCore): SessionReview {
  const { store, options } = core;
  const rules = options.reviewRules ?? defaultReviewRules;
  const blind = rules.readers > 1;
  const task = taskRecordId(options.records.studyUid);
  // Submitted here, or on another device and taken over.
  const lastRow = options.records.log.findLast((row) => {
    const [, to] = row.diff.updated[task] ?? [];
    const taken = row.source === "remote" && to?.kind === "task" && to.value === "submitted";
    return (row.actionId === submitAction || taken) && row.undoes === undefined;
  });
  const [submission, setSubmission] = createSignal(
    lastRow ? { by: lastRow.by ?? lastRow.actor, id: lastRow.id } : null,
  );

  const faults = derived(
    () => [store.schema(), store.annotations(), store.proposals(), store.classifications()],
    () =>
      submitFaults({
        schema: store.schema(),
        annotations: store.annotations(),
        proposals: store.proposals(),
        classifications: store.classifications(),
        seriesUids: options.seriesUids ?? [],
        isForked: options.isForked ?? false,
      }),
  );
  const stageTask = (act: Act, value: TaskState) => {
    const id = taskRecordId(options.records.studyUid);
    act.stage(id, { kind: "task", id, value });
  };
  const stageStatus = (act: Act, statusOf: (label: Annotation) => AnnotationStatus) => {
    for (const label of store.annotations()) {
      const value = { ...label, status: statusOf(label) };
      if (value.status !== label.status)
        act.stage(label.instanceUid, { kind: "annotation", id: label.instanceUid, value });
    }
  };
  const stageReview = (act: Act, value: Review) =>
    act.stage(value.id, { kind: "review", id: value.id, value });

  const current = (): Review | null => {
    const open = store.reviews().findLast((review) => review.verdict === "open") ?? null;
    return open?.reviewer === options.user && store.taskState() === "in-review" ? open : null;
  };
  const changeReview = (
    actionId: string,
    change: (review: Review) => Review,
    also?: (act: Act, review: Review) => void,
  ) => {
    const review = current();
    const act = review && core.begin(true);
    if (!review || !act) return;
    const next = change(review);
    stageReview(act, next);
    also?.(act, next);
    core.commit(act, actionId);
  };
  const reviewable = () =>
    (store.taskState() === "submitted" ||
      // Of a round that somebody else left open, the task is taken over.
      (store.taskState() === "in-review" && current() === null)) &&
    !blind &&
    mayReview(options.user, submission()?.by ?? null, rules.reviewerMayEditOwn);

  return {
    faults,
    submittedBy: () => submission()?.by ?? null,
    submittedVersion: () => submission()?.id ?? null,
    submit() {
      const found = faults();
      if (found.length > 0) return found;
      if (!isOpenForLabels(store.taskState())) return [];
      const act = core.begin(true);
      if (!act) return [];
      stageStatus(act, () => "submitted");
      stageTask(act, "submitted");
      batch(() => {
        // Of blind readers nobody comes back to a submission: what the others said may be open by then.
        core.commit(act, submitAction, { final: blind });
        const row = core.lastAct();
        if (row?.actionId === submitAction) setSubmission({ by: options.user, id: row.rowId });
      });
      return [];
    },
    mayReopen: () =>
      !blind &&
      mayMove(store.taskState(), "labelling") &&
      store.taskState() !== "rejected" &&
      store.taskState() !== "todo",
    reopen() {
      const act = core.begin(true);
      if (!act) return;
      stageStatus(act, () => "draft");
      stageTask(act, "labelling");
      core.commit(act, "reopen-task");
    },
    mayReview: reviewable,
    start() {
      const version = submission();
      const act = reviewable() && version ? core.begin(true) : null;
      if (!act || !version) return;
      const { at, user, device } = core.stamp();
      const id = core.newUuid();
      const study = options.records.studyUid;
      stageReview(act, openReview({ id, study, version: version.id, reviewer: user, device, startedAt: at }));
      stageTask(act, "in-review");
      core.commit(act, "start-review");
    },
    current,
    last: () => store.reviews().findLast((review) => review.verdict !== "open") ?? null,
    decide(object, decision) {
      changeReview(
        decision === null
          ? "withdraw-decision"
          : decision.verdict === "accepted"
            ? "accept-label"
            : "reject-label",
        (review) => {
          const { [object]: _, ...others } = review.decisions;
          return { ...review, decisions: decision ? { ...others, [object]: decision } : others };
        },
        (act, { decisions }) =>
          stageStatus(act, (label) => decisions[objectOf(label)]?.verdict ?? "submitted"),
      );
    },
    addPin: (pin) =>
      changeReview("add-pin", (review) => ({
        ...review,
        pins: [...review.pins, { ...pin, id: core.newUuid() }],
      })),
    removePin: (id) =>
      changeReview("remove-pin", (review) => ({
        ...review,
        pins: review.pins.filter((pin) => pin.id !== id),
      })),
    acceptTask() {
      const decidedAt = core.stamp().at;
      changeReview(
        "accept-task",
        (review) => ({ ...review, verdict: "accepted", decidedAt }),
        (act, { decisions }) => {
          stageStatus(act, (label) =>
            decisions[objectOf(label)]?.verdict === "rejected" ? "rejected" : "accepted",
          );
          stageTask(act, "accepted");
        },
      );
    },
    sendBack(reason) {
      const decidedAt = core.stamp().at;
      changeReview(
        "send-back-task",
        (review) => ({ ...review, verdict: "rejected", decidedAt, reason }),
        (act, { decisions }) => {
          stageStatus(act, (label) => decisions[objectOf(label)]?.verdict ?? "draft");
          stageTask(act, "rejected");
        },
      );
    },
  };
}
