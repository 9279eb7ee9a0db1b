import { createEffect, createSignal, on, onCleanup, onMount, Show } from "solid-js";
import type { FrameRef, Instance } from "../../domain/study.ts";
import type { OverlayShape } from "../../viewer/overlay-shape.ts";
import { makeViewport } from "../../viewer/viewport.ts";
import type { Viewport, ViewportState } from "../../viewer/viewport-api.ts";
import { dragWindow } from "../../viewer/window-level.ts";
import { failureText, isCancelled } from "../app/failure-text.ts";
import { useServices } from "../app/services.ts";
import { useMessages } from "../messages/messages.ts";

export interface ReaderImageProps {
  readonly name: string;
  readonly imageRef: FrameRef;
  readonly instance: Instance;
  readonly shapes: readonly OverlayShape[];
  readonly onScroll: (by: number) => void;
}

/** One image with what a reader drew on it; wheel scrolls, drag moves, right button windows. */
export function ReaderImage(props: ReaderImageProps) {
  const m = useMessages();
  const { pixels } = useServices();
  const [failure, setFailure] = createSignal<unknown>(null);
  const [state, setState] = createSignal<ViewportState | null>(null);
  const [viewport, setViewport] = createSignal<Viewport | null>(null);
  let host: HTMLDivElement | undefined;
  let reading: AbortController | null = null;
  let shownSize = "";
  onMount(() => {
    if (!host) return;
    const length = (value: number, unit: string) => m.viewer.length(value, unit);
    const view = makeViewport(host, {
      onIntent: (intent) => {
        if (intent.kind === "scroll") props.onScroll(intent.delta);
        const window = state()?.window;
        if (intent.kind === "window" && window)
          viewport()?.setWindow(dragWindow(window, intent.dx, intent.dy));
      },
      onState: setState,
      texts: { length, notCalibrated: m.viewer.notCalibrated, atDetector: m.viewer.atDetector },
      tileBytes: 24 * 2 ** 20,
    });
    view.setInput({ primary: "pan" });
    setViewport(view);
  });
  onCleanup(() => {
    reading?.abort();
    viewport()?.dispose();
  });
  const show = async (view: Viewport, { sopUid, frameIndex, plane }: FrameRef, { facts }: Instance) => {
    reading?.abort();
    const mine = new AbortController();
    reading = mine;
    view.showMissing();
    try {
      const size = `${facts.columns} ${facts.rows}`;
      view.setImage(facts, sopUid, { keepView: size === shownSize });
      shownSize = size;
      view.setPlane(plane ?? null);
      if (facts.pyramid) {
        await view.showTiles(frameIndex, (tile, signal) =>
          pixels.tile({ sopUid, ...tile, frameIndex, priority: 0 }, signal),
        );
      } else {
        const frame = await pixels.frame({ sopUid, frameIndex, priority: 0 }, mine.signal);
        if (reading === mine) view.showFrame(frameIndex, frame);
      }
      if (reading === mine) setFailure(null);
    } catch (reason) {
      if (reading === mine && !isCancelled(reason)) setFailure(reason);
    }
  };
  createEffect(
    on([viewport, () => props.imageRef, () => props.instance], ([view, ref, instance]) => {
      if (view) void show(view, ref, instance);
    }),
  );
  createEffect(() => viewport()?.setShapes(props.shapes));
  return (
    <figure class="reader-image">
      <div
        ref={host}
        class="viewport"
        role="application"
        aria-label={props.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes its own keys
        tabIndex={0}
        data-tool="pan"
      />
      <figcaption>{props.name}</figcaption>
      <Show when={failure()}>
        {(reason) => (
          <p class="image-error" role="alert">
            {failureText(reason(), m)}
          </p>
        )}
      </Show>
    </figure>
  );
}
