import type { GraphAdapter, GraphInput, InputChannel, ResizeMode, TensorLayout } from "./graph-manifest.ts";
import { inputShape } from "./graph-manifest.ts";
import { readIntensity } from "./intensity.ts";
import { type Fields, fieldsOf, list, numberIn, oneOf, refuse, text, wholeIn } from "./manifest-fields.ts";
import { isOrientation } from "./orientation.ts";

const layouts: readonly TensorLayout[] = ["NCHW", "NHWC", "HWC", "NCDHW"];
const modes: readonly ResizeMode[] = ["longest-side-pad", "letterbox", "stretch", "sliding-window"];
/** How each adapter resizes; the first is what an absent `input.resize` means. */
const modesOf: Readonly<Record<GraphAdapter, readonly ResizeMode[]>> = {
  sam: ["longest-side-pad"],
  sam2: ["longest-side-pad", "stretch"],
  "sliding-window": ["sliding-window"],
  yolo: ["letterbox", "longest-side-pad", "stretch"],
  classifier: ["stretch", "longest-side-pad", "letterbox"],
};
/** Two slices to either side: what 2.5D networks of any use take. */
const farthest = 8;

function readChannel(value: unknown, field: string): InputChannel {
  if (value === "red" || value === "green" || value === "blue") return { kind: value, offset: 0 };
  const match = typeof value === "string" ? /^image(?:\[([+-]?\d+)\])?$/.exec(value) : null;
  if (!match) return refuse(field, "“image”, “image[-1]”, “red”, “green” or “blue”", value);
  return { kind: "image", offset: wholeIn(Number(match[1] ?? 0), field, -farthest, farthest) };
}

function readSize(value: unknown, dims: 2 | 3): GraphInput["size"] {
  const sides = list(value, "input.size").map((side) => wholeIn(side, "input.size", 1, 4096));
  const [a = 0, b = 0, c = 0] = sides;
  if (sides.length !== dims)
    return refuse("input.size", dims === 2 ? "height and width" : "depth, height and width", value);
  return dims === 2 ? [1, a, b] : [a, b, c];
}

function readSpacing(value: unknown, dims: 2 | 3): GraphInput["spacingMm"] {
  if (value === undefined || value === null) return null;
  const steps = list(value, "input.spacingMm").map((step) => numberIn(step, "input.spacingMm", 0.001, 100));
  const [a = 1, b = 1, c = 1] = steps;
  if (steps.length !== dims)
    return refuse(
      "input.spacingMm",
      dims === 2 ? "row and column distance" : "slice, row and column distance",
      value,
    );
  return dims === 2 ? [1, a, b] : [a, b, c];
}

/** In the order of the tensor's axes, as MONAI's axis codes are, so that no letter can be meant for another axis. */
function readOrientation(value: unknown, adapter: GraphAdapter, dims: 2 | 3): string | null {
  if (value === undefined || value === null || value === "stored") return null;
  // Prompts lie on the image as it is shown.
  if (adapter === "sam" || adapter === "sam2")
    return refuse("input.orientation", "“stored” (the order of the images) or absent", value);
  if (typeof value === "string" && isOrientation(value, dims)) return value;
  return refuse(
    "input.orientation",
    dims === 2
      ? "“stored”, or two letters of L, R, P, A, S, I: where rows and columns run, as “PL”"
      : "“stored”, or three letters of L, R, P, A, S, I: where depth, height and width run, as “SPL”",
    value,
  );
}

/** Reads the part of a manifest that says what a graph is fed. */
export function readGraphInput(root: Fields, adapter: GraphAdapter): GraphInput {
  const input = fieldsOf(root.input, "input");
  const tensor = fieldsOf(list(input.tensors, "input.tensors")[0], "input.tensors[0]");
  const dims = (input.dims ?? 2) === 3 && adapter === "sliding-window" ? 3 : 2;
  if ((input.dims ?? 2) !== dims)
    refuse("input.dims", adapter === "sliding-window" ? "2 or 3" : "2", input.dims);
  const layout = oneOf(input.layout ?? (dims === 3 ? "NCDHW" : "NCHW"), "input.layout", layouts);
  if ((layout === "NCDHW") !== (dims === 3)) refuse("input.layout", `one of ${dims} dimensions`, layout);
  const channels = list(tensor.channels ?? ["image"], "input.tensors[0].channels").map((each, at) =>
    readChannel(each, `input.tensors[0].channels[${at}]`),
  );
  if (channels.length === 0) refuse("input.tensors[0].channels", "one name or more", tensor.channels);
  if (dims === 3 && channels.some(({ kind, offset }) => kind !== "image" || offset !== 0))
    refuse("input.tensors[0].channels", "“image” where dims is 3", tensor.channels);
  if ((tensor.dtype ?? "float32") !== "float32") refuse("input.tensors[0].dtype", "“float32”", tensor.dtype);
  const resize = oneOf(input.resize ?? modesOf[adapter][0], "input.resize", modes);
  if (!modesOf[adapter].includes(resize)) refuse("input.resize", modesOf[adapter].join(" or "), resize);
  const modalities = list(input.modalities ?? ["*"], "input.modalities").map((name) =>
    typeof name === "string" ? name : refuse("input.modalities", "names as “CT”, or “*”", name),
  );
  const read: GraphInput = {
    name: text(tensor, "name", "input.tensors[0].name"),
    layout,
    size: readSize(input.size, dims),
    dims,
    channels,
    modalities,
    resize,
    overlap: numberIn(input.overlap ?? 0.5, "input.overlap", 0, 0.9),
    blend: oneOf(input.blend ?? "gaussian", "input.blend", ["gaussian", "constant"]),
    spacingMm: readSpacing(input.spacingMm, dims),
    orientation: readOrientation(input.orientation, adapter, dims),
    intensity: readIntensity(input.intensity),
    pad: numberIn(input.pad ?? 0, "input.pad", -1e9, 1e9),
  };
  const shape = inputShape(read);
  if (tensor.shape !== undefined && list(tensor.shape, "input.tensors[0].shape").join() !== shape.join())
    refuse(
      "input.tensors[0].shape",
      `[${shape.join(",")}], as layout, size and channels demand`,
      tensor.shape,
    );
  return read;
}
