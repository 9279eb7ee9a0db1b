import { IconCheck, IconChevronLeft, IconChevronRight } from "@tabler/icons-solidjs";
import { createMemo, Show } from "solid-js";
import { decisionPace } from "../../domain/assist/decision-pace.ts";
import { doubtsOf, hasEdge } from "../../domain/assist/review-need.ts";
import type { Proposal } from "../../domain/proposal.ts";
import { isOpenProposal } from "../../domain/proposal.ts";
import type { ActionId } from "../../editor/actions/action-table.ts";
import { Segmented } from "../kit/segmented.tsx";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

/** One proposal at a time: why, how sure, and the three answers. */
export function ProposalDock(props: {
  readonly wide: boolean;
  /** From which confidence on they are shown, and in which order, is to be set. */
  readonly filter: boolean;
}) {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { proposals } = viewer.session;
  const open = createMemo(() => proposals.proposals().filter(isOpenProposal));
  const shown = proposals.shownProposals;
  const pace = createMemo(() => decisionPace(proposals.proposals()));
  const hidden = () => open().length - shown().length;
  const current = () => proposals.selectedProposal();
  const at = () => shown().findIndex(({ id }) => id === current()?.id);
  const key = (id: ActionId) => (
    <Show when={props.wide && keysOf(id)[0]}>
      <kbd class="key">{keysOf(id)[0]}</kbd>
    </Show>
  );
  /** Its class; the question and answer; or, where the project has no such class, what the model calls it. */
  const whatOf = (proposal: Proposal) => {
    const { id, answer, classId, source } = proposal;
    if (answer) return viewer.lookup().nameOf(id);
    const called = source.params.label;
    if (classId === null && typeof called === "string") return m.proposal.unknownClass(called);
    return viewer.lookup().classNameOf(classId);
  };
  return (
    <Show when={open().length > 0}>
      <Show when={props.filter || hidden() > 0}>
        <section class="threshold">
          <Show when={props.filter}>
            <div class="panel-title">
              <span class="dim">{m.proposal.threshold}</span>
              <strong>{m.format.score(proposals.confidenceThreshold())}</strong>
            </div>
            <Slider
              label={m.proposal.threshold}
              value={proposals.confidenceThreshold()}
              min={0}
              max={1}
              step={0.05}
              valueText={m.format.score(proposals.confidenceThreshold())}
              onInput={proposals.setConfidenceThreshold}
            />
            <Segmented
              label={m.proposal.order}
              value={proposals.reviewOrder()}
              options={(["place", "need"] as const).map((value) => ({
                value,
                text: m.proposal.orders[value],
              }))}
              onChange={proposals.setReviewOrder}
            />
          </Show>
          {/* What is not shown is never left unsaid. */}
          <Show when={hidden() > 0}>
            <p class="dim small">{m.proposal.hiddenBelow(hidden(), proposals.confidenceThreshold())}</p>
          </Show>
        </section>
      </Show>
      <section class="dock" aria-label={m.proposal.region}>
        <div class="dock-head">
          <h2 class="grow">
            {at() >= 0 ? m.proposal.of(at() + 1, shown().length) : m.proposal.left(open().length)}
          </h2>
          <button
            type="button"
            class="button icon"
            aria-label={m.proposal.previous}
            onClick={() => viewer.run("previous-proposal")}
          >
            <IconChevronLeft size={20} stroke-width={1.75} />
          </button>
          <button
            type="button"
            class="button icon"
            aria-label={m.proposal.next}
            onClick={() => viewer.run("next-proposal")}
          >
            <IconChevronRight size={20} stroke-width={1.75} />
          </button>
        </div>
        <Show when={current()}>
          {(proposal) => (
            <div class="dock-facts">
              <i class="swatch open" style={{ "--swatch": viewer.lookup().colorOf(proposal().classId) }} />
              <span class="grow">{whatOf(proposal())}</span>
              <span class="dim">{m.proposal.confidence(proposal().confidence)}</span>
              <span class="dim small reason">
                {m.proposal.doubts(doubtsOf(proposal()), hasEdge(proposal()))} ·{" "}
                <Show when={proposal().source.params.placed}>{m.runs.fromOther} · </Show>
                {proposal().source.toolId} {proposal().source.version}
              </span>
            </div>
          )}
        </Show>
        <Show
          when={current()}
          fallback={
            <button
              type="button"
              class="button primary"
              onClick={() => {
                viewer.run("next-proposal");
                viewer.focusImage();
              }}
            >
              {m.proposal.start}
              {key("next-proposal")}
            </button>
          }
        >
          <div class="dock-buttons">
            <button
              type="button"
              class="button"
              aria-label={m.proposal.rejectName}
              disabled={!viewer.can("reject-proposal")}
              onClick={() => viewer.run("reject-proposal")}
            >
              {m.proposal.reject}
              {key("reject-proposal")}
            </button>
            <button
              type="button"
              class="button"
              aria-label={m.proposal.correctName}
              disabled={!viewer.can("correct-proposal")}
              onClick={() => {
                viewer.run("correct-proposal");
                viewer.focusImage();
              }}
            >
              {m.proposal.correct}
            </button>
            <button
              type="button"
              class="button primary"
              aria-label={m.proposal.acceptName}
              disabled={!viewer.can("accept-proposal")}
              onClick={() => viewer.run("accept-proposal")}
            >
              <IconCheck size={18} stroke-width={2} />
              {m.proposal.accept}
              {key("accept-proposal")}
            </button>
          </div>
        </Show>
        <Show when={pace().decided > 0}>
          <p class="dim small">{m.proposal.pace(pace().decided, pace().medianSeconds)}</p>
        </Show>
        <Show when={proposals.bulkCandidates().shown.length > 0}>
          <button
            type="button"
            class="button plain accept-all"
            onClick={() => viewer.run("accept-all-proposals")}
          >
            {m.proposal.acceptAll}
          </button>
        </Show>
      </section>
    </Show>
  );
}
