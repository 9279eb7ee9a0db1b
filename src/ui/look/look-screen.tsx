import { IconEye, IconFocusCentered, IconZoomIn, IconZoomOut } from "@tabler/icons-solidjs";
import { onMount, Show } from "solid-js";
import type { FileHandle } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { ScreenBar } from "../app/screen-bar.tsx";
import { useServices } from "../app/services.ts";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import { TileSign } from "../viewer/tile-sign.tsx";
import { zoomText } from "../viewer/zoom-text.ts";
import { createLookStage } from "./create-look-stage.ts";
import { LookState } from "./look-state.tsx";

/** A large file, only to look at, while it is cleaned. */
export function LookScreen() {
  const app = useApp();
  const m = useMessages();
  return (
    <>
      <ScreenBar
        back={{ name: "import" }}
        title={m.look.title}
        line={<Show when={app.lookFile()}>{(file) => m.look.file(file().name, file().size)}</Show>}
      />
      <Show
        when={app.lookFile()}
        keyed
        fallback={
          <div class="empty">
            <IconEye size={44} stroke-width={1.25} />
            <h2>{m.look.none}</h2>
            <p class="dim">{m.look.noneNote}</p>
            <a class="button primary" href="#/import">
              {m.import.title}
            </a>
          </div>
        }
      >
        {(file) => <OpenLook file={file} />}
      </Show>
    </>
  );
}

function OpenLook(props: { readonly file: FileHandle }) {
  const m = useMessages();
  const services = useServices();
  const stage = createLookStage(services.makeLook(), props.file);
  let host: HTMLDivElement | undefined;
  onMount(() => {
    if (!host) return;
    const length = (value: number, unit: string) => m.viewer.length(value, unit);
    stage.attach(host, { length, notCalibrated: m.viewer.notCalibrated, atDetector: m.viewer.atDetector });
    host.focus({ preventScroll: true });
  });
  const facts = () => stage.look()?.facts;
  const frames = () => facts()?.frames ?? 1;
  const seen = () => (stage.state()?.frameIndex ?? null) !== null;
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (by !== undefined) stage.showFrame(stage.frameAt() + by);
    else if (event.key === "+" || event.key === "=") stage.zoomBy(1.25);
    else if (event.key === "-") stage.zoomBy(0.8);
    else if (event.key === "0") stage.fit();
    else return;
    event.preventDefault();
  };
  return (
    <div class="look">
      <div class="image-area">
        <div
          ref={host}
          class="viewport"
          role="application"
          aria-label={m.viewer.viewport}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes its own keys
          tabIndex={0}
          data-tool="pan"
          data-seen={seen()}
          onKeyDown={onKey}
        />
        <div class="corner bottom-left">
          <Show when={seen()}>
            <span>{zoomText(stage.state(), m)}</span>
          </Show>
          <TileSign tiles={stage.state()?.tiles ?? null} />
        </div>
        <Show when={!seen() && !stage.failure()}>
          <p class="look-opening" role="status">
            {m.look.opening}
          </p>
        </Show>
        <Show when={stage.failure()}>
          {(reason) => (
            <p class="image-error" role="alert">
              {m.look.failed}. {failureText(reason(), m)}
            </p>
          )}
        </Show>
      </div>
      <aside class="look-panel">
        <section class="look-card">
          <h2>{m.look.readOnly}</h2>
          <p class="dim small">{m.look.readOnlyNote}</p>
        </section>
        <LookState file={props.file} />
        <Show when={facts()}>
          {(known) => (
            <section class="look-card">
              <h2>{m.look.image}</h2>
              <p class="dim small">
                {m.look.size(known().columns, known().rows)}
                <Show when={known().pyramid}>
                  {(pyramid) => ` · ${m.look.levels(pyramid().levels.length)}`}
                </Show>
              </p>
              <Show when={frames() > 1}>
                <p class="small">{m.look.frameOf(stage.frameAt() + 1, frames())}</p>
                <Slider
                  scrub
                  label={m.look.frame}
                  value={stage.frameAt()}
                  min={0}
                  max={frames() - 1}
                  step={1}
                  valueText={m.look.frameOf(stage.frameAt() + 1, frames())}
                  onInput={stage.showFrame}
                />
              </Show>
              <div class="row-buttons">
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.look.zoomIn}
                  title={m.look.zoomIn}
                  onClick={() => stage.zoomBy(1.5)}
                >
                  <IconZoomIn size={20} stroke-width={1.75} />
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.look.zoomOut}
                  title={m.look.zoomOut}
                  onClick={() => stage.zoomBy(1 / 1.5)}
                >
                  <IconZoomOut size={20} stroke-width={1.75} />
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.look.fit}
                  title={m.look.fit}
                  onClick={() => stage.fit()}
                >
                  <IconFocusCentered size={20} stroke-width={1.75} />
                </button>
              </div>
            </section>
          )}
        </Show>
      </aside>
    </div>
  );
}
