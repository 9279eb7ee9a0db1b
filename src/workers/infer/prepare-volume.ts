import { resample, wholeWindow } from "../../domain/assist/resample.ts";
import type { AssistPlane } from "../../domain/calls/assist-calls.ts";
import type { GraphInput } from "../../domain/models/graph-manifest.ts";
import { applyIntensity } from "../../domain/models/intensity.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { channelPlane } from "./image-tensor.ts";

/** What patches are cut from: one block of voxels for each channel, on the grid that the model was trained on. */
export interface PreparedVolume {
  readonly columns: number;
  readonly rows: number;
  readonly slices: number;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** Where a slice of the images lies among the slices of this grid. */
  toSlice(index: number): number;
}

/** Pixels of the model's grid along one axis. */
const countOf = (size: number, stepMm: number, wantedMm: number) =>
  Math.max(1, Math.round((size * stepMm) / wantedMm));

function spacingOf(plane: AssistPlane): readonly [number, number] {
  if (plane.spacingMm) return plane.spacingMm;
  throw new PlainError(
    "model-spacing",
    say`The model works in millimetres: expected images that say how large their pixels are, found none.`,
  );
}

/** Slices of one channel, prepared as a whole and brought to the grid within their planes. */
function stackOf(
  planes: readonly AssistPlane[],
  {
    input,
    index,
    columns,
    rows,
  }: { readonly input: GraphInput; readonly index: number; readonly columns: number; readonly rows: number },
): Float32Array<ArrayBuffer> {
  const channel = input.channels[index] ?? { kind: "image", offset: 0 };
  const pixels = planes[0] ? planes[0].columns * planes[0].rows : 0;
  const all = new Float32Array(pixels * planes.length);
  for (const [at, plane] of planes.entries()) all.set(channelPlane(plane, channel).values, at * pixels);
  const prepared = applyIntensity(all, input.intensity, index);
  const out = new Float32Array(columns * rows * planes.length);
  for (const [at, plane] of planes.entries()) {
    const values = prepared.slice(at * pixels, (at + 1) * pixels);
    const source = { columns: plane.columns, rows: plane.rows, values };
    out.set(resample(source, wholeWindow(plane), columns, rows).values, at * columns * rows);
  }
  return out;
}

/** Slices at other distances, linearly between the two nearest. */
function restack(
  values: Float32Array<ArrayBuffer>,
  pixels: number,
  from: number,
  to: number,
): Float32Array<ArrayBuffer> {
  if (from === to) return values;
  const out = new Float32Array(pixels * to);
  for (let z = 0; z < to; z++) {
    const place = Math.min(from - 1, Math.max(0, ((z + 0.5) * from) / to - 0.5));
    const [low, high] = [Math.floor(place), Math.ceil(place)];
    for (let at = 0; at < pixels; at++)
      out[z * pixels + at] =
        (values[low * pixels + at] ?? 0) * (1 - place + low) +
        (values[high * pixels + at] ?? 0) * (place - low);
  }
  return out;
}

/**
 * The planes as the model takes them: values prepared over all of the image, then resampled to its spacing. For `at` a plane with the
 * neighbours that its channels name, for null the whole stack. Rejects stacks of different sizes and unknown spacing where it is needed.
 */
export function prepareVolume(
  input: GraphInput,
  planes: readonly AssistPlane[],
  offsets: readonly number[],
  at: number | null,
  sliceMm: number | null,
): PreparedVolume {
  const first = planes[at ?? 0];
  if (!first) throw new PlainError("model-planes", say`The model was given no image.`);
  if (planes.some(({ columns, rows }) => columns !== first.columns || rows !== first.rows))
    throw new PlainError(
      "model-planes",
      say`The model needs images of one size; those of this series differ.`,
    );
  const wanted = input.spacingMm;
  const [rowMm, columnMm] = wanted ? spacingOf(first) : [1, 1];
  const columns = wanted ? countOf(first.columns, columnMm, wanted[2]) : first.columns;
  const rows = wanted ? countOf(first.rows, rowMm, wanted[1]) : first.rows;
  if (at !== null) {
    const channels = input.channels.map(({ offset }, index) => {
      const plane = planes[offsets.indexOf(offset)] ?? first;
      return stackOf([plane], { input, index, columns, rows });
    });
    return { columns, rows, slices: 1, channels, toSlice: () => 0 };
  }
  if (wanted && !sliceMm)
    throw new PlainError(
      "model-spacing",
      say`The model works in millimetres: expected a stack of even distances, found none.`,
    );
  const slices = wanted && sliceMm ? countOf(planes.length, sliceMm, wanted[0]) : planes.length;
  const channels = input.channels.map((_, index) =>
    restack(stackOf(planes, { input, index, columns, rows }), columns * rows, planes.length, slices),
  );
  return { columns, rows, slices, channels, toSlice: (z) => ((z + 0.5) * slices) / planes.length - 0.5 };
}
