import { createEffect, on } from "solid-js";
import type { Stage } from "./stage.ts";

/** Runs what a key means for the image. */
export type WhenShown = (run: () => void) => void;

/**
 * A key that is pressed while another stack is on its way is meant for that one, not for the image that still stands there: it waits, in
 * order, until the stack that is wanted is seen. What waits for a stack that was left before it came has no effect.
 */
export function createWhenShown(stage: Pick<Stage, "shown" | "series">): WhenShown {
  let waiting: { readonly series: ReturnType<Stage["series"]>; readonly run: () => void }[] = [];
  const isShown = () => stage.shown() !== null && stage.shown()?.series === stage.series();
  createEffect(
    on([stage.shown, stage.series], ([, series]) => {
      waiting = waiting.filter((one) => one.series === series);
      if (!isShown()) return;
      const due = waiting;
      waiting = [];
      for (const { run } of due) run();
    }),
  );
  return (run) => {
    if (isShown()) run();
    else waiting.push({ series: stage.series(), run });
  };
}
