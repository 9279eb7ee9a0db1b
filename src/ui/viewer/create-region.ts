import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import { maskRleArea } from "../../domain/mask-rle.ts";
import { pixelSizeFor } from "../../domain/measure/pixel-size.ts";
import type {
  CandidateAnswer,
  CandidateFrame,
  CandidateRequest,
  FillRequest,
  GrowRequest,
  SeedRequest,
} from "../../editor/candidate-types.ts";
import type { EditorSession } from "../../editor/session-types.ts";
import type { ToolId } from "../../editor/tool-event.ts";
import { makeGrowCut } from "../../jobs/grow-cut.ts";
import { makeRegionTools } from "../../jobs/region-tools.ts";
import { failureText, isCancelled } from "../app/failure-text.ts";
import type { Messages } from "../messages/messages.ts";
import type { OpenStudy } from "./load-study.ts";
import { sliceOfTarget, stackSource, targetOf } from "./stack-source.ts";
import type { Stage } from "./stage.ts";

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

/** Voxels that seeds compete for: 16 bytes of memory each (a region ends at 20 M, viewer-and-tools 3.6; a tablet has less, 3.11). */
const mostVoxels = () => (matchMedia("(pointer: coarse)").matches ? 6e6 : 20e6);

const grows = (tool: ToolId) => tool === "wand" || tool === "region" || tool === "growcut";

/** Answers the requests of wand, region and seeds from the slices of the stack on the screen. */
export function createRegion({ open, stage, session, say, messages: m }: RegionOptions): Region {
  const tools = makeRegionTools(maxBytes());
  const growCut = makeGrowCut(mostVoxels());
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
    growCut.close();
  });
  // A candidate that is dropped takes its work with it.
  createEffect(() => {
    if (session().candidates.candidate()) return;
    stop();
    // The worker holds a whole stack: it goes with the tools that need it.
    if (!grows(session().tools.tool())) {
      tools.close();
      growCut.close();
    }
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
  const compete = async ({ strokes, classIds, target }: SeedRequest, signal: AbortSignal) => {
    const stack = stage().series();
    const source = stack && stackSource(open, stage(), stack, 0, stack.frames.length);
    if (!source) return null;
    const seeds = strokes.flatMap(({ target: on, label, spans }) => {
      const slice = sliceOfTarget(stack, on);
      // The background is label 1: where two reach a pixel at the same cost nothing is labelled that is not sure.
      return slice < 0 ? [] : [{ slice, label: label + 1, spans }];
    });
    const size = target.measure ? pixelSizeFor(target.measure, []) : null;
    const known = size?.calibration === "patient" ? size : { columnMm: 1, rowMm: 1 };
    const stepMm = stack.parts?.[0]?.stepMm ?? known.columnMm;
    const onProgress = (done: number, total: number) => setReading(done < total ? [done, total] : null);
    const sizeMm = [known.columnMm, known.rowMm, stepMm] as const;
    const { masks } = await growCut.run(source, { seeds, sizeMm, firstLabel: 2 }, { signal, onProgress });
    const frames = masks.flatMap(({ slice, label, mask }): CandidateFrame[] => {
      const on = targetOf(open, stack, slice);
      return on && label - 1 <= classIds.length ? [{ target: on, label: label - 1, mask }] : [];
    });
    return { frames, pixels: frames.reduce((sum, { mask }) => sum + maskRleArea(mask), 0), capped: false };
  };
  const workOf = (request: CandidateRequest, signal: AbortSignal): Promise<CandidateAnswer | null> => {
    switch (request.kind) {
      case "grow":
        return grow(request, signal);
      case "fill":
        return fill(request, signal);
      case "seeds":
        return compete(request, signal);
    }
  };
  return {
    reading,
    answer(request) {
      run ??= new AbortController();
      const { signal } = run;
      workOf(request, signal).then(
        (answer) => session().candidates.showCandidate(request.revision, answer),
        (reason: unknown) => {
          if (signal.aborted || isCancelled(reason)) return;
          session().candidates.showCandidate(request.revision, null);
          setReading(null);
          say((request.kind === "fill" ? m.region.fillFailed : m.region.failed)(failureText(reason, m)));
        },
      );
    },
  };
}
