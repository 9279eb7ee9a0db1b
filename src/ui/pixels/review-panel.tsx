import { IconSquare, IconTrash } from "@tabler/icons-solidjs";
import { createSignal, For, Show } from "solid-js";
import type { HeldImage } from "../../domain/calls/import-calls.ts";
import { useApp } from "../app/app-state.ts";
import { failureText } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { Check } from "../kit/check.tsx";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import type { Review } from "./create-review.ts";
import { covers } from "./draw-box.ts";
import { RefuseDialog } from "./refuse-dialog.tsx";

export interface ReviewPanelProps {
  readonly image: HeldImage;
  readonly images: readonly HeldImage[];
  readonly review: Review;
  readonly allFrames: boolean;
  readonly onAllFrames: (all: boolean) => void;
}

/** What is known of the held image, the boxes, and the two ways out. */
export function ReviewPanel(props: ReviewPanelProps) {
  const app = useApp();
  const m = useMessages();
  const { importer } = useServices();
  const [allClips, setAllClips] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [refusing, setRefusing] = createSignal(false);
  const alike = () =>
    props.images.filter(
      (other) =>
        other.studyUid === props.image.studyUid &&
        other.columns === props.image.columns &&
        other.rows === props.image.rows,
    );
  const ofStudy = () => props.images.filter((other) => other.studyUid === props.image.studyUid);
  /** Codes as words; a code without words shows itself. */
  const signs = () =>
    [...new Set(props.image.signs.map((sign) => m.pixels.signs[sign.split(":")[0] ?? ""] ?? sign))].join(
      ", ",
    );
  const doubtful = () =>
    !busy() &&
    props.review.unseen() === 0 &&
    props.review.boxes().length === 0 &&
    props.image.signs.some((sign) => sign.startsWith("burned-in"));
  const drawBox = () => {
    document.querySelector<HTMLElement>(".frame-surface")?.focus();
    app.speaker.say(m.pixels.focusFrame);
  };
  const release = async () => {
    setBusy(true);
    try {
      const sopUids = allClips() ? alike().map((held) => held.sopUid) : [props.image.sopUid];
      const { released } = await importer.call("release", { sopUids, boxes: props.review.boxes() });
      app.toasts.show(m.pixels.released(released.length));
    } catch (reason) {
      app.toasts.show(m.pixels.releaseFailed(failureText(reason)));
    } finally {
      await app.held.refresh();
      setBusy(false);
    }
  };
  const hereFirst = () =>
    props.review
      .boxes()
      .toSorted(
        (a, b) => Number(covers(b, props.review.frameIndex())) - Number(covers(a, props.review.frameIndex())),
      );
  return (
    <aside class="pixels-panel">
      <section>
        <div class="panel-title">
          <h2>{m.pixels.image(props.image.modality, props.image.pseudonym)}</h2>
          <span class="dim">{m.pixels.frame(props.review.frameIndex() + 1, props.image.frames)}</span>
        </div>
        <Show when={props.image.frames > 1}>
          <Slider
            label={m.pixels.frameSlider}
            value={props.review.frameIndex() + 1}
            min={1}
            max={props.image.frames}
            step={1}
            valueText={m.pixels.frame(props.review.frameIndex() + 1, props.image.frames)}
            onInput={(value) => props.review.setFrameIndex(value - 1)}
          />
        </Show>
        <p class="dim small">{m.pixels.seen(props.review.seen(), props.image.frames)}</p>
      </section>
      <section>
        <dl class="facts">
          <dt>{m.pixels.risk}</dt>
          <dd>{m.pixels.risks[props.image.risk] ?? props.image.risk}</dd>
          <dt>{m.pixels.why}</dt>
          <dd>{signs()}</dd>
        </dl>
      </section>
      <section class="grow-section">
        <h3>{m.pixels.boxes}</h3>
        <p class="dim small">{m.pixels.drawHint}</p>
        <ul aria-label={m.pixels.boxes}>
          <For each={hereFirst()} fallback={<li class="dim small pad">{m.pixels.noBoxes}</li>}>
            {(box, index) => (
              <li class="box-row">
                <span class="grow">{m.pixels.box(index() + 1, box.width, box.height)}</span>
                <button
                  type="button"
                  class="button icon"
                  aria-label={m.pixels.removeBox(index() + 1)}
                  onClick={() => props.review.remove(box)}
                >
                  <IconTrash size={20} stroke-width={1.75} />
                </button>
              </li>
            )}
          </For>
        </ul>
        <button type="button" class="button" onClick={drawBox}>
          <IconSquare size={18} stroke-width={1.75} />
          {m.pixels.drawBox}
        </button>
        <Show when={props.image.frames > 1}>
          <Check label={m.pixels.allFrames} checked={props.allFrames} onChange={props.onAllFrames} />
        </Show>
        <Show when={alike().length > 1}>
          <Check
            label={m.pixels.allClips}
            note={m.pixels.allClipsNote(alike().length)}
            checked={allClips()}
            onChange={setAllClips}
          />
        </Show>
      </section>
      <section class="pixels-foot">
        <p class="small" classList={{ dim: !doubtful(), attention: doubtful() }} role="status">
          {busy()
            ? m.pixels.releasing
            : props.review.unseen() > 0
              ? m.pixels.releaseWait(props.review.unseen())
              : doubtful()
                ? m.pixels.releaseUnblanked
                : m.pixels.releaseReady(props.review.boxes().length)}
        </p>
        <button
          type="button"
          class="button primary"
          disabled={busy() || props.review.unseen() > 0}
          onClick={() => void release()}
        >
          {m.pixels.release}
        </button>
        <button type="button" class="button plain danger" disabled={busy()} onClick={() => setRefusing(true)}>
          {m.pixels.refuse}
        </button>
      </section>
      <RefuseDialog open={refusing()} images={ofStudy()} onClose={() => setRefusing(false)} />
    </aside>
  );
}
