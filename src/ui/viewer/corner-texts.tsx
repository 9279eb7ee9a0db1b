import { createSignal, Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";
import type { Stage } from "./stage.ts";
import { TileSign } from "./tile-sign.tsx";
import { spanOf, valueDigits } from "./value-digits.ts";
import { useViewer } from "./viewer-model.ts";
import { presetName, WindowControls } from "./window-controls.tsx";
import { zoomText } from "./zoom-text.ts";

/** Text in the corners of the image: who, where, window, value under the pointer. */
export function CornerTexts(props: { readonly at: number; readonly stage: Stage }) {
  const m = useMessages();
  const viewer = useViewer();
  const app = useApp();
  const { stage } = props;
  const link = () => {
    const found = viewer.panes.visible().length > 1 ? viewer.links.modeOf(props.at) : null;
    return found ? m.layout.mode(found.mode, found.offset) : "";
  };
  const [open, setOpen] = createSignal(false);
  const series = () => stage.series();
  const total = () => series()?.frames.length ?? 0;
  /** Which side of the body it is, and from where it was taken, in the letters of the file (PS3.3 C.7.3.1, C.8.11.5). */
  const side = () => [series()?.laterality, series()?.viewPosition].filter(Boolean).join(" ");
  const isKey = () => {
    const [ref, uid] = [series()?.frames[stage.sliceAt()], series()?.seriesUid];
    return (
      stage.prior() === null &&
      viewer.session.records
        .keyImages()
        .some((one) => one.series === uid && one.sop === ref?.sopUid && one.frame === ref.frameIndex + 1)
    );
  };
  const along = () => {
    const mm = series()?.frames[stage.sliceAt()]?.alongNormalMm;
    return mm === undefined ? null : m.viewer.along(mm);
  };
  const digits = (span: number) => valueDigits(stage.shown()?.facts, span);
  const windowText = () => {
    const window = stage.state()?.window;
    if (!window) return "";
    if (window.kind === "lut") return m.viewer.windowLut;
    const name = presetName(stage.shown(), window, app.preferences.value().windows, m);
    return [m.viewer.windowText(window.width, window.center, digits(window.width)), name]
      .filter(Boolean)
      .join(" · ");
  };
  const valueText = () => {
    const pick = stage.pick();
    const units = stage.shown()?.facts.units ?? "";
    if (!pick?.pixel) return "";
    const value =
      pick.modalityValue === null
        ? pick.storedValue.join(" ")
        : m.viewer.pixel(m.format.number(pick.modalityValue, digits(spanOf(stage))), units);
    // A coarser level holds averages.
    return value && pick.level ? m.viewer.about(value) : value;
  };
  const warnings = () => {
    const { warnings: named = [], gaps = [] } = series() ?? {};
    const missing = gaps.map((gap) => m.viewer.missingSlices(gap.missing, gap.after));
    const others = named.filter((warning) => warning !== "gap" || missing.length === 0);
    return m.format.list([...missing.slice(0, 3), ...others.map((warning) => m.seriesWarnings[warning])]);
  };
  return (
    <>
      <div class="corner top-left">
        {stage.prior() ?? viewer.open.study.pseudonym}
        <br />
        <Show when={viewer.mpr.session()}>
          {(planes) => (
            <>
              {m.mpr.native(
                planes().native.kind,
                planes().planes.every(({ stack }) => stack.onGrid),
              )}
              <br />
            </>
          )}
        </Show>
        {[series()?.modality, series()?.description, m.viewer.stackName(series()?.names ?? [])]
          .filter(Boolean)
          .join(" · ")}
        <Show when={side()}>
          {(text) => (
            <>
              <br />
              <strong>{text()}</strong>
            </>
          )}
        </Show>
        <Show when={warnings()}>
          <br />
          {warnings()}
        </Show>
      </div>
      <div class="corner top-right">
        <Show
          when={!stage.state()?.missing || stage.error()}
          fallback={m.viewer.loading(stage.sliceAt() + 1, total())}
        >
          {m.viewer.sliceOf(stage.sliceAt() + 1, total())}
        </Show>
        <Show when={isKey()}>
          <br />★ {m.viewer.keyImage}
        </Show>
        <Show when={along()}>
          <br />
          {along()}
        </Show>
        <Show when={link()}>
          <br />
          {link()}
        </Show>
      </div>
      <div class="corner bottom-left">
        <Show when={windowText()}>
          {(text) => (
            <button
              type="button"
              class="corner-button"
              aria-expanded={open()}
              onClick={() => {
                viewer.panes.activate(props.at);
                setOpen(!open());
              }}
            >
              {text()}
            </button>
          )}
        </Show>
        <Show when={viewer.mpr.session() && viewer.mpr.slab().mode !== "slice"}>
          <span>{m.mpr.slabText(viewer.mpr.slab().mode, viewer.mpr.slab().thicknessMm)}</span>
        </Show>
        <span>{[valueText(), zoomText(stage.state(), m)].filter(Boolean).join(" · ")}</span>
        <TileSign tiles={stage.state()?.tiles ?? null} />
        <Show
          when={
            stage.state()?.backend.name === "cpu" &&
            stage.state()?.backend.reason !== "starting" &&
            viewer.panes.visible().length === 1 &&
            !viewer.mpr.session()
          }
        >
          <span>{m.viewer.cpu}</span>
        </Show>
      </div>
      <Show when={open()}>
        <div class="popover window-popover">
          <WindowControls />
        </div>
      </Show>
    </>
  );
}
