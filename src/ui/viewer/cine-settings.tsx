import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { cineRange } from "../../viewer/cine-clock.ts";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

/** Play and pause, at the foot of the scrubber; only where there is something to play. */
export function CineButton() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { cine } = viewer;
  const name = () => (cine.playing() ? m.viewer.cinePause : m.viewer.cinePlay);
  return (
    <Show when={cine.possible()}>
      <button
        type="button"
        class="button icon"
        aria-label={name()}
        aria-pressed={cine.playing()}
        title={`${name()} (${keysOf("toggle-cine")[0] ?? ""})`}
        onClick={(event) => {
          viewer.run("toggle-cine");
          if (event.detail > 0) viewer.focusImage();
        }}
      >
        <Show when={cine.playing()} fallback={<IconPlayerPlay size={20} stroke-width={1.75} />}>
          <IconPlayerPause size={20} stroke-width={1.75} />
        </Show>
      </button>
    </Show>
  );
}

/** The speed, while the clip plays or once somebody has set it. */
export function CineSettings() {
  const m = useMessages();
  const { cine } = useViewer();
  const fps = () => Math.round(cine.fps());
  return (
    <Show when={cine.playing() || (cine.possible() && cine.isChosen())}>
      <section class="tool-settings">
        <div class="panel-title">
          <h2>{m.viewer.cine}</h2>
          <span class="dim">{m.viewer.cineFps(fps())}</span>
        </div>
        <Slider
          label={m.viewer.cineSpeed}
          value={fps()}
          min={cineRange.min}
          max={cineRange.max}
          step={1}
          valueText={m.viewer.cineFps(fps())}
          onInput={cine.setFps}
        />
      </section>
    </Show>
  );
}
