import { IconMask } from "@tabler/icons-solidjs";
import { createEffect, Match, Show, Switch } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { Check } from "../kit/check.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import { areaText, PaintArea } from "./paint-area.tsx";
import { hasBrush, paints } from "./rail-groups.ts";
import { SkeletonSteps } from "./skeleton-panel.tsx";
import { useViewer } from "./viewer-model.ts";
import { WindowControls } from "./window-controls.tsx";

/** Settings of the tool in hand; one place, nothing hidden in menus. */
export function ToolSettings() {
  const m = useMessages();
  const app = useApp();
  const viewer = useViewer();
  const { tools } = viewer.session;
  const tool = () => tools.tool();
  const size = () => tools.options().brushSizePx;
  const sizeMm = () => {
    const spacing = viewer.stage.shown()?.facts.spacingMm;
    return spacing ? size() * spacing[1] : null;
  };
  const isPaint = () => paints(tool());
  const limited = () => areaText(viewer, m);
  createEffect(() => tools.fetching() === "coming" && app.speaker.say(m.panel.fetching));
  return (
    <section class="tool-settings">
      <div class="panel-title">
        <h2>{m.actions[`use-${tool()}`]}</h2>
        <Show
          when={tools.fetching() === "coming"}
          fallback={
            <Show when={hasBrush(tool())}>
              <span class="dim">{m.panel.sizePx(size(), sizeMm())}</span>
            </Show>
          }
        >
          <span class="attention small">{m.panel.fetching}</span>
        </Show>
      </div>
      <Show when={tools.fetching() === "coming" && tools.drawing()}>
        <p class="small hint-text">{m.panel.keptUntilFetched}</p>
      </Show>
      <Show when={tools.fetching() === "failed"}>
        <p class="small attention hint-text">{m.panel.notFetched}</p>
        <button type="button" class="button" onClick={() => viewer.run(`use-${tool()}`)}>
          {m.app.tryAgain}
        </button>
      </Show>
      <Show when={isPaint() && limited()}>
        {(what) => (
          <p class="chip limited" role="note">
            <IconMask size={16} stroke-width={1.75} />
            {m.paint.limited(what())}
          </p>
        )}
      </Show>
      <Switch fallback={<p class="dim small hint-text">{m.panel.hints[tool()]}</p>}>
        <Match when={hasBrush(tool())}>
          <Slider
            label={m.panel.brushSize}
            value={Math.log(size())}
            min={Math.log(2)}
            max={Math.log(200)}
            step={0.01}
            valueText={m.panel.sizePx(size(), sizeMm())}
            onInput={(value) => tools.setOptions({ brushSizePx: Math.round(Math.exp(value)) })}
          />
          <Show when={tool() === "growcut"}>
            <p class="dim small hint-text">{m.panel.hints.growcut}</p>
            <Segmented
              label={m.seeds.of}
              value={tools.options().seedsOf}
              options={[
                { value: "label", text: m.seeds.label },
                { value: "background", text: m.seeds.background },
              ]}
              onChange={(seedsOf) => tools.setOptions({ seedsOf })}
            />
          </Show>
          <Show when={tool() === "brush" || tool() === "eraser"}>
            <Segmented
              label={m.paint.shape}
              value={tools.options().sphere ? "sphere" : "circle"}
              options={[
                { value: "circle", text: m.paint.circle },
                { value: "sphere", text: m.paint.sphere },
              ]}
              onChange={(shape) => tools.setOptions({ sphere: shape === "sphere" })}
            />
          </Show>
          <Show
            when={tool() === "eraser"}
            fallback={
              <Check
                label={m.panel.pressure}
                checked={tools.options().pressureSize}
                onChange={(pressureSize) => tools.setOptions({ pressureSize })}
              />
            }
          >
            <Segmented
              label={m.panel.eraserScope}
              value={tools.options().eraserScope}
              options={[
                { value: "active", text: m.panel.eraserActive },
                { value: "unlocked", text: m.panel.eraserUnlocked },
              ]}
              onChange={(eraserScope) => tools.setOptions({ eraserScope })}
            />
          </Show>
          <PaintArea />
        </Match>
        <Match when={isPaint()}>
          <p class="dim small hint-text">{m.panel.hints[tool()]}</p>
          <PaintArea />
        </Match>
        <Match when={tool() === "window"}>
          <WindowControls />
        </Match>
        <Match when={tool() === "ask"}>
          <p class="dim small hint-text">
            {tools.options().askWith === "box" ? m.panel.hints.ask : m.panel.askScribbleHint}
          </p>
          <Segmented
            label={m.panel.askWith}
            value={tools.options().askWith}
            options={(["box", "scribble"] as const).map((value) => ({
              value,
              text: m.panel.askWiths[value],
            }))}
            onChange={(askWith) => tools.setOptions({ askWith })}
          />
          <Segmented
            label={m.panel.askMarks}
            value={tools.options().askMarks}
            options={(["inside", "outside"] as const).map((value) => ({
              value,
              text: m.panel.askSides[value],
            }))}
            onChange={(askMarks) => tools.setOptions({ askMarks })}
          />
        </Match>
        <Match when={tool() === "skeleton"}>
          <p class="dim small hint-text">{m.panel.hints.skeleton}</p>
          <SkeletonSteps />
        </Match>
        <Match when={["polygon", "spline", "livewire"].includes(tool())}>
          <p class="dim small hint-text">{m.panel.hints[tool()]}</p>
          <Check
            label={m.panel.openLine}
            checked={tools.options().polygonOpen}
            onChange={(polygonOpen) => tools.setOptions({ polygonOpen })}
          />
          <Show when={viewer.can("fix-shape")}>
            <button
              type="button"
              class="button"
              onClick={() => {
                viewer.run("fix-shape");
                viewer.focusImage();
              }}
            >
              {m.panel.fixShape}
            </button>
          </Show>
        </Match>
      </Switch>
    </section>
  );
}
