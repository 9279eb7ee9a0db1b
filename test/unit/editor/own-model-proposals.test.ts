import { expect, test } from "vitest";
import { proposalActions } from "../../../src/editor/actions/proposal-actions.ts";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, emptyRecords, frame, makeTestEditor, studyUid } from "../../support/editor-driver.ts";
import { boxMask, makeProposal } from "../../support/proposal-maker.ts";

const boxImage = [30, 40, 50, 60] as const;
const aBox = (id: string) => makeProposal(id, { boxImage, mask: boxMask(30, 40, 50, 60) });
const answer = { scope: "image", field: "quality", value: "good" } as const;
const anAnswer = (id: string, value = "good") =>
  makeProposal(id, {
    classId: null,
    answer: { ...answer, value },
    mask: { columns: 200, rows: 150, counts: [200 * 150] },
  });

function withProposals(...proposals: ReturnType<typeof makeProposal>[]) {
  const editor = makeTestEditor({ records: emptyRecords({ proposals }) });
  return { editor, session: editor.session };
}
const state = (session: EditorSession, id: string) =>
  session.proposals.proposals().find((proposal) => proposal.id === id)?.state;

test("an accepted box is a box of its class with the model's provenance and no painted pixel; undo takes it back", () => {
  const { session } = withProposals(aBox("p1"));
  session.proposals.acceptProposal("p1");
  const [label, ...others] = session.records.annotations();
  expect(others).toEqual([]);
  expect(label).toMatchObject({
    classId: "lung",
    geometry: { type: "box", boxImage },
    provenance: { origin: "model", acceptedBy: "u1", model: { id: "prompt-unet-s", proposalId: "p1" } },
  });
  expect(session.masks.tileKeys("2.25.8", "2.25.7", 0)).toEqual([]);
  expect(state(session, "p1")).toBe("accepted");
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  expect(session.proposals.proposals()).toEqual([aBox("p1")]);
  session.history.redo();
  expect(session.records.annotations()).toHaveLength(1);
});

test("a box is corrected by its handles: taken first, and edited with its distance from the model's at the first move", () => {
  const { editor, session } = withProposals(aBox("p1"));
  session.proposals.selectProposal("p1");
  session.proposals.correctProposal();
  const [label] = session.records.annotations();
  expect(session.records.selection()).toEqual([label?.instanceUid]);
  expect(session.tools.tool()).toBe("select");
  expect(state(session, "p1")).toBe("accepted");
  at(editor).down(50, 60).move(60, 60).up();
  const [moved] = session.records.annotations();
  expect(moved?.geometry).toMatchObject({ type: "box", boxImage: [30, 40, 60, 60] });
  expect(moved?.provenance.origin).toBe("model-edited");
  const [proposal] = session.proposals.proposals();
  expect(proposal?.state).toBe("edited");
  // 31 × 21 pixels instead of 21 × 21, or 30 and 20 by edges: two thirds in common either way.
  expect(proposal?.edit?.changedFraction).toBeCloseTo(1 / 3, 1);
  expect(proposal?.boxImage).toEqual(boxImage);
});

test("an accepted answer is a classification of its image with the model's provenance; undo takes it back", () => {
  const { session } = withProposals(anAnswer("p1"));
  session.proposals.acceptProposal("p1");
  expect(session.records.annotations()).toEqual([]);
  const [record] = session.records.classifications();
  const { seriesUid: series, sopUid: sop } = frame();
  expect(record).toMatchObject({
    scope: "image",
    field: "quality",
    value: "good",
    target: { study: studyUid, series, sop },
    provenance: { origin: "model", acceptedBy: "u1", model: { proposalId: "p1", confidence: 0.71 } },
  });
  expect(session.proposals.proposals()[0]).toMatchObject({
    state: "accepted",
    instanceUid: record?.recordUid,
  });
  session.history.undo();
  expect(session.records.classifications()).toEqual([]);
  expect(state(session, "p1")).toBe("proposed");
});

test("an answer takes the place of the one that was there, and undo brings that back", () => {
  const { session } = withProposals(anAnswer("p1"));
  const { seriesUid: series, sopUid: sop } = frame();
  session.records.classify("image", { study: studyUid, series, sop }, "quality", "poor");
  session.proposals.acceptProposal("p1");
  expect(session.records.classifications().map(({ value }) => value)).toEqual(["good"]);
  session.history.undo();
  expect(session.records.classifications().map(({ value }) => value)).toEqual(["poor"]);
});

test("an answer cannot be corrected by paint, only accepted or rejected", () => {
  const { session } = withProposals(anAnswer("p1"));
  session.proposals.selectProposal("p1");
  const correct = proposalActions.find(({ id }) => id === "correct-proposal");
  const context = { session, view: null, app: null } as never;
  expect(correct?.enabled?.(context)).toBe(false);
  session.proposals.correctProposal();
  expect(session.tools.tool()).not.toBe("brush");
  session.proposals.rejectProposal();
  expect(state(session, "p1")).toBe("rejected");
  expect(session.records.classifications()).toEqual([]);
});

test("accept all takes boxes, masks and answers in one undo step, and an answer needs no class", () => {
  const editor = makeTestEditor({
    records: emptyRecords({ proposals: [aBox("p1"), anAnswer("p2"), makeProposal("p3")] }),
  });
  const { session } = editor;
  session.proposals.setConfidenceThreshold(0.1);
  session.proposals.acceptAllShown();
  expect(
    session.records
      .annotations()
      .map(({ geometry }) => geometry.type)
      .sort(),
  ).toEqual(["box", "mask"]);
  expect(session.records.classifications()).toHaveLength(1);
  expect(session.proposals.proposals().map((each) => each.decision)).toEqual(["bulk", "bulk", "bulk"]);
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  expect(session.records.classifications()).toEqual([]);
});

test("an accepted answer that a person changes is the person's: edited, with what was changed; undo gives the model's back", () => {
  const { session } = withProposals(anAnswer("p1"));
  session.proposals.acceptProposal("p1");
  const target = { study: studyUid, series: frame().seriesUid, sop: frame().sopUid };
  const given = () => session.records.classifications()[0];
  expect(given()).toMatchObject({ value: "good", provenance: { origin: "model" } });
  session.records.classify("image", target, "quality", "poor");
  expect(given()).toMatchObject({
    value: "poor",
    provenance: {
      origin: "model-edited",
      model: { proposalId: "p1" },
      edit: { diceToProposal: 0, changedFraction: 1, strokes: 1 },
    },
  });
  expect(session.proposals.proposals()[0]).toMatchObject({ state: "edited", edit: { changedFraction: 1 } });
  session.records.classify("image", target, "quality", "good");
  expect(session.proposals.proposals()[0]).toMatchObject({
    state: "edited",
    edit: { changedFraction: 0, strokes: 2 },
  });
  session.history.undo();
  session.history.undo();
  expect(given()?.provenance.origin).toBe("model");
  expect(state(session, "p1")).toBe("accepted");
});

test("a proposal of a class that was retired meanwhile asks for another; many at once are not taken without one", () => {
  const schema = {
    ...emptyRecords().schema,
    classes: emptyRecords().schema.classes.filter(({ id }) => id !== "lung"),
  };
  const proposals = [makeProposal("m"), aBox("b")];
  const { session } = makeTestEditor({ records: emptyRecords({ proposals, schema }) }, 1, null);
  session.tools.setTarget(frame());
  session.proposals.acceptAllShown();
  expect(session.records.annotations()).toEqual([]);
  expect(session.tools.notice()?.code).toBe("bulk-needs-label");
  session.proposals.acceptProposal("m");
  expect(session.tools.needsClass()).toBe(true);
  session.tools.chooseClass("mass");
  session.proposals.acceptProposal("b");
  expect(session.records.annotations().map(({ classId }) => classId)).toEqual(["mass", "mass"]);
});
