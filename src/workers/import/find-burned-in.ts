import { type Area, around, clipped, isSamePlace } from "../../domain/deid/area.ts";
import type { DeviceRule } from "../../domain/deid/device-rule.ts";
import { outsideRegions } from "../../domain/deid/outside-regions.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { BlankBox, PixelRisk } from "../../domain/deid/plan.ts";
import type { Pyramid } from "../../domain/image-facts.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { levelOfAtMost, wholeLevel } from "../pixels/whole-level.ts";
import type { TextLine } from "../wasm/own-pipelines.ts";
import { fillBoxes } from "./fill-boxes.ts";
import { type GreyPlane, greyPlane } from "./grey-plane.ts";
import type { ImportContext } from "./import-context.ts";
import { makeMargins } from "./margins.ts";
import { samplesPatienceMs } from "./patience.ts";
import { placesWithRule } from "./places-with-rule.ts";
import { makeSearchSampler, type SearchSampler } from "./search-sampler.ts";
import { makeStillPicture } from "./still-picture.ts";

/** What a search for burned-in text found. */
export interface BurnedIn {
  /** Whether a person must look. */
  readonly held: boolean;
  readonly places: readonly PixelPlace[];
  readonly framesSearched: number;
}

/** A line of fewer marks is grain more often than a name; it is shown when something else holds the image. */
export const leastMarks = 5;
/** A slide is searched in a level of at most this many pixels a side. */
const searchSide = 4096;

interface Found extends Area {
  readonly frames: Set<number>;
}

/** What a file says of its pixels that the search takes into account. */
export interface SearchHints {
  /** Ultrasound regions: what lies outside all of them is proposed too, and before anything else. */
  readonly regions?: readonly Area[];
  /** Where its device wrote in earlier studies. */
  readonly rule?: DeviceRule | null;
  /** What a release has blanked: known to hold nothing. */
  readonly blanked?: readonly BlankBox[];
  /** Frames to search, instead of those that the class asks for. */
  readonly frames?: readonly number[];
  /** Lines of fewer marks are left out. */
  readonly least?: number;
  /** Which slices of a native CT, MR or PET series are searched; without it the frames of the one file are a series. */
  readonly slices?: { readonly series: string; readonly sampler: SearchSampler };
}

/** Boxes of one frame in pixels of a plane of another size. */
function scaled(boxes: readonly BlankBox[], frame: number, wide: number, high: number, plane: GreyPlane) {
  return boxes.flatMap(({ x, y, width, height, frames }) => {
    if (frames !== "all" && !frames.includes(frame)) return [];
    const [left, top] = [Math.floor(x / wide), Math.floor(y / high)];
    const right = Math.ceil((x + width) / wide);
    const bottom = Math.ceil((y + height) / high);
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    return clipped(box, plane.columns, plane.rows) ?? [];
  });
}

const middleIn = ({ x, y, width, height }: Area, area: Area) =>
  x + width / 2 >= area.x &&
  x + width / 2 < area.x + area.width &&
  y + height / 2 >= area.y &&
  y + height / 2 < area.y + area.height;

/**
 * Searches decoded frames for lines of text: of a native CT, MR or PET a sample of the slices, of everything else every frame
 * (deidentification 3.8), and of an image with a hit every frame, too; of a clip also what stands still in all of its frames. Boxes are in pixels of the frame; the same line in several
 * frames is one place, in all frames where every frame that was searched has it; a strip outside the ultrasound regions is one too,
 * unless it is empty in all of them. Rejects where a frame cannot be decoded: then nothing is let pass.
 */
export async function findBurnedIn(
  opened: PixelSource,
  risk: PixelRisk,
  context: Pick<ImportContext, "pipelines" | "beat">,
  hints: SearchHints = {},
): Promise<BurnedIn> {
  if (risk === "NONE") return { held: false, places: [], framesSearched: 0 };
  const { pipelines, beat } = context;
  const { columns, rows, frames, samples } = opened.facts;
  const small = (pyramid: Pyramid) => levelOfAtMost(pyramid, searchSide);
  const { regions = [], rule = null, blanked = [], frames: wanted, least = 0 } = hints;
  const sampled =
    risk === "LOW" && !wanted ? (hints.slices ?? { series: "", sampler: makeSearchSampler() }) : null;
  const searched: number[] = [];
  const still = makeStillPicture(opened.facts.color);
  let found: Found[] = [];
  let held = false;
  const note = (line: TextLine, plane: GreyPlane, inFrames: readonly number[]) => {
    if (line.marks < least) return;
    held ||= line.marks >= leastMarks;
    const [wide, high] = [columns / plane.columns, rows / plane.rows];
    const box = {
      x: Math.floor(line.x * wide),
      y: Math.floor(line.y * high),
      width: Math.ceil(line.width * wide),
      height: Math.ceil(line.height * high),
    };
    const same = found.find((one) => isSamePlace(one, box));
    const frames = new Set([...(same?.frames ?? []), ...inFrames]);
    found = same
      ? found.map((one) => (one === same ? { ...around(one, box), frames } : one))
      : [...found, { ...box, frames }];
  };
  const margins = makeMargins(outsideRegions(regions, columns, rows), columns, rows);
  const ruled = makeMargins(rule?.boxes ?? [], columns, rows);
  for (const frame of wanted ?? Array.from({ length: frames }, (_, index) => index)) {
    const shown = opened.facts.pyramid ? searchSide ** 2 : columns * rows;
    beat?.(samplesPatienceMs(shown * samples));
    const picture = await wholeLevel(opened, frame, small);
    margins.see(picture);
    ruled.see(picture);
    const plane = greyPlane(picture);
    const slice = sampled?.sampler.next(sampled.series, plane);
    if (sampled && !slice) continue;
    searched.push(frame);
    if (!sampled && frames > 1) still.see(picture);
    const [wide, high] = [columns / plane.columns, rows / plane.rows];
    fillBoxes(plane, scaled(blanked, frame, wide, high, plane));
    beat?.(samplesPatienceMs(shown));
    const texts = await pipelines.findText(plane.grey, plane.columns, plane.rows);
    slice?.done(texts.some(({ marks }) => marks >= leastMarks));
    for (const line of texts) note(line, plane, [frame]);
  }
  const framesSearched = searched.length;
  const plane = still.plane();
  if (plane) {
    const [wide, high] = [columns / plane.columns, rows / plane.rows];
    const everywhere = blanked.map((box): BlankBox => ({ ...box, frames: "all" }));
    fillBoxes(plane, scaled(everywhere, 0, wide, high, plane));
    beat?.(samplesPatienceMs(plane.grey.length));
    const texts = await pipelines.findText(plane.grey, plane.columns, plane.rows);
    // What stands still is in every frame, also where no single one shows it.
    for (const line of texts.filter(still.isStill)) note(line, plane, searched);
  }
  if (sampled && held && framesSearched < frames) return findBurnedIn(opened, "MEDIUM", context, hints);
  // Outside the regions devices write names, inside them measurements.
  const written = margins.written();
  const outside = (box: Area) => written.some((area) => middleIn(box, area));
  const ranked = [...found.filter(outside), ...found.filter((box) => !outside(box))];
  const lines = ranked.map(({ frames: inFrames, ...box }): PixelPlace => {
    const everywhere = inFrames.size === framesSearched;
    const blank: BlankBox = { ...box, frames: everywhere ? "all" : [...inFrames].sort((a, b) => a - b) };
    return { box: blank, finding: "text" };
  });
  const strips = written.map(
    (area): PixelPlace => ({ box: { ...area, frames: "all" }, finding: "outside-region" }),
  );
  // A place of the rule that is empty this time asks for nothing.
  const places = placesWithRule(ruled.written(), rule?.studies ?? 0, [...strips, ...lines]);
  return { held, places, framesSearched: framesSearched };
}
