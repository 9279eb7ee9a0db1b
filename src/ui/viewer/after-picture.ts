import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import type { Stage } from "./stage.ts";

/** A picture that is long in coming, or will not come, keeps nobody from the tools. */
const mostMs = 250;

/** Whether the first picture of a stage has been drawn, or is not waited for any more. */
export function afterPicture(stage: Pick<Stage, "shown" | "error" | "series">): Accessor<boolean> {
  const [ready, setReady] = createSignal(false);
  let frame: number | null = null;
  let timer = setTimeout(() => setReady(true), mostMs);
  createEffect(() => {
    if (frame !== null || (!stage.shown() && !stage.error() && stage.series())) return;
    // The viewport draws in the frame that comes next; this runs when that has been handed over.
    frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setReady(true));
    });
  });
  onCleanup(() => {
    clearTimeout(timer);
    if (frame !== null) cancelAnimationFrame(frame);
  });
  return ready;
}
