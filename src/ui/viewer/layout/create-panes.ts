import { type Accessor, batch, createMemo, createSignal } from "solid-js";
import { type GridLayout, gridSize, mostViewports } from "../../../domain/hanging/grid-layout.ts";
import type { Hanging } from "../../../domain/hanging/hang.ts";
import { startBeside } from "../../../domain/hanging/link-slices.ts";
import type { ImageTarget } from "../../../editor/image-target.ts";
import type { PixelsClient } from "../../../jobs/pixels.ts";
import { createStage } from "../create-stage.ts";
import { factsKeys } from "../facts-keys.ts";
import type { OpenStudy } from "../load-study.ts";
import type { Stage } from "../stage.ts";
import { activeStage } from "./active-stage.ts";

/** The viewports of the screen and which of them is worked on. */
export interface Panes {
  readonly layout: Accessor<GridLayout>;
  setLayout(layout: GridLayout): void;
  /** Numbers of the viewports that are on the screen. */
  readonly visible: Accessor<readonly number[]>;
  readonly activeAt: Accessor<number>;
  activate(at: number): void;
  /** One viewport takes all of the room, and gives it back. */
  readonly maximized: Accessor<boolean>;
  toggleMaximized(): void;
  stageAt(at: number): Stage;
  /** The active one. */
  readonly stage: Stage;
  /** A stack of another study takes viewport `at` until a series of this study is chosen for it. */
  setGuest(at: number, stage: Stage | null): void;
  /** A series of this study into viewport `at`, which is then the active one. */
  showSeries(at: number, index: number): void;
  readonly guestAt: Accessor<number | null>;
  /** Every stage of this study, on the screen or not. */
  readonly stages: readonly Stage[];
}

export interface PanesOptions {
  readonly open: OpenStudy;
  readonly pixels: PixelsClient;
  readonly hanging: Hanging;
  readonly setTarget: (target: ImageTarget | null) => void;
  /** Only the active viewport has room beside planes. */
  readonly alone: Accessor<boolean>;
  /** Whether viewports go together: what comes new begins where the others are. */
  readonly linked: Accessor<boolean>;
}

/** Bytes of decoded frames that all viewports may keep together: a tablet's, and a desk's (viewer-and-tools 3.11). */
const framesBytes = () => (matchMedia("(pointer: coarse)").matches ? 96 : 384) * 2 ** 20;

/** One stage for each viewport there can be; those off the screen hold nothing. */
export function createPanes({ open, pixels, hanging, setTarget, alone, linked }: PanesOptions): Panes {
  const keys = factsKeys(open);
  const targets: (ImageTarget | null)[] = [];
  const [layout, setLayoutSignal] = createSignal<GridLayout>(hanging.layout);
  const [activeAt, setActiveAt] = createSignal(0);
  const [maximized, setMaximized] = createSignal(false);
  const [guest, setGuestSignal] = createSignal<{ readonly at: number; readonly stage: Stage } | null>(null);
  const count = () => gridSize(layout()).rows * gridSize(layout()).columns;
  const stages = Array.from({ length: mostViewports }, (_, at) =>
    createStage({
      open,
      pixels,
      keys,
      start: hanging.places[at] ?? -1,
      cacheBytes: () => framesBytes() / Math.min(4, count()),
      setTarget(target) {
        targets[at] = target;
        if (at === activeAt() && guest()?.at !== at) setTarget(target);
      },
    }),
  );
  const fallback = stages[0];
  if (!fallback) throw new Error("There is no viewport.");
  const stageAt = (at: number): Stage => {
    const other = guest();
    return other?.at === at ? other.stage : (stages[at] ?? fallback);
  };
  const activate = (at: number) => {
    if (at === activeAt()) return;
    batch(() => {
      setActiveAt(at);
      setTarget(guest()?.at === at ? null : (targets[at] ?? null));
    });
  };
  const visible = createMemo(() =>
    maximized() || alone() ? [activeAt()] : Array.from({ length: count() }, (_, at) => at),
  );
  /** The first image of a stack that comes into viewport `at`, beside the one worked on; undefined: as it begins alone. */
  const startOf = (at: number, index: number): number | undefined => {
    const other = at === activeAt() ? visible().find((one) => one !== at) : activeAt();
    const [stack, lead] = [open.series[index], other === undefined ? null : stageAt(other)];
    const beside = lead?.series();
    if (!linked() || !stack || !lead || !beside) return undefined;
    return startBeside(beside, lead.sliceAt(), stack) ?? undefined;
  };
  /** A viewport that comes new takes what is on none yet, else what is worked on. */
  const fill = (shown: number) => {
    for (let at = 0; at < shown; at++) {
      const stage = stages[at];
      if (!stage || stage.series() !== null) continue;
      const taken = new Set(stages.slice(0, shown).map((other) => other.seriesAt()));
      const free = open.series.findIndex((_, index) => !taken.has(index));
      const index = free >= 0 ? free : Math.max(0, stageAt(activeAt()).seriesAt());
      stage.showSeries(index, startOf(at, index));
    }
  };

  // The decoder is at work while the screen is built.
  for (const at of visible()) stages[at]?.ask();

  return {
    layout,
    setLayout(to) {
      const { rows, columns } = gridSize(to);
      batch(() => {
        setMaximized(false);
        if (activeAt() >= rows * columns) activate(0);
        fill(rows * columns);
        setLayoutSignal(to);
      });
    },
    visible,
    activeAt,
    activate,
    maximized,
    toggleMaximized: () => {
      if (maximized() || count() > 1) setMaximized(!maximized());
    },
    stageAt,
    stage: activeStage(() => stageAt(activeAt())),
    setGuest(at, stage) {
      batch(() => {
        setGuestSignal(stage ? { at, stage } : null);
        if (at === activeAt()) setTarget(stage ? null : (targets[at] ?? null));
      });
    },
    showSeries(at, index) {
      batch(() => {
        if (guest()?.at === at) setGuestSignal(null);
        const start = startOf(at, index);
        activate(at);
        setTarget(targets[at] ?? null);
        stages[at]?.showSeries(index, start);
      });
    },
    guestAt: () => guest()?.at ?? null,
    stages,
  };
}
