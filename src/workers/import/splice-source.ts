import { type SpliceRecipe, segmentKind } from "../../domain/deid/splice-recipe.ts";
import { type ByteSource, checkRange } from "../../formats/byte-source.ts";
import type { CopiesFrom } from "../../formats/copies-from.ts";
import type { OwnPipelines } from "../wasm/own-pipelines.ts";
import { PipelineError } from "../wasm/pipeline-error.ts";
import { RefusedError } from "./refused-file.ts";

/** One stretch of a recipe, with its place in the output. */
interface Segment {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
  readonly transform: number;
  readonly outAt: number;
}

/** The rewritten file that a recipe tells, read by range; every byte that it hands out is a cleaned one. */
export interface SpliceSource extends ByteSource {
  /** The first place from `offset` on where a read may end without doing work twice. */
  border(offset: number): number;
  readonly copies: CopiesFrom;
}

/** What a recipe is carried out with. `native` holds the pixels that the caller decodes. */
export interface SpliceParts {
  readonly source: ByteSource;
  readonly pipelines: Pick<OwnPipelines, "silenceStreams" | "transformPixels">;
  readonly native?: ByteSource;
}

/** A stream or a frame is handled as a whole. */
const mostWholeBytes = 512 << 20;
/** What lies closer than this in the source is read as one. */
const joinBytes = 4096;

/** A part of the source and its place in the output. */
type Stretch = Pick<Segment, "at" | "length" | "outAt">;

/** Stretches that lie one behind the other in the source, close ones as one read. */
function* neighbours<Part extends Stretch>(parts: readonly Part[]) {
  for (let first = 0; first < parts.length; ) {
    const begin = parts[first]?.at ?? 0;
    let end = begin + (parts[first]?.length ?? 0);
    let last = first + 1;
    for (; last < parts.length; last++) {
      const { at: next = 0, length = 0 } = parts[last] ?? {};
      if (next < end || next > end + joinBytes) break;
      end = next + length;
    }
    yield { begin, end, parts: parts.slice(first, last) };
    first = last;
  }
}

const isStream = (kind: number) => kind === segmentKind.stream || kind === segmentKind.webp;

function startsOf({ segments }: SpliceRecipe): Float64Array {
  const starts = new Float64Array(segments.length / 4 + 1);
  for (let i = 0; i < segments.length / 4; i++) starts[i + 1] = (starts[i] ?? 0) + (segments[4 * i + 2] ?? 0);
  return starts;
}

/** A source over what `recipe` makes of `parts`. Reads reject with RefusedError or PipelineError `markers-not-parsed`. */
export function makeSpliceSource(
  recipe: SpliceRecipe,
  { source, pipelines, native }: SpliceParts,
): SpliceSource {
  const { literals, segments, transforms, lengthBytes } = recipe;
  const count = segments.length / 4;
  const starts = startsOf(recipe);
  if (starts[count] !== lengthBytes) throw new RefusedError("rewrite-mismatch", "a recipe of another length");

  const segmentAt = (index: number): Segment => {
    const [kind = 0, at = 0, length = 0, transform = 0] = segments.subarray(4 * index, 4 * index + 4);
    return { kind, at, length, transform, outAt: starts[index] ?? 0 };
  };
  const kindAt = (index: number) => segments[4 * index] ?? 0;
  const indexOf = (offset: number): number => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle + 1] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** The head of the stream that a part at `index`, or a literal between two parts, belongs to; else `index`. */
  const headOf = (index: number): number => {
    let at = index;
    if (kindAt(at) === segmentKind.literal && kindAt(at + 1) === segmentKind.streamPart) at++;
    if (kindAt(at) !== segmentKind.streamPart) return index;
    while (at > 0 && !isStream(kindAt(at))) at--;
    return at;
  };
  /** Past the last part of the stream that has its head at `index`. */
  const tailOf = (index: number): number => {
    let end = index + 1;
    for (let at = end; at < count; at++) {
      if (kindAt(at) === segmentKind.streamPart) end = at + 1;
      else if (kindAt(at) !== segmentKind.literal) break;
    }
    return end;
  };
  const checkWhole = (length: number) => {
    if (length > mostWholeBytes)
      throw new RefusedError("too-large", `one compressed piece of ${length} bytes`);
  };

  const frameBytesOf = ({ transform, length }: Segment): number => {
    const layout = transforms[transform];
    return layout && layout.frames > 1 ? layout.frameBits / 8 : length;
  };

  /** Frames of native pixels that `begin` to `end` of a segment touch, changed. */
  const transformed = async (segment: Segment, begin: number, end: number): Promise<Uint8Array> => {
    const layout = transforms[segment.transform];
    if (!layout) throw new RefusedError("rewrite-mismatch", "a missing transform");
    const frameBytes = frameBytesOf(segment);
    const first = Math.floor(begin / frameBytes);
    const last = Math.ceil(end / frameBytes);
    const length = Math.min(segment.length, last * frameBytes) - first * frameBytes;
    checkWhole(length);
    const bytes = await source.read(segment.at + first * frameBytes, length);
    const boxes = layout.boxes.flatMap((box) => {
      if (box.frames === "all") return [box];
      const frames = box.frames
        .filter((frame) => frame >= first && frame < last)
        .map((frame) => frame - first);
      return frames.length > 0 ? [{ ...box, frames }] : [];
    });
    const changed = await pipelines.transformPixels(bytes, { ...layout, boxes, frames: last - first });
    return changed.subarray(begin - first * frameBytes, end - first * frameBytes);
  };

  /** Streams `first` to `last` (excluded; whole ones), silenced: the bytes of all their parts in order. */
  const silenced = async (parts: readonly Segment[]): Promise<Uint8Array> => {
    const total = parts.reduce((sum, { length }) => sum + length, 0);
    const joined = new Uint8Array(total);
    const places: number[] = [];
    let at = 0;
    for (const { begin, end, parts: group } of neighbours(parts)) {
      const bytes = await source.read(begin, end - begin);
      for (const part of group) {
        joined.set(bytes.subarray(part.at - begin, part.at - begin + part.length), at);
        if (isStream(part.kind)) places.push(at, part.length, part.kind === segmentKind.webp ? 1 : 0);
        else places[places.length - 2] = (places[places.length - 2] ?? 0) + part.length;
        at += part.length;
      }
    }
    try {
      return await pipelines.silenceStreams(joined, places);
    } catch (reason) {
      // The place in the batch means nothing to a person.
      if (reason instanceof PipelineError)
        throw new PipelineError(reason.pipeline, reason.code, parts[0]?.at ?? 0);
      throw reason;
    }
  };

  return {
    lengthBytes,
    border(offset) {
      if (offset >= lengthBytes) return lengthBytes;
      const index = indexOf(offset);
      const segment = segmentAt(index);
      if (offset === segment.outAt && headOf(index) === index) return offset;
      const head = headOf(index);
      if (isStream(kindAt(head))) return starts[tailOf(head)] ?? lengthBytes;
      if (segment.kind !== segmentKind.pixels) return offset;
      const frameBytes = frameBytesOf(segment);
      const within = Math.ceil((offset - segment.outAt) / frameBytes) * frameBytes;
      return Math.min(segment.outAt + within, segment.outAt + segment.length);
    },
    copies(sourceAt, outputAt, length) {
      for (let done = 0; done < length; ) {
        const segment = segmentAt(indexOf(outputAt + done));
        const within = outputAt + done - segment.outAt;
        if (segment.kind !== segmentKind.copy || segment.at + within !== sourceAt + done) return false;
        done += segment.length - within;
      }
      return true;
    },
    async read(offset, length) {
      checkRange(lengthBytes, offset, length);
      const out = new Uint8Array(length);
      if (length === 0) return out;
      const end = offset + length;
      const streams: Segment[] = [];
      const copied: Stretch[] = [];
      let streamBytes = 0;
      const put = (bytes: Uint8Array, at: number) => {
        const from = Math.max(0, offset - at);
        const to = Math.min(bytes.length, end - at);
        if (to > from) out.set(bytes.subarray(from, to), at + from - offset);
      };
      for (let index = headOf(indexOf(offset)); index < count; index++) {
        const segment = segmentAt(index);
        const goesOn = segment.kind === segmentKind.streamPart;
        if (segment.outAt >= end && !goesOn && !(streams.length > 0 && headOf(index) !== index)) break;
        const begin = Math.max(0, offset - segment.outAt);
        const stop = Math.min(segment.length, end - segment.outAt);
        switch (segment.kind) {
          case segmentKind.literal:
            if (stop > begin) put(literals.subarray(segment.at, segment.at + segment.length), segment.outAt);
            break;
          case segmentKind.copy:
            copied.push({ at: segment.at + begin, length: stop - begin, outAt: segment.outAt + begin });
            break;
          case segmentKind.native:
            if (!native) throw new RefusedError("rewrite-mismatch", "no decoded pixels");
            put(await native.read(segment.at + begin, stop - begin), segment.outAt + begin);
            break;
          case segmentKind.pixels:
            put(await transformed(segment, begin, stop), segment.outAt + begin);
            break;
          default:
            streams.push(segment);
            streamBytes += segment.length;
            checkWhole(streamBytes);
        }
      }
      for (const { begin, end: stop, parts } of neighbours(copied)) {
        const bytes = await source.read(begin, stop - begin);
        for (const { at, length: size, outAt } of parts)
          put(bytes.subarray(at - begin, at - begin + size), outAt);
      }
      if (streams.length > 0) {
        const bytes = await silenced(streams);
        let at = 0;
        for (const segment of streams) {
          put(bytes.subarray(at, at + segment.length), segment.outAt);
          at += segment.length;
        }
      }
      return out;
    },
  };
}
