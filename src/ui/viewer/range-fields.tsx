import { IconColorPicker } from "@tabler/icons-solidjs";
import { createEffect } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { spanOf, valueDigits } from "./value-digits.ts";
import { useViewer } from "./viewer-model.ts";

/** The range of values that may be painted, in modality units; it starts as what the window shows. */
export function RangeFields() {
  const m = useMessages();
  const viewer = useViewer();
  const { tools } = viewer.session;
  const range = () => tools.options().range;
  const units = () => viewer.stage.shown()?.facts.units ?? "";
  const digits = () => valueDigits(viewer.stage.shown()?.facts, spanOf(viewer.stage));
  const shown = (value: number) => Number(value.toFixed(digits()));
  /** What a person typed is shown as it is, what was sampled with a decimal more than the values have. */
  const typed = (value: number | undefined) =>
    value === undefined ? "" : Number(value.toFixed(Math.max(1, digits())));
  createEffect(() => {
    const window = viewer.stage.state()?.window;
    if (range() !== null || window?.kind !== "window") return;
    const { center, width } = window;
    tools.setOptions({
      range: { low: shown(center - width / 2), high: shown(center + width / 2) },
    });
  });
  /** The end that is set stands; the other follows it where they would cross. */
  const set = (change: { readonly low?: number; readonly high?: number }) => {
    const { low, high } = { low: 0, high: 0, ...range(), ...change };
    if (!Number.isFinite(low) || !Number.isFinite(high)) return;
    const crossed = change.low === undefined ? { low: high, high } : { low, high: low };
    tools.setOptions({ range: low > high ? crossed : { low, high } });
  };
  return (
    <div class="range-fields">
      <label class="field">
        <span>{m.paint.low(units())}</span>
        <input
          class="input number"
          type="number"
          step="any"
          aria-label={m.paint.low(units())}
          value={typed(range()?.low)}
          onChange={(event) => set({ low: event.currentTarget.valueAsNumber })}
        />
      </label>
      <label class="field">
        <span>{m.paint.high(units())}</span>
        <input
          class="input number"
          type="number"
          step="any"
          aria-label={m.paint.high(units())}
          value={typed(range()?.high)}
          onChange={(event) => set({ high: event.currentTarget.valueAsNumber })}
        />
      </label>
      <button
        type="button"
        class="button range-sample"
        title={m.paint.sampleNote}
        disabled={!viewer.can("sample-range")}
        onClick={() => viewer.run("sample-range")}
      >
        <IconColorPicker size={18} stroke-width={1.75} />
        {m.paint.sample}
      </button>
    </div>
  );
}
