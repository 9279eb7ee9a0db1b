import { promptKindsOf } from "../../domain/assist/prompt-kinds-of.ts";
import type { ModelTrial } from "../../domain/calls/assist-calls.ts";
import { inputShape } from "../../domain/models/graph-manifest.ts";
import { say } from "../../domain/said.ts";
import { readOpset } from "../../formats/onnx/read-opset.ts";
import { PlainError } from "../serve.ts";
import { draftFromBundle } from "./draft-from-bundle.ts";
import type { EngineMakers } from "./engine-makers.ts";
import { megabytes, type PackageFiles } from "./gather-files.ts";
import { runOnce } from "./graph-self-test.ts";
import { openModel } from "./model-host.ts";
import { type ModelPackage, openPackage, type ReadPart, readVerified } from "./model-package.ts";
import { openGraphModel } from "./open-graph.ts";
import type { EngineFacts } from "./ort-engine.ts";

/** A model that passed every check, and the files that belong to it. */
export interface TriedModel {
  readonly trial: ModelTrial;
  readonly files: PackageFiles;
}

type Facts = Pick<ModelTrial, "tested" | "kinds" | "task" | "adapter" | "labelNames" | "dryRunMs">;
type PackageOf<Kind> = Extract<ModelPackage, { readonly kind: Kind }>;

const noNumber = (path: string) =>
  new PlainError(
    "model-nan",
    say`“${path}” answers an empty image with what is no number (NaN). It is not used.`,
  );
const stopped = (path: string) =>
  new PlainError("model-run", say`“${path}” stopped with an error on an empty image. It is not used.`);

const isNaNError = (reason: unknown) => reason instanceof PlainError && reason.code === "model-nan";

async function tryPlanes(
  read: ReadPart,
  { manifest }: PackageOf<"planes">,
  engine: EngineFacts,
  makers: EngineMakers,
): Promise<Facts> {
  const host = await openModel(read, engine, makers.planes);
  let dryRunMs = 0;
  for (const { session, file } of await host.every()) {
    try {
      const started = performance.now();
      const values = new Float32Array(manifest.channels.length * file.size * file.size);
      const { logits } = await session.run(values).catch((reason: unknown) => {
        throw isNaNError(reason) ? noNumber(file.path) : stopped(file.path);
      });
      if (file.size === manifest.clickSize) dryRunMs = performance.now() - started;
      if (!logits.every((value) => Number.isFinite(value))) throw noNumber(file.path);
    } finally {
      await session.release();
    }
  }
  return {
    tested: manifest.files.some((file) => file.selfTest !== null),
    kinds: promptKindsOf(manifest.channels),
    task: "promptable-seg",
    adapter: "single",
    labelNames: [],
    dryRunMs: Math.round(dryRunMs),
  };
}

async function tryGraphs(
  read: ReadPart,
  opened: PackageOf<"graph">,
  engine: EngineFacts,
  makers: EngineMakers,
): Promise<Facts> {
  const { manifest } = opened;
  const host = await openGraphModel(read, opened, engine, makers.graph);
  const path = manifest.files[0]?.path ?? "";
  try {
    const started = performance.now();
    const dims = inputShape(manifest.input);
    const data = new Float32Array(dims.reduce((product, side) => product * side, 1));
    const found = await runOnce(host, { dims, data }).catch((reason: unknown) => {
      if (isNaNError(reason)) throw noNumber(path);
      throw reason instanceof PlainError ? reason : stopped(path);
    });
    if (!found.data.every((value) => Number.isFinite(value))) throw noNumber(path);
    return {
      tested: manifest.selfTest !== null,
      kinds: host.state.defaultFor,
      task: manifest.task,
      adapter: manifest.adapter,
      labelNames: manifest.labels.map(({ name }) => name),
      dryRunMs: Math.round(performance.now() - started),
    };
  } finally {
    await host.release();
  }
}

/** Every graph must be the one that the manifest pins, and of the operator set that it says. */
async function checkFiles(read: ReadPart, { manifest }: ModelPackage): Promise<void> {
  for (const file of manifest.files) {
    const found = readOpset(await readVerified(read, file));
    if (manifest.opset !== null && found !== null && found !== manifest.opset)
      throw new PlainError(
        "model-opset",
        say`“${file.path}”: model.json says operator set ${manifest.opset}, the file uses ${found}. It is not used.`,
      );
  }
}

/**
 * Every check of assist 3.4 in its order: manifest and paths, hashes, operator set, room, session, tensors, self-test, timed run on an
 * empty image. The first that fails rejects with a {@link PlainError}; nothing is kept. A MONAI bundle without a model.json gets a draft of one.
 */
export async function tryModel(
  given: PackageFiles,
  engine: EngineFacts,
  makers: EngineMakers,
  freeBytes: number,
): Promise<TriedModel> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const draft = given.has("model.json") ? null : await draftFromBundle(given, makers.graph);
  const chosen = draft?.files ?? given;
  const read: ReadPart = async (path) => {
    const bytes = chosen.get(path);
    if (!bytes)
      throw new PlainError(
        "model-missing",
        say`The file “${path}” that model.json names was not chosen. Choose it too.`,
      );
    files.set(path, bytes);
    return bytes;
  };
  const opened = await openPackage(read);
  await checkFiles(read, opened);
  const needed = [...chosen.values()].reduce((sum, part) => sum + part.length, 0);
  if (needed > freeBytes)
    throw new PlainError(
      "model-room",
      say`There is no room for the model: it needs ${megabytes(needed)}, ${megabytes(freeBytes)} are free on this device.`,
    );
  const facts =
    opened.kind === "planes"
      ? await tryPlanes(read, opened, engine, makers)
      : await tryGraphs(read, opened, engine, makers);
  const card = chosen.get("README.md");
  if (card) files.set("README.md", card);
  const trial: ModelTrial = {
    id: opened.manifestSha256,
    modelId: opened.manifest.id,
    version: opened.manifest.version,
    license: opened.manifest.license,
    bytes: [...files.values()].reduce((sum, part) => sum + part.length, 0),
    guessed: draft?.guessed ?? [],
    ...facts,
  };
  return { trial, files };
}
