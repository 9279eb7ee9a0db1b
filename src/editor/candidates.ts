import { createSignal } from "solid-js";
import type { PointImage } from "../domain/annotation.ts";
import { acceptCandidate } from "./accept-candidate.ts";
import type { Candidate, CandidateRequest, SessionCandidates } from "./candidate-types.ts";
import type { EditorCore } from "./core.ts";
import { fillRequest } from "./fill-request.ts";
import type { ImageTarget, ToolOptions } from "./session-types.ts";
import type { ToolId } from "./tool-event.ts";

/** What the tools do with candidates. */
export interface Candidates extends SessionCandidates {
  grow(
    target: ImageTarget,
    seed: { readonly seedImage: PointImage; readonly tolerance: number; readonly volume: boolean },
  ): void;
  /** Another frame is on the screen: what belongs to the last one only goes. */
  targetChanged(): void;
  /** Another tool was taken: what it did not make goes. */
  toolChanged(tool: ToolId): void;
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
    fillBetween() {
      const target = core.target();
      const request = target && fillRequest(core, target, ++revision);
      if (request) ask(request);
    },
    showCandidate(answered, answer) {
      const now = candidate();
      if (now?.request.revision !== answered) return;
      const found = answer && answer.pixels > 0 ? answer : null;
      setCandidate({ ...now, state: found ? "shown" : "failed", answer: found });
      if (answer && !found) core.say(now.request.kind === "grow" ? "nothing-grown" : "nothing-between");
    },
    setTolerance(tolerance) {
      const request = candidate()?.request;
      if (request?.kind === "grow") ask({ ...request, tolerance, revision: ++revision });
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
      const isOfStack = request.kind === "fill" || request.volume;
      if (now?.seriesUid !== seriesUid || (!isOfStack && !here)) setCandidate(null);
    },
    toolChanged(tool) {
      if (tool !== "wand" && tool !== "region" && candidate()?.request.kind === "grow") setCandidate(null);
    },
  };
}
