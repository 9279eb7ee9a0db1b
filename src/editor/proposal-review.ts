import { createSignal } from "solid-js";
import { reviewNeeds } from "../domain/assist/review-need.ts";
import { isOpenProposal, type Proposal } from "../domain/proposal.ts";
import { acceptInto, classOfProposal } from "./accept-proposal.ts";
import type { EditorCore } from "./core.ts";
import { derived } from "./derived.ts";
import type { ImageTarget } from "./image-target.ts";
import { isOn } from "./new-label.ts";
import type { ReviewOrder, SessionProposals } from "./proposal-types.ts";
import { makeRejectReasons } from "./reject-reason.ts";
import { makeRunProposals } from "./run-proposals.ts";
import { latePartsNow } from "./with-late-parts.ts";

type Review = Omit<
  SessionProposals,
  "livePrompt" | "showPromptResult" | "acceptLivePrompt" | "dropLivePrompt"
>;

/** Accept, correct, reject; one at a time or all that were shown. */
export function makeProposalReview(
  core: EditorCore,
  takePaintTool: () => void,
  takeSelectTool: () => void,
): Review {
  const { store } = core;
  const [threshold, setThreshold] = createSignal(0);
  const [selectedId, setSelectedId] = createSignal<string | null>(null);
  const [reviewOrder, setReviewOrder] = createSignal<ReviewOrder>("place");
  const reasons = makeRejectReasons(core);
  const [seen, setSeen] = createSignal<ReadonlySet<string>>(new Set());

  const isShown = (proposal: Proposal) => isOpenProposal(proposal) && proposal.confidence >= threshold();
  const here = derived(
    () => [store.proposals(), core.target(), threshold()],
    () => {
      const target = core.target();
      if (!target) return [];
      return store
        .proposals()
        .filter((proposal) => isShown(proposal) && isOn(proposal, target))
        .sort(byScore);
    },
  );
  const placeOf = core.options.placeOf ?? (() => 0);
  const byPlace = (a: Proposal, b: Proposal) =>
    placeOf(a.target) - placeOf(b.target) || byName(a, b) || byScore(a, b);
  const inOrder = derived(
    () => [store.proposals(), threshold(), reviewOrder()],
    () => {
      const shown = store.proposals().filter(isShown).sort(byPlace);
      if (reviewOrder() === "place") return shown;
      const needs = reviewNeeds(shown);
      return shown.sort((a, b) => (needs.get(b.id) ?? 0) - (needs.get(a.id) ?? 0));
    },
  );
  const selected = () => {
    const id = selectedId();
    const proposal = store.proposals().find((other) => other.id === id);
    return proposal && isOpenProposal(proposal) ? proposal : null;
  };
  const bulk = derived(
    () => [inOrder(), seen(), store.proposals()],
    () => {
      const shown = inOrder().filter(({ id }) => seen().has(id));
      return { shown, notShown: store.proposals().filter(isOpenProposal).length - shown.length };
    },
  );
  const noteShown = () => {
    if (core.options.labelsShown?.() === false) return;
    const fresh = here().filter(({ id }) => !seen().has(id));
    if (fresh.length > 0) setSeen(new Set([...seen(), ...fresh.map(({ id }) => id)]));
  };
  const step = (by: 1 | -1) => {
    const list = inOrder();
    if (list.length === 0) return core.say("no-proposal");
    const at = list.findIndex(({ id }) => id === selectedId());
    const first = reviewOrder() === "need" ? 0 : firstAtOrAfter(list, core.target());
    const from = at < 0 ? first - (by === 1 ? 1 : 0) : at;
    setSelectedId(list[(from + by + list.length) % list.length]?.id ?? null);
  };
  /** After a decision: the next one on this frame, else the next of the study. */
  const goOn = (decided: Proposal, before: readonly Proposal[]) => {
    const at = before.findIndex(({ id }) => id === decided.id);
    const rest = [...before.slice(at + 1), ...before.slice(0, Math.max(0, at))].filter(({ id }) => {
      const now = store.proposal(id);
      return now !== null && isShown(now);
    });
    if (reviewOrder() === "need") {
      // Fewer proposals, other ranks: the order of now counts.
      setSelectedId(inOrder().find(({ id }) => rest.some((other) => other.id === id))?.id ?? null);
      return;
    }
    const sameFrame = rest.find(
      ({ target }) => target.sop === decided.target.sop && target.frame === decided.target.frame,
    );
    setSelectedId((sameFrame ?? rest[0])?.id ?? null);
  };
  const open = (id: string | undefined): Proposal | null => {
    const proposal = id === undefined ? selected() : store.proposal(id);
    if (proposal && isOpenProposal(proposal)) return proposal;
    core.say("no-proposal");
    return null;
  };

  /** A box is corrected by its handles: it is taken as it is, and the first move makes it an edited one. */
  const correctBox = ({ id }: Proposal) => {
    const act = core.begin();
    if (!act) return;
    const instanceUid = acceptInto(core, act, id, "single");
    if (instanceUid === null) return core.bail(act);
    core.commit(act, "accept-proposal", { instanceUid });
    takeSelectTool();
    core.select([instanceUid]);
    setSelectedId(null);
  };

  return {
    proposals: store.proposals,
    proposalsHere: here,
    shownProposals: inOrder,
    selectedProposal: selected,
    selectProposal: (id) => setSelectedId(id),
    nextProposal: () => step(1),
    previousProposal: () => step(-1),
    reviewOrder,
    setReviewOrder: (order) => setReviewOrder(order),
    confidenceThreshold: threshold,
    setConfidenceThreshold(value) {
      setThreshold(value);
      noteShown();
    },
    bulkCandidates: bulk,
    noteShown,
    acceptProposal(id) {
      const proposal = open(id);
      const act = proposal && core.begin();
      if (!act || !proposal) return;
      const before = inOrder();
      const instanceUid = acceptInto(core, act, proposal.id, "single");
      if (instanceUid === null) return core.bail(act);
      // An answer is no label: there is nothing to select.
      if (!proposal.answer) core.select([instanceUid]);
      core.commit(act, "accept-proposal", { instanceUid });
      reasons.noteDecision(null);
      goOn(proposal, before);
    },
    rejectProposal(id) {
      const proposal = open(id);
      const act = proposal && core.begin();
      if (!act || !proposal) return;
      const before = inOrder();
      const { at, user, activeSeconds } = core.stamp();
      const value: Proposal = {
        ...proposal,
        state: "rejected",
        decidedBy: user,
        decidedAt: at,
        decision: "single",
        secondsActive: activeSeconds,
      };
      act.stage(proposal.id, { kind: "proposal", id: proposal.id, value });
      core.commit(act, "reject-proposal");
      reasons.noteDecision(proposal.id);
      goOn(proposal, before);
    },
    correctProposal(id) {
      const proposal = open(id);
      // An answer is corrected where it is given: by another one.
      if (!proposal || proposal.answer) return;
      setSelectedId(proposal.id);
      if (proposal.boxImage) return correctBox(proposal);
      core.setCorrecting(proposal.id);
      takePaintTool();
    },
    acceptAllShown() {
      const taken = bulk().shown;
      if (taken.length === 0) return core.say("no-proposal");
      if (taken.some((one) => !one.answer && classOfProposal(core, one) === "")) {
        return core.say("bulk-needs-label");
      }
      const act = core.begin();
      if (!act) return;
      for (const { id } of taken) acceptInto(core, act, id, "bulk");
      core.commit(act, "accept-all-proposals");
    },
    labelToFollow: () => latePartsNow(core)?.labelToFollow(core) ?? null,
    ...makeRunProposals(core, noteShown),
    justRejected: reasons.justRejected,
    setRejectReason: reasons.setRejectReason,
    skipRejectReason: reasons.skipRejectReason,
  };
}

/** The most doubtful work comes last on a frame: highest review score first (assist 3.6). */
const byScore = (a: Proposal, b: Proposal): number => b.reviewScore - a.reviewScore || order(a.id, b.id);

const byName = (a: Proposal, b: Proposal): number =>
  order(a.target.series, b.target.series) ||
  order(a.target.sop, b.target.sop) ||
  a.target.frame - b.target.frame;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Position of the first proposal on the frame on the screen; 0 when it has none. */
function firstAtOrAfter(list: readonly Proposal[], target: ImageTarget | null): number {
  const at = target ? list.findIndex((proposal) => isOn(proposal, target)) : 0;
  return Math.max(0, at);
}
