import { createEffect, createMemo, onCleanup } from "solid-js";
import { warmLabels } from "../../viewer/cpu/warm-drawing.ts";
import type { Services } from "../app/services.ts";
import { idle, whenIdle } from "../app/when-idle.ts";
import type { Stage } from "./stage.ts";

/** Makes ready for the first answer of the model, when the first picture is seen and the page has time. */
export function warmModel(stage: Stage, inference: Services["inference"]): void {
  // The network is large: it comes when the first picture is seen, not before it.
  const isSeen = createMemo(() => stage.shown() !== null);
  createEffect(() => {
    if (!isSeen()) return;
    whenIdle(() => void inference.load().catch(() => undefined)); // settings say why; the classical tools still answer
  });
  // Drawn by the processor, the first answer would wait for the browser to compile what draws labels.
  const isByProcessor = createMemo(
    () => stage.state()?.backend.name === "cpu" && stage.state()?.backend.reason !== "starting",
  );
  createEffect(() => {
    if (isSeen() && isByProcessor()) onCleanup(warmLabels(idle));
  });
}
