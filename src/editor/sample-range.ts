import type { ValueRange } from "../domain/editable-area.ts";
import { roiStatistics } from "../domain/measure/roi-statistics.ts";
import type { EditorCore } from "./core.ts";
import { labelSpans } from "./label-mask.ts";
import { isOn } from "./new-label.ts";

/** Mean ± 2 SD of the values under the selected labels of the frame on the screen; null, with a notice, where there are none. */
export function sampleRange(core: EditorCore): ValueRange | null {
  const target = core.target();
  const values = target && core.options.valuesOf?.(target);
  if (!target || !values) {
    core.say("no-values");
    return null;
  }
  const { columns, rows } = target;
  const spans = core
    .selection()
    .flatMap((uid) => core.store.annotation(uid) ?? [])
    .filter((label) => isOn(label, target))
    .flatMap((label) => labelSpans(core.tiles, label, columns, rows) ?? []);
  const statistics = roiStatistics(spans, values, columns);
  if (!statistics) {
    core.say("no-sample");
    return null;
  }
  const { mean, sd } = statistics;
  return { low: mean - 2 * sd, high: mean + 2 * sd };
}
