import { Show } from "solid-js";
import { ToastList } from "../app/toast-list.tsx";
import { Progress } from "../kit/progress.tsx";
import { useMessages } from "../messages/messages.ts";
import { AnnotationList } from "./annotation-list.tsx";
import { AnswersPanel } from "./answers-panel.tsx";
import { CandidateDock } from "./candidate-dock.tsx";
import { CineSettings } from "./cine-settings.tsx";
import { CleanPanel } from "./clean-panel.tsx";
import { DrawAs } from "./draw-as.tsx";
import { LivePromptDock } from "./live-prompt-dock.tsx";
import { Measured } from "./measured.tsx";
import { ProposalDock } from "./proposal-dock.tsx";
import { ReviewPanel } from "./review/review-panel.tsx";
import { SentBackCard } from "./review/sent-back-card.tsx";
import { SkeletonPoints } from "./skeleton-panel.tsx";
import { ToolSettings } from "./tool-settings.tsx";
import { useViewer } from "./viewer-model.ts";

/** Tool settings, what to draw as, what there is, what is to be decided. */
export function SidePanel(props: { readonly wide: boolean }) {
  const viewer = useViewer();
  const { proposals } = viewer.session;
  return (
    <aside class="side-panel">
      <div class="panel-main">
        <ReviewPanel wide={props.wide} />
        <SentBackCard />
        <Show when={viewer.cleaning()} fallback={<ToolSettings />}>
          <CleanPanel />
        </Show>
        <CineSettings />
        <DrawAs />
        <Measured />
        <SkeletonPoints />
        <AnswersPanel />
        <AnnotationList />
        <ToastList />
      </div>
      <div class="panel-dock">
        <PrelabelBox />
        <Show
          when={viewer.session.candidates.candidate()}
          fallback={
            <Show when={proposals.livePrompt()} fallback={<ProposalDock wide={props.wide} />}>
              <LivePromptDock wide={props.wide} />
            </Show>
          }
        >
          <CandidateDock wide={props.wide} />
        </Show>
      </div>
    </aside>
  );
}

function PrelabelBox() {
  const m = useMessages();
  const { assistant } = useViewer();
  const text = () => {
    const now = assistant.prelabel();
    if (!now) return "";
    const left =
      now.remainingMs === null ? "" : ` · ${m.viewer.prelabelLeft(Math.ceil(now.remainingMs / 1000))}`;
    const running = assistant.following() ? m.viewer.followRunning : m.viewer.prelabelRunning;
    return `${running(now.done, now.total)}${left}`;
  };
  const title = () => (assistant.following() ? m.viewer.follow : m.viewer.prelabel);
  return (
    <Show when={assistant.prelabel()}>
      {(progress) => (
        <section class="prelabel" aria-label={title()}>
          <p class="small">{text()}</p>
          <Progress
            label={title()}
            done={progress().done + (progress().part ?? 0)}
            total={progress().total}
          />
          <button type="button" class="button" onClick={() => assistant.cancelPrelabel()}>
            {m.app.cancel}
          </button>
        </section>
      )}
    </Show>
  );
}
