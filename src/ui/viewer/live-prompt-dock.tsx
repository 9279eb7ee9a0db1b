import { Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { DockDecision } from "./dock-decision.tsx";
import { useViewer } from "./viewer-model.ts";

/** What the model made of the last prompts: accept it, drop it, or give another point. */
export function LivePromptDock(props: { readonly wide: boolean }) {
  const m = useMessages();
  const viewer = useViewer();
  const { proposals, tools } = viewer.session;
  const live = () => proposals.livePrompt();
  const proposal = () => (live()?.state === "shown" ? live()?.proposal : null);
  return (
    <section class="dock" aria-label={m.proposal.region}>
      <div class="dock-head">
        <h2 class="grow">{m.proposal.live}</h2>
      </div>
      <Show
        when={proposal()}
        fallback={<p class="dim">{live()?.state === "waiting" ? m.viewer.asking : m.viewer.askNothing}</p>}
      >
        {(shown) => (
          <div class="dock-facts">
            <i class="swatch open" style={{ "--swatch": viewer.lookup().colorOf(tools.activeClassId()) }} />
            <span class="grow">{viewer.lookup().classNameOf(tools.activeClassId())}</span>
            <span class="dim">{m.proposal.confidence(shown().confidence)}</span>
            <span class="dim small reason">
              {shown().source.toolId} {shown().source.version}
            </span>
          </div>
        )}
      </Show>
      <DockDecision
        drop={m.proposal.reject}
        dropName={m.proposal.rejectName}
        accept={m.proposal.accept}
        acceptName={m.proposal.acceptName}
        ready={Boolean(proposal())}
        wide={props.wide}
        onDrop={() => proposals.dropLivePrompt()}
      />
    </section>
  );
}
