import {
  type Accessor,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  getOwner,
  on,
  onCleanup,
} from "solid-js";
import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import { type MprGrid, type MprRefusal, mprGrid } from "../../../domain/mpr/mpr-grid.ts";
import { type Slab, slabRange } from "../../../viewer/mpr/reformat-request.ts";
import type { OpenStudy } from "../load-study.ts";
import type { Stage } from "../stage.ts";
import type { MprPlane } from "./mpr-plane.ts";
import { createMprSession, type MprSession } from "./mpr-session.ts";

/** Three planes of the stack on the stage, or why there are none. */
export interface Mpr {
  /** Null while the images stand alone. */
  readonly session: Accessor<MprSession | null>;
  /** Why this stack has one plane only; null where it has three. */
  readonly refusal: Accessor<MprRefusal | null>;
  toggle(): void;
  setOpen(open: boolean): void;
  readonly slab: Accessor<Slab>;
  setSlab(slab: Partial<Slab>): void;
  /** The plane that keys act on; null: the images. */
  readonly focused: Accessor<MprPlane | null>;
  focus(plane: MprPlane | null): void;
}

export interface MprOptions {
  readonly stage: Stage;
  readonly open: OpenStudy;
  readonly load: (ref: MprGrid["frames"][number], signal: AbortSignal) => Promise<DecodedFrame>;
  /** Bytes that a volume may take (viewer-and-tools 3.11). */
  readonly maxBytes: number;
  /** The planes need the room of all viewports: told before they are there. */
  readonly onOpen: (open: boolean) => void;
  readonly onRefused: (reason: MprRefusal) => void;
  /** Paints the labels of the stack on a plane; ends with its owner. */
  readonly paint: (plane: MprPlane, grid: MprGrid, seriesUid: string) => void;
}

/** Opens and closes the planes; another stack on the stage gets its own, or closes them with the reason. */
export function createMpr(options: MprOptions): Mpr {
  const { stage } = options;
  const owner = getOwner();
  const [session, setSession] = createSignal<MprSession | null>(null);
  const [slab, setSlab] = createSignal<Slab>({ mode: "slice", thicknessMm: 10 });
  const [focused, focus] = createSignal<MprPlane | null>(null);
  let end: (() => void) | null = null;

  const grid = createMemo(() => {
    const series = stage.series();
    return series ? mprGrid(series, stage.factsOf) : { refused: "few-images" as const };
  });
  const refusal = () => {
    const found = grid();
    return "refused" in found ? found.refused : null;
  };
  const close = () => {
    focus(null);
    setSession(null);
    options.onOpen(false);
    end?.();
    end = null;
  };
  const start = () => {
    close();
    const found = grid();
    if ("refused" in found) return options.onRefused(found.refused);
    options.onOpen(true);
    createRoot((dispose) => {
      end = dispose;
      const made = createMprSession({
        stage,
        grid: found,
        slab,
        load: options.load,
        maxBytes: options.maxBytes,
      });
      const { seriesUid = "" } = stage.series() ?? {};
      for (const plane of made.planes) options.paint(plane, found, seriesUid);
      setSession(made);
    }, owner);
  };
  createEffect(on(stage.series, () => session() !== null && start(), { defer: true }));
  onCleanup(close);

  return {
    session,
    refusal,
    toggle: () => (session() ? close() : start()),
    setOpen(open) {
      if (open !== (session() !== null)) open ? start() : close();
    },
    slab,
    setSlab: (change) => {
      const next = { ...slab(), ...change };
      const thicknessMm = Math.min(slabRange.max, Math.max(slabRange.min, next.thicknessMm));
      setSlab({ ...next, thicknessMm });
    },
    focused,
    focus,
  };
}
