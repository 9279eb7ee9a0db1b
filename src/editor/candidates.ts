import { createSignal } from "solid-js";
import type { PointImage } from "../domain/annotation.ts";
import { acceptCandidate } from "./accept-candidate.ts";
import type { Candidate, CandidateRequest, SessionCandidates } from "./candidate-types.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget, ToolOptions } from "./session-types.ts";

/** What the tools do with candidates. */
export interface Candidates extends SessionCandidates {
  grow(
    target: ImageTarget,
    seed: { readonly seedImage: PointImage; readonly tolerance: number; readonly volume: boolean },
  ): void;
  /** Another frame is on the screen: what belongs to the last one only goes. */
  targetChanged(): void;
}

/** What the candidates need of the tool host. */
export interface CandidateLinks {
  options(): ToolOptions;
  setOptions(change: Partial<ToolOptions>): void;
}

/** Regions that tools have asked for. */
export function makeCandidates(core: EditorCore, links: CandidateLinks): Candidates {
  const [candidate, setCandidate] = createSignal<Candidate | null>(null);
  let revision = 0;

  const ask = (request: CandidateRequest) => {
    const before = candidate();
    // The last answer stays on the screen until the next: a drag would flicker else.
    const answer = before?.request.target === request.target ? before.answer : null;
    setCandidate({ request, state: "waiting", answer });
    core.options.requestCandidate?.(request);
  };
  return {
    candidate,
    grow(target, seed) {
      const { area, range } = links.options();
      if (area.kind === "range" && !range) return core.say("no-range");
      links.setOptions({ tolerance: seed.tolerance });
      const within = area.kind === "range" ? range : null;
      ask({ kind: "grow", target, revision: ++revision, within, ...seed });
    },
    showCandidate(answered, answer) {
      const now = candidate();
      if (now?.request.revision !== answered) return;
      const found = answer && answer.pixels > 0 ? answer : null;
      setCandidate({ ...now, state: found ? "shown" : "failed", answer: found });
      if (answer && !found) core.say("nothing-grown");
    },
    setTolerance(tolerance) {
      const request = candidate()?.request;
      if (request) ask({ ...request, tolerance, revision: ++revision });
      links.setOptions({ tolerance });
    },
    acceptCandidate() {
      const now = candidate();
      if (now?.state !== "shown" || !now.answer) return;
      if (acceptCandidate(core, now.request, now.answer, links.options().area)) setCandidate(null);
    },
    dropCandidate: () => setCandidate(null),
    targetChanged() {
      const request = candidate()?.request;
      const now = core.target();
      if (!request) return;
      const { seriesUid, sopUid, frameIndex } = request.target;
      const here = now?.sopUid === sopUid && now.frameIndex === frameIndex;
      if (now?.seriesUid !== seriesUid || (!request.volume && !here)) setCandidate(null);
    },
  };
}
