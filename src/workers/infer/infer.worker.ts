import type { InferCalls } from "../../domain/calls/assist-calls.ts";
import { say } from "../../domain/said.ts";
import { type MainDatabase, openMainDatabase } from "../../storage/database.ts";
import { putModel, readModelFile } from "../../storage/models.ts";
import { freeSpace } from "../../storage/quota.ts";
import { webgpuSentinel } from "../../storage/webgpu.ts";
import { PlainError, serve } from "../serve.ts";
import { flipDoubts } from "./flip-doubts.ts";
import { gatherFiles } from "./gather-files.ts";
import { hasGraphicsCard } from "./graphics-adapter.ts";
import { labelPlanes } from "./label-planes.ts";
import { type ReadPart, readFrom } from "./model-package.ts";
import { openAccelerated } from "./open-accelerated.ts";
import { type OpenedModel, openAnyModel } from "./opened-model.ts";
import { setUpEngine, wasmMakers } from "./ort-engine.ts";
import { makeRunQueue } from "./run-queue.ts";
import { suggestMasks } from "./suggest-masks.ts";
import type { ThreadFacts } from "./thread-count.ts";
import { type TriedModel, tryModel } from "./try-model.ts";

let opening: Promise<OpenedModel> | null = null;
let tried: TriedModel | null = null;
let database: MainDatabase | null = null;
const queue = makeRunQueue();

function store(): MainDatabase {
  database ??= openMainDatabase();
  return database;
}

function host(): Promise<OpenedModel> {
  if (!opening) throw new PlainError("model-not-loaded", say`The model is not loaded yet.`);
  return opening;
}

/** How a model's files are read; of one of the person's own, under the licence that they named. */
async function packageOf(
  baseUrl: string,
  id: string | undefined,
): Promise<{ readonly read: ReadPart; readonly own: { readonly license: string } | null }> {
  if (id === undefined) return { read: readFrom(baseUrl), own: null };
  const row = await store().models.get(id);
  if (!row) throw new PlainError("model-missing", say`The chosen model is no longer on this device.`);
  const read = async (path: string) => {
    const bytes = await readModelFile(store(), id, path);
    if (!bytes)
      throw new PlainError("model-missing", say`“${path}” of the chosen model is gone. Add the model again.`);
    return bytes;
  };
  return { read, own: { license: row.license } };
}

async function open(
  { read, own }: Awaited<ReturnType<typeof packageOf>>,
  threads: Pick<ThreadFacts, "maxThreads" | "spare">,
  webgpu: boolean,
): Promise<OpenedModel> {
  const engine = setUpEngine(threads);
  if (!webgpu) return openAnyModel(read, engine, wasmMakers, own);
  return openAccelerated({
    wasm: wasmMakers,
    hasCard: hasGraphicsCard,
    webgpu: async () => (await import("./webgpu-engine.ts")).webgpuMakers(),
    sentinel: webgpuSentinel(store()),
    nowMs: () => performance.now(),
    open: (makers, facts) => openAnyModel(read, { ...engine, ...facts }, makers, own),
  });
}

serve<InferCalls>({
  async load({ baseUrl, stored, maxThreads, spare = false, webgpu = false }) {
    opening ??= packageOf(baseUrl, stored).then((parts) => open(parts, { maxThreads, spare }, webgpu));
    try {
      return (await opening).state;
    } catch (error) {
      opening = null;
      throw error;
    }
  },
  async tryModel({ files, maxThreads }) {
    tried = null;
    const { freeBytes } = await freeSpace();
    tried = await tryModel(
      await gatherFiles(files as readonly File[]),
      setUpEngine({ maxThreads, spare: false }),
      wasmMakers,
      freeBytes,
    );
    return tried.trial;
  },
  async keepModel({ license, at }) {
    if (!tried) throw new PlainError("model-not-loaded", say`Choose the model again.`);
    const { trial, files } = tried;
    await putModel(store(), { ...trial, license, at }, files);
    tried = null;
    return { id: trial.id };
  },
  async segment({ plane, prompts, previous, fast = false, quiet = false }, { signal }) {
    const model = await host();
    const run = () => model.segment({ plane, prompts, previous, fast });
    const answer = await queue.add(run, quiet ? "run" : "person", signal);
    return answer.result;
  },
  async label(request, { signal, progress }) {
    const { labeller } = await host();
    if (!labeller)
      throw new PlainError("model-task", say`This model answers clicks; it finds nothing by itself.`);
    return labelPlanes(labeller, request, {
      signal,
      progress,
      run: (task) => queue.add(task, "run", signal),
    });
  },
  async flipDoubts({ plane, asked }, context) {
    return flipDoubts(await host(), queue, plane, asked, context);
  },
  async hold({ milliseconds }) {
    queue.hold(milliseconds);
    return null;
  },
  async suggest({ plane, limit }, context) {
    return suggestMasks(await host(), queue, plane, limit, context);
  },
});
