import { For, Show } from "solid-js";
import { type OwnWindows, type WindowPreset, windowPresets } from "../../viewer/window-presets.ts";
import type { WindowState } from "../../viewer/window-state.ts";
import { useApp } from "../app/app-state.ts";
import { type Messages, useMessages } from "../messages/messages.ts";
import type { ShownFrame } from "./stage.ts";
import { spanOf, valueDigits } from "./value-digits.ts";
import { useViewer } from "./viewer-model.ts";

const presetsOf = (shown: ShownFrame | null, own: OwnWindows) =>
  shown ? windowPresets(shown.series.modality, shown.facts, own) : [];

function isSame(a: WindowState, b: WindowState): boolean {
  return a.kind === "window" && b.kind === "window" && a.width === b.width && a.center === b.center;
}

/** What a preset is called: by us, else by the file; empty where neither gives it a name. */
const nameOf = (preset: WindowPreset | undefined, m: Messages) =>
  (preset?.labelKey ? m.windows[preset.labelKey] : preset?.name) ?? "";

/** Name of the preset that a window is; empty for any other. */
export function presetName(
  shown: ShownFrame | null,
  window: WindowState,
  own: OwnWindows,
  m: Messages,
): string {
  return nameOf(
    presetsOf(shown, own).find((entry) => isSame(entry.window, window)),
    m,
  );
}

/** What a preset does, in words: its name, else its width and centre. */
const presetText = (preset: WindowPreset, shown: ShownFrame | null, m: Messages) =>
  nameOf(preset, m) ||
  (preset.window.kind === "window"
    ? m.viewer.windowText(
        preset.window.width,
        preset.window.center,
        valueDigits(shown?.facts, preset.window.width),
      )
    : m.viewer.windowLut);

/** What the preset of a digit does to the image that is shown; empty where there is none. */
export function presetOfDigit(digit: number, shown: ShownFrame | null, own: OwnWindows, m: Messages): string {
  const preset = presetsOf(shown, own).find((entry) => entry.digit === digit);
  return preset ? presetText(preset, shown, m) : "";
}

/** Preset, width and centre as controls: the same as dragging, for keys and exact numbers. */
export function WindowControls() {
  const m = useMessages();
  const viewer = useViewer();
  const { stage } = viewer;
  const window = () => {
    const now = stage.state()?.window;
    return now?.kind === "window" ? now : null;
  };
  const { preferences } = useApp();
  const presets = () => presetsOf(stage.shown(), preferences.value().windows);
  const current = () => {
    const now = window();
    return String(presets().find((entry) => now && isSame(entry.window, now))?.digit ?? "");
  };
  const set = (change: { readonly width?: number; readonly center?: number }) => {
    const now = window();
    if (now) stage.viewport()?.setWindow({ ...now, ...change });
  };
  const digits = () => valueDigits(stage.shown()?.facts, spanOf(stage));
  const step = () => 10 ** -digits();
  const shown = (value: number) => Number(value.toFixed(digits()));
  const choose = (value: string) => {
    if (value === "own") viewer.context.view?.windowDefault();
    else if (value !== "") viewer.context.view?.applyPreset(Number(value));
  };
  return (
    <div class="window-controls">
      <label class="field wide">
        <span>{m.viewer.windowPreset}</span>
        <select
          class="input"
          aria-label={m.viewer.windowPreset}
          value={current()}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{m.viewer.windowCustom}</option>
          <For each={presets()}>
            {(preset) => <option value={String(preset.digit)}>{presetText(preset, stage.shown(), m)}</option>}
          </For>
          <option value="own">{m.viewer.windowOwn}</option>
        </select>
      </label>
      <Show when={window()}>
        {(now) => (
          <>
            <label class="field">
              <span>{m.viewer.windowWidth}</span>
              <input
                class="input number"
                type="number"
                aria-label={m.viewer.windowWidth}
                min={step()}
                step={step()}
                value={shown(now().width)}
                onChange={(event) => set({ width: event.currentTarget.valueAsNumber })}
              />
            </label>
            <label class="field">
              <span>{m.viewer.windowCenter}</span>
              <input
                class="input number"
                type="number"
                aria-label={m.viewer.windowCenter}
                step={step()}
                value={shown(now().center)}
                onChange={(event) => set({ center: event.currentTarget.valueAsNumber })}
              />
            </label>
            <button
              type="button"
              class="button wide"
              disabled={!viewer.can("window-from-label")}
              onClick={() => viewer.run("window-from-label")}
            >
              {m.viewer.windowFromLabel}
            </button>
            <button type="button" class="button wide" onClick={() => viewer.run("keep-preset-9")}>
              {m.viewer.windowKeep}
            </button>
          </>
        )}
      </Show>
    </div>
  );
}
