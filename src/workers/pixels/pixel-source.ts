import type { CancelSignal } from "../../domain/cancel.ts";
import type { ImageFacts, PlaneFacts } from "../../domain/image-facts.ts";
import type { TileRequest } from "../../domain/samples.ts";
import type { DisplayFrame } from "../../formats/dicom/display-frame.ts";
import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";

/** The one interface between formats and viewer: an image of any format whose frames, or tiles, can be decoded one by one. */
export interface PixelSource {
  readonly facts: ImageFacts;
  /** Plane of each frame, or empty. */
  readonly planes: readonly PlaneFacts[];
  /** Echo or time key of each frame, or one for all. */
  readonly stacks: readonly string[];
  /** Stored values, nothing applied: what `verify` compares and a re-encoder writes. */
  stored(frameIndex: number, signal?: CancelSignal): Promise<StoredFrame>;
  /** How many pieces `stored` gives: the frames, or the stored tiles of a slide. */
  readonly storedCount: number;
  /** What a screen takes: stored bits only, colour as RGB. The buffer is the caller's. Rejects where `facts.pyramid` is. */
  display(frameIndex: number, signal?: CancelSignal): Promise<DisplayFrame>;
  /** One tile as a screen takes it; present exactly when `facts.pyramid` is. The buffer is the caller's. */
  tile?(request: TileRequest, signal?: CancelSignal): Promise<DisplayFrame>;
}
