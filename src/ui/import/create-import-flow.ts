import { type Accessor, createSignal } from "solid-js";
import type {
  FileHandle,
  ImportCalls,
  ImportProgress,
  ImportResult,
  Survey,
} from "../../domain/calls/import-calls.ts";
import type { WorkerClient } from "../../jobs/bridge.ts";
import { isCancelled } from "../app/failure-text.ts";

/** Where an import is. It outlives the screen: work goes on while the person looks at something else. */
export type ImportPhase =
  | { readonly name: "idle"; readonly cancelled: boolean }
  | { readonly name: "surveying"; readonly progress: ImportProgress | null }
  | { readonly name: "survey"; readonly survey: Survey }
  | { readonly name: "importing"; readonly progress: ImportProgress | null }
  | { readonly name: "done"; readonly result: ImportResult }
  | { readonly name: "failed"; readonly reason: unknown };

/** Files, or how to find them: of many it takes a while, which the person sees and may cancel. */
export type ChosenFiles = readonly FileHandle[] | ((signal: AbortSignal) => Promise<readonly FileHandle[]>);

export interface ImportFlow {
  readonly phase: Accessor<ImportPhase>;
  /** Chosen files so large that a look at them is offered while they are cleaned. */
  readonly large: Accessor<readonly FileHandle[]>;
  /** Looks at the files, or at those that `files` finds once the screen says so; goes on by itself when nothing must be asked. */
  choose(files: ChosenFiles): Promise<void>;
  /** What the person called the patient of each unnamed group; `apart`: groups each of whose files is another's. */
  start(names: Readonly<Record<string, string>>, apart?: readonly string[]): Promise<void>;
  cancel(): void;
  reset(): void;
}

/** Above this a file takes long enough to be cleaned that a look at it is worth offering. */
export const lookBytes = 256 * 2 ** 20;

export interface ImportFlowOptions {
  readonly importer: WorkerClient<ImportCalls>;
  /** After an import, whatever came of it. */
  readonly onFinished: (result: ImportResult | null) => void;
}

/** The steps of one import, from files to result. */
export function createImportFlow(options: ImportFlowOptions): ImportFlow {
  const [phase, setPhase] = createSignal<ImportPhase>({ name: "idle", cancelled: false });
  const [large, setLarge] = createSignal<readonly FileHandle[]>([]);
  let control: AbortController | null = null;

  const guarded = async (work: (signal: AbortSignal) => Promise<ImportPhase>) => {
    control?.abort();
    const mine = new AbortController();
    control = mine;
    try {
      const next = await work(mine.signal);
      if (control === mine) setPhase(next);
    } catch (reason) {
      if (control !== mine) return;
      setPhase(isCancelled(reason) ? { name: "idle", cancelled: true } : { name: "failed", reason });
      options.onFinished(null);
    }
  };

  const run = (surveyId: string, names: Readonly<Record<string, string>>, apart: readonly string[]) =>
    guarded(async (signal) => {
      setPhase({ name: "importing", progress: null });
      const onProgress = (progress: ImportProgress) => setPhase({ name: "importing", progress });
      const result = await options.importer.call(
        "import",
        { surveyId, names, apart },
        { signal, onProgress },
      );
      options.onFinished(result);
      return { name: "done", result };
    });

  return {
    phase,
    large,
    choose: async (chosen) => {
      if (typeof chosen !== "function" && chosen.length === 0) return;
      await guarded(async (signal) => {
        setLarge([]);
        setPhase({ name: "surveying", progress: null });
        const files = typeof chosen === "function" ? await chosen(signal) : chosen;
        signal.throwIfAborted();
        setLarge(files.filter(({ size }) => size > lookBytes));
        const onProgress = (progress: ImportProgress) => setPhase({ name: "surveying", progress });
        const survey = await options.importer.call("survey", { files }, { signal, onProgress });
        return { name: "survey", survey };
      });
    },
    start: async (names, apart = []) => {
      const now = phase();
      if (now.name === "survey") await run(now.survey.surveyId, names, apart);
    },
    cancel: () => control?.abort(),
    reset: () => {
      control?.abort();
      control = null;
      setLarge([]);
      setPhase({ name: "idle", cancelled: false });
    },
  };
}
