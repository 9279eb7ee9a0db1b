import type { Accessor } from "solid-js";
import { gridLayouts } from "../../domain/hanging/grid-layout.ts";
import type { ViewCommands } from "../../editor/actions/action.ts";
import { fitZoom, flip, rotate, zoomAt } from "../../viewer/camera.ts";
import { firstTurn } from "../../viewer/first-turn.ts";
import type { Viewport } from "../../viewer/viewport-api.ts";
import { fullRangeWindow } from "../../viewer/window-level.ts";
import { type OwnWindows, windowPresets } from "../../viewer/window-presets.ts";
import type { Links } from "./layout/create-links.ts";
import type { Panes } from "./layout/create-panes.ts";
import type { Mpr } from "./mpr/create-mpr.ts";
import type { SliceIndex } from "./slice-index.ts";
import type { Stage } from "./stage.ts";
import { createWhenShown } from "./when-shown.ts";

export interface ViewCommandOptions {
  readonly stage: Stage;
  readonly index: SliceIndex;
  readonly seriesCount: number;
  readonly toggleCine: () => void;
  readonly panes: Panes;
  readonly stepViewport: (by: 1 | -1) => void;
  readonly links: Links;
  readonly hangPrior: () => void;
  readonly mpr: Mpr;
  readonly toggleSmooth: () => void;
  readonly ownWindows: Accessor<OwnWindows>;
  /** A preset was asked for that the image shown has not. */
  readonly onNoPreset: (digit: number) => void;
  /** Keeps a window as preset 9 of a modality. */
  readonly keepWindow: (modality: string, window: OwnWindows[string]) => void;
  readonly labelsHidden: Accessor<boolean>;
  readonly setLabelsHidden: (hidden: boolean) => void;
}

/** What the actions of the view do on this stage. */
export function makeViewCommands(options: ViewCommandOptions): ViewCommands {
  const { stage, index } = options;
  const whenShown = createWhenShown(stage);
  /** One window for all planes: the images' own. */
  const withImages = (run: (view: Viewport) => void) =>
    whenShown(() => {
      const view = stage.viewport();
      if (view) run(view);
    });
  const withView = (run: (view: Viewport) => void) => {
    const plane = options.mpr.focused()?.viewport();
    if (plane) run(plane);
    else withImages(run);
  };
  const step = (by: number) => {
    const next = (stage.seriesAt() + by + options.seriesCount) % options.seriesCount;
    // The only series is no other one: to hang it anew would lose the place in it.
    if (next === stage.seriesAt() && stage.series()) return;
    const at = options.panes.activeAt();
    if (options.panes.guestAt() === at) stage.showSeries(next);
    else options.panes.showSeries(at, next);
  };
  return {
    applyPreset: (digit) =>
      withImages((view) => {
        const shown = stage.shown();
        const presets = shown ? windowPresets(shown.series.modality, shown.facts, options.ownWindows()) : [];
        const preset = presets.find((entry) => entry.digit === digit);
        if (preset) view.setWindow(preset.window);
        else if (shown) options.onNoPreset(digit);
      }),
    windowRange: ({ low, high }) =>
      withImages((view) => {
        // A label of one value has no range: that value in the middle, still.
        const width = Math.max(1, high - low);
        view.setWindow({ kind: "window", center: (low + high) / 2, width, fn: "LINEAR", invert: false });
      }),
    keepPreset: () =>
      withImages(() => {
        const [shown, window] = [stage.shown(), stage.state()?.window];
        if (shown && window?.kind === "window")
          options.keepWindow(shown.series.modality, { center: window.center, width: window.width });
      }),
    windowFullRange: () =>
      withImages((view) => {
        const shown = stage.shown();
        if (shown) view.setWindow(fullRangeWindow(shown.facts, shown.samples));
      }),
    windowDefault: () => withImages((view) => view.setWindow("auto")),
    scrollBy(slices) {
      const plane = options.mpr.focused();
      if (plane) plane.show(plane.at() + slices);
      else stage.showSlice(stage.sliceAt() + slices);
    },
    scrollTo(end) {
      const plane = options.mpr.focused();
      const to = end === "first" ? 0 : Number.MAX_SAFE_INTEGER;
      if (plane) plane.show(to);
      else stage.showSlice(to);
    },
    showFrame(seriesUid, sopUid, frameIndex) {
      const target = { series: seriesUid, sop: sopUid, frame: frameIndex + 1 };
      const at = index.stackOf(target);
      const slice = index.sliceOf(target);
      if (at === null || slice === null) return;
      // Labels are not on the study that is hung beside.
      if (options.panes.guestAt() === options.panes.activeAt()) options.panes.activate(0);
      if (at === stage.seriesAt()) stage.showSlice(slice);
      else stage.showSeries(at, slice);
    },
    zoomBy: (factor) =>
      withView((view) => {
        const now = view.getView();
        const { size, stretch, camera } = now;
        const facts = options.mpr.focused()?.stack ?? stage.shown()?.facts ?? { columns: 1, rows: 1 };
        const smallest = fitZoom(size, stretch, facts, camera.quarterTurns);
        view.setCamera(zoomAt(now, [size.widthCss / 2, size.heightCss / 2], factor, smallest));
      }),
    fit: () => withView((view) => view.fit()),
    resetView: () =>
      withView((view) => {
        // The images among planes stand as these do: patient right at the left.
        const upright = options.mpr.focused() ? null : options.mpr.session()?.upright;
        const turn = firstTurn(options.mpr.focused() ? {} : (stage.shown()?.facts ?? {}));
        view.setCamera({ ...view.getCamera(), ...turn, ...upright });
        view.fit();
        withImages((images) => images.setWindow("auto"));
      }),
    invert: () =>
      withImages((view) => {
        const window = stage.state()?.window;
        if (window) view.setWindow({ ...window, invert: !window.invert });
      }),
    toggleSmooth: options.toggleSmooth,
    rotate: (turns) => withView((view) => view.setCamera(rotate(view.getCamera(), turns))),
    flip: (axis) => withView((view) => view.setCamera(flip(view.getCamera(), axis))),
    toggleOverlay: () => options.setLabelsHidden(!options.labelsHidden()),
    nextSeries: () => step(1),
    previousSeries: () => step(-1),
    toggleCine: options.toggleCine,
    toggleMpr: options.mpr.toggle,
    setLayout(layout) {
      options.mpr.setOpen(false);
      options.panes.setLayout(layout);
    },
    stepLayout(by) {
      const now = gridLayouts.indexOf(options.panes.layout());
      const next = gridLayouts[(now + by + gridLayouts.length) % gridLayouts.length];
      options.mpr.setOpen(false);
      if (next) options.panes.setLayout(next);
    },
    stepViewport: options.stepViewport,
    toggleMaximized: options.panes.toggleMaximized,
    toggleLink: options.links.toggle,
    hangPrior: options.hangPrior,
  };
}
