import { resample } from "../../domain/assist/resample.ts";
import { sigmoid } from "../../domain/assist/settle-mask.ts";
import type { AssistPlane, AssistResult } from "../../domain/calls/assist-calls.ts";
import { encodeMaskRle } from "../../domain/mask-rle.ts";
import { type Placement, toImage } from "../../domain/models/place-image.ts";
import { type FoundBox, protoMask, readYoloBoxes, suppressBoxes } from "../../domain/models/yolo-boxes.ts";
import { say } from "../../domain/said.ts";
import { meanInside, uncertaintyOf } from "../../domain/uncertainty.ts";
import { PlainError } from "../serve.ts";
import { answered, type GraphHost, outputOf } from "./graph-host.ts";
import { graphResult } from "./graph-result.ts";
import type { TensorValue } from "./graph-session.ts";
import { imageTensor } from "./image-tensor.ts";

type Box = readonly [number, number, number, number];

/** A box of the tensor in image coordinates, cut at the image's edges; null when nothing is left. */
function boxInImage(box: FoundBox, at: Placement, { columns, rows }: AssistPlane): Box | null {
  const [x0, y0] = toImage([box.x0, box.y0], at, columns, rows);
  const [x1, y1] = toImage([box.x1, box.y1], at, columns, rows);
  const cut: Box = [
    Math.max(-0.5, x0),
    Math.max(-0.5, y0),
    Math.min(columns - 0.5, x1),
    Math.min(rows - 0.5, y1),
  ];
  return cut[2] > cut[0] && cut[3] > cut[1] ? cut : null;
}

/** Pixels whose centre lies in a box and that `isIn` says yes to. */
function pixelsIn([x0, y0, x1, y1]: Box, { columns, rows }: AssistPlane, isIn: (at: number) => boolean) {
  const bits = new Uint8Array(columns * rows);
  for (let y = Math.max(0, Math.ceil(y0)); y <= Math.min(rows - 1, Math.floor(y1)); y++)
    for (let x = Math.max(0, Math.ceil(x0)); x <= Math.min(columns - 1, Math.floor(x1)); x++)
      if (isIn(y * columns + x)) bits[y * columns + x] = 1;
  return bits;
}

/** Probability of an instance at the size of the image, from the prototypes (YOLO “-seg”). */
function instanceMap(box: FoundBox, protos: TensorValue, at: Placement, plane: AssistPlane, host: GraphHost) {
  const [height = 0, width = 0] = protos.dims.slice(-2);
  const values = protoMask(protos.data, height * width, box.coefficients);
  const [, full, across] = host.manifest.input.size;
  const [x, y] = [width / across, height / full];
  const window = { x: at.x * x, y: at.y * y, width: at.width * x, height: at.height * y };
  return resample({ columns: width, rows: height, values }, window, plane.columns, plane.rows).values.map(
    sigmoid,
  );
}

/** What a detector of YOLO's kind finds on a plane: boxes, or masks where it has prototypes (assist 3.4). */
export async function labelBoxes(
  host: GraphHost,
  planeAt: (offset: number) => AssistPlane,
): Promise<AssistResult[]> {
  const started = performance.now();
  const { manifest } = host;
  const plane = planeAt(0);
  const { tensor, placement } = imageTensor(planeAt, manifest.input);
  const answer = await host.session("model").run({ [manifest.input.name]: tensor });
  const output = outputOf(manifest, "boxes-yolov8");
  const head = answered(answer, output?.name ?? "");
  const protoName = manifest.task === "instance-seg" ? outputOf(manifest, "protos")?.name : undefined;
  const protos = protoName === undefined ? null : answered(answer, protoName);
  const [, count = 0, anchors = 0] = head.dims;
  const coefficients = protos ? (protos.dims[1] ?? 0) : 0;
  const classes = count - 4 - coefficients;
  const highest = Math.max(...manifest.labels.map(({ index }) => index));
  if (classes <= highest)
    throw new PlainError(
      "model-labels",
      say`model.json names a label with index ${highest}; “${output?.name ?? ""}” has ${classes} classes, from 0.`,
    );
  const score = output?.activation === "sigmoid" ? sigmoid : (raw: number) => raw;
  const boxes = suppressBoxes(
    readYoloBoxes(head.data, count, anchors, classes, manifest.nms.score, score),
    manifest.nms.iou,
  );
  return boxes.flatMap((box) => {
    const label = manifest.labels.find(({ index }) => index === box.index);
    const boxImage = boxInImage(box, placement, plane);
    if (!label || !boxImage) return [];
    const { columns, rows } = plane;
    const params = { score: manifest.nms.score, iou: manifest.nms.iou };
    const common = { confidence: Math.min(1, box.score), label, params };
    if (!protos) {
      const mask = encodeMaskRle({ columns, rows, bits: pixelsIn(boxImage, plane, () => true) });
      return [graphResult(host, started, { ...common, mask, boxImage })];
    }
    const likely = instanceMap(box, protos, placement, plane, host);
    const bits = pixelsIn(boxImage, plane, (at) => (likely[at] ?? 0) > 0.5);
    if (!bits.includes(1)) return [];
    const mask = encodeMaskRle({ columns, rows, bits });
    const inside = meanInside(likely, bits);
    return [
      graphResult(host, started, {
        ...common,
        mask,
        params: { ...params, meanInside: inside },
        ...uncertaintyOf(likely, bits, columns, rows),
      }),
    ];
  });
}
