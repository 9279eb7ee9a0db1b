import type { AssistPlane, InferCalls, InferState, LabelledPlane } from "../domain/calls/assist-calls.ts";
import { say } from "../domain/said.ts";
import { asideMs, makeAside } from "./aside.ts";
import { makeWorkerClient, WorkerCallError } from "./bridge.ts";
import { type CountCrash, crashOf, switchedOff } from "./model-crash.ts";

/** What may stop a labelling model, and hear of its patches. */
export interface LabelOptions {
  readonly signal?: AbortSignal;
  /** SHA-256 of the manifest of the model that is meant: where another one was chosen since, the call rejects. */
  readonly model?: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** The person's own model that finds things by itself, in a worker of its own: the one that answers prompts stays ready. */
export interface Labeller {
  /** Whether such a model is chosen. */
  chosen(): Promise<boolean>;
  /** Makes it ready. Rejects with a `WorkerCallError` when none is chosen or it does not load. */
  load(): Promise<InferState>;
  /**
   * What it finds on the plane `at` among its neighbours, or (null) on all planes of a series. `lie`: the distance of slices, and where slices,
   * rows and columns run (`SPL`); null where the images do not say.
   */
  label(
    planes: readonly AssistPlane[],
    at: number | null,
    lie: { readonly sliceMm: number | null; readonly axes: string | null },
    options?: LabelOptions,
  ): Promise<readonly LabelledPlane[]>;
  /** The person scrolls: its runs stand aside for a moment. Does nothing where nothing is loaded. */
  standAside(): void;
  /** Ends a run that does not listen; the model loads again at the next call. */
  restart(): void;
}

/** Where the parts come from; the defaults are the app's own. */
export interface LabellerParts {
  /** The model that is chosen for it; null = none. Asked at each load. */
  readonly chosenModel: () => Promise<string | null>;
  /** Whether the person wants the graphics card. Asked at each load. */
  readonly wantsWebgpu?: () => Promise<boolean>;
  /** Hears that the model ended its worker. */
  readonly onModelCrash: CountCrash;
  readonly start?: () => Worker;
}

/** Makes the page's end of it; its worker starts at the first call. */
export function createLabeller(parts: LabellerParts): Labeller {
  const worker = makeWorkerClient<InferCalls>(
    parts.start ??
      (() => new Worker(new URL("../workers/infer/infer.worker.ts", import.meta.url), { type: "module" })),
  );
  const aside = makeAside();
  let loaded: { readonly id: string; readonly state: Promise<InferState> } | null = null;

  /** The model that crashed last, until one is loaded again. */
  let crashed: string | null = null;

  const restart = () => {
    loaded = null;
    worker.close();
  };
  /** A crash is counted against the model: the second switches it off (assist 3.4). */
  const heeded = async <T>(id: string, call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof WorkerCallError) || error.code !== "worker-crashed") throw error;
      loaded = null;
      crashed = id;
      throw await crashOf(error, id, parts.onModelCrash, null);
    }
  };
  const load = async (): Promise<{ readonly id: string; readonly state: InferState }> => {
    const id = await parts.chosenModel();
    if (id === null)
      throw new WorkerCallError({
        code: "model-not-loaded",
        // What is left of a run whose model was switched off under it.
        said: crashed === null ? say`No model is chosen that finds things by itself.` : switchedOff(null),
      });
    // Another model needs another worker: a session's memory is not given back otherwise.
    if (loaded && loaded.id !== id) restart();
    const webgpu = (await parts.wantsWebgpu?.()) ?? false;
    loaded ??= { id, state: worker.call("load", { baseUrl: "", stored: id, spare: true, webgpu }) };
    const mine = loaded;
    try {
      const state = await heeded(id, mine.state);
      crashed = null;
      return { id, state };
    } catch (error) {
      if (loaded === mine) loaded = null;
      throw error;
    }
  };
  return {
    chosen: async () => (await parts.chosenModel()) !== null,
    load: async () => (await load()).state,
    async label(planes, at, { sliceMm, axes }, { signal, model, onProgress } = {}) {
      const { id, state } = await load();
      if (model !== undefined && state.manifestSha256 !== model)
        throw new WorkerCallError({
          code: "model-changed",
          said: say`Another model was chosen while this one was at work. Start the run again with it.`,
        });
      const options = { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
      return heeded(id, worker.call("label", { planes, at, sliceMm, axes }, options));
    },
    standAside: () => {
      if (loaded) aside(() => worker.call("hold", { milliseconds: asideMs }));
    },
    restart,
  };
}
