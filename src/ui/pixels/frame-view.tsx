import { createSignal, For, Show } from "solid-js";
import type { ReviewFrame } from "../../domain/calls/import-calls.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import { Picture } from "../kit/picture.tsx";
import { useMessages } from "../messages/messages.ts";
import { boxBetween, covers, type FramePoint } from "./draw-box.ts";

export interface FrameViewProps {
  readonly frame: ReviewFrame | undefined;
  readonly frameIndex: number;
  readonly boxes: readonly BlankBox[];
  readonly allFrames: boolean;
  readonly onBox: (box: BlankBox) => void;
}

/** The frame as it is, the boxes over it; mouse, pen or one finger draws another. */
export function FrameView(props: FrameViewProps) {
  const m = useMessages();
  const [start, setStart] = createSignal<FramePoint | null>(null);
  const [end, setEnd] = createSignal<FramePoint | null>(null);
  let surface: HTMLDivElement | undefined;
  const pointOf = (event: PointerEvent): FramePoint => {
    const area = surface?.getBoundingClientRect();
    if (!area || !props.frame) return { x: 0, y: 0 };
    return {
      x: ((event.clientX - area.left) / area.width) * props.frame.frameColumns,
      y: ((event.clientY - area.top) / area.height) * props.frame.frameRows,
    };
  };
  const drawn = () => {
    const [from, to, frame] = [start(), end(), props.frame];
    const frames = props.allFrames ? ("all" as const) : [props.frameIndex];
    return from && to && frame ? boxBetween(from, to, frame.frameColumns, frame.frameRows, frames) : null;
  };
  const finish = (keep: boolean) => {
    const box = drawn();
    setStart(null);
    setEnd(null);
    if (keep && box) props.onBox(box);
  };
  const here = () => props.boxes.filter((box) => covers(box, props.frameIndex));
  const place = (box: BlankBox) => ({
    left: `${(100 * box.x) / (props.frame?.frameColumns ?? 1)}%`,
    top: `${(100 * box.y) / (props.frame?.frameRows ?? 1)}%`,
    width: `${(100 * box.width) / (props.frame?.frameColumns ?? 1)}%`,
    height: `${(100 * box.height) / (props.frame?.frameRows ?? 1)}%`,
  });
  return (
    <div class="frame-stage">
      <div
        ref={surface}
        class="frame-surface"
        role="application"
        aria-label={m.pixels.view}
        tabIndex={-1}
        style={{
          "--columns": props.frame?.columns ?? 4,
          "--rows": props.frame?.rows ?? 3,
        }}
        onPointerDown={(event) => {
          if (event.button !== 0 || !props.frame) return;
          event.preventDefault();
          surface?.setPointerCapture(event.pointerId);
          setStart(pointOf(event));
          setEnd(pointOf(event));
        }}
        onPointerMove={(event) => start() && setEnd(pointOf(event))}
        onPointerUp={() => finish(true)}
        onPointerCancel={() => finish(false)}
      >
        <Picture data={props.frame} class="frame-picture" />
        <For each={here()}>{(box) => <span class="blank-box" style={place(box)} />}</For>
        <Show when={drawn()}>{(box) => <span class="blank-box drawing" style={place(box())} />}</Show>
      </div>
    </div>
  );
}
