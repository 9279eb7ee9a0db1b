import { IconDownload } from "@tabler/icons-solidjs";
import { createResource, Show } from "solid-js";
import { type StudyReport, studyReportText } from "../../domain/deid/study-report.ts";
import { saveFile } from "../../jobs/exporter.ts";
import { readStudyReport } from "../../storage/study-report.ts";
import { ScreenBar } from "../app/screen-bar.tsx";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";
import { RecordActions } from "./record-actions.tsx";
import { RecordFiles } from "./record-files.tsx";
import { RecordSummary } from "./record-summary.tsx";

/** How a study was de-identified, for whoever answers for the data: a page to read, and the same as JSON (deidentification 3.11). */
export function RecordScreen(props: { readonly studyUid: string }) {
  const m = useMessages();
  const { database } = useServices();
  const [report] = createResource(() => readStudyReport(database, props.studyUid));
  const save = (found: StudyReport) =>
    saveFile(
      new Blob([studyReportText(found)], { type: "application/json" }),
      `deid-record-${found.pseudonym}.json`,
    );
  return (
    <>
      <ScreenBar
        back={{ name: "study", studyUid: props.studyUid }}
        title={m.record.title}
        of={report()?.pseudonym}
      >
        <Show when={report()}>
          {(found) => (
            <button type="button" class="button" onClick={() => save(found())}>
              <IconDownload size={20} stroke-width={1.75} />
              {m.record.save}
            </button>
          )}
        </Show>
      </ScreenBar>
      <Show when={!report.loading}>
        <div class="page record">
          <Show when={report()} fallback={<p>{m.record.none}</p>}>
            {(found) => (
              <>
                <p class="dim">{m.record.intro}</p>
                <RecordSummary report={found()} />
                <RecordActions actions={found().actions} />
                <RecordFiles files={found().files} />
              </>
            )}
          </Show>
        </div>
      </Show>
    </>
  );
}
