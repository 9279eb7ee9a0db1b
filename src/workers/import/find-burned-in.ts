import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox, PixelRisk } from "../../domain/deid/plan.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import type { OpenedPixels } from "../pixels/opened-pixels.ts";
import { levelOfAtMost, wholeLevel } from "../pixels/whole-level.ts";
import { greyPlane } from "./grey-plane.ts";
import type { ImportContext } from "./import-context.ts";
import { samplesPatienceMs } from "./patience.ts";
import { makeSearchSampler, type SearchSampler } from "./search-sampler.ts";

/** What a search for burned-in text found. */
export interface BurnedIn {
  /** Whether a person must look. */
  readonly held: boolean;
  readonly places: readonly PixelPlace[];
  readonly framesSearched: number;
}

/** A line of fewer marks is grain more often than a name; it is shown when something else holds the image. */
const leastMarks = 5;
/** A slide is searched in a level of at most this many pixels a side. */
const searchSide = 4096;

interface Found {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly frames: Set<number>;
}

/** Whether two boxes are the same line of text in two frames. */
function isSame(a: Omit<Found, "frames">, b: Omit<Found, "frames">): boolean {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const least = Math.min(a.width * a.height, b.width * b.height);
  return wide > 0 && high > 0 && wide * high * 2 > least;
}

function joined(a: Found, b: Omit<Found, "frames">, frame: number): Found {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
    frames: a.frames.add(frame),
  };
}

/**
 * Of a native CT, MR or PET a sample of the slices is searched, of everything else every frame (deidentification 3.8), and of an
 * image with a hit every frame, too. Searches decoded frames for lines of text. Boxes are in pixels of the frame; the same line in several frames is one place, in
 * all frames where every frame that was searched has it. Rejects where a frame cannot be decoded: then nothing is let pass.
 */
export async function findBurnedIn(
  opened: OpenedPixels,
  risk: PixelRisk,
  context: Pick<ImportContext, "pipelines" | "beat">,
  slices: { readonly series: string; readonly sampler: SearchSampler } = {
    series: "",
    sampler: makeSearchSampler(),
  },
): Promise<BurnedIn> {
  if (risk === "NONE") return { held: false, places: [], framesSearched: 0 };
  const { pipelines, beat } = context;
  const { columns, rows, frames, samples } = opened.facts;
  const small = (pyramid: Pyramid) => levelOfAtMost(pyramid, searchSide);
  let framesSearched = 0;
  let found: Found[] = [];
  let held = false;
  for (let frame = 0; frame < frames; frame++) {
    const shown = opened.facts.pyramid ? searchSide ** 2 : columns * rows;
    beat?.(samplesPatienceMs(shown * samples));
    const plane = greyPlane(await wholeLevel(opened, frame, small));
    const slice = risk === "LOW" ? slices.sampler.next(slices.series, plane) : null;
    if (risk === "LOW" && !slice) continue;
    framesSearched++;
    beat?.(samplesPatienceMs(shown));
    const lines = await pipelines.findText(plane.grey, plane.columns, plane.rows);
    slice?.done(lines.some((line) => line.marks >= leastMarks));
    const [wide, high] = [columns / plane.columns, rows / plane.rows];
    for (const line of lines) {
      held ||= line.marks >= leastMarks;
      const box = {
        x: Math.floor(line.x * wide),
        y: Math.floor(line.y * high),
        width: Math.ceil(line.width * wide),
        height: Math.ceil(line.height * high),
      };
      const same = found.find((one) => isSame(one, box));
      found = same
        ? found.map((one) => (one === same ? joined(one, box, frame) : one))
        : [...found, { ...box, frames: new Set([frame]) }];
    }
  }
  if (held && framesSearched < frames) return findBurnedIn(opened, "MEDIUM", context);
  const places = found.map(({ frames: inFrames, ...box }): PixelPlace => {
    const everywhere = inFrames.size === framesSearched;
    const blank: BlankBox = { ...box, frames: everywhere ? "all" : [...inFrames].sort((a, b) => a - b) };
    return { box: blank, finding: "text" };
  });
  return { held, places, framesSearched };
}
