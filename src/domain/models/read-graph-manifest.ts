import type {
  GraphAdapter,
  GraphFile,
  GraphManifest,
  GraphOutput,
  ModelLabel,
  ModelTask,
  OutputKind,
  PromptTensors,
} from "./graph-manifest.ts";
import {
  type Fields,
  fieldsOf,
  list,
  numberIn,
  oneOf,
  pathInside,
  pinIn,
  readSelfTest,
  refuse,
  sha256In,
  text,
  wholeIn,
} from "./manifest-fields.ts";
import { readGraphInput } from "./read-graph-input.ts";

const adapters: readonly GraphAdapter[] = ["sam", "sam2", "sliding-window", "yolo", "classifier"];
const tasksOf: Readonly<Record<GraphAdapter, readonly ModelTask[]>> = {
  sam: ["promptable-seg"],
  sam2: ["promptable-seg"],
  "sliding-window": ["semantic-seg"],
  yolo: ["detect", "instance-seg"],
  classifier: ["classify"],
};
const kinds: readonly OutputKind[] = [
  "mask-logits",
  "mask-prob",
  "class-logits",
  "boxes-yolov8",
  "protos",
  "iou",
  "embedding",
];
/** Outputs that an adapter cannot do without. */
const needed: Readonly<Record<GraphAdapter, readonly (readonly OutputKind[])[]>> = {
  sam: [["embedding"], ["mask-logits"]],
  sam2: [["embedding"], ["mask-logits"]],
  "sliding-window": [["class-logits", "mask-logits", "mask-prob"]],
  yolo: [["boxes-yolov8"]],
  classifier: [["class-logits"]],
};

function readFile(value: unknown, field: string): GraphFile {
  const fields = fieldsOf(value, field);
  const role = oneOf(fields.role, `${field}.role`, ["model", "encoder", "decoder"]);
  const path = pathInside(text(fields, "path", `${field}.path`), `${field}.path`);
  const external = list(fields.external ?? [], `${field}.external`).map((entry, at) => {
    const name = `${field}.external[${at}]`;
    const part = fieldsOf(entry, name);
    return {
      path: pathInside(text(part, "path", `${name}.path`), `${name}.path`),
      sha256: sha256In(part, name),
    };
  });
  return { role, path, ...pinIn(fields, field), external };
}

function readFiles(value: unknown, adapter: GraphAdapter): GraphFile[] {
  const files = list(value, "files").map((entry, at) => readFile(entry, `files[${at}]`));
  const wanted = adapter === "sam" || adapter === "sam2" ? ["encoder", "decoder"] : ["model"];
  const roles = files.map(({ role }) => role);
  if (roles.toSorted().join() !== wanted.toSorted().join())
    refuse("files", `one file for each role of ${wanted.join(" and ")}`, roles);
  return files;
}

function readOutput(value: unknown, field: string): GraphOutput {
  const fields = fieldsOf(value, field);
  const kind = oneOf(fields.kind, `${field}.kind`, kinds);
  return {
    name: text(fields, "name", `${field}.name`),
    kind,
    activation: oneOf(
      fields.activation ??
        (kind === "class-logits" ? "softmax" : kind === "mask-logits" ? "sigmoid" : "none"),
      `${field}.activation`,
      ["sigmoid", "softmax", "none"],
    ),
    threshold: numberIn(fields.threshold ?? 0.5, `${field}.threshold`, 0, 1),
    frame: oneOf(fields.frame ?? "model-px", `${field}.frame`, ["model-px", "image"]),
  };
}

function readLabel(value: unknown, field: string): ModelLabel {
  const fields = fieldsOf(value, field);
  const id = text(fields, "id", `${field}.id`);
  const name = fields.name === undefined ? id : text(fields, "name", `${field}.name`);
  const index = wholeIn(fields.index, `${field}.index`, 0, 65_535);
  if (fields.code === undefined || fields.code === null) return { index, id, name, code: null };
  const code = fieldsOf(fields.code, `${field}.code`);
  return {
    index,
    id,
    name,
    code: {
      scheme: text(code, "scheme", `${field}.code.scheme`),
      value: text(code, "value", `${field}.code.value`),
    },
  };
}

function readLabels(value: unknown, adapter: GraphAdapter): ModelLabel[] {
  const labels = list(value ?? [], "labels").map((entry, at) => readLabel(entry, `labels[${at}]`));
  const prompted = adapter === "sam" || adapter === "sam2";
  if (!prompted && labels.length === 0) refuse("labels", "a list of what the model finds", value);
  if (new Set(labels.map(({ index }) => index)).size !== labels.length)
    refuse(
      "labels",
      "a list in which no index comes twice",
      labels.map(({ index }) => index),
    );
  return labels;
}

function readPrompts(root: Fields): PromptTensors {
  const prompts = fieldsOf(root.prompts ?? {}, "prompts");
  const tensor = fieldsOf(prompts.tensor ?? {}, "prompts.tensor");
  if ((tensor.frame ?? "model-px") !== "model-px") refuse("prompts.tensor.frame", "“model-px”", tensor.frame);
  const [first, second] = list(tensor.boxLabels ?? [2, 3], "prompts.tensor.boxLabels");
  const sign = (value: unknown) => wholeIn(value, "prompts.tensor.boxLabels", -1, 9);
  return {
    coords: typeof tensor.coords === "string" ? tensor.coords : "point_coords",
    labels: typeof tensor.labels === "string" ? tensor.labels : "point_labels",
    box: [sign(first), sign(second)],
    pad: wholeIn(tensor.pad ?? -1, "prompts.tensor.pad", -1, 9),
    points: prompts.points !== false,
    takesBox: prompts.box !== false,
  };
}

/** Reads a manifest of graphs; ends with a `Refusal` at the first thing that is wrong. */
export function readGraphManifest(root: Fields): GraphManifest {
  const adapter = oneOf(root.adapter, "adapter", adapters);
  const task = oneOf(root.task, "task", tasksOf[adapter]);
  const runtime = fieldsOf(root.runtime ?? {}, "runtime");
  const outputs = list(fieldsOf(root.output, "output").tensors, "output.tensors").map((entry, at) =>
    readOutput(entry, `output.tensors[${at}]`),
  );
  for (const choice of needed[adapter])
    if (!outputs.some(({ kind }) => choice.includes(kind)))
      refuse(
        "output.tensors",
        `a list with one of kind ${choice.join(" or ")}`,
        outputs.map(({ kind }) => kind),
      );
  if (task === "instance-seg" && !outputs.some(({ kind }) => kind === "protos"))
    refuse(
      "output.tensors",
      "a list with one of kind protos",
      outputs.map(({ kind }) => kind),
    );
  const nms = fieldsOf(fieldsOf(root.output, "output").nms ?? {}, "output.nms");
  const question = root.question ?? null;
  return {
    schema: "prelabel-model/1",
    id: text(root, "id", "id"),
    version: text(root, "version", "version"),
    license: typeof root.license === "string" ? root.license : "",
    task,
    adapter,
    files: readFiles(root.files, adapter),
    input: readGraphInput(root, adapter),
    outputs,
    prompts: task === "promptable-seg" ? readPrompts(root) : null,
    nms: {
      iou: numberIn(nms.iou ?? 0.5, "output.nms.iou", 0, 1),
      score: numberIn(nms.score ?? 0.25, "output.nms.score", 0, 1),
    },
    labels: readLabels(root.labels, adapter),
    question:
      question === null || typeof question === "string" ? question : refuse("question", "text", question),
    opset: runtime.opset === undefined ? null : wholeIn(runtime.opset, "runtime.opset", 1, 99),
    selfTest: readSelfTest(root.selfTest, "selfTest"),
  };
}
