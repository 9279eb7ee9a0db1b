import { networkAnswers } from "../domain/assist/prompt-kind.ts";
import type {
  AskedAgain,
  AssistCalls,
  AssistPlane,
  AssistResult,
  ClassicMethod,
  InferCalls,
  InferState,
} from "../domain/calls/assist-calls.ts";
import type { MaskRle } from "../domain/mask.ts";
import type { Prompts } from "../domain/proposal.ts";
import { type Said, say } from "../domain/said.ts";
import { asideMs, makeAside } from "./aside.ts";
import { makeWorkerClient, WorkerCallError } from "./bridge.ts";
import { makeLatestWins } from "./latest-wins.ts";
import { type CountCrash, crashOf } from "./model-crash.ts";

/** Who answers a prompt: `auto` is the network only for the kinds of prompt that its card lists, else a classical tool. */
export type AssistMethod = "network" | ClassicMethod;

/** What is known of the network. `failed` leaves the classical tools working. */
export type InferenceState =
  | { readonly status: "idle" | "loading" }
  | { readonly status: "ready"; readonly model: InferState }
  | { readonly status: "failed"; readonly code: string; readonly said: Said };

export interface ProposeOptions {
  readonly signal?: AbortSignal;
  readonly method?: AssistMethod;
  /** Of the flood, as a fraction of the value range; absent = automatic. */
  readonly tolerance?: number;
}

export interface SuggestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Assistance as the page sees it: both workers, one prompt at a time, the newest wins. */
export interface Inference {
  state(): InferenceState;
  /** Tells of every change of {@link Inference.state}; returns the way to stop listening. */
  onState(listener: (state: InferenceState) => void): () => void;
  /** Makes the network ready; call it when a study opens. Rejects with a `WorkerCallError`. */
  load(): Promise<InferState>;
  /** A mask for a prompt. Rejects with an AbortError when cancelled or when a newer prompt came. */
  propose(
    plane: AssistPlane,
    prompts: Prompts,
    previous: MaskRle | null,
    options?: ProposeOptions,
  ): Promise<AssistResult>;
  /** Masks that nobody asked for, of the network; prompts of a person go before its next run. */
  suggest(plane: AssistPlane, limit: number, options?: SuggestOptions): Promise<readonly AssistResult[]>;
  /** The network's mask for a slice beside one whose mask is `previous`, without a prompt; those of a person go first. */
  follow(
    plane: AssistPlane,
    previous: MaskRle,
    options?: Pick<SuggestOptions, "signal">,
  ): Promise<AssistResult>;
  /** The network's mask for a prompt that no person gave just now (a box of a detector, of an earlier study); those of a person go first. */
  outline(
    plane: AssistPlane,
    prompts: Prompts,
    options?: Pick<SuggestOptions, "signal">,
  ): Promise<AssistResult>;
  /** How far answers of the network change when the plane is mirrored, 0–1 each; behind all else. */
  flipDoubts(
    plane: AssistPlane,
    asked: readonly AskedAgain[],
    options?: Pick<SuggestOptions, "signal">,
  ): Promise<readonly number[]>;
  /** The person scrolls: what runs in the background stands aside for a moment. Does nothing where nothing is loaded. */
  standAside(): void;
  /** Settles when no prompt of a person runs or waits. */
  whenIdle(): Promise<void>;
  /** Ends a run that does not listen; the network loads again at the next call. */
  restart(): void;
  close(): void;
}

/** Where the parts come from; the defaults are the app's own. */
export interface InferenceParts {
  readonly modelUrl?: string;
  readonly maxThreads?: number;
  readonly startInfer?: () => Worker;
  readonly startAssist?: () => Worker;
  /** The model of the person's own that answers instead of the shipped one; null = none. Asked at each load. */
  readonly chosenModel?: () => Promise<string | null>;
  /** Whether the person wants the graphics card. Asked at each load. */
  readonly wantsWebgpu?: () => Promise<boolean>;
  /** Hears that such a model ended its worker. */
  readonly onModelCrash?: CountCrash;
}

const noPrompts: Prompts = { positive: [], negative: [], box: null };

const gone = (error: unknown) =>
  error instanceof WorkerCallError && ["worker-closed", "worker-crashed"].includes(error.code);

/** Makes the page's end of assistance; workers start at the first call. */
export function createInference(parts: InferenceParts = {}): Inference {
  const modelUrl = parts.modelUrl ?? new URL("models/prompt-unet-s/", document.baseURI).href;
  const infer = makeWorkerClient<InferCalls>(
    parts.startInfer ??
      (() => new Worker(new URL("../workers/infer/infer.worker.ts", import.meta.url), { type: "module" })),
  );
  const assist = makeWorkerClient<AssistCalls>(
    parts.startAssist ??
      (() => new Worker(new URL("../workers/assist/assist.worker.ts", import.meta.url), { type: "module" })),
  );
  const prompts = makeLatestWins();
  const listeners = new Set<(state: InferenceState) => void>();
  let state: InferenceState = { status: "idle" };
  let loading: Promise<InferState> | null = null;
  let stored: string | null = null;

  const become = (next: InferenceState) => {
    state = next;
    for (const listener of listeners) listener(next);
  };
  const forget = () => {
    loading = null;
    become({ status: "idle" });
  };

  /** A crash is counted against the model, once for each. */
  const crashed = (error: unknown): Promise<unknown> =>
    crashOf(error, stored, parts.onModelCrash, say`the shipped one answers now`);

  const load = (): Promise<InferState> => {
    if (loading) return loading;
    become({ status: "loading" });
    const threads = parts.maxThreads ? { maxThreads: parts.maxThreads } : {};
    const ask = async () => {
      const chosen = (await parts.chosenModel?.()) ?? null;
      stored = chosen;
      const webgpu = (await parts.wantsWebgpu?.()) ?? false;
      // Our own small network gains nothing by the last core (measured: docs/assist.md), and it is the one that runs in the background.
      const spare = chosen === null;
      const request = { baseUrl: modelUrl, ...(chosen ? { stored: chosen } : {}), ...threads, spare, webgpu };
      return infer.call("load", request);
    };
    const mine = ask().then(
      (model) => {
        if (loading === mine) become({ status: "ready", model });
        return model;
      },
      async (reason: unknown) => {
        let error = reason;
        if (loading === mine) {
          loading = null;
          error = await crashed(reason);
          const failure = error instanceof WorkerCallError ? error.failure : null;
          become({
            status: "failed",
            code: failure?.code ?? "internal",
            said: failure?.said ?? say`The model could not be loaded.`,
          });
        }
        throw error;
      },
    );
    loading = mine;
    return mine;
  };

  /** A call of the loaded network; once more when its worker was ended or crashed under it. */
  const withNetwork = async <T>(call: () => Promise<T>, tries: number): Promise<T> => {
    await load();
    try {
      return await call();
    } catch (error) {
      if (!gone(error)) throw error;
      let told = error;
      if (error instanceof WorkerCallError && error.code === "worker-crashed") {
        forget();
        told = await crashed(error);
      }
      if (tries <= 1) throw told;
      return withNetwork(call, tries - 1);
    }
  };

  /** A mask of the small input that nobody waits for. */
  const quietly = (
    plane: AssistPlane,
    given: Prompts,
    previous: MaskRle | null,
    { signal }: Pick<SuggestOptions, "signal">,
  ): Promise<AssistResult> => {
    const request = { plane, prompts: given, previous, fast: true, quiet: true };
    return withNetwork(() => infer.call("segment", request, signal ? { signal } : {}), 1);
  };
  const aside = makeAside();

  const networkIsDefault = async (given: Prompts): Promise<boolean> => {
    if (state.status === "failed") return false;
    const model = await load().catch(() => null);
    return model !== null && networkAnswers(model.defaultFor, given);
  };

  return {
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load,
    propose: (plane, given, previous, { signal, method = "auto", tolerance } = {}) =>
      prompts.run(async () => {
        const options = signal ? { signal } : {};
        if (method === "network" || (method === "auto" && (await networkIsDefault(given))))
          return withNetwork(() => infer.call("segment", { plane, prompts: given, previous }, options), 2);
        const request = { plane, prompts: given, method, tolerance: tolerance ?? null };
        return assist.call("segment", request, options);
      }, signal),
    suggest: (plane, limit, { signal, onProgress } = {}) =>
      withNetwork(
        () =>
          infer.call(
            "suggest",
            { plane, limit },
            { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) },
          ),
        1,
      ),
    follow: (plane, previous, options = {}) => quietly(plane, noPrompts, previous, options),
    outline: (plane, given, options = {}) => quietly(plane, given, null, options),
    flipDoubts: (plane, asked, { signal } = {}) =>
      withNetwork(() => infer.call("flipDoubts", { plane, asked }, signal ? { signal } : {}), 1),
    standAside() {
      if (state.status === "ready") aside(() => infer.call("hold", { milliseconds: asideMs }));
    },
    whenIdle: () => prompts.whenIdle(),
    restart() {
      forget();
      infer.close();
    },
    close() {
      loading = null;
      state = { status: "idle" };
      listeners.clear();
      infer.close();
      assist.close();
    },
  };
}
