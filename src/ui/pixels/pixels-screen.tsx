import { IconShieldCheck } from "@tabler/icons-solidjs";
import { createMemo, createSignal, Match, Switch } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useMessages } from "../messages/messages.ts";
import { ReviewBar } from "./review-bar.tsx";
import { StudyReview } from "./study-review.tsx";

/** Where a person looks at pixels that may name the patient, before anything else may see them. */
export function PixelsScreen() {
  const app = useApp();
  const m = useMessages();
  const [chosen, setChosen] = createSignal<string | null>(null);
  // What was known before an import says nothing of what it holds: that nothing waits is told only by the answer.
  const [asked, setAsked] = createSignal(false);
  void app.held.refresh().then(() => setAsked(true));
  const images = () => app.held.images() ?? [];
  const studies = createMemo(() => [...new Set(images().map((image) => image.studyUid))]);
  const studyUid = createMemo(() => {
    const wanted = chosen();
    return wanted !== null && studies().includes(wanted) ? wanted : (studies()[0] ?? null);
  });
  return (
    <Switch fallback={<ReviewBar />}>
      <Match when={app.held.error() && !app.held.images()}>
        <ReviewBar />
        <p class="page" role="alert">
          {failureText(app.held.error(), m)}
        </p>
      </Match>
      <Match when={app.held.images() === undefined || (studyUid() === null && !asked())}>
        <ReviewBar />
        <p class="page dim" role="status">
          {m.pixels.reading}
        </p>
      </Match>
      <Match when={studyUid() === null}>
        <ReviewBar />
        <div class="empty">
          <IconShieldCheck size={44} stroke-width={1.25} />
          <h2>{m.pixels.empty}</h2>
          <p>{m.pixels.emptyNote}</p>
          <a class="button primary" href="#/worklist">
            {m.import.toWorklist}
          </a>
        </div>
      </Match>
      <Match when={studyUid()}>
        {(uid) => (
          <StudyReview
            images={images().filter((image) => image.studyUid === uid())}
            studies={studies()}
            studyUid={uid()}
            onStudy={setChosen}
          />
        )}
      </Match>
    </Switch>
  );
}
