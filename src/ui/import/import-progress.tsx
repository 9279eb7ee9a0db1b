import { useApp } from "../app/app-state.ts";
import { Progress } from "../kit/progress.tsx";
import { LargeFiles } from "../look/large-files.tsx";
import { useMessages } from "../messages/messages.ts";
import type { ImportPhase } from "./create-import-flow.ts";

type Running = Extract<ImportPhase, { name: "surveying" | "importing" }>;

/** How far the survey or the import is, by file and byte, with Cancel. */
export function ImportProgressView(props: { readonly phase: Running }) {
  const app = useApp();
  const m = useMessages();
  const progress = () => props.phase.progress;
  const text = () => {
    const now = progress();
    return now ? m.import.reading(now.files, now.filesTotal) : m.import.surveying;
  };
  return (
    <div class="import-box card" role="status" aria-label={text()}>
      <h2>{text()}</h2>
      <Progress label={text()} done={progress()?.bytes ?? 0} total={progress()?.bytesTotal ?? 0} />
      <p class="dim small">{m.import.readingBytes(progress()?.bytes ?? 0, progress()?.bytesTotal ?? 0)}</p>
      <LargeFiles />
      <div class="row-buttons end">
        <button type="button" class="button" onClick={() => app.importFlow.cancel()}>
          {m.import.cancel}
        </button>
      </div>
    </div>
  );
}
