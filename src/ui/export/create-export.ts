import { type Accessor, createSignal, onCleanup } from "solid-js";
import type { ExportOptions, ExportProgress, ExportReport } from "../../domain/calls/export-calls.ts";
import type { Exporter } from "../../jobs/exporter.ts";
import { isCancelled } from "../app/failure-text.ts";

/** Where an export is. */
export type ExportPhase =
  | { readonly name: "choose"; readonly cancelled: boolean }
  | { readonly name: "running"; readonly progress: ExportProgress }
  | {
      readonly name: "done";
      readonly options: ExportOptions;
      readonly result: ExportReport;
      readonly milliseconds: number;
      readonly inFolder: boolean;
    }
  | {
      readonly name: "failed";
      readonly reason: unknown;
      readonly options: ExportOptions;
      readonly folder: FileSystemDirectoryHandle | null;
    };

export interface ExportRun {
  readonly phase: Accessor<ExportPhase>;
  start(options: ExportOptions, folder: FileSystemDirectoryHandle | null): Promise<void>;
  cancel(): void;
  reset(): void;
}

/** One export at a time; leaving the screen cancels it. */
export function createExport(exporter: Exporter): ExportRun {
  const [phase, setPhase] = createSignal<ExportPhase>({ name: "choose", cancelled: false });
  let control: AbortController | null = null;
  onCleanup(() => control?.abort());
  return {
    phase,
    start: async (options, folder) => {
      const mine = new AbortController();
      control = mine;
      const began = performance.now();
      setPhase({ name: "running", progress: { step: "group", done: 0, total: 0 } });
      try {
        const result = await exporter.run(options, folder, {
          signal: mine.signal,
          onProgress: (progress) => setPhase({ name: "running", progress }),
        });
        const milliseconds = performance.now() - began;
        setPhase({ name: "done", options, result, milliseconds, inFolder: folder !== null });
      } catch (reason) {
        setPhase(
          isCancelled(reason)
            ? { name: "choose", cancelled: true }
            : { name: "failed", reason, options, folder },
        );
      }
    },
    cancel: () => control?.abort(),
    reset: () => setPhase({ name: "choose", cancelled: false }),
  };
}
