import { modelPlane, planeFromFrame } from "../domain/assist/plane-from-frame.ts";
import type { AssistPlane, AssistResult, InferState, LabelModelFacts } from "../domain/calls/assist-calls.ts";
import type { DecodedFrame } from "../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import { stackAxes } from "../domain/models/orientation.ts";
import type { Prompts } from "../domain/proposal.ts";
import { type SeriesStack, seriesStacks } from "../domain/series-stack.ts";
import type { FrameRef, Series } from "../domain/study.ts";
import type { Inference } from "./inference.ts";
import type { Labeller } from "./labeller.ts";

/** What a finder reads from while a run goes on. */
export interface FinderInput {
  readonly series: Series;
  readonly frame: (ref: FrameRef) => Promise<{ readonly frame: DecodedFrame; readonly facts: ImageFacts }>;
  readonly whenIdle: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Hears how far a long unit is, in images: 0.5 = half of one. */
  readonly onPart: (part: number) => void;
}

/** A mask that knows where it comes from: what it was asked by and is an outline of. */
export interface FoundMask extends AssistResult {
  readonly origin?: {
    readonly classId: string | null;
    readonly prompts: Prompts | null;
    readonly parentIds: readonly string[];
    /** The open proposal whose place it takes. */
    readonly replaces: string | null;
  };
}

/** What finds things on the images of a series, one after another. */
export interface Finder {
  /** Names its way of finding: proposals of one key and model are compared with each other. */
  readonly key: string;
  /**
   * What it is asked about where that is not a whole image (which boxes): another run then, whose proposals are compared all the same. What it
   * was not asked about is not replaced.
   */
  readonly about?: string;
  load(): Promise<InferState>;
  restart(): void;
  /** Gives what finds things on the image at a place in the series. */
  start(model: InferState, input: FinderInput): (at: number) => Promise<readonly FoundMask[]>;
}

const refAt = (series: Series, at: number): FrameRef => {
  const ref = series.frames[at];
  if (!ref) throw new RangeError("There is no such image in the series.");
  return ref;
};

/** The network's suggestions, at most `limit` an image (assist 3.7 d). */
export function suggestions(
  inference: Pick<Inference, "load" | "suggest" | "restart">,
  limit: number,
): Finder {
  return {
    key: `suggest/1:${limit}`,
    load: inference.load,
    restart: inference.restart,
    start:
      (_, { series, frame, whenIdle, signal }) =>
      async (at) => {
        const shown = await frame(refAt(series, at));
        await whenIdle();
        signal.throwIfAborted();
        return inference.suggest(planeFromFrame(shown.frame, shown.facts), limit, { signal });
      },
  };
}

/** Distance of the slices of a stack: the middle one of all, as stacks are rarely even to the last digit; null where it is not known. */
export function sliceDistance({ frames }: Pick<Series, "frames">): number | null {
  const steps: number[] = [];
  for (const [at, { alongNormalMm }] of frames.entries()) {
    const before = frames[at - 1]?.alongNormalMm;
    if (alongNormalMm !== undefined && before !== undefined) steps.push(Math.abs(alongNormalMm - before));
  }
  const middle = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)];
  return steps.length === frames.length - 1 && middle !== undefined && middle > 0 ? middle : null;
}

const axesOf = ({ frames }: SeriesStack): string | null => stackAxes(frames.map(({ plane }) => plane));

/** A place in a series as its stack and the place in it. */
function stackAt(series: Series, at: number): { readonly stack: SeriesStack; readonly place: number } {
  let first = 0;
  for (const stack of seriesStacks(series)) {
    if (at < first + stack.frames.length) return { stack, place: at - first };
    first += stack.frames.length;
  }
  throw new RangeError("There is no such image in the series.");
}

/** A model of the person's own that finds things by itself (assist 3.7 a): slice by slice with its neighbours, or a stack at once. */
export function ownFinder(labeller: Labeller): Finder {
  return {
    key: "label/1",
    load: labeller.load,
    restart: labeller.restart,
    start(model, input) {
      const facts = model.labels;
      if (!facts) throw new RangeError("The model finds nothing by itself.");
      const ofRun = { ...input, model: model.manifestSha256 };
      return facts.dims === 3 ? byStack(labeller, facts, ofRun) : bySlice(labeller, facts, ofRun);
    },
  };
}

/** Of the model that the run began with: another one wants other images. */
type OfModel = FinderInput & { readonly model: string };

async function planeAt(input: FinderInput, ref: FrameRef, colour: boolean): Promise<AssistPlane> {
  const { frame, facts } = await input.frame(ref);
  return modelPlane(frame, facts, colour);
}

function bySlice(labeller: Labeller, { offsets, colour }: LabelModelFacts, input: OfModel) {
  const { series, signal, whenIdle, model } = input;
  return async (at: number) => {
    const { stack, place } = stackAt(series, at);
    const planes: AssistPlane[] = [];
    for (const offset of offsets) {
      const ref = stack.frames[place + offset] ?? refAt(series, at);
      planes.push(await planeAt(input, ref, colour));
    }
    await whenIdle();
    signal.throwIfAborted();
    const found = await labeller.label(
      planes,
      offsets.indexOf(0),
      { sliceMm: null, axes: axesOf(stack) },
      {
        signal,
        model,
        onProgress: ({ done, total }) => input.onPart(done / total),
      },
    );
    return found[0]?.results ?? [];
  };
}

function byStack(labeller: Labeller, { colour }: LabelModelFacts, input: OfModel) {
  const { series, signal, whenIdle, model } = input;
  let known: {
    readonly index: number;
    readonly results: ReadonlyMap<number, readonly AssistResult[]>;
  } | null = null;
  return async (at: number) => {
    const { stack, place } = stackAt(series, at);
    if (known?.index !== stack.stackIndex) {
      const planes: AssistPlane[] = [];
      for (const ref of stack.frames) {
        signal.throwIfAborted();
        planes.push(await planeAt(input, ref, colour));
        // Reading is the smaller half of it.
        input.onPart(0.3 * planes.length);
      }
      await whenIdle();
      signal.throwIfAborted();
      const found = await labeller.label(
        planes,
        null,
        { sliceMm: sliceDistance(stack), axes: axesOf(stack) },
        {
          signal,
          model,
          onProgress: ({ done, total }) => input.onPart(stack.frames.length * (0.3 + (0.7 * done) / total)),
        },
      );
      known = { index: stack.stackIndex, results: new Map(found.map((each) => [each.at, each.results])) };
    }
    return known.results.get(place) ?? [];
  };
}
