import { type Accessor, createSignal } from "solid-js";
import type { Proposal, RejectReason } from "../domain/proposal.ts";
import type { EditorCore } from "./core.ts";

/** Saying why after a rejection; nobody has to. */
export interface RejectReasons {
  /** The proposal that was rejected last and may still be given a reason; null: there is none, or the person passed it over. */
  readonly justRejected: Accessor<Proposal | null>;
  /** Records why, as an act of its own; null takes it away. */
  setRejectReason(id: string, reason: RejectReason | null): void;
  /** The person says nothing. */
  skipRejectReason(): void;
  /** A decision was taken: a rejection may be explained, after any other the last one is history. */
  noteDecision(rejected: string | null): void;
}

/** Reasons of the rejections of one session. */
export function makeRejectReasons(core: EditorCore): RejectReasons {
  const { store } = core;
  const [last, setLast] = createSignal<string | null>(null);
  return {
    justRejected() {
      const id = last();
      const proposal = store.proposals().find((other) => other.id === id);
      return proposal?.state === "rejected" ? proposal : null;
    },
    setRejectReason(id, reason) {
      const proposal = store.proposal(id);
      const act = proposal?.state === "rejected" ? core.begin() : null;
      if (!act || !proposal) return;
      const { rejectReason: _, ...rest } = proposal;
      const value = reason === null ? rest : { ...rest, rejectReason: reason };
      act.stage(id, { kind: "proposal", id, value });
      core.commit(act, "explain-rejection");
    },
    skipRejectReason: () => setLast(null),
    noteDecision: (rejected) => setLast(rejected),
  };
}
