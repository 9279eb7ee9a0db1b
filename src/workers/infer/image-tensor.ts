import { finitePlane } from "../../domain/assist/normalize-plane.ts";
import type { AssistPlane } from "../../domain/calls/assist-calls.ts";
import { type GraphInput, type InputChannel, inputShape } from "../../domain/models/graph-manifest.ts";
import { applyIntensity } from "../../domain/models/intensity.ts";
import { type Placement, placeImage, placementOf } from "../../domain/models/place-image.ts";
import type { TensorValue } from "./graph-session.ts";

const colours = { red: 0, green: 1, blue: 2 } as const;

/** The values of one input channel as they are in the image: a slice's luminance, or a colour; grey images have one for all three. */
export function channelPlane(plane: AssistPlane, { kind }: InputChannel): AssistPlane {
  if (kind === "image" || !plane.rgb) return finitePlane(plane);
  const { columns, rows, rgb } = plane;
  const first = colours[kind];
  return {
    columns,
    rows,
    values: Float32Array.from({ length: columns * rows }, (_, at) => rgb[3 * at + first] ?? 0),
  };
}

/** One channel after another, or the channels of a pixel beside each other. */
function inLayout(channels: readonly Float32Array[], { layout }: GraphInput): Float32Array<ArrayBuffer> {
  const count = channels.length;
  const pixels = channels[0]?.length ?? 0;
  const out = new Float32Array(count * pixels);
  for (const [index, values] of channels.entries()) {
    if (layout === "NCHW" || layout === "NCDHW") out.set(values, index * pixels);
    else for (let at = 0; at < pixels; at++) out[at * count + index] = values[at] ?? 0;
  }
  return out;
}

/**
 * A whole image as the tensor that a graph takes: values prepared, then brought to size. `planeAt` gives the slice `offset` away, the plane
 * itself where there is none.
 */
export function imageTensor(
  planeAt: (offset: number) => AssistPlane,
  input: GraphInput,
): { readonly tensor: TensorValue; readonly placement: Placement } {
  const { columns, rows } = planeAt(0);
  const [, height, width] = input.size;
  const placement = placementOf(columns, rows, width, height, input.resize);
  const channels = input.channels.map((channel, index) => {
    const plane = channelPlane(planeAt(channel.offset), channel);
    const values = applyIntensity(plane.values, input.intensity, index);
    return placeImage({ ...plane, values }, placement, width, height, input.pad);
  });
  return { tensor: { dims: inputShape(input), data: inLayout(channels, input) }, placement };
}
