import type { InferState } from "../../domain/calls/assist-calls.ts";
import type { ModelFile, ModelManifest } from "../../domain/model-manifest.ts";
import { saysNoMemory } from "../../domain/no-memory.ts";
import { say } from "../../domain/said.ts";
import { PlainError } from "../serve.ts";
import type { EngineSession, MakeSession } from "./engine-makers.ts";
import { openPackage, type ReadPart, readSelfTest, readVerified } from "./model-package.ts";
import type { EngineFacts } from "./ort-engine.ts";

/** A model whose files are verified and whose sessions are made when first asked for. */
export interface ModelHost {
  readonly manifest: ModelManifest;
  readonly engine: EngineFacts;
  readonly state: InferState;
  /** The session that answers prompts, or the smallest when `fast`. */
  session(fast: boolean): Promise<{ readonly session: EngineSession; readonly file: ModelFile }>;
  /** A session for every file of the package. */
  every(): Promise<readonly { readonly session: EngineSession; readonly file: ModelFile }[]>;
}

async function selfTest(read: ReadPart, file: ModelFile, channels: number, session: EngineSession) {
  const test = await readSelfTest(read, file, channels);
  if (!test) return;
  const { logits } = await session.run(test.input);
  let worst = 0;
  logits.forEach((value, at) => {
    const off = Math.abs(value - (test.output[at] ?? 0));
    if (!(off <= worst)) worst = off;
  });
  if (!(worst <= test.atol))
    throw new PlainError(
      "model-self-test",
      say`The model “${file.path}” gives other numbers on this device than it should: expected within ${test.atol}, found ${worst.toPrecision(3)} off. It is not used.`,
    );
}

/**
 * Opens a model package: manifest, then the file that answers prompts and the one that has a self-test, each with its hash; the
 * others when first needed. Rejects with a plain error when anything is not as the manifest says.
 */
export async function openModel(read: ReadPart, engine: EngineFacts, make: MakeSession): Promise<ModelHost> {
  const opening = await openPackage(read);
  if (opening.kind !== "planes")
    throw new PlainError("model-manifest", say`model.json: this model is not one graph of planes.`);
  const { manifest, manifestSha256 } = opening;
  const sorted = [...manifest.files].sort((a, b) => a.size - b.size);
  const sessions = new Map<string, Promise<EngineSession>>();

  const open = async (file: ModelFile): Promise<EngineSession> => {
    const bytes = await readVerified(read, file);
    const shape = {
      inputName: manifest.inputName,
      outputName: manifest.outputName,
      qualityName: manifest.qualityName,
      channels: manifest.channels.length,
      side: file.size,
    };
    const session = await make(bytes, shape).catch((reason: unknown) => {
      if (reason instanceof PlainError || saysNoMemory(reason)) throw reason;
      throw new PlainError("model-session", say`The model file “${file.path}” could not be read as ONNX.`);
    });
    try {
      await selfTest(read, file, manifest.channels.length, session);
    } catch (error) {
      await session.release();
      if (error instanceof PlainError || saysNoMemory(error)) throw error;
      throw new PlainError(
        "model-session",
        say`The model file “${file.path}” does not take the input that model.json describes.`,
      );
    }
    return session;
  };

  const opened = (file: ModelFile): Promise<EngineSession> => {
    const known = sessions.get(file.path);
    if (known) return known;
    const fresh = open(file);
    sessions.set(file.path, fresh);
    fresh.catch(() => sessions.delete(file.path));
    return fresh;
  };
  const session = async (fast: boolean) => {
    const file = fast ? sorted[0] : manifest.files.find((entry) => entry.size === manifest.clickSize);
    if (!file) throw new PlainError("model-manifest", say`model.json: “files” is empty.`);
    return { session: await opened(file), file };
  };

  const { file } = await session(false);
  const tested = sorted.find((entry) => entry.selfTest !== null);
  if (!file.selfTest && tested) await opened(tested);
  return {
    manifest,
    engine,
    session,
    every: () =>
      Promise.all(manifest.files.map(async (each) => ({ session: await opened(each), file: each }))),
    state: {
      modelId: manifest.id,
      modelVersion: manifest.version,
      threads: engine.threads,
      isolated: engine.isolated,
      simd: true,
      defaultFor: manifest.defaultFor,
      modalities: manifest.modalities,
      fileSha256: manifest.files.map((file) => file.sha256),
      manifestSha256,
    },
  };
}
