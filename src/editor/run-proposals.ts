import { withFlipDoubt } from "../domain/assist/flip-doubt.ts";
import { isOpenProposal, type Proposal } from "../domain/proposal.ts";
import type { EditRecord } from "../domain/record-diff.ts";
import type { EditorCore } from "./core.ts";

/** What a run in the background does to the proposals of a session. */
export interface RunProposals {
  /**
   * Commits proposals that a run has stored, and notes which older ones they replace. Nothing that a person undoes; a decided one is left as
   * it is.
   */
  addProposals(fresh: readonly Proposal[], superseded?: readonly { id: string; by: string }[]): void;
  /** Notes how far answers changed when the image was mirrored. No act: found out in idle time, and found again where it is lost. */
  noteFlipDoubts(doubts: ReadonlyMap<string, number>): void;
  /** Takes away what runs proposed and nobody decided, as one act; false (with a notice) where no act may begin now. */
  discardRuns(runIds: readonly string[]): boolean;
}

/** The proposals of runs in one session; `added` hears when new ones are there. */
export function makeRunProposals(core: EditorCore, added: () => void): RunProposals {
  const { store } = core;
  return {
    addProposals(fresh, superseded = []) {
      core.recordQuietly("add-proposals", () => {
        const records = new Map<string, EditRecord>();
        for (const value of fresh) records.set(value.id, { kind: "proposal", id: value.id, value });
        for (const { id, by } of superseded) {
          const old = store.proposal(id);
          if (old && isOpenProposal(old))
            records.set(id, { kind: "proposal", id, value: { ...old, supersededBy: by } });
        }
        return records;
      });
      added();
    },
    noteFlipDoubts(doubts) {
      for (const [id, ttaDice] of doubts) {
        const proposal = store.proposal(id);
        if (proposal && isOpenProposal(proposal))
          store.set(id, { kind: "proposal", id, value: withFlipDoubt(proposal, ttaDice) });
      }
      store.publish();
    },
    discardRuns(runIds) {
      const act = core.begin();
      if (!act) return false;
      for (const proposal of store.proposals())
        if (runIds.includes(proposal.runId ?? "") && isOpenProposal(proposal))
          act.stage(proposal.id, undefined);
      core.commit(act, "discard-proposals");
      return true;
    },
  };
}
