import type { FrameRef } from "../../domain/study.ts";
import { byValue } from "./stack-dimensions.ts";

/** A frame while its series is being built. */
export interface SeriesEntry {
  readonly ref: FrameRef;
  readonly columns: number;
  readonly rows: number;
  /** Instance number. */
  readonly number: number;
  readonly values: ReadonlyMap<string, string>;
}

/** The last resort of order: instance number, UID, place in its stack, frame. */
export const byNumber = (a: SeriesEntry, b: SeriesEntry): number =>
  a.number - b.number ||
  (a.ref.sopUid < b.ref.sopUid ? -1 : a.ref.sopUid > b.ref.sopUid ? 1 : 0) ||
  byValue(a.values.get("n") ?? "", b.values.get("n") ?? "") ||
  a.ref.frameIndex - b.ref.frameIndex;
