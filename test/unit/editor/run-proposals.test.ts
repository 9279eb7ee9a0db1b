import { expect, test } from "vitest";
import { decisionPace } from "../../../src/domain/assist/decision-pace.ts";
import { at, emptyRecords, frame, makeTestEditor } from "../../support/editor-driver.ts";
import { boxMask, makeProposal } from "../../support/proposal-maker.ts";

const withProposals = (...proposals: ReturnType<typeof makeProposal>[]) =>
  makeTestEditor({ records: emptyRecords({ proposals }) });

test("proposals of a run that arrive under the pen neither take the stroke back nor get lost", () => {
  const editor = withProposals();
  const { session } = editor;
  session.tools.setTarget(frame());
  session.tools.chooseClass("lung");
  session.tools.setTool("brush");
  const hand = at(editor).down(20, 20).move(40, 20);
  session.proposals.addProposals([makeProposal("p1")]);
  hand.move(60, 20).up();
  expect(session.records.annotations()).toHaveLength(1);
  const [label] = session.records.annotations();
  const painted = session.masks.maskOf(label?.instanceUid ?? "", 200, 150)?.bits ?? new Uint8Array();
  for (const x of [20, 40, 60]) expect(painted[20 * 200 + x]).toBe(1);
  expect(session.proposals.proposals().map(({ id }) => id)).toEqual(["p1"]);
  // Undo takes back the stroke, not the proposal.
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  expect(session.proposals.proposals()).toHaveLength(1);
});

test("proposals of a run are there at once while a finished stroke waits for its class, which it still gets", () => {
  const editor = makeTestEditor({}, 1, null);
  const { session } = editor;
  session.tools.setTarget(frame());
  session.tools.setTool("box");
  at(editor).down(20, 20).move(40, 40).up();
  expect(session.tools.needsClass()).toBe(true);
  session.proposals.addProposals([makeProposal("p1")]);
  expect(session.proposals.proposals().map(({ id }) => id)).toEqual(["p1"]);
  session.tools.chooseClass("lung");
  expect(session.records.annotations().map(({ classId }) => classId)).toEqual(["lung"]);
  session.history.undo();
  expect(session.records.annotations()).toEqual([]);
  expect(session.proposals.proposals()).toHaveLength(1);
});

test("what a run replaces is open no longer, what a person decided stays decided", () => {
  const { session } = withProposals(makeProposal("old"), makeProposal("decided", { state: "rejected" }));
  session.proposals.addProposals(
    [makeProposal("new")],
    [
      { id: "old", by: "new" },
      { id: "decided", by: "new" },
    ],
  );
  const by = Object.fromEntries(session.proposals.proposals().map((one) => [one.id, one.supersededBy]));
  expect(by).toEqual({ old: "new", decided: null, new: null });
});

test("a run's undecided proposals are discarded in one act, which undo takes back", () => {
  const { session } = withProposals(
    makeProposal("a", { runId: "r" }),
    makeProposal("b", { runId: "r", state: "rejected" }),
    makeProposal("c", { runId: "other" }),
  );
  expect(session.proposals.discardRuns(["r"])).toBe(true);
  expect(session.proposals.proposals().map(({ id }) => id)).toEqual(["b", "c"]);
  session.history.undo();
  expect(
    session.proposals
      .proposals()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(["a", "b", "c"]);
});

test("several runs are discarded in one act; where no act may begin nothing is, and it is said", () => {
  let open = true;
  const editor = makeTestEditor({
    records: emptyRecords({
      proposals: [makeProposal("a", { runId: "r" }), makeProposal("b", { runId: "s" })],
    }),
    mayEdit: () => open,
  });
  const { proposals, history, tools } = editor.session;
  open = false;
  expect(proposals.discardRuns(["r", "s"])).toBe(false);
  expect(proposals.proposals()).toHaveLength(2);
  expect(tools.notice()?.code).toBe("task-closed");
  open = true;
  expect(proposals.discardRuns(["r", "s"])).toBe(true);
  expect(proposals.proposals()).toEqual([]);
  history.undo();
  expect(proposals.proposals()).toHaveLength(2);
});

test("a rejection may be explained afterwards, by an act of its own; it never has to be", () => {
  const { session } = withProposals(
    makeProposal("a"),
    makeProposal("b", { mask: boxMask(80, 80, 90, 90) }),
    makeProposal("c", { mask: boxMask(100, 80, 110, 90) }),
  );
  const { proposals } = session;
  const find = (id: string) => proposals.proposals().find((one) => one.id === id);
  expect(proposals.justRejected()).toBeNull();
  proposals.rejectProposal("a");
  expect(proposals.justRejected()?.id).toBe("a");
  expect(find("a")?.rejectReason).toBeUndefined();
  proposals.setRejectReason("a", "wrong-outline");
  expect(find("a")).toMatchObject({ state: "rejected", rejectReason: "wrong-outline" });
  session.history.undo();
  expect(find("a")).toMatchObject({ state: "rejected" });
  expect(find("a")?.rejectReason).toBeUndefined();
  session.history.redo();
  expect(find("a")?.rejectReason).toBe("wrong-outline");
  proposals.setRejectReason("a", null);
  expect(find("a")).not.toHaveProperty("rejectReason");
  // The next decision takes the place of the question; so does passing it over, and undoing the rejection.
  proposals.rejectProposal("b");
  expect(proposals.justRejected()?.id).toBe("b");
  proposals.skipRejectReason();
  expect(proposals.justRejected()).toBeNull();
  proposals.acceptProposal("c");
  expect(proposals.justRejected()).toBeNull();
});

test("a reason is said of a rejected proposal alone", () => {
  const { session } = withProposals(makeProposal("a"));
  session.proposals.setRejectReason("a", "other");
  expect(session.proposals.proposals()[0]).toEqual(makeProposal("a"));
  session.proposals.rejectProposal("a");
  session.history.undo();
  expect(session.proposals.justRejected()).toBeNull();
});

test("what mirrored images say is noted of open proposals, without an act", () => {
  const { session } = withProposals(makeProposal("a"), makeProposal("b", { state: "rejected" }));
  session.proposals.noteFlipDoubts(
    new Map([
      ["a", 0.5],
      ["b", 0.5],
      ["gone", 0.5],
    ]),
  );
  expect(session.proposals.proposals().map(({ uncertainty }) => uncertainty.ttaDice)).toEqual([
    0.5,
    undefined,
  ]);
  expect(session.history.undoLabels()).toEqual([]);
});

test("an accepted proposal's label names the manifest of its model", () => {
  const { source } = makeProposal("a");
  const { session } = withProposals(makeProposal("a", { source: { ...source, manifestSha256: "cd34" } }));
  session.proposals.acceptProposal("a");
  expect(session.records.annotations()[0]?.provenance.model?.manifestSha256).toBe("cd34");
});

test("a label names the terms of its model; of one without any it says nothing", () => {
  const { source } = makeProposal("a");
  const { session } = withProposals(
    makeProposal("a", { source: { ...source, license: "CC-BY-4.0" } }),
    makeProposal("b", { source: { ...source, license: "" }, mask: boxMask(80, 80, 90, 90) }),
  );
  session.proposals.acceptProposal("a");
  session.proposals.acceptProposal("b");
  const [first, second] = session.records.annotations().map(({ provenance }) => provenance.model);
  expect(first?.license).toBe("CC-BY-4.0");
  expect(second).not.toHaveProperty("license");
});

test("decisions by key alone have their time: from one to the next, with what the hand did between, without a pause", () => {
  const editor = withProposals(
    makeProposal("a"),
    makeProposal("b", { mask: boxMask(80, 80, 90, 90) }),
    makeProposal("c", { mask: boxMask(100, 80, 110, 90) }),
    makeProposal("d", { mask: boxMask(120, 80, 130, 90) }),
  );
  const { proposals, tools } = editor.session;
  const secondsOf = (id: string) => proposals.proposals().find((one) => one.id === id)?.secondsActive;
  tools.noteHand();
  editor.wait(2_500);
  proposals.acceptProposal("a");
  editor.wait(1_500);
  proposals.rejectProposal("b");
  expect([secondsOf("a"), secondsOf("b")]).toEqual([2.5, 1.5]);
  // 20 s at the wheel, then away for a minute.
  for (let at = 0; at < 4; at++) {
    editor.wait(5_000);
    tools.noteHand();
  }
  editor.wait(60_000);
  tools.noteHand();
  editor.wait(1_000);
  proposals.acceptProposal("c");
  expect(secondsOf("c")).toBe(21);
  expect(decisionPace(proposals.proposals())).toEqual({ decided: 3, medianSeconds: 2.5 });
});

test("what is hidden on the screen was not shown: accept all does not take it until labels are drawn again", () => {
  let shown = false;
  const { session } = makeTestEditor({
    records: emptyRecords({ proposals: [makeProposal("a")] }),
    labelsShown: () => shown,
  });
  expect(session.proposals.bulkCandidates()).toMatchObject({ shown: [], notShown: 1 });
  session.tools.setTarget(frame());
  session.proposals.setConfidenceThreshold(0.1);
  expect(session.proposals.bulkCandidates().shown).toEqual([]);
  shown = true;
  session.proposals.noteShown();
  expect(session.proposals.bulkCandidates().shown.map(({ id }) => id)).toEqual(["a"]);
});
