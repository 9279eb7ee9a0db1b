import { type Accessor, createEffect, createSignal, on, untrack } from "solid-js";
import { type LinkMode, linkMode, sliceBeside, startBeside } from "../../../domain/hanging/link-slices.ts";
import { fitZoom } from "../../../viewer/camera.ts";
import type { Viewport } from "../../../viewer/viewport-api.ts";
import type { Stage } from "../stage.ts";
import type { Panes } from "./create-panes.ts";

/** What viewports do together. */
export interface Links {
  readonly on: Accessor<boolean>;
  toggle(): void;
  /** How a viewport follows the active one, and by how many images it is off when it goes by number; null: it does not. */
  modeOf(at: number): { readonly mode: LinkMode; readonly offset: number } | null;
}

/** Scroll, zoom, pan and window go together (viewer-and-tools 3.9): by place in the patient where that is known, else by number. */
export function createLinks(panes: Panes): Links {
  const [linked, setLinked] = createSignal(true);
  const offsets = new Map<Stage, { readonly to: string; readonly offset: number }>();
  const pairOf = (lead: Stage, other: Stage) => `${lead.seriesAt()} ${other.seriesAt()}`;
  /** Fixed when two stacks first stand beside each other: what the person had lined up stays so. */
  const offsetOf = (lead: Stage, other: Stage): number => {
    const to = pairOf(lead, other);
    const known = offsets.get(other);
    if (known?.to === to) return known.offset;
    const offset = untrack(() => other.sliceAt() - lead.sliceAt());
    offsets.set(other, { to, offset });
    return offset;
  };
  const others = () =>
    panes
      .visible()
      .filter((at) => at !== panes.activeAt())
      .map((at) => panes.stageAt(at));
  const leader = () => panes.stageAt(panes.activeAt());

  const follow = (lead: Stage, other: Stage) => {
    const [one, two] = [lead.series(), other.series()];
    if (!one || !two) return;
    if (linkMode(one, two) === "position") {
      const slice = sliceBeside(one.frames[lead.sliceAt()], two);
      if (slice !== null) other.showSlice(slice);
    } else if (two.frames.length > 1) other.showSlice(lead.sliceAt() + offsetOf(lead, other));
  };
  createEffect(
    on([linked, panes.visible, panes.activeAt, () => leader().sliceAt()], ([isOn], before) => {
      if (!isOn) return;
      // Who is merely looked at takes nobody along: only a slice that moves does.
      const moved =
        before !== undefined && before[2] === panes.activeAt() && before[3] !== leader().sliceAt();
      for (const other of others()) {
        if (moved) follow(leader(), other);
        else offsetOf(leader(), other);
      }
    }),
  );
  // A hand that scrolls one alone sets a new offset; where the place in the patient is known, all go there at once.
  createEffect(
    on(linked, (isOn, before) => {
      offsets.clear();
      if (!isOn) return;
      const lead = leader();
      for (const other of others()) {
        const [one, two] = [lead.series(), other.series()];
        if (before === undefined && one && two) {
          const start = startBeside(one, lead.sliceAt(), two);
          if (start !== null) other.showSlice(start);
        } else if (one && two && linkMode(one, two) === "position") follow(lead, other);
      }
    }),
  );
  // A viewport that comes back to the screen has missed what was scrolled meanwhile.
  createEffect(
    on(
      panes.visible,
      (now, before = now) => {
        if (!linked()) return;
        for (const at of now)
          if (!before.includes(at) && at !== panes.activeAt()) follow(leader(), panes.stageAt(at));
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      [leader, () => leader().series(), () => leader().state()?.camera, () => leader().state()?.window],
      ([lead, series, camera, window], before) => {
        // Another leader, or another series in it, is no hand that moved.
        if (!linked() || before === undefined || before[0] !== lead || before[1] !== series) return;
        const from = lead.viewport();
        if (!from || !camera) return;
        for (const other of others()) {
          const to = other.viewport();
          if (!to || !other.shown()) continue;
          if (before[2] && before[2] !== camera) copyView(from, lead, to, other);
          if (window && before[3] && before[3] !== window && sharesUnits(lead, other)) to.setWindow(window);
        }
      },
    ),
  );

  return {
    on: linked,
    toggle: () => setLinked(!linked()),
    modeOf(at) {
      const [one, two] = [leader().series(), panes.stageAt(at).series()];
      if (!linked() || at === panes.activeAt() || !one || !two || two.frames.length < 2) return null;
      const mode = linkMode(one, two);
      return { mode, offset: mode === "number" ? offsetOf(leader(), panes.stageAt(at)) : 0 };
    },
  };
}

/** A window means the same on two series only where their values are of one scale, as HU. */
function sharesUnits(one: Stage, other: Stage): boolean {
  const units = one.shown()?.facts.units ?? "";
  return one.series() === other.series() || (units !== "" && units === other.shown()?.facts.units);
}

/** The same share of the picture, as large: turns and flips stay each viewport's own. */
function copyView(from: Viewport, lead: Stage, to: Viewport, other: Stage): void {
  const [a, b] = [lead.shown()?.facts, other.shown()?.facts];
  if (!a || !b) return;
  const [one, two] = [from.getView(), to.getView()];
  const whole = (view: typeof one, facts: typeof a) =>
    fitZoom(view.size, view.stretch, facts, view.camera.quarterTurns);
  const zoom = (one.camera.zoom / whole(one, a)) * whole(two, b);
  const share = (at: number, size: number, of: number) => ((at + 0.5) / size) * of - 0.5;
  const [x, y] = one.camera.centerImage;
  const centerImage = [share(x, a.columns, b.columns), share(y, a.rows, b.rows)] as const;
  const same =
    Math.abs(zoom - two.camera.zoom) < 1e-6 &&
    Math.hypot(centerImage[0] - two.camera.centerImage[0], centerImage[1] - two.camera.centerImage[1]) < 1e-6;
  if (!same) to.setCamera({ ...two.camera, zoom, centerImage });
}
