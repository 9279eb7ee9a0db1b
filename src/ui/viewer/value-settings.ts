import { createEffect, on } from "solid-js";
import type { EditorSession } from "../../editor/session-types.ts";
import type { Stage } from "./stage.ts";

/** The first tolerance of wand and region, as a part of the window: what looks alike belongs together. */
const toleranceOfWindow = 1 / 16;

/** Keeps settings in units of values fit for the image: Hounsfield units mean nothing on an image of another kind. */
export function keepValueSettings(stage: Stage, { tools }: EditorSession): void {
  createEffect(
    on(
      () => `${stage.shown()?.series.modality} ${stage.shown()?.facts.units}`,
      () => {
        tools.setOptions({ range: null, tolerance: null });
        if (tools.options().area.kind === "range") tools.setOptions({ area: { kind: "anywhere" } });
      },
    ),
  );
  createEffect(() => {
    const window = stage.state()?.window;
    if (window?.kind === "window" && tools.options().tolerance === null && stage.shown())
      tools.setOptions({ tolerance: window.width * toleranceOfWindow });
  });
}
