import { type Fields, fieldsOf, list, numberIn, refuse, text, wholeIn } from "./manifest-fields.ts";

/** What a bundle's metadata does not say and a person must look at. */
export type GuessedPart = "intensity" | "spacing" | "labels";

/** A graph of a bundle: where it lies, what pins it, and how its tensors are named. */
export interface BundleGraph {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly inputName: string;
  readonly outputName: string;
}

/** A draft of model.json, JSON-safe, and what of it is a guess. */
export interface ManifestDraft {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly guessed: readonly GuessedPart[];
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "model";

/**
 * A draft of model.json from the `network_data_format` of a MONAI bundle's metadata.json: one image in, one segmentation out, classes by
 * `channel_def` (0 is the background). How values are prepared and at which spacing stands in the bundle's code, not in its metadata: guessed,
 * and told. Ends with a `Refusal` when the bundle is of another kind.
 */
export function draftFromMonai(metadata: unknown, graph: BundleGraph): ManifestDraft {
  const root = fieldsOf(metadata, "metadata.json");
  const format = fieldsOf(root.network_data_format, "network_data_format");
  const image = fieldsOf(
    fieldsOf(format.inputs, "network_data_format.inputs").image,
    "network_data_format.inputs.image",
  );
  const pred = fieldsOf(
    fieldsOf(format.outputs, "network_data_format.outputs").pred,
    "network_data_format.outputs.pred",
  );
  const where = "network_data_format.inputs.image";
  const shape = list(image.spatial_shape, `${where}.spatial_shape`).map((side) =>
    wholeIn(side, `${where}.spatial_shape`, 1, 4096),
  );
  if (shape.length !== 2 && shape.length !== 3) refuse(`${where}.spatial_shape`, "two or three sides", shape);
  const channels = wholeIn(image.num_channels, `${where}.num_channels`, 1, 1);
  const [low, high] = list(image.value_range ?? [0, 1], `${where}.value_range`).map((value) =>
    numberIn(value, `${where}.value_range`, -1e9, 1e9),
  );
  const named = labelsOf(pred.channel_def);
  const classes = wholeIn(pred.num_channels, "network_data_format.outputs.pred.num_channels", 1, 65_535);
  const labels =
    named ?? Array.from({ length: Math.max(1, classes - 1) }, (_, at) => unnamed(classes === 1 ? 0 : at + 1));
  const dims = shape.length;
  const guessed: GuessedPart[] = ["intensity", "spacing", ...(named ? [] : (["labels"] as const))];
  const modality = typeof image.modality === "string" ? image.modality.toUpperCase() : "*";
  const manifest = {
    schema: "prelabel-model/1",
    id: slug(text(root, "name" in root ? "name" : "task", "name")),
    version: text(root, "version", "version"),
    // Its "copyright" names an owner ("Copyright (c) MONAI Consortium"), no terms.
    license: typeof root.license === "string" ? root.license : "",
    task: "semantic-seg",
    adapter: "sliding-window",
    files: [{ role: "model", path: graph.path, bytes: graph.bytes, sha256: graph.sha256 }],
    input: {
      modalities: [modality === "CT" ? "CT" : modality.startsWith("MR") ? "MR" : "*"],
      dims,
      layout: dims === 3 ? "NCDHW" : "NCHW",
      size: shape,
      resize: "sliding-window",
      overlap: 0.5,
      blend: "gaussian",
      spacingMm: null,
      intensity: [
        { op: "percentile-clip", lo: 0.5, hi: 99.5 },
        { op: "scale", to: [low ?? 0, high ?? 1] },
      ],
      tensors: [
        { name: graph.inputName, dtype: "float32", shape: [1, channels, ...shape], channels: ["image"] },
      ],
    },
    output: {
      tensors: [
        {
          name: graph.outputName,
          kind: "class-logits",
          activation: classes === 1 ? "sigmoid" : "softmax",
          threshold: 0.5,
        },
      ],
    },
    labels,
  };
  return { manifest, guessed };
}

const unnamed = (index: number) => ({ index, id: `class-${index}`, name: `Class ${index}` });

function labelsOf(value: unknown) {
  if (value === undefined) return null;
  const named = Object.entries<unknown>(fieldsOf(value, "channel_def") as Fields).flatMap(([key, name]) =>
    typeof name === "string" && /^\d+$/.test(key) && !/^background$/i.test(name)
      ? [{ index: Number(key), id: slug(name), name }]
      : [],
  );
  return named.length > 0 ? named : null;
}
