import { batch, createSignal, onCleanup } from "solid-js";
import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import { factsAt } from "../../domain/facts-at.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import { pickMeasureFacts } from "../../domain/measure/measurement.ts";
import type { FrameRef, Series } from "../../domain/study.ts";
import type { ImageTarget } from "../../editor/image-target.ts";
import type { PixelsClient } from "../../jobs/pixels.ts";
import { type FrameCache, makeFrameCache } from "../../viewer/frame-cache.ts";
import type { Pick } from "../../viewer/slice-renderer.ts";
import { makeViewport } from "../../viewer/viewport.ts";
import type { Viewport, ViewportState } from "../../viewer/viewport-api.ts";
import { isCancelled } from "../app/failure-text.ts";
import type { OpenStudy } from "./load-study.ts";
import type { HeldFrame, ShownFrame, SlabImage, SlabOf, Stage } from "./stage.ts";

export interface StageOptions {
  readonly open: OpenStudy;
  readonly pixels: PixelsClient;
  readonly setTarget: (target: ImageTarget | null) => void;
  /** Of `factsKeys`: the same for all stages of a study. */
  readonly keys: ReadonlyMap<string, string>;
  /** The first stack, or -1: none yet. */
  readonly start: number;
  /** Bytes of decoded frames that it may keep. */
  readonly cacheBytes: () => number;
  /** Set for a study that is hung beside the one that is labelled: what to call it. */
  readonly prior?: string;
}

/** A stage of an open study; a stack starts in its middle. */
export function createStage({ open, pixels, setTarget, keys, start, ...options }: StageOptions): Stage {
  const middleOf = (index: number) => Math.floor((open.series[index]?.frames.length ?? 1) / 2);
  const [seriesAt, setSeriesAt] = createSignal(start);
  const [sliceAt, setSliceAt] = createSignal(middleOf(start));
  const [shown, setShown] = createSignal<ShownFrame | null>(null);
  const [error, setError] = createSignal<{ slice: number; reason: unknown } | null>(null);
  const [state, setState] = createSignal<ViewportState | null>(null);
  const [pick, setPick] = createSignal<Pick | null>(null);
  const [viewport, setViewport] = createSignal<Viewport | null>(null);
  const series = () => open.series[seriesAt()] ?? null;
  let cache: FrameCache | null = null;
  let keepView = false;
  let playing = false;
  let slabOf: SlabOf | null = null;
  let heldFrame: HeldFrame | null = null;

  const cacheOf = (of: Series): FrameCache =>
    makeFrameCache({
      count: of.frames.length,
      // A clip comes round again: what fits into the bytes stays, or all of it would be decoded at every turn.
      maxFrames: Math.max(64, of.frames.length),
      maxBytes: options.cacheBytes(),
      load: (index, signal, priority) => {
        const held = of === series() ? heldFrame?.(index) : null;
        if (held) return Promise.resolve(held);
        const ref = of.frames[index];
        if (!ref) return Promise.reject(new RangeError(`The series has no image ${index + 1}.`));
        return pixels.frame({ sopUid: ref.sopUid, frameIndex: ref.frameIndex, priority }, signal);
      },
    });

  const factsOf = ({ sopUid, frameIndex }: FrameRef) => {
    const facts = open.instances.get(sopUid)?.facts;
    return facts && factsAt(facts, frameIndex);
  };

  const tell = (next: ShownFrame) => {
    const { series: of, ref, facts } = next;
    batch(() => {
      setError(null);
      setTarget({
        studyUid: open.study.studyUid,
        seriesUid: of.seriesUid,
        sopUid: ref.sopUid,
        frameIndex: ref.frameIndex,
        columns: facts.columns,
        rows: facts.rows,
        ...(facts.pyramid ? { tiled: true } : {}),
        measure: pickMeasureFacts(facts),
      });
      setShown(next);
    });
  };

  const setImage = (view: Viewport, ref: FrameRef, facts: ImageFacts, kind = "") => {
    view.setImage(facts, `${keys.get(ref.sopUid) ?? ref.sopUid}${kind}`, { keepView });
    keepView = true;
    // A volume of its own has no left and right to name.
    view.setPlane(ref.plane?.space === "volume" ? null : (ref.plane ?? null));
    view.setInput({ huge: facts.pyramid !== undefined });
  };

  const put = (of: Series, slice: number, ref: FrameRef, frame: DecodedFrame, slab: SlabImage | null) => {
    const view = viewport();
    const facts = factsOf(ref);
    if (!view || !facts) return;
    setImage(view, ref, slab?.facts ?? facts, slab ? " slab" : "");
    view.showFrame(slice, slab ? { ...frame, type: slab.facts.type, pixels: slab.pixels } : frame);
    tell({ series: of, slice, ref, facts, frame, samples: frame.pixels });
  };

  const present = (of: Series, slice: number, ref: FrameRef, frame: DecodedFrame) => {
    const wanted = slabOf;
    if (!wanted) return put(of, slice, ref, frame, null);
    wanted(slice)
      .then((slab) => {
        if (slabOf === wanted && series() === of && sliceAt() === slice) put(of, slice, ref, frame, slab);
      })
      .catch((reason) => {
        if (!isCancelled(reason)) setError({ slice, reason });
      });
  };

  /** A frame that is too large for one piece: the viewport asks for its tiles. */
  const presentTiles = async (
    of: Series,
    slice: number,
    ref: FrameRef,
    facts: ImageFacts,
    view: Viewport,
  ) => {
    const { sopUid, frameIndex } = ref;
    setImage(view, ref, facts);
    const samples = await view.showTiles(slice, ({ level, tileColumn, tileRow }, signal, priority) =>
      pixels.tile({ sopUid, frameIndex, level, tileColumn, tileRow, priority }, signal),
    );
    tell({ series: of, slice, ref, facts, frame: null, samples });
  };

  const show = () => {
    const of = series();
    const slice = sliceAt();
    const ref = of?.frames[slice];
    const view = viewport();
    if (!of || !ref || !view) return;
    const isWanted = () => series() === of && sliceAt() === slice;
    const fail = (reason: unknown) => {
      if (isWanted() && !isCancelled(reason)) setError({ slice, reason });
    };
    const facts = factsOf(ref);
    if (facts?.pyramid) {
      view.showMissing();
      presentTiles(of, slice, ref, facts, view).catch(fail);
      return;
    }
    cache ??= cacheOf(of);
    const ready = cache.peek(slice);
    if (!ready && !playing) view.showMissing();
    cache
      .request(slice)
      .then((frame) => isWanted() && shown()?.frame !== frame && present(of, slice, ref, frame))
      .catch(fail);
    if (ready) present(of, slice, ref, ready);
  };

  const detach = () => {
    cache?.dispose();
    cache = null;
    viewport()?.dispose();
    batch(() => {
      setViewport(null);
      setShown(null);
      setState(null);
      setTarget(null);
    });
  };
  onCleanup(() => {
    cache?.dispose();
    viewport()?.dispose();
  });

  return {
    seriesAt,
    series,
    sliceAt,
    shown,
    isSeen: () => {
      const now = shown();
      return playing || (now?.series === series() && now?.slice === sliceAt());
    },
    error,
    state,
    pick,
    prior: () => options.prior ?? null,
    detach,
    setPick,
    factsOf,
    setHeld: (to) => {
      heldFrame = to;
    },
    held: (slice) => heldFrame?.(slice) ?? null,
    setSlab(to) {
      if (slabOf === to) return;
      slabOf = to;
      const now = shown();
      if (now?.frame) present(now.series, now.slice, now.ref, now.frame);
    },
    setPlaying: (to) => {
      playing = to;
    },
    viewport,
    ask() {
      const of = series();
      const ref = of?.frames[sliceAt()];
      if (!of || !ref || factsOf(ref)?.pyramid) return;
      cache ??= cacheOf(of);
      // Who shows it tells why it could not be read.
      cache.request(sliceAt()).catch(() => undefined);
    },
    attach(host, texts, onIntent) {
      const made = makeViewport(host, { onIntent, onState: (next) => setState(next), texts });
      keepView = false;
      setViewport(made);
      show();
    },
    showSeries(index, slice) {
      const next = open.series[index];
      if (!next) return;
      if (index !== seriesAt()) {
        cache?.dispose();
        cache = null;
        keepView = false;
      }
      batch(() => {
        setError(null);
        setSeriesAt(index);
        setSliceAt(Math.min(next.frames.length - 1, Math.max(0, slice ?? middleOf(index))));
      });
      show();
    },
    showSlice(slice) {
      const last = (series()?.frames.length ?? 1) - 1;
      const next = Math.min(last, Math.max(0, slice));
      if (next === sliceAt()) return;
      batch(() => {
        setError(null);
        setSliceAt(next);
      });
      show();
    },
    async decode(ref, signal) {
      const facts = factsOf(ref);
      if (!facts) throw new RangeError("This image is no longer in the store.");
      const frame = await pixels.frame({ ...ref, priority: 10 }, signal);
      return { frame, facts };
    },
  };
}
