import { IconX } from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { slabRange } from "../../../viewer/mpr/reformat-request.ts";
import { failureText } from "../../app/failure-text.ts";
import { Progress } from "../../kit/progress.tsx";
import { Segmented } from "../../kit/segmented.tsx";
import { Slider } from "../../kit/slider.tsx";
import { useMessages } from "../../messages/messages.ts";
import { useKeys } from "../use-keys.ts";
import { useViewer } from "../viewer-model.ts";
import type { MprSession } from "./mpr-session.ts";

/** The fourth field of the grid: what the planes show, where they meet, and what of the volume has come. */
export function MprPanel(props: { readonly session: MprSession }) {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { mpr } = viewer;
  const modes = ["slice", "mip", "minip", "mean"] as const;
  const loading = () => props.session.loaded().done < props.session.loaded().total;
  return (
    <section class="mpr-panel" aria-label={m.mpr.title}>
      <div class="panel-title">
        <h2>{m.mpr.title}</h2>
        <button
          type="button"
          class="button icon"
          aria-label={m.mpr.close}
          title={`${m.mpr.close} (${keysOf("toggle-mpr")[0] ?? ""})`}
          onClick={() => viewer.run("toggle-mpr")}
        >
          <IconX size={20} stroke-width={1.75} />
        </button>
      </div>
      <Segmented
        label={m.mpr.slab}
        value={mpr.slab().mode}
        options={modes.map((value) => ({ value, text: m.mpr.modes[value] }))}
        onChange={(mode) => mpr.setSlab({ mode })}
      />
      <div class="mpr-slab">
        <Slider
          label={m.mpr.thickness}
          value={mpr.slab().thicknessMm}
          min={slabRange.min}
          max={slabRange.max}
          step={1}
          disabled={mpr.slab().mode === "slice"}
          valueText={m.mpr.mm(mpr.slab().thicknessMm)}
          onInput={(thicknessMm) => mpr.setSlab({ thicknessMm })}
        />
        <span class="dim">{m.mpr.mm(mpr.slab().thicknessMm)}</span>
      </div>
      <p class="dim small">{m.mpr.point(props.session.point())}</p>
      <Show when={props.session.factor > 1}>
        <p class="small" role="note">
          {m.mpr.reduced(props.session.factor)}
        </p>
      </Show>
      <Show when={!props.session.planes.every(({ stack }) => stack.onGrid)}>
        <p class="dim small">{m.mpr.tilted}</p>
      </Show>
      <Show when={props.session.failed()}>
        {(failed) => (
          <p class="small" role="alert">
            {m.viewer.imageFailed(failed().slice + 1, failureText(failed().reason, m))}
          </p>
        )}
      </Show>
      <Show when={loading()} fallback={<p class="dim small">{m.mpr.hint}</p>}>
        <p class="small">{m.viewer.loading(props.session.loaded().done, props.session.loaded().total)}</p>
        <Progress
          label={m.mpr.loading}
          done={props.session.loaded().done}
          total={props.session.loaded().total}
        />
      </Show>
    </section>
  );
}
