import { factsAt } from "../../domain/facts-at.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import { pickMeasureFacts } from "../../domain/measure/measurement.ts";
import { valueSlice } from "../../domain/region/value-slice.ts";
import type { SeriesStack } from "../../domain/series-stack.ts";
import type { ImageTarget, StackSlice } from "../../editor/image-target.ts";
import type { StackSource } from "../../jobs/region-tools.ts";
import type { OpenStudy } from "./load-study.ts";
import type { SliceIndex } from "./slice-index.ts";
import type { Stage } from "./stage.ts";

/** Bytes of one sample in memory; what becomes modality values needs four. */
function bytesOf({ type, samples, modalityLut, color }: ImageFacts): number {
  if (samples > 1 || modalityLut || color === "palette") return 4;
  return { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, f64: 8 }[type];
}

/** Slices `first` to `last` (exclusive) of a stack, read through the stage; null where the frames are read by tile. */
export function stackSource(
  open: OpenStudy,
  stage: Stage,
  stack: SeriesStack,
  first: number,
  last: number,
): StackSource | null {
  const refs = stack.frames.slice(first, last);
  const facts = open.instances.get(refs[0]?.sopUid ?? "")?.facts;
  if (!facts || facts.pyramid) return null;
  const { columns, rows } = facts;
  return {
    key: `${stack.seriesUid} ${stack.stackIndex} ${first}-${last}`,
    columns,
    rows,
    slices: refs.length,
    bytes: columns * rows * refs.length * bytesOf(facts),
    async load(slice, signal) {
      const ref = refs[slice];
      if (!ref) throw new RangeError(`The series has no image ${slice + 1}.`);
      const { frame, facts: own } = await stage.decode(ref, signal);
      return valueSlice(frame, own);
    },
  };
}

/** A frame of a stack as tools know it. */
export function targetOf(open: OpenStudy, stack: SeriesStack, slice: number): ImageTarget | null {
  const ref = stack.frames[slice];
  const facts = ref && open.instances.get(ref.sopUid)?.facts;
  if (!ref || !facts) return null;
  const { columns, rows } = facts;
  const { studyUid, seriesUid } = stack;
  const { sopUid, frameIndex } = ref;
  const measure = pickMeasureFacts(factsAt(facts, frameIndex));
  return { studyUid, seriesUid, sopUid, frameIndex, columns, rows, measure };
}

/** Position of a frame in a stack; −1 when it is not there. */
export const sliceOfTarget = (
  { frames }: SeriesStack,
  { sopUid, frameIndex }: Pick<ImageTarget, "sopUid" | "frameIndex">,
): number => frames.findIndex((ref) => ref.sopUid === sopUid && ref.frameIndex === frameIndex);

/** The slices of the stack that a frame is of, in order, with their places where all are known. One stack is remembered. */
export function makeStackSlices(
  open: OpenStudy,
  index: SliceIndex,
): (target: ImageTarget) => readonly StackSlice[] {
  let last: { readonly stack: SeriesStack; readonly slices: readonly StackSlice[] } | null = null;
  return ({ seriesUid, sopUid, frameIndex }) => {
    const at = index.stackOf({ series: seriesUid, sop: sopUid, frame: frameIndex + 1 });
    const stack = at === null ? undefined : open.series[at];
    if (!stack) return [];
    if (last?.stack === stack) return last.slices;
    const known = stack.frames.every(({ alongNormalMm }) => alongNormalMm !== undefined);
    const slices = stack.frames.flatMap((ref, slice) => {
      const target = targetOf(open, stack, slice);
      return target ? [{ target, alongMm: known ? (ref.alongNormalMm ?? null) : null }] : [];
    });
    last = { stack, slices };
    return slices;
  };
}
