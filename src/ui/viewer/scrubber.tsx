import { IconChevronDown, IconChevronUp, IconStar, IconStarFilled } from "@tabler/icons-solidjs";
import { createMemo, For, Show } from "solid-js";
import { useMessages } from "../messages/messages.ts";
import { CineButton } from "./cine-settings.tsx";
import { lanesOf } from "./lanes.ts";
import { useKeys } from "./use-keys.ts";
import { useViewer } from "./viewer-model.ts";

/** A map of the series: labels at the left, proposals at the right, the thumb is the slice. */
export function Scrubber() {
  const m = useMessages();
  const viewer = useViewer();
  const keysOf = useKeys();
  const { stage, session } = viewer;
  let track: HTMLDivElement | undefined;
  const count = () => stage.series()?.frames.length ?? 1;
  const last = () => Math.max(1, count() - 1);
  const lanes = createMemo(() =>
    lanesOf(
      stage.seriesAt(),
      session.records.annotations(),
      session.proposals.proposals(),
      viewer.index,
      viewer.lookup(),
    ),
  );
  const stars = createMemo(() =>
    session.records
      .keyImages()
      .filter((image) => viewer.index.stackOf(image) === stage.seriesAt())
      .flatMap((image) => viewer.index.sliceOf(image) ?? []),
  );
  const isKey = () => stars().includes(stage.sliceAt());
  const follow = (event: PointerEvent) => {
    const box = track?.getBoundingClientRect();
    if (!box || (event.type === "pointermove" && event.buttons === 0)) return;
    stage.showSlice(Math.round(((event.clientY - box.top) / box.height) * last()));
  };
  const onKey = (event: KeyboardEvent) => {
    const at = stage.sliceAt();
    const next = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: count() - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    stage.showSlice(next);
  };
  return (
    <div class="scrubber">
      <button
        type="button"
        class="button icon"
        aria-label={m.viewer.previousImage}
        disabled={stage.sliceAt() === 0}
        onClick={() => stage.showSlice(stage.sliceAt() - 1)}
      >
        <IconChevronUp size={20} stroke-width={1.75} />
      </button>
      <div
        ref={track}
        class="scrubber-track"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={follow}
      >
        <i class="groove" />
        <For each={lanes()}>
          {(span) => (
            <i
              class={`lane ${span.kind}`}
              style={{
                "--lane": span.lane,
                "--from": span.from / count(),
                "--length": (span.to - span.from + 1) / count(),
                "--swatch": span.color,
              }}
            />
          )}
        </For>
        <For each={stars()}>{(slice) => <i class="key-star" style={{ "--at": slice / last() }} />}</For>
        <div
          class="thumb-slice"
          role="slider"
          tabIndex={0}
          aria-label={m.viewer.slice}
          aria-orientation="vertical"
          aria-valuemin={1}
          aria-valuemax={count()}
          aria-valuenow={stage.sliceAt() + 1}
          aria-valuetext={m.viewer.statusImage(stage.sliceAt() + 1, count())}
          style={{ "--at": stage.sliceAt() / last() }}
          onKeyDown={onKey}
        >
          {stage.sliceAt() + 1}
        </div>
      </div>
      <button
        type="button"
        class="button icon"
        aria-label={m.viewer.nextImage}
        disabled={stage.sliceAt() >= count() - 1}
        onClick={() => stage.showSlice(stage.sliceAt() + 1)}
      >
        <IconChevronDown size={20} stroke-width={1.75} />
      </button>
      <button
        type="button"
        class="button icon"
        aria-label={m.viewer.keyImage}
        aria-pressed={isKey()}
        disabled={!viewer.can("toggle-key-image")}
        title={`${m.viewer.keyImage} (${keysOf("toggle-key-image")[0] ?? ""})`}
        onClick={(event) => {
          viewer.run("toggle-key-image");
          if (event.detail > 0) viewer.focusImage();
        }}
      >
        <Show when={isKey()} fallback={<IconStar size={20} stroke-width={1.75} />}>
          <IconStarFilled size={20} />
        </Show>
      </button>
      <CineButton />
    </div>
  );
}
