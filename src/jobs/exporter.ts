import type {
  ExportCalls,
  ExportOptions,
  ExportProgress,
  ExportReport,
} from "../domain/calls/export-calls.ts";
import { makeWorkerClient } from "./bridge.ts";

/** The page's side of an export. */
export interface Exporter {
  /** `folder` from `showDirectoryPicker`, or null for a zip. Rejects with code `mismatch` when the read-back differs. */
  run(
    options: ExportOptions,
    folder: FileSystemDirectoryHandle | null,
    watch: { readonly signal: AbortSignal; readonly onProgress: (progress: ExportProgress) => void },
  ): Promise<ExportReport>;
  close(): void;
}

/** Starts the export worker at its first run. */
export function createExporter(): Exporter {
  const client = makeWorkerClient<ExportCalls>(
    () => new Worker(new URL("../workers/export/export.worker.ts", import.meta.url), { type: "module" }),
  );
  return {
    run: (options, folder, watch) => client.call("export", { options, folder }, watch),
    close: () => client.close(),
  };
}

/** A name for the dataset that is safe as a file name everywhere: lower case letters, digits and `-`, 1–60 long. */
export function datasetName(text: string): string {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return plain || "dataset";
}

/** Hands a finished file to the browser's download. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the URL after the click: give it time before it goes.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
