import { type Accessor, batch, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
import { applyTo, inverseAffine } from "../../../domain/affine-maths.ts";
import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import type { MprGrid } from "../../../domain/mpr/mpr-grid.ts";
import { planeCut, type Sheet } from "../../../domain/mpr/plane-cut.ts";
import {
  nativePlanes,
  type PlaneStack,
  planeKinds,
  planeSpacing,
  planesOfKind,
} from "../../../domain/mpr/plane-stack.ts";
import type { Vector } from "../../../domain/vector.ts";
import type { Camera } from "../../../viewer/camera.ts";
import type { Guide } from "../../../viewer/guides.ts";
import { makeReformatter } from "../../../viewer/mpr/make-reformatter.ts";
import { reformatRequest, type Slab } from "../../../viewer/mpr/reformat-request.ts";
import { uprightTurn } from "../../../viewer/mpr/upright.ts";
import { makeVolume, volumeFactor } from "../../../viewer/mpr/volume.ts";
import type { Viewport } from "../../../viewer/viewport-api.ts";
import type { Stage } from "../stage.ts";
import { loadVolume } from "./load-volume.ts";
import { createMprPlane, type MprPlane, reformattedFacts } from "./mpr-plane.ts";

/** One open MPR of one stack: its volume, its crosshair, and the planes beside the images. */
export interface MprSession {
  readonly native: PlaneStack;
  readonly grid: MprGrid;
  /** The turn and flip of the images' own plane that puts patient right at the left. */
  readonly upright: Pick<Camera, "quarterTurns" | "flipped">;
  readonly planes: readonly MprPlane[];
  /** Where the three planes meet, patient mm. */
  readonly point: Accessor<Vector>;
  setPoint(point: Vector): void;
  /** A place of the image on the stage. */
  placeOnImage(pointImage: readonly [number, number]): Vector;
  readonly loaded: Accessor<{ readonly done: number; readonly total: number }>;
  readonly failed: Accessor<{ readonly slice: number; readonly reason: unknown } | null>;
  /** Voxels of the stack along a side of a voxel that is shown: above 1 the memory did not hold all. */
  readonly factor: number;
  readonly backend: "webgl2" | "cpu";
}

export interface MprSessionOptions {
  readonly stage: Stage;
  readonly grid: MprGrid;
  readonly slab: Accessor<Slab>;
  readonly load: (ref: MprGrid["frames"][number], signal: AbortSignal) => Promise<DecodedFrame>;
  readonly maxBytes: number;
}

/** Pictures are made anew at most this often while slices come in. */
const refreshMs = 250;

/** Opens an MPR; ends with its owner. */
export function createMprSession(options: MprSessionOptions): MprSession {
  const { stage, grid, slab } = options;
  const native = nativePlanes(grid);
  const factor = volumeFactor(grid, options.maxBytes);
  const volume = makeVolume(grid, factor);
  const reformatter = makeReformatter(volume);
  const inverse = inverseAffine(grid.affine);
  const total = grid.frames.length;
  const middle: Vector = [(grid.columns - 1) / 2, (grid.rows - 1) / 2, untrack(stage.sliceAt)];
  const [point, setPointSignal] = createSignal<Vector>(applyTo(grid.affine, middle));
  const [done, setDone] = createSignal(0);
  const [version, setVersion] = createSignal(0);
  const [failed, setFailed] = createSignal<{ slice: number; reason: unknown } | null>(null);
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const refreshSoon = (now: boolean) => {
    if (timer !== null && !now) return;
    if (timer !== null) clearTimeout(timer);
    const run = () => {
      timer = null;
      setVersion((count) => count + 1);
    };
    if (now) run();
    else timer = setTimeout(run, refreshMs);
  };
  void loadVolume({
    frames: grid.frames,
    middle: middle[2],
    load: options.load,
    take(at, frame) {
      const whole = volume.put(at, frame.pixels);
      if (whole !== null) reformatter.noticeSlice(whole);
      setDone((count) => count + 1);
      refreshSoon(done() === total);
    },
    fail: (at, reason) => setFailed({ slice: at, reason }),
    signal: ended.signal,
  });

  const indexOf = (place: Vector): Vector => (inverse ? applyTo(inverse, place) : [0, 0, 0]);
  const setPoint = (to: Vector) => {
    const slice = Math.round(indexOf(to)[2]);
    batch(() => {
      setPointSignal(to);
      stage.showSlice(slice);
    });
  };
  // One who scrolls the images takes the crosshair along, at the same column and row.
  createEffect(
    on(stage.sliceAt, (slice) => {
      const [column, row, now] = indexOf(untrack(point));
      if (Math.round(now) !== slice) setPointSignal(applyTo(grid.affine, [column, row, slice]));
    }),
  );
  const shared = {
    volume,
    reformatter,
    facts: grid.facts,
    point,
    setPoint,
    slab,
    loaded: version,
    window: () => stage.state()?.window ?? null,
  };
  const planes = planeKinds
    .filter((kind) => kind !== native.kind)
    .map((kind) => createMprPlane({ ...shared, stack: planesOfKind(grid, kind) }));

  drawCrosshair({ stage, native, planes, point, indexOf });

  // The images' own plane as a slab: made like the others, in the place of the image.
  const shape = { columns: grid.columns, rows: grid.rows, frames: total };
  const facts = reformattedFacts(grid.facts, shape, planeSpacing(native));
  createEffect(
    on([slab, version], ([now]) => {
      stage.setSlab(
        now.mode === "slice"
          ? null
          : async (slice) => {
              const request = reformatRequest(volume, native, slice, now);
              if (request === null) return null;
              return { facts, pixels: await reformatter.reformat(request, ended.signal) };
            },
      );
    }),
  );
  // What the volume holds need not be decoded, nor kept, a second time.
  const { type } = grid.facts;
  stage.setHeld((slice) => {
    const pixels = factor === 1 ? volume.slices[slice] : null;
    const ref = grid.frames[slice];
    if (!pixels || !ref) return null;
    const { columns, rows } = grid;
    return { sopUid: ref.sopUid, frameIndex: ref.frameIndex, columns, rows, samples: 1, type, pixels };
  });
  const turn = uprightTurn(native);
  createEffect(
    on(stage.viewport, (view) => {
      if (!view) return;
      view.setCamera({ ...view.getCamera(), ...turn });
      view.fit();
    }),
  );
  // One scale for all three: the smallest at which each of them fits.
  let isScaled = false;
  createEffect(() => {
    const views = [stage.viewport(), ...planes.map(({ viewport }) => viewport())];
    const there = stage.shown() !== null && planes.every(({ pictures }) => pictures() > 0);
    if (isScaled || !there || views.includes(null)) return;
    isScaled = true;
    equalizeScale(
      [native, ...planes.map(({ stack }) => stack)].flatMap((stack, at) => {
        const view = views[at];
        return view ? [{ view, mm: Math.min(...planeSpacing(stack)) }] : [];
      }),
    );
  });
  onCleanup(() => {
    ended.abort();
    if (timer !== null) clearTimeout(timer);
    stage.setSlab(null);
    stage.setHeld(null);
    stage.viewport()?.setGuides([]);
    // The scale was that of three planes in a quarter of the room.
    stage.viewport()?.fit();
    reformatter.dispose();
  });

  return {
    native,
    grid,
    upright: turn,
    planes,
    point,
    setPoint,
    placeOnImage: ([x, y]) => applyTo(grid.affine, [x, y, stage.sliceAt()]),
    loaded: () => ({ done: done(), total }),
    failed,
    factor,
    backend: reformatter.backend,
  };
}

/** The same CSS px per mm; `mm`: the shorter side of a pixel. */
function equalizeScale(views: readonly { readonly view: Viewport; readonly mm: number }[]): void {
  for (const { view } of views) {
    // The images have just lost three quarters of their room, and nobody has told them yet.
    view.resize();
    view.fit();
  }
  const scale = Math.min(...views.map(({ view, mm }) => view.getCamera().zoom / mm));
  for (const { view, mm } of views) view.setCamera({ ...view.getCamera(), zoom: scale * mm });
}

/** Each plane shows where the two others cut it, open where they meet. */
function drawCrosshair(options: {
  readonly stage: Stage;
  readonly native: PlaneStack;
  readonly planes: readonly MprPlane[];
  readonly point: Accessor<Vector>;
  readonly indexOf: (place: Vector) => Vector;
}): void {
  const { stage, native, planes, point, indexOf } = options;
  const sheets = (): readonly Sheet[] => [
    { ...native, at: Math.round(indexOf(point())[2]) },
    ...planes.map(({ stack, at }) => ({ ...stack, at: at() })),
  ];
  const guides = (of: number, place: Vector | null): Guide[] => {
    const all = sheets();
    const sheet = all[of];
    if (!sheet || !place) return [];
    const openAt = [place[0], place[1]] as const;
    return all.flatMap((other, at) => {
      const cut = at === of ? null : planeCut(sheet, other, true);
      return cut ? [{ from: cut[0], to: cut[1], openAt }] : [];
    });
  };
  createEffect(() => stage.viewport()?.setGuides(guides(0, indexOf(point()))));
  for (const [at, plane] of planes.entries()) {
    createEffect(() => plane.viewport()?.setGuides(guides(at + 1, plane.pointOf(point()))));
  }
}
