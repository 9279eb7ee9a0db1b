import { resample, wholeWindow } from "../../domain/assist/resample.ts";
import type { AssistPlane, AssistResult, LabelledPlane } from "../../domain/calls/assist-calls.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";
import { activate, type ClassMaps, decideClasses } from "../../domain/models/class-maps.ts";
import { inputShape, sliceOffsets } from "../../domain/models/graph-manifest.ts";
import { type AxisTurn, inTurn, turnBack, turnVoxels } from "../../domain/models/orientation.ts";
import {
  cutPatch,
  makePatchSums,
  type PatchSums,
  patchOrigins,
  patchWeights,
  type Size3,
} from "../../domain/models/sliding-window.ts";
import { say } from "../../domain/said.ts";
import { meanInside, uncertaintyOf } from "../../domain/uncertainty.ts";
import { PlainError } from "../serve.ts";
import { answered, type GraphHost, outputOf } from "./graph-host.ts";
import { graphResult } from "./graph-result.ts";
import { breath, type LabelContext } from "./label-context.ts";
import { type PreparedVolume, prepareVolume } from "./prepare-volume.ts";

/** More would not fit into the worker's 512 MiB beside the model (assist 3.5.3). */
const mostNumbers = 48 * 2 ** 20;

interface Means {
  readonly classes: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** What is to be labelled. `turn`: how a volume is turned before the model sees it. */
export interface SemanticRequest {
  readonly planes: readonly AssistPlane[];
  readonly at: number | null;
  readonly sliceMm: number | null;
  readonly turn: AxisTurn | null;
}

/** Voxels as the model sees them. */
interface Seen {
  readonly size: Size3;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

/** Runs every patch of a volume; overlapping answers are averaged by their weights. Stops between patches. */
async function slide(host: GraphHost, { size, channels }: Seen, context: LabelContext): Promise<Means> {
  const { manifest } = host;
  const { input } = manifest;
  const output = outputOf(manifest, "class-logits", "mask-logits", "mask-prob");
  const session = host.session("model");
  const patch = input.size;
  const origins = patchOrigins(size, patch, input.overlap);
  const weights = patchWeights(patch, input.blend);
  const voxels = patch[0] * patch[1] * patch[2];
  let sums: PatchSums | null = null;
  let classes = 0;
  for (const [done, origin] of origins.entries()) {
    await breath();
    context.signal.throwIfAborted();
    context.progress({ done, total: origins.length });
    const data = new Float32Array(input.channels.length * voxels);
    for (const [index, values] of channels.entries())
      cutPatch(values, size, origin, patch, input.pad, data.subarray(index * voxels, (index + 1) * voxels));
    const feed = { [input.name]: { dims: inputShape(input), data } };
    const answer = answered(await context.run(() => session.run(feed)), output?.name ?? "");
    classes = answer.dims[1] ?? 0;
    if (classes * voxels !== answer.data.length)
      throw new PlainError(
        "model-tensors",
        say`“${output?.name ?? ""}”: expected classes × ${patch.join(" × ")}, found ${answer.dims.join(" × ")}.`,
      );
    if (!sums && classes * size[0] * size[1] * size[2] > mostNumbers)
      throw new PlainError(
        "model-room",
        say`The series is too large for this model here: ${classes} classes of ${size.join(" × ")} voxels.`,
      );
    sums ??= makePatchSums(classes, size, patch, weights);
    sums.add(answer.data, origin);
  }
  context.progress({ done: origins.length, total: origins.length });
  return { classes, values: sums?.means() ?? new Float32Array(0) };
}

/** Logits of all classes on one slice of the images: between the two nearest slices of the model's grid, then across. */
function mapsAt(means: Means, volume: PreparedVolume, plane: AssistPlane, slice: number): ClassMaps {
  const { columns, rows } = volume;
  const pixels = columns * rows;
  const along = Math.min(volume.slices - 1, Math.max(0, volume.toSlice(slice)));
  const [low, high] = [Math.floor(along), Math.ceil(along)];
  const maps = Array.from({ length: means.classes }, (_, channel) => {
    const from = (z: number) => (channel * volume.slices + z) * pixels;
    const here = means.values.slice(from(low), from(low) + pixels);
    if (high > low)
      for (let at = 0; at < pixels; at++)
        here[at] = (here[at] ?? 0) * (high - along) + (means.values[from(high) + at] ?? 0) * (along - low);
    const source = { columns, rows, values: here };
    return resample(source, wholeWindow(source), plane.columns, plane.rows).values;
  });
  return { columns: plane.columns, rows: plane.rows, maps };
}

function resultsOf(host: GraphHost, maps: ClassMaps, started: number): AssistResult[] {
  const { manifest } = host;
  const output = outputOf(manifest, "class-logits", "mask-logits", "mask-prob");
  if (!output) return [];
  for (const { index } of manifest.labels)
    if (index >= maps.maps.length)
      throw new PlainError(
        "model-labels",
        say`model.json names a label with index ${index}; the model has ${maps.maps.length} classes, from 0.`,
      );
  const exclusive =
    output.activation === "softmax" || (output.kind === "class-logits" && output.activation === "none");
  const likely = activate(maps, output.activation);
  const decided = decideClasses(likely, exclusive, output.threshold);
  return manifest.labels.flatMap((label) => {
    const bits = decided[label.index];
    const probability = likely.maps[label.index];
    if (!bits?.includes(1) || !probability) return [];
    const mask = encodeMaskRle({ columns: maps.columns, rows: maps.rows, bits });
    const doubt = uncertaintyOf(probability, bits, maps.columns, maps.rows);
    return [graphResult(host, started, { mask, confidence: meanInside(probability, bits), ...doubt, label })];
  });
}

/** The same in the order of the turn. */
function turnSeen({ size, channels }: Seen, turn: AxisTurn | null): Seen {
  if (!turn) return { size, channels };
  const turned = channels.map((values) => turnVoxels(values, size, turn));
  return { size: inTurn(size, turn), channels: turned };
}

/** What was said of turned voxels, in the order of the images. */
function turnMeansBack({ classes, values }: Means, size: Size3, turn: AxisTurn | null): Means {
  if (!turn) return { classes, values };
  const voxels = size[0] * size[1] * size[2];
  const back = turnBack(turn);
  for (let channel = 0; channel < classes; channel++) {
    const from = channel * voxels;
    values.set(turnVoxels(values.slice(from, from + voxels), size, back), from);
  }
  return { classes, values };
}

/** The classes of a semantic network (nnU-Net, MONAI) on one plane with its neighbours, or on a whole series (assist 3.4, 3.7 a). */
export async function labelSemantic(
  host: GraphHost,
  { planes, at, sliceMm, turn }: SemanticRequest,
  context: LabelContext,
): Promise<LabelledPlane[]> {
  const started = performance.now();
  const { input } = host.manifest;
  // The model's distances are those of its own axes.
  const spacingMm = input.spacingMm && turn ? inTurn(input.spacingMm, turnBack(turn)) : input.spacingMm;
  const volume = prepareVolume({ ...input, spacingMm }, planes, sliceOffsets(input), at, sliceMm);
  const stack: Seen = { size: [volume.slices, volume.rows, volume.columns], channels: volume.channels };
  const seen = turnSeen(stack, turn);
  const means = turnMeansBack(await slide(host, seen, context), seen.size, turn);
  const wanted = at === null ? planes.map((_, index) => index) : [at];
  const found: LabelledPlane[] = [];
  for (const index of wanted) {
    const plane = planes[index];
    if (!plane) continue;
    context.signal.throwIfAborted();
    const maps = mapsAt(means, volume, plane, at === null ? index : 0);
    found.push({ at: index, results: resultsOf(host, maps, started) });
    await breath();
  }
  return found;
}
