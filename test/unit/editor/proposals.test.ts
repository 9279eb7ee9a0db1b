import { expect, test } from "vitest";
import type { EditorSession } from "../../../src/editor/session-types.ts";
import { at, emptyRecords, frame, makeTestEditor } from "../../support/editor-driver.ts";
import { boxMask, makeProposal } from "../../support/proposal-maker.ts";

const only = (session: EditorSession) => {
  const [label, ...others] = session.records.annotations();
  if (!label || others.length > 0) throw new Error(`expected one label, found ${others.length}`);
  return label;
};
const area = (session: EditorSession, uid: string): number =>
  session.masks.maskOf(uid, 200, 150)?.bits.reduce((sum, bit) => sum + bit, 0) ?? -1;

function withProposals(...proposals: ReturnType<typeof makeProposal>[]) {
  const editor = makeTestEditor({ records: emptyRecords({ proposals }) });
  return { editor, session: editor.session };
}

test("an accepted proposal is a new label with its pixels, its source and who accepted it; undo takes back both", () => {
  const { session } = withProposals(makeProposal("p1"));
  expect(session.records.annotations()).toEqual([]);
  session.proposals.acceptProposal("p1");
  const label = only(session);
  expect(label).toMatchObject({
    classId: "lung",
    provenance: {
      origin: "model",
      acceptedBy: "u1",
      model: { id: "prompt-unet-s", version: "0.1.0", sha256: "ab12", confidence: 0.71, proposalId: "p1" },
    },
  });
  expect(label.provenance.edit).toBeUndefined();
  expect(area(session, label.instanceUid)).toBe(200);
  expect(session.proposals.proposals()[0]).toMatchObject({
    state: "accepted",
    instanceUid: label.instanceUid,
    decidedBy: "u1",
    decision: "single",
  });
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  expect(session.proposals.proposals()[0]).toEqual(makeProposal("p1"));
  expect(session.masks.tileKeys("2.25.8", "2.25.7", 0)).toEqual([]);
});

test("prompted and classical proposals keep their kind", () => {
  const { source } = makeProposal("x");
  const prompts = { positive: [[1, 1]] as const, negative: [], box: null };
  const { session } = withProposals(
    makeProposal("p1", { source: { ...source, prompts } }),
    makeProposal("p2", { source: { ...source, kind: "classical", prompts }, mask: boxMask(80, 80, 90, 90) }),
  );
  session.proposals.acceptProposal("p1");
  session.proposals.acceptProposal("p2");
  expect(
    session.records
      .annotations()
      .map(({ provenance }) => provenance.origin)
      .sort(),
  ).toEqual(["classical", "prompted"]);
});

test("the first edit of an accepted proposal makes it model-edited, with its Dice and strokes; undo restores all", () => {
  const { editor, session } = withProposals(makeProposal("p1"));
  session.proposals.acceptProposal("p1");
  const before = only(session);
  session.tools.chooseClass("lung");
  session.tools.setOptions({ brushSizePx: 4 });
  at(editor).tool("brush").down(50, 45).move(60, 45).up();
  const after = only(session);
  expect(after.instanceUid).toBe(before.instanceUid);
  const added = area(session, after.instanceUid) - 200;
  expect(added).toBeGreaterThan(20);
  expect(after.provenance).toMatchObject({ origin: "model-edited", acceptedBy: "u1", edit: { strokes: 1 } });
  expect(after.provenance.edit?.diceToProposal).toBeCloseTo(400 / (400 + added), 10);
  const [proposal] = session.proposals.proposals();
  expect(proposal?.state).toBe("edited");
  expect(proposal?.edit).toMatchObject({ addedPixels: added, removedPixels: 0 });
  at(editor).tool("eraser").tap(60, 45);
  expect(only(session).provenance.edit?.strokes).toBe(2);
  session.history.undo();
  session.history.undo();
  expect(only(session)).toEqual(before);
  expect(session.proposals.proposals()[0]?.state).toBe("accepted");
});

test("an edited proposal's record and its label say how far apart they are in millimetres, in how many strokes and seconds", () => {
  const { editor, session } = withProposals(makeProposal("p1"));
  session.tools.setTarget({ ...frame(), measure: { spacingKind: "patient", spacingMm: [2, 0.5] } });
  at(editor).tool("select").tap(5, 5);
  editor.wait(4000);
  at(editor).tap(6, 5);
  session.proposals.acceptProposal("p1");
  const decided = session.proposals.proposals()[0]?.secondsActive ?? 0;
  expect(decided).toBeGreaterThanOrEqual(4);
  session.tools.chooseClass("lung");
  session.tools.setOptions({ brushSizePx: 4 });
  editor.wait(3000);
  at(editor).tool("brush").down(50, 45).move(60, 45).up();
  const { edit } = only(session).provenance;
  // The tongue to the right, of 11 columns of 0.5 mm, is a small part of the outline: its 95th percentile lies in it.
  expect(edit?.hd95Mm).toBeGreaterThan(1);
  expect(edit?.hd95Mm).toBeLessThanOrEqual(6);
  const [proposal] = session.proposals.proposals();
  const { diceToProposal, ...rest } = edit ?? { diceToProposal: 0 };
  expect(proposal?.edit).toEqual({ dice: diceToProposal, ...rest });
  expect(proposal?.edit?.strokes).toBe(1);
  expect(proposal?.secondsActive).toBeGreaterThanOrEqual(decided + 3);
  expect(proposal?.secondsActive).toBeCloseTo(only(session).provenance.activeSeconds, 3);
  // On an image without known millimetres there is no distance.
  session.tools.setTarget(frame());
  at(editor).tool("brush").tap(70, 45);
  expect(only(session).provenance.edit).toMatchObject({ strokes: 2, hd95Mm: null });
});

test("a relabel alone is no change of pixels: the label stays the model's", () => {
  const { session } = withProposals(makeProposal("p1"));
  session.proposals.acceptProposal("p1");
  session.records.relabel([only(session).instanceUid], "mass");
  expect(only(session)).toMatchObject({ classId: "mass", provenance: { origin: "model" } });
});

test("correct: the proposal becomes a label with the first stroke, in one undo step", () => {
  const { editor, session } = withProposals(makeProposal("p1"));
  session.proposals.correctProposal("p1");
  expect(session.tools.tool()).toBe("brush");
  expect(session.records.annotations()).toEqual([]);
  at(editor).tap(60, 45);
  expect(only(session)).toMatchObject({ provenance: { origin: "model-edited", edit: { strokes: 1 } } });
  expect(session.proposals.proposals()[0]).toMatchObject({ state: "edited" });
  expect(session.history.undoLabels()).toHaveLength(1);
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  expect(session.proposals.proposals()[0]).toEqual(makeProposal("p1"));
});

test("a rejected proposal is kept, hidden, and comes back with undo", () => {
  const { session } = withProposals(makeProposal("p1"));
  expect(session.proposals.proposalsHere()).toHaveLength(1);
  session.proposals.rejectProposal("p1");
  expect(session.proposals.proposalsHere()).toEqual([]);
  expect(session.proposals.proposals()[0]).toMatchObject({ state: "rejected", decidedBy: "u1" });
  session.history.undo();
  expect(session.proposals.proposalsHere()).toHaveLength(1);
});

test("accept all takes only what was shown and is confident enough, as one bulk act", () => {
  const elsewhere = makeProposal("p3", { target: { ...makeProposal("x").target, frame: 2 } });
  const { session } = withProposals(
    makeProposal("p1"),
    makeProposal("p2", { confidence: 0.3, mask: boxMask(80, 80, 90, 90) }),
    elsewhere,
  );
  session.proposals.setConfidenceThreshold(0.5);
  session.tools.setTarget(frame());
  expect(session.proposals.bulkCandidates()).toMatchObject({ shown: [{ id: "p1" }], notShown: 2 });
  session.proposals.acceptAllShown();
  const states = session.proposals.proposals().map(({ id, state, decision }) => [id, state, decision]);
  expect(states).toEqual([
    ["p1", "accepted", "bulk"],
    ["p2", "proposed", null],
    ["p3", "proposed", null],
  ]);
  expect(session.history.undoLabels()).toHaveLength(1);
});

test("next and previous go through the open ones of the study, over frames, and round the end", () => {
  const on = (frameNumber: number) => ({ ...makeProposal("x").target, frame: frameNumber });
  const { session } = withProposals(
    makeProposal("c", { target: on(3) }),
    makeProposal("a", { target: on(1) }),
    makeProposal("b", { target: on(2) }),
    makeProposal("old", { target: on(2), supersededBy: "b" }),
  );
  const walk = (step: () => void) => {
    step();
    return session.proposals.selectedProposal()?.id;
  };
  const { nextProposal, previousProposal } = session.proposals;
  expect([walk(nextProposal), walk(nextProposal), walk(nextProposal), walk(nextProposal)]).toEqual([
    "a",
    "b",
    "c",
    "a",
  ]);
  expect(walk(previousProposal)).toBe("c");
  session.proposals.acceptProposal();
  expect(session.proposals.selectedProposal()?.id).toBe("a");
});

test("prompts gather until a decision; late answers to older prompts are dropped; nothing is stored before", () => {
  const editor = makeTestEditor();
  const { session, requests } = editor;
  at(editor).tool("ask").tap(40, 45).with({ alt: true }).tap(100, 100);
  expect(requests.map(({ prompts, revision }) => [prompts, revision])).toEqual([
    [{ positive: [[40, 45]], negative: [], box: null }, 1],
    [{ positive: [[40, 45]], negative: [[100, 100]], box: null }, 2],
  ]);
  const prompts = requests[1]?.prompts ?? null;
  const answer = makeProposal("live", { source: { ...makeProposal("x").source, prompts } });
  session.proposals.showPromptResult(1, makeProposal("stale"));
  expect(session.proposals.livePrompt()?.state).toBe("waiting");
  session.proposals.showPromptResult(2, answer);
  expect(session.proposals.livePrompt()?.proposal?.id).toBe("live");
  expect(session.proposals.proposals()).toEqual([]);
  session.proposals.acceptLivePrompt();
  expect(only(session)).toMatchObject({ provenance: { origin: "prompted", model: { proposalId: "live" } } });
  expect(session.proposals.livePrompt()).toBeNull();
  expect(session.history.undoLabels()).toHaveLength(1);
  session.history.undo();
  expect(session.proposals.proposals()).toEqual([]);
  at(editor).with({ alt: false }).down(30, 30).move(60, 60).up();
  expect(requests.at(-1)?.prompts).toEqual({ positive: [], negative: [], box: [30, 30, 60, 60] });
  session.proposals.dropLivePrompt();
  expect(session.proposals.livePrompt()).toBeNull();
});

test("a proposal without a class waits for one", () => {
  const editor = makeTestEditor(
    { records: emptyRecords({ proposals: [makeProposal("p1", { classId: null })] }) },
    1,
    null,
  );
  const { session } = editor;
  session.proposals.acceptProposal("p1");
  expect(session.tools.needsClass()).toBe(true);
  expect(session.history.undoLabels()).toEqual([]);
  session.tools.chooseClass("heart");
  expect(only(session).classId).toBe("heart");
  expect(session.history.undoLabels()).toMatchObject([{ actionId: "accept-proposal", classId: "heart" }]);
});

test("proposals of a run are committed by the model and are not on the undo list", async () => {
  const editor = makeTestEditor();
  const { session, rows } = editor;
  session.proposals.addProposals([makeProposal("p1")]);
  await session.history.flush();
  expect(rows).toMatchObject([{ source: "model", undoable: false, actionId: "add-proposals" }]);
  expect(session.history.undoLabels()).toEqual([]);
  expect(session.records.taskState()).toBe("todo");
});

test("the most doubtful comes first when it is asked for, and after each decision the next most doubtful", () => {
  const doubt = (entropyBand: number) => ({ uncertainty: { entropyBand, midFraction: entropyBand } });
  const { session } = withProposals(
    makeProposal("a", doubt(0.1)),
    makeProposal("b", doubt(0.9)),
    makeProposal("c", doubt(0.5)),
  );
  const { proposals } = session;
  const shown = () => proposals.shownProposals().map(({ id }) => id);
  expect(proposals.reviewOrder()).toBe("place");
  proposals.setReviewOrder("need");
  expect(shown()).toEqual(["b", "c", "a"]);
  proposals.nextProposal();
  expect(proposals.selectedProposal()?.id).toBe("b");
  proposals.rejectProposal();
  expect(proposals.selectedProposal()?.id).toBe("c");
  proposals.rejectProposal();
  expect(proposals.selectedProposal()?.id).toBe("a");
});

test("a propagated proposal becomes a slice of the thing that it follows, unless that has a label there", () => {
  const { source } = makeProposal("x");
  const next = { ...makeProposal("x").target, frame: 2 };
  const followed = (parent: string) => ({
    source: { ...source, kind: "propagated" as const, parentIds: [parent] },
  });
  const { session } = withProposals(makeProposal("p1"));
  session.proposals.acceptProposal("p1");
  const { instanceUid } = only(session);
  session.proposals.addProposals([
    makeProposal("p2", { target: next, ...followed(instanceUid) }),
    makeProposal("p3", { target: next, ...followed(instanceUid) }),
    makeProposal("p4", { target: { ...next, frame: 3 }, classId: "liver", ...followed(instanceUid) }),
  ]);
  for (const id of ["p2", "p3", "p4"]) session.proposals.acceptProposal(id);
  const things = ["p2", "p3", "p4"].map((id) => {
    const uid = session.proposals.proposals().find((proposal) => proposal.id === id)?.instanceUid;
    const label = session.records.annotations().find((other) => other.instanceUid === uid);
    return [label?.objectUid ?? null, label?.provenance.origin, label?.provenance.derivedFrom];
  });
  expect(things).toEqual([
    [instanceUid, "propagated", [instanceUid]],
    [null, "propagated", [instanceUid]],
    [null, "propagated", [instanceUid]],
  ]);
});
