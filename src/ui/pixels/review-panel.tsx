import {
  IconChevronLeft,
  IconChevronRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconSquare,
} from "@tabler/icons-solidjs";
import { Show } from "solid-js";
import { useApp } from "../app/app-state.ts";
import { Check } from "../kit/check.tsx";
import { Slider } from "../kit/slider.tsx";
import { useMessages } from "../messages/messages.ts";
import type { Playback } from "./create-playback.ts";
import type { Review } from "./create-review.ts";
import { FrameView } from "./frame-view.tsx";
import { PlaceFacts } from "./place-facts.tsx";
import { usePlaceWords } from "./place-words.ts";
import { alike } from "./review-state.ts";

export interface ReviewPanelProps {
  readonly review: Review;
  readonly playback: Playback;
  readonly busy: string | null;
  /** Ends a release that is under way; null while there is none. */
  readonly onCancel: (() => void) | null;
  readonly onRelease: () => void;
  readonly onRefuse: () => void;
}

/** The frame at hand, the selected place, the scope of a decision, and the two ways out. */
export function ReviewPanel(props: ReviewPanelProps) {
  const app = useApp();
  const m = useMessages();
  const words = usePlaceWords();
  const clip = () => props.review.clip();
  const several = () => {
    const image = clip();
    return image ? alike(props.review.images(), image).length : 0;
  };
  const boxes = () =>
    props.review.images().reduce((sum, image) => sum + props.review.boxesOf(image).length, 0);
  const doubtful = () =>
    props.review.whole() &&
    boxes() === 0 &&
    props.review.images().some((image) => image.signs.some((sign) => sign.startsWith("burned-in")));
  const goTo = (step: number) => {
    props.playback.stop();
    props.review.step(step);
  };
  const drawBox = () => {
    props.review.setMode("frames");
    queueMicrotask(() =>
      document.querySelector<HTMLElement>(".frame-stage:not(.small) .frame-surface")?.focus(),
    );
    app.speaker.say(m.pixels.focusFrame);
  };
  const state = () => {
    if (props.busy) return props.busy;
    if (props.review.open() > 0) return m.pixels.placesLeft(props.review.open());
    if (props.review.unseen() > 0) return m.pixels.framesLeft(props.review.unseen());
    if (!props.review.whole()) return m.face.left;
    if (doubtful()) return m.pixels.releaseUnblanked;
    const covered = props.review.images().filter((image) => props.review.coverFace(image)).length;
    return covered > 0 ? m.face.ready(covered, boxes()) : m.pixels.releaseReady(boxes());
  };
  return (
    <aside class="pixels-panel">
      <Show when={clip()}>
        {(image) => (
          <section>
            <div class="panel-title">
              <h2>{words.clipName(props.review.images(), image())}</h2>
              <span class="grow" />
              <span class="dim">{m.pixels.frame(props.review.frameIndex() + 1, image().frames)}</span>
              <Show when={props.review.images().length > 1}>
                <span class="clip-steps">
                  <button
                    type="button"
                    class="button icon"
                    aria-label={m.pixels.previousClip}
                    onClick={() => goTo(-1)}
                  >
                    <IconChevronLeft size={20} stroke-width={1.75} />
                  </button>
                  <button
                    type="button"
                    class="button icon"
                    aria-label={m.pixels.nextClip}
                    onClick={() => goTo(1)}
                  >
                    <IconChevronRight size={20} stroke-width={1.75} />
                  </button>
                </span>
              </Show>
            </div>
            <Show when={props.review.mode() !== "frames"}>
              <FrameView review={props.review} small />
            </Show>
            <div class="frame-row">
              <button
                type="button"
                class="button icon"
                aria-label={props.playback.playing() ? m.pixels.pause : m.pixels.play}
                onClick={() => props.playback.toggle()}
              >
                <Show
                  when={props.playback.playing()}
                  fallback={<IconPlayerPlay size={20} stroke-width={1.75} />}
                >
                  <IconPlayerPause size={20} stroke-width={1.75} />
                </Show>
              </button>
              <Slider
                scrub
                label={m.pixels.frameSlider}
                value={props.review.frameIndex() + 1}
                min={1}
                max={Math.max(2, image().frames)}
                step={1}
                disabled={image().frames === 1}
                valueText={m.pixels.frame(props.review.frameIndex() + 1, image().frames)}
                onInput={(value) => {
                  props.playback.stop();
                  props.review.setFrameIndex(Math.min(image().frames, value) - 1);
                }}
              />
            </div>
            <Show when={image().face !== "only"}>
              <p class="dim small">
                {m.pixels.seen(props.review.seen.count(image().sopUid), image().frames)}
              </p>
            </Show>
          </section>
        )}
      </Show>
      <section class="grow-section">
        <PlaceFacts review={props.review} />
      </section>
      <section>
        <Show when={several() > 1}>
          <Check
            label={m.pixels.allClips}
            note={m.pixels.allClipsNote(several())}
            checked={props.review.together()}
            onChange={props.review.setTogether}
          />
        </Show>
        <Show when={(clip()?.frames ?? 1) > 1}>
          <Check
            label={m.pixels.allFrames}
            checked={props.review.allFrames()}
            onChange={props.review.setAllFrames}
          />
        </Show>
        <button type="button" class="button wide" onClick={drawBox}>
          <IconSquare size={18} stroke-width={1.75} />
          {m.pixels.drawBox}
        </button>
      </section>
      <section class="pixels-foot">
        <p class="small" classList={{ dim: !doubtful(), attention: doubtful() }} role="status">
          {state()}
        </p>
        <button
          type="button"
          class="button primary"
          disabled={props.busy !== null || !props.review.whole()}
          onClick={() => props.onRelease()}
        >
          {m.pixels.release}
        </button>
        <Show
          when={props.onCancel}
          fallback={
            <button
              type="button"
              class="button plain danger"
              disabled={props.busy !== null}
              onClick={() => props.onRefuse()}
            >
              {m.pixels.refuse}
            </button>
          }
        >
          {(cancel) => (
            <button type="button" class="button plain" onClick={() => cancel()()}>
              {m.pixels.cancelRelease}
            </button>
          )}
        </Show>
      </section>
    </aside>
  );
}
