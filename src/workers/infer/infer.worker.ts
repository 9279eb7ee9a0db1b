import { promptKindsOf } from "../../domain/assist/prompt-kinds-of.ts";
import type { InferCalls } from "../../domain/calls/assist-calls.ts";
import { type MainDatabase, openMainDatabase } from "../../storage/database.ts";
import { putModel, readModelFile } from "../../storage/models.ts";
import { freeSpace } from "../../storage/quota.ts";
import { PlainError, serve } from "../serve.ts";
import { type ModelHost, openModel } from "./model-host.ts";
import { readFrom } from "./model-package.ts";
import { makeSession, setUpEngine } from "./ort-engine.ts";
import { makeRunQueue } from "./run-queue.ts";
import { segmentPlane } from "./segment-plane.ts";
import { suggestMasks } from "./suggest-masks.ts";
import { gatherFiles, type TriedModel, tryModel } from "./try-model.ts";

let opening: Promise<ModelHost> | null = null;
let tried: TriedModel | null = null;
let database: MainDatabase | null = null;
const queue = makeRunQueue();

function store(): MainDatabase {
  database ??= openMainDatabase();
  return database;
}

function host(): Promise<ModelHost> {
  if (!opening) throw new PlainError("model-not-loaded", "The model is not loaded yet.");
  return opening;
}

/** A model of the person's own answers every kind of prompt that it takes: they chose it. */
async function openStored(id: string, maxThreads: number): Promise<ModelHost> {
  const row = await store().models.get(id);
  if (!row) throw new PlainError("model-missing", "The chosen model is no longer on this device.");
  const read = async (path: string) => {
    const bytes = await readModelFile(store(), id, path);
    if (!bytes)
      throw new PlainError("model-missing", `“${path}” of the chosen model is gone. Add the model again.`);
    return bytes;
  };
  const opened = await openModel(read, setUpEngine(maxThreads), makeSession);
  const defaultFor = promptKindsOf(opened.manifest.channels);
  const manifest = { ...opened.manifest, license: row.license, defaultFor };
  return { ...opened, manifest, state: { ...opened.state, defaultFor } };
}

serve<InferCalls>({
  async load({ baseUrl, stored, maxThreads = 4 }) {
    opening ??= stored
      ? openStored(stored, maxThreads)
      : openModel(readFrom(baseUrl), setUpEngine(maxThreads), makeSession);
    try {
      return (await opening).state;
    } catch (error) {
      opening = null;
      throw error;
    }
  },
  async tryModel({ files, maxThreads = 4 }) {
    tried = null;
    const { freeBytes } = await freeSpace();
    tried = await tryModel(
      await gatherFiles(files as readonly File[]),
      setUpEngine(maxThreads),
      makeSession,
      freeBytes,
    );
    return tried.trial;
  },
  async keepModel({ license, at }) {
    if (!tried) throw new PlainError("model-not-loaded", "Choose the model again.");
    const { trial, files } = tried;
    await putModel(store(), { ...trial, license, at }, files);
    tried = null;
    return { id: trial.id };
  },
  async segment({ plane, prompts, previous, fast = false }, { signal }) {
    const model = await host();
    const answer = await queue.add(async () => {
      signal.throwIfAborted();
      return segmentPlane(model, { plane, prompts, previous, fast });
    }, true);
    return answer.result;
  },
  async suggest({ plane, limit }, context) {
    return suggestMasks(await host(), queue, plane, limit, context);
  },
});
