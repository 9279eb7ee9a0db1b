import { createSignal, Show } from "solid-js";
import { ToastList } from "../app/toast-list.tsx";
import { AnnotationList } from "./annotation-list.tsx";
import { AnswersPanel } from "./answers-panel.tsx";
import { CandidateDock } from "./candidate-dock.tsx";
import { CineSettings } from "./cine-settings.tsx";
import { CleanPanel } from "./clean-panel.tsx";
import { DrawAs } from "./draw-as.tsx";
import { LivePromptDock } from "./live-prompt-dock.tsx";
import { Measured } from "./measured.tsx";
import { ProposalDock } from "./proposal-dock.tsx";
import { RejectReasonRow } from "./reject-reason-row.tsx";
import { ReviewPanel } from "./review/review-panel.tsx";
import { SentBackCard } from "./review/sent-back-card.tsx";
import { RunBox } from "./run-box.tsx";
import { SkeletonPoints } from "./skeleton-panel.tsx";
import { ToolSettings } from "./tool-settings.tsx";
import { useViewer } from "./viewer-model.ts";

/** Tool settings, what to draw as, what there is, what is to be decided. */
export function SidePanel(props: { readonly wide: boolean }) {
  const viewer = useViewer();
  const { proposals, review, tools } = viewer.session;
  // Who goes through another's labels needs their list: what a tool is set to comes back with the tool.
  const isReading = () => review.current() !== null && tools.tool() === "scroll";
  const [chosen, setFilter] = createSignal<boolean | null>(null);
  // A tablet has no room for it beside settings and labels until it is asked for.
  const filter = () => chosen() ?? props.wide;
  return (
    <aside class="side-panel">
      <div class="panel-main">
        <ReviewPanel wide={props.wide} />
        <div class="panel-top">
          <SentBackCard />
          <Show
            when={viewer.cleaning()}
            fallback={
              <Show when={!isReading()}>
                <ToolSettings />
              </Show>
            }
          >
            <CleanPanel />
          </Show>
          <CineSettings />
          <Show when={!isReading() && !viewer.cleaning()}>
            <DrawAs />
          </Show>
          <Measured />
          <SkeletonPoints />
          <AnswersPanel />
        </div>
        <AnnotationList filter={filter()} onFilter={setFilter} />
        <ToastList />
      </div>
      <div class="panel-dock">
        <RunBox />
        <RejectReasonRow />
        <Show
          when={viewer.session.candidates.candidate()}
          fallback={
            <Show
              when={proposals.livePrompt()}
              fallback={<ProposalDock wide={props.wide} filter={filter()} />}
            >
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
