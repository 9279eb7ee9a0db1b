import { boundsOfMask } from "../../domain/assist/crop-window.ts";
import { type PixelWindow, resample } from "../../domain/assist/resample.ts";
import { settleMask } from "../../domain/assist/settle-mask.ts";
import type { AssistPlane } from "../../domain/calls/assist-calls.ts";
import type { MaskRle } from "../../domain/mask.ts";
import { decodeMaskRle, encodeMaskRle } from "../../domain/mask-rle.ts";
import { type Placement, placementOf, toTensor } from "../../domain/models/place-image.ts";
import type { Prompts } from "../../domain/proposal.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { EmbeddingCache } from "./embedding-cache.ts";
import { type GraphHost, outputOf } from "./graph-host.ts";
import { graphResult } from "./graph-result.ts";
import type { TensorValue } from "./graph-session.ts";
import { imageTensor } from "./image-tensor.ts";
import { type DecodedPrompt, decodePrompt, embed, maskInputSide, type PromptPoints } from "./sam-run.ts";
import type { SegmentAnswer, SegmentInput } from "./segment-plane.ts";

/** Sure background and foreground, as logits. */
const sure = 12;

/** Points and box as a decoder takes them: tensor pixels whose first centre is (0, 0); without a box, one padding point (Segment Anything). */
function pointsOf(host: GraphHost, plane: AssistPlane, at: Placement, prompts: Prompts): PromptPoints {
  const { prompts: tensor } = host.manifest;
  if (!tensor) throw new PlainError("model-manifest", say`model.json: “prompts” is missing.`);
  const coords: number[] = [];
  const labels: number[] = [];
  const add = (point: readonly [number, number], label: number) => {
    const [x, y] = toTensor(point, at, plane.columns, plane.rows);
    coords.push(x - 0.5, y - 0.5);
    labels.push(label);
  };
  for (const point of prompts.positive) add(point, 1);
  for (const point of prompts.negative) add(point, 0);
  if (prompts.box) {
    const [x0, y0, x1, y1] = prompts.box;
    add([x0, y0], tensor.box[0]);
    add([x1, y1], tensor.box[1]);
  } else {
    coords.push(0, 0);
    labels.push(tensor.pad);
  }
  return { coords, labels };
}

/** The part of a mask tensor of `width` × `height` that holds the image. */
function windowOf(host: GraphHost, at: Placement, width: number, height: number): PixelWindow {
  const [, full, across] = host.manifest.input.size;
  const [x, y] = [width / across, height / full];
  return { x: at.x * x, y: at.y * y, width: at.width * x, height: at.height * y };
}

/** An old mask as the decoder takes it in: sure logits in the padded square. */
function maskInput(host: GraphHost, at: Placement, mask: MaskRle): Float32Array<ArrayBuffer> {
  const side = maskInputSide(host);
  const out = new Float32Array(side * side).fill(-sure);
  const { columns, rows, bits } = decodeMaskRle(mask);
  const inner = windowOf(host, at, side, side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const column = Math.floor(((x + 0.5 - inner.x) * columns) / inner.width);
      const row = Math.floor(((y + 0.5 - inner.y) * rows) / inner.height);
      const inside = column >= 0 && row >= 0 && column < columns && row < rows;
      if (inside && bits[row * columns + column]) out[y * side + x] = sure;
    }
  return out;
}

/** The mask of which the decoder thinks best, at the size of the image, in a square canvas of sure background. */
function logitsInImage(
  host: GraphHost,
  plane: AssistPlane,
  at: Placement,
  { masks, quality }: DecodedPrompt,
) {
  const [height = 0, width = 0] = masks.dims.slice(-2);
  const count = Math.max(1, Math.round(masks.data.length / (height * width || 1)));
  let best = 0;
  for (let each = 1; each < count; each++) if ((quality?.[each] ?? 0) > (quality?.[best] ?? 0)) best = each;
  const values = masks.data.slice(best * height * width, (best + 1) * height * width);
  const output = outputOf(host.manifest, "mask-logits");
  const window =
    output?.frame === "image" ? { x: 0, y: 0, width, height } : windowOf(host, at, width, height);
  const { columns, rows } = plane;
  const image = resample({ columns: width, rows: height, values }, window, columns, rows);
  const side = Math.max(columns, rows);
  const logits = new Float32Array(side * side).fill(-sure);
  for (let row = 0; row < rows; row++)
    logits.set(image.values.subarray(row * columns, (row + 1) * columns), row * side);
  return { logits, side, best };
}

/** A follower's question has no prompt: the box of the old mask is one. */
function withBox(prompts: Prompts, previous: MaskRle | null): Prompts {
  const asked = prompts.box !== null || prompts.positive.length > 0;
  const bounds = asked || !previous ? null : boundsOfMask(previous);
  return bounds ? { ...prompts, box: [bounds[0], bounds[1], bounds[2] - 1, bounds[3] - 1] } : prompts;
}

/** One prompt on one plane by a pair of encoder and decoder: the encoder once for a slice, the decoder for each prompt (assist 3.4). */
export async function segmentWithPair(
  host: GraphHost,
  cache: EmbeddingCache,
  { plane, prompts: given, previous }: SegmentInput,
): Promise<SegmentAnswer> {
  const started = performance.now();
  const { columns, rows } = plane;
  const { input } = host.manifest;
  const slice = await cache.get(plane, async () => embed(host, imageTensor(() => plane, input).tensor));
  const [, height, width] = input.size;
  const at = placementOf(columns, rows, width, height, input.resize);
  const prompts = withBox(given, previous);
  const last = previous && slice.last?.counts === previous.counts.join() ? slice.last.low : null;
  const fits = last?.length === maskInputSide(host) ** 2;
  const before = previous ? (fits ? last : maskInput(host, at, previous)) : null;
  const decoded = await decodePrompt(host, slice.embedding, pointsOf(host, plane, at, prompts), before, [
    rows,
    columns,
  ]);
  const { logits, side, best } = logitsInImage(host, plane, at, decoded);
  const threshold = outputOf(host.manifest, "mask-logits")?.threshold ?? 0.5;
  const window = { x: 0, y: 0, width: side, height: side };
  const settled = settleMask({ logits, side, window, columns, rows, prompts, previous: null, threshold });
  const mask = encodeMaskRle(settled.mask);
  slice.last = rememberLow(decoded.low, best, mask);
  const quality = decoded.quality?.[best];
  const result = graphResult(host, started, {
    mask,
    confidence: quality === undefined ? settled.confidence : Math.min(1, Math.max(0, quality)),
    entropyBand: settled.entropyBand,
    midFraction: settled.midFraction,
    contourMargin: settled.contourMargin,
    params: { threshold },
  });
  return { result, probability: settled.probability };
}

function rememberLow(low: TensorValue | null, best: number, mask: MaskRle) {
  if (!low) return null;
  const [height = 0, width = 0] = low.dims.slice(-2);
  const one = low.data.slice(best * height * width, (best + 1) * height * width);
  return { counts: mask.counts.join(), low: one };
}
