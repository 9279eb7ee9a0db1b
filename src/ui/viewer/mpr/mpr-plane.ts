import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { applyTo, inverseAffine } from "../../../domain/affine-maths.ts";
import type { ImageFacts } from "../../../domain/image-facts.ts";
import { type PlaneStack, planeFacts, planeSpacing } from "../../../domain/mpr/plane-stack.ts";
import type { Vector } from "../../../domain/vector.ts";
import type { Reformatter } from "../../../viewer/mpr/make-reformatter.ts";
import { reformatRequest, roughRequest, type Slab } from "../../../viewer/mpr/reformat-request.ts";
import type { Volume } from "../../../viewer/mpr/volume.ts";
import type { Pick } from "../../../viewer/slice-renderer.ts";
import type { ViewerIntent } from "../../../viewer/viewer-intent.ts";
import { makeViewport } from "../../../viewer/viewport.ts";
import type { ViewerTexts, Viewport, ViewportState } from "../../../viewer/viewport-api.ts";
import type { WindowState } from "../../../viewer/window-state.ts";
import { isCancelled } from "../../app/failure-text.ts";

/** One plane of an MPR that is no stack of images: made out of the volume, shown in a viewport of its own. */
export interface MprPlane {
  readonly stack: PlaneStack;
  readonly at: Accessor<number>;
  readonly viewport: Accessor<Viewport | null>;
  readonly state: Accessor<ViewportState | null>;
  /** Whether another picture than the one that is seen is on its way. */
  readonly isComing: Accessor<boolean>;
  /** Rises with each picture shown. */
  readonly pictures: Accessor<number>;
  readonly pick: Accessor<Pick | null>;
  setPick(pick: Pick | null): void;
  /** Shows picture `at` (from 0): the crosshair goes with it. */
  show(at: number): void;
  attach(host: HTMLElement, texts: ViewerTexts, onIntent: (intent: ViewerIntent) => void): void;
  detach(): void;
  /** A picture of the place, column and row there; null without an inverse. */
  pointOf(place: Vector): Vector | null;
}

export interface MprPlaneOptions {
  readonly stack: PlaneStack;
  readonly volume: Volume;
  readonly reformatter: Reformatter;
  /** Of the stack's images. */
  readonly facts: ImageFacts;
  readonly point: Accessor<Vector>;
  readonly setPoint: (point: Vector) => void;
  readonly slab: Accessor<Slab>;
  /** Changes when more of the volume has come. */
  readonly loaded: Accessor<number>;
  readonly window: Accessor<WindowState | null>;
}

/** Facts of a picture that holds modality values already. */
export function reformattedFacts(
  facts: ImageFacts,
  shape: { readonly columns: number; readonly rows: number; readonly frames: number },
  spacingMm: readonly [number, number],
): ImageFacts {
  const { padding, perFrame, aspect, frameTimeMs, regions, ...rest } = facts;
  return { ...rest, ...shape, type: "f32", slope: 1, intercept: 0, spacingMm, spacingKind: "patient" };
}

/** Joins one plane: what the crosshair, the slab or the volume changes is made anew, one picture at a time. */
export function createMprPlane(options: MprPlaneOptions): MprPlane {
  const { stack, volume, reformatter, point, slab, window: shared } = options;
  const [viewport, setViewport] = createSignal<Viewport | null>(null);
  const [state, setState] = createSignal<ViewportState | null>(null);
  const [pick, setPick] = createSignal<Pick | null>(null);
  const [pictures, setPictures] = createSignal(0);
  const [isComing, setComing] = createSignal(true);
  const inverse = inverseAffine(stack.affine);
  const pointOf = (place: Vector) => inverse && applyTo(inverse, place);
  const at = createMemo(() => Math.min(stack.count - 1, Math.max(0, Math.round(pointOf(point())?.[2] ?? 0))));
  const shape = { columns: stack.columns, rows: stack.rows, frames: stack.count };
  const facts = reformattedFacts(options.facts, shape, planeSpacing(stack));
  const ended = new AbortController();
  let busy = false;
  let again = false;

  const make = async () => {
    const view = viewport();
    const now = at();
    const request = reformatRequest(volume, stack, now, slab());
    if (view === null || request === null) return;
    const rough = reformatter.backend === "cpu" ? roughRequest(request) : null;
    if (rough) put(view, now, await reformatter.reformat(rough, ended.signal));
    // The hand has gone on: what it left behind is not made to the end.
    if (rough && again) return;
    put(view, now, await reformatter.reformat(request, ended.signal));
  };
  const put = (view: Viewport, now: number, pixels: Float32Array<ArrayBuffer>) => {
    if (viewport() !== view) return;
    view.setImage(facts, stack.kind, { keepView: pictures() > 0 });
    view.setPlane(planeFacts(stack, now));
    const { columns, rows } = stack;
    view.showFrame(now, {
      sopUid: stack.kind,
      frameIndex: now,
      columns,
      rows,
      samples: 1,
      type: "f32",
      pixels,
    });
    const window = shared();
    if (window) view.setWindow(window);
    setPictures((count) => count + 1);
  };
  /** The newest wish is made when the one at hand is done: a hand that moves on and on still sees pictures. */
  const refresh = () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    setComing(true);
    const done = () => {
      busy = false;
      if (again && !ended.signal.aborted) {
        again = false;
        refresh();
        return;
      }
      // The viewport draws in the frame that comes next.
      requestAnimationFrame(() => !busy && setComing(false));
    };
    make().then(done, (reason) => {
      done();
      if (!isCancelled(reason)) throw reason;
    });
  };
  createEffect(on([viewport, at, slab, options.loaded], refresh));
  createEffect(() => {
    const window = shared();
    if (window && pictures() > 0) viewport()?.setWindow(window);
  });
  const detach = () => {
    viewport()?.dispose();
    setViewport(null);
    setState(null);
    setPictures(0);
  };
  onCleanup(() => {
    ended.abort();
    detach();
  });

  return {
    stack,
    at,
    viewport,
    state,
    isComing,
    pictures,
    pick,
    setPick,
    show(to) {
      const here = pointOf(point());
      const next = Math.min(stack.count - 1, Math.max(0, to));
      if (here && next !== at()) options.setPoint(applyTo(stack.affine, [here[0], here[1], next]));
    },
    attach(host, texts, onIntent) {
      setViewport(makeViewport(host, { onIntent, onState: (next) => setState(next), texts }));
    },
    detach,
    pointOf,
  };
}
