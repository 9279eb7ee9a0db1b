import { createMemo, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { measureLabel } from "./label-measure.ts";
import { measurementText } from "./measure-text.ts";
import { valueDigits } from "./value-digits.ts";
import { useViewer } from "./viewer-model.ts";

/** Size of the one selected label on the screen, and the values under it. */
export function Measured() {
  const m = useMessages();
  const viewer = useViewer();
  const { records, tools } = viewer.session;
  const found = createMemo(() => {
    const shown = viewer.stage.shown();
    const [uid, ...others] = records.selection();
    // While a stroke is open its label changes with every move.
    if (!shown || uid === undefined || others.length > 0 || tools.drawing()) return null;
    const label = records.annotationsHere().find(({ instanceUid }) => instanceUid === uid);
    const measured = label ? measureLabel(viewer.session, label, shown) : null;
    return measured?.measurement ? { ...measured, measurement: measured.measurement, shown } : null;
  });
  const note = () => {
    switch (found()?.measurement.calibration) {
      case "none":
        return m.measure.none;
      case "detector":
        return m.measure.detector;
      case "region":
        return m.measure.region;
      default:
        return "";
    }
  };
  const perimeter = () => {
    const measured = found()?.measurement;
    return measured?.kind === "area" && measured.perimeter !== null
      ? m.measure.length(measured.perimeter, measured.calibration === "none")
      : "";
  };
  const units = () => found()?.shown.facts.units ?? "";
  /** One decimal of a mean of whole numbers. */
  const digits = () => {
    const now = found();
    const span = now?.statistics ? Math.max(Math.abs(now.statistics.min), Math.abs(now.statistics.max)) : 0;
    return Math.max(1, valueDigits(now?.shown.facts, span));
  };
  return (
    <Show when={found()}>
      {(now) => (
        <section class="measured" aria-label={m.measure.title}>
          <dl>
            <dt>{now().measurement.kind === "area" ? m.measure.area : m.measure.title}</dt>
            <dd>{measurementText(now().measurement, m)}</dd>
            <Show when={perimeter()}>
              <dt>{m.measure.perimeter}</dt>
              <dd>{perimeter()}</dd>
            </Show>
            <Show when={now().statistics}>
              {(values) => (
                <>
                  <dt>{m.measure.mean}</dt>
                  <dd>{m.measure.meanSd(values().mean, values().sd, units(), digits())}</dd>
                  <dt>{m.measure.range}</dt>
                  <dd>{m.measure.minMax(values().min, values().max, units(), digits())}</dd>
                  <dt>{m.measure.pixels}</dt>
                  <dd>{m.measure.count(values().count)}</dd>
                </>
              )}
            </Show>
          </dl>
          <Show when={note()}>
            <p class="dim small">{note()}</p>
          </Show>
        </section>
      )}
    </Show>
  );
}
