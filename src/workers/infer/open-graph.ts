import type { InferState } from "../../domain/calls/assist-calls.ts";
import {
  type GraphFile,
  type GraphManifest,
  inputShape,
  sliceOffsets,
} from "../../domain/models/graph-manifest.ts";
import { saysNoMemory } from "../../domain/no-memory.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import { checkFeeds, checkGraphInput, checkOutputs } from "./check-graph.ts";
import type { GraphHost } from "./graph-host.ts";
import { graphSelfTest } from "./graph-self-test.ts";
import type { GraphSession, MakeGraph } from "./graph-session.ts";
import { type ReadPart, readPinned, readVerified } from "./model-package.ts";
import type { EngineFacts } from "./ort-engine.ts";

function stateOf(manifest: GraphManifest, engine: EngineFacts, manifestSha256: string): InferState {
  const { input, prompts, task } = manifest;
  const clicks = prompts?.points ? ["click", "clicks"] : [];
  const box = prompts?.takesBox ? ["box"] : [];
  const both = prompts?.points && prompts.takesBox ? ["box-clicks"] : [];
  const state: InferState = {
    modelId: manifest.id,
    modelVersion: manifest.version,
    threads: engine.threads,
    isolated: engine.isolated,
    simd: true,
    defaultFor: [...clicks, ...box, ...both],
    fileSha256: manifest.files.flatMap(({ sha256, external }) => [
      sha256,
      ...external.map((part) => part.sha256),
    ]),
    manifestSha256,
  };
  if (task === "promptable-seg") return { ...state, modalities: input.modalities };
  return {
    ...state,
    labels: {
      task,
      dims: input.dims,
      offsets: sliceOffsets(input),
      colour: input.channels.some(({ kind }) => kind !== "image"),
      modalities: input.modalities,
      needsSpacing: input.spacingMm !== null,
      labels: manifest.labels,
      question: manifest.question,
    },
  };
}

/** Opens every graph of a package, holds it to the manifest and runs the self-test. Rejects with a plain error; nothing stays open then. */
export async function openGraphModel(
  read: ReadPart,
  { manifest, manifestSha256 }: { readonly manifest: GraphManifest; readonly manifestSha256: string },
  engine: EngineFacts,
  make: MakeGraph,
): Promise<GraphHost> {
  const sessions = new Map<GraphFile["role"], GraphSession>();
  const release = async () => {
    for (const session of sessions.values()) await session.release();
  };
  const session = (role: GraphFile["role"]) => {
    const found = sessions.get(role);
    if (!found) throw new PlainError("model-manifest", say`model.json: “files” has no ${role}.`);
    return found;
  };
  try {
    for (const file of manifest.files) {
      const bytes = await readVerified(read, file);
      const external = [];
      for (const part of file.external)
        external.push({ path: part.path, data: await readPinned(read, part.path, part.sha256) });
      const made = await make(bytes, external).catch((reason: unknown) => {
        if (reason instanceof PlainError || saysNoMemory(reason)) throw reason;
        throw new PlainError("model-session", say`The model file “${file.path}” could not be read as ONNX.`);
      });
      sessions.set(file.role, made);
    }
    const first = session(manifest.prompts ? "encoder" : "model");
    checkGraphInput(first.inputs, manifest.input.name, inputShape(manifest.input));
    checkOutputs(
      manifest,
      [...sessions.values()].flatMap(({ outputs }) => outputs),
    );
    if (manifest.prompts) checkFeeds(manifest, manifest.prompts, first, session("decoder"));
    const host = { manifest, engine, session, release, state: stateOf(manifest, engine, manifestSha256) };
    await graphSelfTest(read, host);
    return host;
  } catch (reason) {
    await release();
    throw reason;
  }
}
