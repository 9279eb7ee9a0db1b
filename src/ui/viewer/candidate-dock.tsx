import { createEffect, For, Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { Progress } from "../kit/progress.tsx";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import { DockDecision } from "./dock-decision.tsx";
import { regionSize } from "./region-size.ts";
import { useViewer } from "./viewer-model.ts";

/** A region that a tool has found: how large it is, its tolerance, and what becomes of it. */
export function CandidateDock(props: { readonly wide: boolean }) {
  const m = useMessages();
  const viewer = useViewer();
  const app = useApp();
  const { candidates, tools } = viewer.session;
  const candidate = () => candidates.candidate();
  const answer = () => candidate()?.answer ?? null;
  const request = () => candidate()?.request;
  const units = () => viewer.stage.shown()?.facts.units ?? "";
  const grown = () => {
    const now = request();
    return now?.kind === "grow" ? now : null;
  };
  const seeded = () => {
    const now = request();
    return now?.kind === "seeds" ? now : null;
  };
  const classIds = () => seeded()?.classIds ?? [tools.activeClassId()];
  const tolerance = () => grown()?.tolerance ?? 1;
  const emptyText = () => {
    if (candidate()?.state === "open") return m.seeds.other;
    return candidate()?.state === "waiting" ? m.region.growing : m.region.nothing;
  };
  const title = () => {
    if (seeded()) return m.seeds.title;
    if (!grown()) return m.region.between;
    return grown()?.volume ? m.region.volume : m.region.plane;
  };
  /** The slider runs to what the window spans: more takes in everything that differs to the eye. */
  const most = () => {
    const window = viewer.stage.state()?.window;
    return Math.max(tolerance(), window?.kind === "window" ? window.width : 1000);
  };
  createEffect(() => {
    const found = candidate()?.state === "shown" ? answer() : null;
    if (found) app.speaker.say(`${title()}, ${regionSize(viewer, found, m)}`);
  });
  return (
    <section class="dock" aria-label={m.region.title}>
      <div class="dock-head">
        <h2 class="grow">{title()}</h2>
      </div>
      <Show when={answer()} fallback={<p class="dim">{emptyText()}</p>}>
        {(found) => (
          <div class="dock-facts">
            <For each={classIds()}>
              {(classId) => (
                <>
                  <i class="swatch open" style={{ "--swatch": viewer.lookup().colorOf(classId) }} />
                  <span>{viewer.lookup().classNameOf(classId)}</span>
                </>
              )}
            </For>
            <span class="grow" />
            <span class="dim">{regionSize(viewer, found(), m)}</span>
          </div>
        )}
      </Show>
      <Show when={answer()?.capped}>
        <p class="small attention" role="alert">
          {m.region.capped}
        </p>
      </Show>
      <Show when={viewer.region.reading()}>
        {(reading) => (
          <>
            <p class="small dim">{m.region.reading(reading()[0], reading()[1])}</p>
            <Progress label={m.region.growing} done={reading()[0]} total={reading()[1]} />
          </>
        )}
      </Show>
      <Show when={grown()}>
        <div class="dock-slider">
          <span class="small dim">{m.region.tolerance(tolerance(), units())}</span>
          <Slider
            label={m.region.toleranceName}
            value={Math.log(tolerance())}
            min={Math.log(most() / 500)}
            max={Math.log(most())}
            step={0.01}
            valueText={m.region.tolerance(tolerance(), units())}
            onInput={(value) => candidates.setTolerance(Math.exp(value))}
          />
        </div>
      </Show>
      <Show when={seeded()}>
        <button type="button" class="button" onClick={() => candidates.dropSeed()}>
          {m.seeds.takeBack}
        </button>
      </Show>
      <DockDecision
        drop={m.region.drop}
        dropName={m.region.dropName}
        accept={m.region.accept}
        acceptName={m.region.acceptName}
        ready={candidate()?.state === "shown"}
        wide={props.wide}
        onDrop={() => candidates.dropCandidate()}
      />
    </section>
  );
}
