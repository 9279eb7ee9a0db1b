import { gridLayouts } from "../../domain/hanging/grid-layout.ts";
import type { Action, ActionContext, ViewCommands } from "./action.ts";
import { defineAction, digits, hasImage, hasView, isWhole, onView } from "./define-action.ts";

const viewAction = <const Id extends string>(
  id: Id,
  icon: string,
  run: (view: ViewCommands) => void,
  repeats = false,
): Action<Id> =>
  defineAction({
    id,
    icon,
    group: "view",
    scope: "viewer",
    undoable: false,
    repeats,
    enabled: hasView,
    run: onView(run),
  });

/** A key that is down for longer is held. */
const peekMs = 350;

/** View state: never a command, never undone. */
export const viewActions = [
  ...digits.map((digit) =>
    viewAction(`apply-preset-${digit}`, "adjustments", (view) => view.applyPreset(Number(digit))),
  ),
  {
    ...viewAction("window-from-label", "adjustments-spark", () => undefined),
    enabled: (context: ActionContext) =>
      hasImage(context) && isWhole(context) && (context.session?.records.selection().length ?? 0) > 0,
    run({ session, view }: ActionContext) {
      const range = session?.tools.rangeOfSelection();
      if (range) view?.windowRange(range);
    },
  },
  viewAction("keep-preset-9", "adjustments-pin", (view) => view.keepPreset()),
  viewAction("window-full-range", "adjustments-horizontal", (view) => view.windowFullRange()),
  viewAction("window-default", "adjustments-off", (view) => view.windowDefault()),
  viewAction("next-slice", "chevron-down", (view) => view.scrollBy(1), true),
  viewAction("previous-slice", "chevron-up", (view) => view.scrollBy(-1), true),
  viewAction("first-slice", "chevrons-up", (view) => view.scrollTo("first")),
  viewAction("last-slice", "chevrons-down", (view) => view.scrollTo("last")),
  viewAction("next-series", "chevron-right", (view) => view.nextSeries()),
  viewAction("previous-series", "chevron-left", (view) => view.previousSeries()),
  viewAction("toggle-cine", "player-play", (view) => view.toggleCine()),
  viewAction("toggle-mpr", "box-multiple-3", (view) => view.toggleMpr()),
  ...gridLayouts.map((layout) =>
    viewAction(`layout-${layout}`, "layout-grid", (view) => view.setLayout(layout)),
  ),
  viewAction("next-layout", "layout-sidebar-right-expand", (view) => view.stepLayout(1)),
  viewAction("previous-layout", "layout-sidebar-left-expand", (view) => view.stepLayout(-1)),
  viewAction("next-viewport", "arrow-right", (view) => view.stepViewport(1)),
  viewAction("previous-viewport", "arrow-left", (view) => view.stepViewport(-1)),
  viewAction("toggle-maximized", "arrows-maximize", (view) => view.toggleMaximized()),
  viewAction("toggle-link", "link", (view) => view.toggleLink()),
  viewAction("hang-prior", "history", (view) => view.hangPrior()),
  viewAction("zoom-in", "zoom-in", (view) => view.zoomBy(1.25), true),
  viewAction("zoom-out", "zoom-out", (view) => view.zoomBy(1 / 1.25), true),
  viewAction("fit-image", "maximize", (view) => view.fit()),
  viewAction("reset-view", "refresh", (view) => view.resetView()),
  viewAction("invert-gray", "brightness", (view) => view.invert()),
  viewAction("toggle-smooth", "grid-pattern", (view) => view.toggleSmooth()),
  viewAction("rotate-right", "rotate-clockwise", (view) => view.rotate(1)),
  viewAction("rotate-left", "rotate", (view) => view.rotate(-1)),
  viewAction("flip-horizontal", "flip-vertical", (view) => view.flip("horizontal")),
  viewAction("flip-vertical", "flip-horizontal", (view) => view.flip("vertical")),
  {
    ...viewAction("toggle-overlay", "eye", (view) => view.toggleOverlay()),
    // Held it is a peek under the labels, pressed it is a switch.
    release: ({ view }: ActionContext, heldMs: number) => {
      if (heldMs >= peekMs) view?.toggleOverlay();
    },
  },
] as const;
