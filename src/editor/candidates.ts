import { createSignal } from "solid-js";
import type { PointImage } from "../domain/annotation.ts";
import { orderedSpans } from "../domain/mask-spans.ts";
import type { PixelSpan } from "../domain/rasterize.ts";
import { acceptCandidate } from "./accept-candidate.ts";
import type {
  Candidate,
  CandidateRequest,
  SeedRequest,
  SeedStroke,
  SessionCandidates,
} from "./candidate-types.ts";
import type { EditorCore } from "./core.ts";
import { fillRequest } from "./fill-request.ts";
import type { ImageTarget } from "./image-target.ts";
import type { ToolId } from "./tool-event.ts";
import type { ToolOptions } from "./tool-types.ts";

/** What the tools do with candidates. */
export interface Candidates extends SessionCandidates {
  grow(
    target: ImageTarget,
    seed: { readonly seedImage: PointImage; readonly tolerance: number; readonly volume: boolean },
  ): void;
  /** A stroke of seeds of a class, or of the background (null): shown while it is painted, grown when it ends. */
  seed(
    target: ImageTarget,
    classId: string | null,
  ): { add(spans: readonly PixelSpan[]): void; end(): void; bail(): void };
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

const looking: ReadonlySet<ToolId> = new Set<ToolId>(["scroll", "window", "zoom", "pan"]);

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
  /** Seeds as they are now: grown where two kinds of them compete, else only shown. */
  const plant = (
    strokes: readonly SeedStroke[],
    classIds: readonly string[],
    target: ImageTarget,
    isDone: boolean,
  ) => {
    if (strokes.length === 0) return void setCandidate(null);
    const before = candidate();
    const request: SeedRequest = { kind: "seeds", target, revision: ++revision, strokes, classIds };
    const kinds = new Set(strokes.map(({ label }) => label)).size;
    const answer = before?.request.kind === "seeds" ? before.answer : null;
    if (isDone && kinds > 1) {
      setCandidate({ request, state: "waiting", answer });
      core.options.requestCandidate?.(request);
    } else setCandidate({ request, state: "open", answer: kinds > 1 ? answer : null });
  };
  return {
    candidate,
    seed(target, classId) {
      const before = candidate();
      const old = before?.request.kind === "seeds" ? before.request : null;
      const known = old?.classIds ?? [];
      const classIds = classId === null || known.includes(classId) ? known : [...known, classId];
      const label = classId === null ? 0 : classIds.indexOf(classId) + 1;
      const strokes = old?.strokes ?? [];
      let spans: readonly PixelSpan[] = [];
      return {
        add(more) {
          spans = orderedSpans([...spans, ...more]);
          plant([...strokes, { target, label, spans }], classIds, target, false);
        },
        end() {
          const stroke = spans.length > 0 ? [{ target, label, spans }] : [];
          plant([...strokes, ...stroke], classIds, target, true);
        },
        bail: () => void setCandidate(before),
      };
    },
    dropSeed() {
      const request = candidate()?.request;
      if (request?.kind !== "seeds") return;
      plant(request.strokes.slice(0, -1), request.classIds, request.target, true);
    },
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
      if (answer && !found) core.say(now.request.kind === "fill" ? "nothing-between" : "nothing-grown");
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
      const isOfStack = request.kind !== "grow" || request.volume;
      if (now?.seriesUid !== seriesUid || (!isOfStack && !here)) setCandidate(null);
    },
    toolChanged(tool) {
      const kind = candidate()?.request.kind;
      if (tool !== "wand" && tool !== "region" && kind === "grow") setCandidate(null);
      // To look at other images between two strokes drops no seed.
      if (tool !== "growcut" && kind === "seeds" && !looking.has(tool)) setCandidate(null);
    },
  };
}
