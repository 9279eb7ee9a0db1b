import { createSignal, For, Show } from "solid-js";
import { Picture } from "../kit/picture.tsx";
import { useMessages } from "../messages/messages.ts";
import type { Review } from "./create-review.ts";
import { placeStyle } from "./crop-area.ts";
import { boxBetween, covers, type FramePoint } from "./draw-box.ts";

export interface FrameViewProps {
  readonly review: Review;
  /** A small one beside the sheet: shows, draws nothing. */
  readonly small?: boolean;
}

/** The frame as it is, the places over it; mouse, pen or one finger draws another box. */
export function FrameView(props: FrameViewProps) {
  const m = useMessages();
  const [start, setStart] = createSignal<FramePoint | null>(null);
  const [end, setEnd] = createSignal<FramePoint | null>(null);
  let surface: HTMLDivElement | undefined;
  const picture = () => props.review.shown()?.picture;
  const size = () => ({
    x: 0,
    y: 0,
    width: picture()?.frameColumns ?? 4,
    height: picture()?.frameRows ?? 3,
  });
  const pointOf = (event: PointerEvent): FramePoint => {
    const area = surface?.getBoundingClientRect();
    if (!area) return { x: 0, y: 0 };
    return {
      x: ((event.clientX - area.left) / area.width) * size().width,
      y: ((event.clientY - area.top) / area.height) * size().height,
    };
  };
  const drawn = () => {
    const [from, to] = [start(), end()];
    const frames = props.review.allFrames() ? ("all" as const) : [props.review.frameIndex()];
    return from && to ? boxBetween(from, to, size().width, size().height, frames) : null;
  };
  const finish = (keep: boolean) => {
    const box = drawn();
    setStart(null);
    setEnd(null);
    if (keep && box) props.review.draw(box);
  };
  const here = () =>
    props.review
      .cards()
      .flatMap((card) =>
        card.kind === "whole"
          ? []
          : card.members
              .filter(
                ({ image, box }) =>
                  image.sopUid === props.review.clip()?.sopUid && covers(box, props.review.frameIndex()),
              )
              .map(({ box }) => ({ card, box })),
      );
  return (
    <div class="frame-stage" classList={{ small: props.small === true }}>
      <div
        ref={surface}
        class="frame-surface"
        role="application"
        aria-label={props.small ? m.pixels.preview : m.pixels.view}
        aria-busy={props.review.isComing()}
        tabIndex={props.small ? undefined : -1}
        style={{ "--columns": size().width, "--rows": size().height }}
        onPointerDown={(event) => {
          if (event.button !== 0 || !picture()) return;
          if (props.small) {
            props.review.setMode("frames");
            return;
          }
          event.preventDefault();
          surface?.setPointerCapture(event.pointerId);
          setStart(pointOf(event));
          setEnd(pointOf(event));
        }}
        onPointerMove={(event) => start() && setEnd(pointOf(event))}
        onPointerUp={() => finish(true)}
        onPointerCancel={() => finish(false)}
      >
        <Picture data={picture()} class="frame-picture" />
        <For each={here()}>
          {({ card, box }) => (
            <span
              class="place-box"
              classList={{
                open: card.decision === null,
                hidden: card.decision === "blank",
                kept: card.decision === "keep",
                chosen: props.review.selected()?.id === card.id,
              }}
              style={placeStyle(box, size())}
            />
          )}
        </For>
        <Show when={drawn()}>
          {(box) => <span class="place-box drawing" style={placeStyle(box(), size())} />}
        </Show>
      </div>
    </div>
  );
}
