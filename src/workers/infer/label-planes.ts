import type { AssistPlane, LabelledPlane } from "../../domain/calls/assist-calls.ts";
import { sliceOffsets } from "../../domain/models/graph-manifest.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { GraphHost } from "./graph-host.ts";
import { labelAnswer } from "./label-answer.ts";
import { labelBoxes } from "./label-boxes.ts";
import type { LabelContext } from "./label-context.ts";
import { labelSemantic } from "./label-semantic.ts";
import { turnFor, turnPlane, turnResultBack } from "./turn-planes.ts";

/** What was asked of a model that finds things by itself. */
export interface LabelRequest {
  readonly planes: readonly AssistPlane[];
  readonly at: number | null;
  readonly sliceMm: number | null;
  /** Where slices, rows and columns run, as `SPL`; null or absent where the images do not say. */
  readonly axes?: string | null;
}

/**
 * Runs a model that finds things by itself. `planes` are the slices that {@link sliceOffsets} asks for, in that order, `at` being the one asked
 * about; for a model of three dimensions the whole series, `at` null.
 */
export async function labelPlanes(
  host: GraphHost,
  { planes: stored, at, sliceMm, axes = null }: LabelRequest,
  context: LabelContext,
): Promise<LabelledPlane[]> {
  const { adapter, input } = host.manifest;
  const turn = turnFor(input.orientation, axes);
  // A model of planes sees them turned, and what it finds is turned back; a volume is turned as a whole.
  const turnEach = input.dims === 2 ? turn : null;
  const planes = turnEach ? stored.map((plane) => turnPlane(plane, turnEach)) : stored;
  const back = (found: LabelledPlane[]): LabelledPlane[] =>
    turnEach
      ? found.map(({ at: place, results }) => ({
          at: place,
          results: results.map((result) => turnResultBack(result, turnEach)),
        }))
      : found;
  const offsets = sliceOffsets(input);
  const expected = input.dims === 3 ? null : offsets.indexOf(0);
  if (at !== expected || (at !== null && planes.length !== offsets.length))
    throw new PlainError(
      "model-planes",
      say`The model needs ${offsets.length} images for an answer, found ${planes.length}.`,
    );
  if (adapter === "sliding-window")
    return back(await labelSemantic(host, { planes, at, sliceMm, turn: turnEach ? null : turn }, context));
  const here = planes[at ?? 0];
  if (!here) throw new PlainError("model-planes", say`The model was given no image.`);
  const planeAt = (offset: number) => planes[offsets.indexOf(offset)] ?? here;
  context.progress({ done: 0, total: 1 });
  const results = await context.run(async () => {
    context.signal.throwIfAborted();
    return adapter === "classifier" ? labelAnswer(host, planeAt) : labelBoxes(host, planeAt);
  });
  context.progress({ done: 1, total: 1 });
  return back([{ at: at ?? 0, results }]);
}
