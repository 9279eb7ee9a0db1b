import {
  type Fields,
  fieldsOf,
  list,
  type ModelSelfTest,
  pathInside,
  pinIn,
  Refusal,
  readSelfTest,
  refuse,
  text,
} from "./models/manifest-fields.ts";

/** One file of a model package; `size` is the side of the square that a fixed-size graph takes. */
export interface ModelFile {
  readonly role: "model";
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly size: number;
  readonly selfTest: ModelSelfTest | null;
}

/** The part of `prelabel-model/1` (assist 3.4) that a promptable network needs. */
export interface ModelManifest {
  readonly schema: "prelabel-model/1";
  readonly id: string;
  readonly version: string;
  readonly license: string;
  readonly channels: readonly string[];
  readonly inputName: string;
  readonly outputName: string;
  readonly qualityName: string | null;
  readonly threshold: number;
  readonly files: readonly ModelFile[];
  /** Which input size answers a person's prompt: the largest unless the bench shows that another is better. */
  readonly clickSize: number;
  /** Kinds of prompt for which the bench shows that the network wins. */
  readonly defaultFor: readonly string[];
  /** Of the images that it is for; `*`: any. */
  readonly modalities: readonly string[];
  /** Version of ONNX's operators that the files are said to use, or null when it is not said. */
  readonly opset: number | null;
}

/** A manifest, or the first thing wrong with it in one sentence that names field and value. */
export type ManifestReading =
  | { readonly ok: true; readonly manifest: ModelManifest }
  | { readonly ok: false; readonly reason: string };

/** The side of a file's input: its own `size`, the number in its name (`…-128.onnx`), else the manifest's. */
function sizeOf(fields: Fields, path: string, common: unknown, field: string): number {
  const own = Array.isArray(fields.size) ? fields.size[0] : fields.size;
  const named = /-(\d+)\.onnx$/.exec(path)?.[1];
  const size = own ?? (named ? Number(named) : Array.isArray(common) ? common[0] : common);
  return typeof size === "number" && Number.isInteger(size) && size >= 16 && size <= 2048
    ? size
    : refuse(`${field}.size`, "a whole number from 16 to 2048", size);
}

function readFile(value: unknown, at: number, common: unknown, root: Fields): ModelFile {
  const field = `files[${at}]`;
  const fields = fieldsOf(value, field);
  if (Array.isArray(fields.external) && fields.external.length > 0)
    refuse(`${field}.external`, "empty: weights must lie inside the .onnx file", fields.external);
  if (fields.role !== "model") refuse(`${field}.role`, "“model”", fields.role);
  const path = pathInside(text(fields, "path", `${field}.path`), `${field}.path`);
  const { bytes, sha256 } = pinIn(fields, field);
  const size = sizeOf(fields, path, common, field);
  const shared = Array.isArray(root.selfTest) ? root.selfTest[at] : at === 0 ? root.selfTest : undefined;
  const selfTest = readSelfTest(
    fields.selfTest ?? shared,
    fields.selfTest ? `${field}.selfTest` : "selfTest",
  );
  return { role: "model", path, bytes, sha256, size, selfTest };
}

/** The one preparation of `prompt2d`: percentiles of the crop, then [0, 1]; anything else would be ignored silently. */
function readIntensity(value: unknown): void {
  if (value === undefined) return;
  const ops = list(value, "input.intensity").map((entry, at) => fieldsOf(entry, `input.intensity[${at}]`).op);
  if (ops.join() !== "percentile-clip,scale") refuse("input.intensity", "percentile-clip, then scale", ops);
}

function read(value: unknown): ModelManifest {
  const root = fieldsOf(value, "model.json");
  if (root.schema !== "prelabel-model/1") refuse("schema", "“prelabel-model/1”", root.schema);
  const [task, adapter] = [root.task ?? "promptable-seg", root.adapter ?? "single"];
  if (task !== "promptable-seg") refuse("task", "“promptable-seg” for the adapter “single”", task);
  if (adapter !== "single") refuse("adapter", "“single”", adapter);
  const runtime = fieldsOf(root.runtime ?? {}, "runtime");
  const opset = runtime.opset ?? null;
  if (opset !== null && typeof opset !== "number") refuse("runtime.opset", "a number", opset);
  const input = fieldsOf(root.input, "input");
  readIntensity(input.intensity);
  const tensor = fieldsOf(list(input.tensors, "input.tensors")[0], "input.tensors[0]");
  const modalities = list(input.modalities ?? ["*"], "input.modalities").map((name) =>
    typeof name === "string" ? name : refuse("input.modalities", "names as “CT”, or “*”", name),
  );
  const channels = list(tensor.channels, "input.tensors[0].channels").map((name) =>
    typeof name === "string" ? name : refuse("input.tensors[0].channels", "names", name),
  );
  const outputs = list(fieldsOf(root.output, "output").tensors, "output.tensors").map((entry, at) =>
    fieldsOf(entry, `output.tensors[${at}]`),
  );
  const mask = outputs.find((entry) => entry.kind === "mask-logits");
  if (!mask) refuse("output.tensors", "a list with one of kind “mask-logits”", outputs);
  const quality = outputs.find((entry) => entry.kind === "iou");
  const files = list(root.files, "files").map((entry, at) => readFile(entry, at, input.size, root));
  if (files.length === 0) refuse("files", "a list with one file or more", root.files);
  const largest = Math.max(...files.map((file) => file.size));
  const clickSize = root.clickSize ?? largest;
  if (typeof clickSize !== "number" || !files.some((file) => file.size === clickSize))
    refuse("clickSize", "the size of one of the files", clickSize);
  const threshold = mask.threshold ?? 0.5;
  if (typeof threshold !== "number") refuse("output.tensors.threshold", "a number", threshold);
  return {
    schema: "prelabel-model/1",
    id: text(root, "id", "id"),
    version: text(root, "version", "version"),
    license: typeof root.license === "string" ? root.license : "",
    channels,
    inputName: text(tensor, "name", "input.tensors[0].name"),
    outputName: text(mask, "name", "output.tensors.name"),
    qualityName: quality ? text(quality, "name", "output.tensors.name") : null,
    threshold,
    files,
    clickSize,
    opset,
    modalities,
    defaultFor: list(root.defaultFor ?? [], "defaultFor").map((kind) =>
      typeof kind === "string" ? kind : refuse("defaultFor", "a list of names", kind),
    ),
  };
}

/** Reads a parsed model.json. Paths that leave the package, missing hashes and unknown shapes are refused by name. */
export function readModelManifest(value: unknown): ManifestReading {
  try {
    return { ok: true, manifest: read(value) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    throw error;
  }
}
