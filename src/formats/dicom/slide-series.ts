import type { ImageFacts, Pyramid } from "../../domain/image-facts.ts";
import type { SlideFacts } from "../../domain/study.ts";
import { planLevels, tileSize } from "../pyramid/plan-levels.ts";

/** What is needed of an instance; the domain's `Instance` is one. */
export interface SlideInstance {
  readonly sopUid: string;
  readonly facts: ImageFacts;
  readonly slide?: SlideFacts;
}

/** The instances of a series that are shown, those of slides with all their levels; the other levels are in none of them. */
export interface SlideSeries<T extends SlideInstance> {
  readonly shown: readonly T[];
  /** Shown instances whose levels are others than their rows say. */
  readonly changed: readonly T[];
}

interface Group<T> {
  readonly levels: T[][];
}

const sameKeys = ["samples", "type", "color", "bitsStored", "frames"] as const;

/** The same plane of the same glass at another resolution: same samples, aspect to 2 %. */
function isSameSlide(a: SlideInstance, b: SlideInstance): boolean {
  if (!sameKeys.every((key) => a.facts[key] === b.facts[key])) return false;
  const rows = (a.facts.rows * b.facts.columns) / a.facts.columns;
  return Math.abs(rows - b.facts.rows) <= Math.max(1.5, 0.02 * rows);
}

/** Only the picture itself has levels: labels, overviews and thumbnails are images of their own (PS3.3 C.8.12.4.1.1). */
const isVolume = ({ slide }: SlideInstance) => slide !== undefined && ["VOLUME", ""].includes(slide.role);

const isPart = (a: SlideInstance, b: SlideInstance) =>
  a.slide?.concatenationUid !== "" &&
  a.slide?.concatenationUid === b.slide?.concatenationUid &&
  a.facts.columns === b.facts.columns;

function groupsOf<T extends SlideInstance>(volumes: readonly T[]): Group<T>[] {
  const groups: Group<T>[] = [];
  for (const instance of [...volumes].sort((a, b) => b.facts.columns - a.facts.columns)) {
    const home = groups.find(({ levels }) => {
      const [first] = levels[0] ?? [];
      const [last] = levels.at(-1) ?? [];
      if (!first || !last || !isSameSlide(first, instance)) return false;
      return isPart(last, instance) || instance.facts.columns < 0.9 * last.facts.columns;
    });
    const [last] = home?.levels.at(-1) ?? [];
    if (!home) groups.push({ levels: [[instance]] });
    else if (last && isPart(last, instance)) home.levels.at(-1)?.push(instance);
    else home.levels.push([instance]);
  }
  return groups;
}

/**
 * Joins the resolutions of whole slide images that lie in one series (PS3.3 C.8.12.4): one image is shown for each slide, the
 * finest, and its pyramid holds the matrices of the others. Images that are no slides pass as they are.
 */
export function joinSlides<T extends SlideInstance>(instances: readonly T[]): SlideSeries<T> {
  const volumes = instances.filter(isVolume);
  if (volumes.length === 0) return { shown: instances, changed: [] };
  const shown = new Map<string, T>();
  const changed: T[] = [];
  for (const { levels } of groupsOf(volumes)) {
    const finest = levels[0]?.[0];
    if (!finest?.slide) continue;
    // A slide so small that it is read whole has no use for its smaller copies.
    const planned = planLevels(levels.map(([first]) => first?.facts ?? finest.facts));
    const pyramid: Pyramid = { tileSize, levels: planned.map(({ columns, rows }) => ({ columns, rows })) };
    const parts = levels.map((level) => level.map(({ sopUid }) => sopUid));
    const alone = parts.length === 1 && parts[0]?.length === 1;
    const joined: T = {
      ...finest,
      facts: finest.facts.pyramid ? { ...finest.facts, pyramid } : finest.facts,
      slide: { ...finest.slide, levels: alone ? [] : parts },
    };
    shown.set(finest.sopUid, joined);
    if (JSON.stringify(finest.slide.levels ?? []) !== JSON.stringify(joined.slide?.levels))
      changed.push(joined);
  }
  return {
    shown: instances.flatMap((instance) =>
      isVolume(instance) ? (shown.get(instance.sopUid) ?? []) : instance,
    ),
    changed,
  };
}
