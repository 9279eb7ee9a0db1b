import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import type {
  CandidateAnswer,
  CandidateFrame,
  CandidateRequest,
  FillRequest,
  GrowRequest,
} from "../../editor/candidate-types.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { ToolId } from "../../editor/tool-event.ts";
import { makeRegionTools } from "../../jobs/region-tools.ts";
import { failureText, isCancelled } from "../app/failure-text.ts";
import type { Messages } from "../messages/messages.ts";
import type { Stage } from "./create-stage.ts";
import type { OpenStudy } from "./load-study.ts";
import { sliceOfTarget, stackSource, targetOf } from "./stack-source.ts";

/** What the region tools are doing. */
export interface Region {
  /** Slices read and to be read; null while nothing is read. */
  readonly reading: Accessor<readonly [done: number, total: number] | null>;
  answer(request: CandidateRequest): void;
}

export interface RegionOptions {
  readonly open: OpenStudy;
  readonly stage: () => Stage;
  readonly session: () => EditorSession;
  readonly say: (text: string) => void;
  readonly messages: Messages;
}

/** A stack above this is not taken into memory whole (viewer-and-tools 3.11: a tablet has less). */
const maxBytes = () => (matchMedia("(pointer: coarse)").matches ? 300e6 : 900e6);

const grows = (tool: ToolId) => tool === "wand" || tool === "region";

/** Answers the requests of wand and region from the slices of the stack on the screen. */
export function createRegion({ open, stage, session, say, messages: m }: RegionOptions): Region {
  const tools = makeRegionTools(maxBytes());
  const [reading, setReading] = createSignal<readonly [number, number] | null>(null);
  let run: AbortController | null = null;
  const stop = () => {
    run?.abort();
    run = null;
    setReading(null);
  };
  onCleanup(() => {
    stop();
    tools.close();
  });
  // A candidate that is dropped takes its work with it.
  createEffect(() => {
    if (session().candidates.candidate()) return;
    stop();
    // The worker holds a whole stack: it goes with the tools that need it.
    if (!grows(session().tools.tool())) tools.close();
  });

  const fill = async ({ slices, size }: FillRequest, signal: AbortSignal): Promise<CandidateAnswer> => {
    const plain = slices.map(({ mask, position }) => ({ mask, position }));
    const filled = await tools.fillBetween({ slices: plain, size }, signal);
    const frames = filled.slices.flatMap(({ slice, mask }): CandidateFrame[] => {
      const target = slices[slice]?.target;
      return target ? [{ target, mask }] : [];
    });
    return { frames, pixels: filled.pixels, capped: false };
  };
  const grow = async (request: GrowRequest, signal: AbortSignal) => {
    const stack = stage().series();
    const slice = stack ? sliceOfTarget(stack, request.target) : -1;
    if (!stack || slice < 0) return null;
    const [first, last] = request.volume ? [0, stack.frames.length] : [slice, slice + 1];
    const source = stackSource(open, stage(), stack, first, last);
    if (!source) return null;
    const [x, y] = request.seedImage;
    const { tolerance, within } = request;
    const onProgress = (done: number, total: number) => setReading(done < total ? [done, total] : null);
    const grown = await tools.grow(
      source,
      { seed: [x, y, slice - first], tolerance, within },
      { signal, ...(request.volume ? { onProgress } : {}) },
    );
    const frames = grown.slices.flatMap(({ slice: at, mask }): CandidateFrame[] => {
      const target = targetOf(open, stack, first + at);
      return target ? [{ target, mask }] : [];
    });
    return { frames, pixels: grown.pixels, capped: grown.capped };
  };
  return {
    reading,
    answer(request) {
      run ??= new AbortController();
      const { signal } = run;
      const work = request.kind === "grow" ? grow(request, signal) : fill(request, signal);
      work.then(
        (answer) => session().candidates.showCandidate(request.revision, answer),
        (reason: unknown) => {
          if (signal.aborted || isCancelled(reason)) return;
          session().candidates.showCandidate(request.revision, null);
          setReading(null);
          say((request.kind === "grow" ? m.region.failed : m.region.fillFailed)(failureText(reason)));
        },
      );
    },
  };
}
