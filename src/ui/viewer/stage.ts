import type { Accessor } from "solid-js";
import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import type { SampleArray } from "../../domain/samples.ts";
import type { SeriesStack } from "../../domain/series-stack.ts";
import type { FrameRef, Series } from "../../domain/study.ts";
import type { Pick } from "../../viewer/slice-renderer.ts";
import type { ViewerIntent } from "../../viewer/viewer-intent.ts";
import type { ViewerTexts, Viewport, ViewportState } from "../../viewer/viewport-api.ts";

/** The frame that is really on the screen. */
export interface ShownFrame {
  readonly series: Series;
  readonly slice: number;
  readonly ref: FrameRef;
  readonly facts: ImageFacts;
  /** Null when the frame is read by tile. */
  readonly frame: DecodedFrame | null;
  /** Stored samples from all over the frame: what windows are guessed from. */
  readonly samples: SampleArray;
}

/** Modality values in the shape of an image, made out of its neighbours too. */
export interface SlabImage {
  readonly facts: ImageFacts;
  readonly pixels: SampleArray;
}

/** What stands in the place of an image; null: the image itself. */
export type SlabOf = (slice: number) => Promise<SlabImage | null>;

/** A decoded frame of the stack on the stage, from 0; null: it has to be decoded. */
export type HeldFrame = (slice: number) => DecodedFrame | null;

/** Which image is looked at, and the viewport that shows it. */
export interface Stage {
  readonly seriesAt: Accessor<number>;
  readonly series: Accessor<SeriesStack | null>;
  /** Wanted; `shown` follows when it is decoded. */
  readonly sliceAt: Accessor<number>;
  readonly shown: Accessor<ShownFrame | null>;
  /** Whether the image that is wanted is the one that is seen, or a clip plays: else what is drawn would lie on the one before it. */
  readonly isSeen: Accessor<boolean>;
  readonly error: Accessor<{ readonly slice: number; readonly reason: unknown } | null>;
  readonly state: Accessor<ViewportState | null>;
  readonly pick: Accessor<Pick | null>;
  readonly viewport: Accessor<Viewport | null>;
  /** Has its image decoded before there is a viewport for it. */
  ask(): void;
  attach(host: HTMLElement, texts: ViewerTexts, onIntent: (intent: ViewerIntent) => void): void;
  showSeries(index: number, slice?: number): void;
  showSlice(slice: number): void;
  setPick(pick: Pick | null): void;
  readonly factsOf: (ref: FrameRef) => ImageFacts | undefined;
  /** What stands in the place of each image: a slab around it; null, or a null answer: the image itself. */
  setSlab(slab: SlabOf | null): void;
  /** Frames of the stack that somebody holds already. */
  setHeld(held: HeldFrame | null): void;
  /** What somebody holds of the stack on the stage. */
  readonly held: HeldFrame;
  /** While a clip plays a frame that is late is dropped: the last one is not dimmed for it. */
  setPlaying(playing: boolean): void;
  /** What to call the other study that it shows; null for the one that is labelled. */
  readonly prior: Accessor<string | null>;
  /** The viewport leaves the screen; what it kept of frames goes with it. */
  detach(): void;
  /** A frame of the open study with its facts, decoded (pre-labelling reads through here). */
  decode(
    ref: FrameRef,
    signal: AbortSignal,
  ): Promise<{ readonly frame: DecodedFrame; readonly facts: ImageFacts }>;
}
