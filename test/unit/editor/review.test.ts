import { expect, test } from "vitest";
import { starterLabelSchema } from "../../../src/domain/label-schema-starter.ts";
import { defaultReviewRules } from "../../../src/domain/review/review-record.ts";
import type { EditorSessionOptions } from "../../../src/editor/session-types.ts";
import { at, emptyRecords, makeTestEditor, numbered, type TestEditor } from "../../support/editor-driver.ts";
import { makeProposal } from "../../support/proposal-maker.ts";

const drawn = (change: Partial<EditorSessionOptions> = {}): TestEditor => {
  const editor = makeTestEditor(change);
  at(editor).tool("box").down(10, 10).move(40, 40).up();
  return editor;
};

/** The same study as another person opens it. */
async function reopened(
  from: TestEditor,
  user: string,
  change: Partial<EditorSessionOptions> = {},
): Promise<TestEditor> {
  await from.session.history.flush();
  const { records } = from.session;
  return makeTestEditor(
    {
      records: emptyRecords({
        annotations: records.annotations(),
        taskState: records.taskState(),
        reviews: [from.session.review.current(), from.session.review.last()].filter((one) => one !== null),
        log: numbered(from.rows),
      }),
      user,
      ...change,
    },
    user === "u2" ? 7 : 11,
  );
}

test("submitting takes every label along and is one undo step", async () => {
  const { session, rows } = drawn();
  expect(session.review.submit()).toEqual([]);
  expect(session.records.taskState()).toBe("submitted");
  expect(session.records.annotations().map(({ status }) => status)).toEqual(["submitted"]);
  await session.history.flush();
  expect(rows.at(-1)?.actionId).toBe("submit-task");
  session.history.undo();
  expect(session.records.taskState()).toBe("labelling");
  expect(session.records.annotations().map(({ status }) => status)).toEqual(["draft"]);
});

test("an undecided proposal and a missing required answer are named, and nothing is submitted", async () => {
  const classes = starterLabelSchema.classes.map((entry) =>
    entry.id === "mass"
      ? {
          ...entry,
          attributes: [
            {
              id: "margin",
              kind: "choice",
              required: true,
              options: [{ id: "smooth" }, { id: "spiculated" }],
            },
            {
              id: "spikes",
              kind: "number",
              required: true,
              when: { attribute: "margin", equals: "spiculated" },
            },
          ] as const,
        }
      : entry,
  );
  const schema = {
    ...starterLabelSchema,
    classes,
    classifications: [{ id: "quality", scope: "series", kind: "boolean", required: true }] as const,
  };
  const editor = drawn({ records: emptyRecords({ schema }), seriesUids: ["2.25.8"] });
  const { session, rows } = editor;
  session.proposals.addProposals([makeProposal("p1")]);
  await session.history.flush();
  const before = rows.length;
  expect(session.review.submit().map(({ code }) => code)).toEqual([
    "proposal-open",
    "field-missing",
    "answer-missing",
  ]);
  await session.history.flush();
  expect(rows.length).toBe(before);
  expect(session.records.taskState()).toBe("labelling");

  session.proposals.rejectProposal("p1");
  const [label] = session.records.annotations();
  session.records.setAttribute([label?.instanceUid ?? ""], "margin", "spiculated");
  session.records.classify("series", { study: "2.25.9", series: "2.25.8" }, "quality", false);
  // The answer opens the question that hangs on it.
  expect(session.review.submit()).toMatchObject([{ code: "field-missing", field: "spikes" }]);
  session.records.setAttribute([label?.instanceUid ?? ""], "margin", "smooth");
  expect(session.review.submit()).toEqual([]);
});

test("what was labelled on two devices at once is not handed in before both are put together", async () => {
  const { session } = drawn({ isForked: true });
  expect(session.review.submit()).toEqual([{ code: "versions-forked" }]);
  expect(session.records.taskState()).toBe("labelling");
});

test("nobody reviews their own work unless the project allows it", async () => {
  const own = drawn();
  own.session.review.submit();
  expect(own.session.review.mayReview()).toBe(false);
  own.session.review.start();
  expect(own.session.records.taskState()).toBe("submitted");
  expect((await reopened(own, "u2")).session.review.mayReview()).toBe(true);
  const allowed = drawn({ reviewRules: { ...defaultReviewRules, reviewerMayEditOwn: true } });
  allowed.session.review.submit();
  expect(allowed.session.review.mayReview()).toBe(true);
});

test("a reviewer decides label by label; accepting the task leaves out what was sent back", async () => {
  const first = drawn();
  at(first).tool("box").down(60, 60).move(90, 90).up();
  first.session.review.submit();
  const { session, rows } = await reopened(first, "u2");
  session.review.start();
  expect(session.records.taskState()).toBe("in-review");
  const [a, b] = session.records.annotations().map(({ instanceUid }) => instanceUid);
  const reason = { code: "Wrong class", text: "" };
  session.review.decide(b ?? "", { verdict: "rejected", reason });
  expect(session.records.annotations().map(({ status }) => status)).toEqual(["submitted", "rejected"]);
  session.review.addPin({
    kind: "object",
    object: a ?? "",
    series: "2.25.8",
    sop: "2.25.7",
    frame: 1,
    comment: "why",
  });
  session.review.acceptTask();
  expect(session.records.taskState()).toBe("accepted");
  expect(session.records.annotations().map(({ status }) => status)).toEqual(["accepted", "rejected"]);
  expect(session.review.last()).toMatchObject({
    verdict: "accepted",
    reviewer: "u2",
    pins: [{ comment: "why" }],
  });
  await session.history.flush();
  expect(rows.map(({ actionId }) => actionId)).toEqual([
    "start-review",
    "reject-label",
    "add-pin",
    "accept-task",
  ]);
});

test("what is sent back is worked on again with the first change, and keeps the reason", async () => {
  const first = drawn();
  first.session.review.submit();
  const reviewer = await reopened(first, "u2");
  reviewer.session.review.start();
  reviewer.session.review.sendBack({ code: "Outline too large", text: "on the left" });
  expect(reviewer.session.records.taskState()).toBe("rejected");
  expect(reviewer.session.review.last()?.reason).toEqual({ code: "Outline too large", text: "on the left" });
  const again = await reopened(reviewer, "u1");
  at(again).tool("box").down(60, 60).move(90, 90).up();
  expect(again.session.records.taskState()).toBe("labelling");
  expect(again.session.review.submit()).toEqual([]);
});

test("what was submitted stands still, and nobody undoes another's act", async () => {
  const first = drawn();
  first.session.review.submit();
  const mayEdit = () => false;
  const other = await reopened(first, "u2", { mayEdit });
  at(other).tool("box").down(60, 60).move(90, 90).up();
  expect(other.session.records.annotations()).toHaveLength(1);
  expect(other.session.tools.notice()?.code).toBe("task-closed");
  other.session.history.undo();
  expect(other.session.records.taskState()).toBe("submitted");
  expect(other.session.tools.notice()?.code).toBe("not-yours");
});

test("a blind reader cannot take a submission back", async () => {
  const editor = drawn({ reviewRules: { ...defaultReviewRules, readers: 2 } });
  editor.session.review.submit();
  expect(editor.session.review.mayReopen()).toBe(false);
  await editor.session.history.flush();
  expect(editor.rows.at(-1)?.undoable).toBe(false);
});
