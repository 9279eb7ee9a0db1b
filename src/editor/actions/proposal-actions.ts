import { isOpenProposal } from "../../domain/proposal.ts";
import type { EditorSession } from "../session-types.ts";
import type { ActionContext } from "./action.ts";
import { defineAction, hasImage, isWhole } from "./define-action.ts";

const hasLive = (session: EditorSession | null): boolean =>
  session?.proposals.livePrompt()?.state === "shown";

/** An open region owns the keys, also while it is still grown: Enter must not fall through to a proposal. */
const hasCandidate = (session: EditorSession | null): boolean =>
  session !== null && session.candidates.candidate() !== null;

const hasProposal = ({ session }: ActionContext): boolean =>
  session !== null &&
  (hasCandidate(session) || hasLive(session) || session.proposals.selectedProposal() !== null);

const hasOpen = ({ session }: ActionContext): boolean =>
  session?.proposals.proposals().some(isOpenProposal) ?? false;

/** A box that can be outlined: of a person, or of a detector. */
const hasBox = ({ session }: ActionContext): boolean =>
  session !== null &&
  (session.records.annotations().some(({ geometry }) => geometry.type === "box") ||
    session.proposals.proposals().some((proposal) => proposal.boxImage && isOpenProposal(proposal)));

/** The frame of the selected proposal comes on the screen. */
function showSelected({ session, view }: ActionContext): void {
  const target = session?.proposals.selectedProposal()?.target;
  if (target) view?.showFrame(target.series, target.sop, target.frame - 1);
}

/** Decisions: on the region that a tool has found first, then on the live proposal of a prompt, else on the selected one. */
export const proposalActions = [
  defineAction({
    id: "accept-proposal",
    icon: "check",
    group: "proposals",
    scope: "proposal",
    undoable: true,
    enabled: hasProposal,
    run(context) {
      const { session } = context;
      if (!session) return;
      if (hasCandidate(session)) session.candidates.acceptCandidate();
      else if (hasLive(session)) session.proposals.acceptLivePrompt();
      else {
        session.proposals.acceptProposal();
        showSelected(context);
      }
    },
  }),
  defineAction({
    id: "reject-proposal",
    icon: "x",
    group: "proposals",
    scope: "proposal",
    undoable: true,
    enabled: hasProposal,
    run(context) {
      const { session } = context;
      if (!session) return;
      if (hasCandidate(session)) session.candidates.dropCandidate();
      else if (hasLive(session)) session.proposals.dropLivePrompt();
      else {
        session.proposals.rejectProposal();
        showSelected(context);
      }
    },
  }),
  defineAction({
    id: "correct-proposal",
    icon: "edit",
    group: "proposals",
    scope: "proposal",
    undoable: false,
    enabled({ session }) {
      const selected = session?.proposals.selectedProposal() ?? null;
      return selected !== null && !selected.answer;
    },
    run: ({ session }) => session?.proposals.correctProposal(),
  }),
  defineAction({
    id: "drop-prompt",
    icon: "x",
    group: "proposals",
    scope: "proposal",
    undoable: false,
    enabled: ({ session }) =>
      session !== null &&
      (session.candidates.candidate() !== null || session.proposals.livePrompt() !== null),
    run: ({ session }) => {
      if (session?.candidates.candidate()) session.candidates.dropCandidate();
      else session?.proposals.dropLivePrompt();
    },
  }),
  defineAction({
    id: "next-proposal",
    icon: "player-skip-forward",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: hasOpen,
    run(context) {
      context.session?.proposals.nextProposal();
      showSelected(context);
    },
  }),
  defineAction({
    id: "previous-proposal",
    icon: "player-skip-back",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: hasOpen,
    run(context) {
      context.session?.proposals.previousProposal();
      showSelected(context);
    },
  }),
  defineAction({
    id: "accept-all-proposals",
    icon: "checks",
    group: "proposals",
    scope: "viewer",
    undoable: true,
    enabled: ({ session }) => session !== null && session.proposals.bulkCandidates().shown.length > 0,
    run: ({ app }) => app.confirmAcceptAll(),
  }),
  defineAction({
    id: "run-model",
    icon: "sparkles",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && isWhole(context),
    run: ({ app }) => app.runModel(),
  }),
  defineAction({
    id: "prelabel-series",
    icon: "stack-2",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && isWhole(context),
    run: ({ app }) => app.prelabelSeries(),
  }),
  defineAction({
    id: "prelabel-study",
    icon: "stack-3",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && isWhole(context),
    run: ({ app }) => app.prelabelStudy(),
  }),
  defineAction({
    id: "prelabel-key-images",
    icon: "key",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) =>
      hasImage(context) && isWhole(context) && (context.session?.records.keyImages().length ?? 0) > 0,
    run: ({ app }) => app.prelabelKeyImages(),
  }),
  defineAction({
    id: "outline-boxes",
    icon: "box-margin",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && isWhole(context) && hasBox(context),
    run: ({ app }) => app.outlineBoxes(),
  }),
  defineAction({
    id: "outline-prior-boxes",
    icon: "history",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) => hasImage(context) && isWhole(context),
    run: ({ app }) => app.outlinePriorBoxes(),
  }),
  defineAction({
    id: "follow-label",
    icon: "stack-push",
    group: "proposals",
    scope: "viewer",
    undoable: false,
    enabled: (context) =>
      hasImage(context) && isWhole(context) && (context.session?.records.selection().length ?? 0) === 1,
    run: ({ app }) => app.followLabel(),
  }),
] as const;
