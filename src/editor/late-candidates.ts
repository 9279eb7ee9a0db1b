import { createSignal } from "solid-js";
import type { SessionCandidates } from "./candidate-types.ts";
import type { CandidateLinks, Candidates } from "./candidates.ts";
import type { EditorCore } from "./core.ts";
import type { RareParts } from "./rare-parts.ts";
import { withLateParts } from "./with-late-parts.ts";

/** What a session knows of its candidates before there is one. */
export interface LateCandidates extends SessionCandidates, Pick<Candidates, "targetChanged" | "toolChanged"> {
  /** What the tools that make candidates work on; their code has come when they ask. */
  made(): Candidates;
}

/** The candidates of a session: made with the first one, of a tool whose code comes with theirs or of a fill between images. */
export function makeLateCandidates(core: EditorCore, links: CandidateLinks): LateCandidates {
  const [made, setMade] = createSignal<Candidates | null>(null);
  const make = ({ makeCandidates }: RareParts) => made() ?? setMade(makeCandidates(core, links));
  return {
    made() {
      const parts = core.late.now();
      if (!parts) throw new Error("A tool asked for candidates before its code had come.");
      return make(parts);
    },
    candidate: () => made()?.candidate() ?? null,
    showCandidate: (revision, answer) => made()?.showCandidate(revision, answer),
    fillBetween: () => withLateParts(core, (parts) => make(parts).fillBetween()),
    dropSeed: () => made()?.dropSeed(),
    setTolerance(tolerance) {
      const now = made();
      if (now) now.setTolerance(tolerance);
      else links.setOptions({ tolerance });
    },
    acceptCandidate: () => made()?.acceptCandidate(),
    dropCandidate: () => made()?.dropCandidate(),
    targetChanged: () => made()?.targetChanged(),
    toolChanged: (tool) => made()?.toolChanged(tool),
  };
}
