import { majorityMask } from "../agreement/majority.ts";
import { staple } from "../agreement/staple.ts";
import type { Annotation, AnnotationTarget, Geometry } from "../annotation.ts";
import type { PixelSpan } from "../rasterize.ts";
import { groupThings, type ReadersInput } from "./compare-readers.ts";
import { gridSlices, type ReaderThing, readerThings, type SeriesFrames, thingGrid } from "./reader-things.ts";

/** What becomes of one thing: a reader's own, what most have, the weighted estimate, drawn on by hand from what most have, or nothing. */
export type FuseChoice =
  | { readonly kind: "reader"; readonly reader: number }
  | { readonly kind: "majority" | "staple" | "draw" | "none" };

/** One label to be made. `spans` for masks, else the geometry itself. */
export interface FusedLabel {
  readonly classId: string;
  readonly target: AnnotationTarget;
  readonly geometry: Exclude<Geometry, { readonly type: "mask" }> | null;
  readonly spans: readonly PixelSpan[];
  readonly attributes: Annotation["attributes"];
  /** All labels that it was made of, of every reader. */
  readonly derivedFrom: readonly string[];
}

/** One thing in space: its labels share an `objectUid`. */
export interface FusedThing {
  readonly group: string;
  readonly choice: FuseChoice;
  /** The definition that made it; empty for a reader's own. */
  readonly by: "" | "majority/1" | "staple/1";
  /** Pixels that exactly half of the readers have: background in a majority. */
  readonly ties: number;
  readonly labels: readonly FusedLabel[];
}

/** The class that most readers give; of equally many, that of the earlier reader. */
function commonClass(members: readonly ReaderThing[]): string {
  const votes = new Map<string, number>();
  for (const { classId } of members) votes.set(classId, (votes.get(classId) ?? 0) + 1);
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function ownLabels(thing: ReaderThing, derivedFrom: readonly string[], series: SeriesFrames): FusedLabel[] {
  return thing.labels.map(({ classId, target, geometry, attributes }) => {
    const slice = series.frames.findIndex(({ sop, frame }) => sop === target.sop && frame === target.frame);
    const isMask = geometry.type === "mask";
    const spans = isMask ? (thing.slices?.get(slice) ?? []) : [];
    return { classId, target, geometry: isMask ? null : geometry, spans, attributes, derivedFrom };
  });
}

/**
 * Labels of the choices, group by group; `choices` by group id. Majority and STAPLE need area: where there is none the choice has to be a
 * reader. Points, lines and choices without a pixel make nothing.
 */
export function fuseReaders(
  { versions, series }: Pick<ReadersInput, "versions" | "series">,
  choices: Readonly<Record<string, FuseChoice>>,
): FusedThing[] {
  const groups = groupThings(readerThings(versions, series), versions.length);
  return groups.flatMap((group): FusedThing[] => {
    const present = group.filter((thing) => thing !== null);
    const [first] = present;
    const choice = first && choices[first.object];
    const frames = first && series.find(({ seriesUid }) => seriesUid === first.series);
    if (!first || !choice || !frames || choice.kind === "none") return [];
    const derivedFrom = present.flatMap(({ labels }) => labels.map(({ instanceUid }) => instanceUid)).sort();
    if (choice.kind === "reader") {
      const thing = group[choice.reader];
      const labels = thing ? ownLabels(thing, derivedFrom, frames) : [];
      return labels.length > 0 ? [{ group: first.object, choice, by: "", ties: 0, labels }] : [];
    }
    const grid = thingGrid(group, frames);
    if (!grid) return [];
    const vote = choice.kind === "staple" ? null : majorityMask(grid.masks);
    // By hand one starts from something: from a reader's own where no pixel has a majority.
    const empty = vote !== null && !vote.mask.bits.includes(1);
    if (choice.kind === "draw" && empty) {
      const labels = ownLabels(first, derivedFrom, frames);
      return [{ group: first.object, choice, by: "", ties: vote.ties, labels }];
    }
    const mask = vote?.mask ?? staple(grid.masks)?.mask;
    const slices = mask ? [...gridSlices(mask, grid.from)].sort((a, b) => a[0] - b[0]) : [];
    const classId = commonClass(present);
    const { attributes = {} } = present.find((thing) => thing.classId === classId)?.labels[0] ?? {};
    const labels = slices.flatMap(([slice, spans]): FusedLabel[] => {
      const place = frames.frames[slice];
      if (!place) return [];
      const target = { ...(first.labels[0] as Annotation).target, ...place };
      return [{ classId, target, geometry: null, spans, attributes, derivedFrom }];
    });
    const by = choice.kind === "staple" ? "staple/1" : "majority/1";
    return labels.length > 0 ? [{ group: first.object, choice, by, ties: vote?.ties ?? 0, labels }] : [];
  });
}
