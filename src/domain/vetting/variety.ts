import { deviceName, sourceName } from "../series-source.ts";
import type { VettingFacts } from "./vetting-facts.ts";

/** How often each value occurs, in the order of the values. */
export function tally(values: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Upper ends of the size classes of labels, in pixels. */
const sizes = [10, 100, 1000, 10_000, 100_000] as const;

const sizeName = (area: number) => {
  const at = sizes.findIndex((end) => area < end);
  if (at === 0) return `below ${sizes[0]} px`;
  return at < 0 ? `${sizes.at(-1)} px and more` : `${sizes[at - 1]} to ${sizes[at]} px`;
};

/** The middle value; null without values. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)] ?? 0;
  return sorted.length % 2 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** What is in a dataset, counted: for the card and `vetting.json`. */
export function varietyOf({ images, objects, classes }: VettingFacts) {
  const names = new Map(classes.map((item) => [item.id, item.name]));
  const areas = objects.flatMap((object) => (object.areaPx === null ? [] : [object.areaPx]));
  const inOrder = [
    "below 10 px",
    ...sizes.slice(1).map((end, at) => `${sizes[at]} to ${end} px`),
    `${sizes.at(-1)} px and more`,
  ];
  const bySize = tally(areas.map(sizeName));
  const edits = objects.flatMap(({ diceToProposal }) => (diceToProposal === null ? [] : [diceToProposal]));
  const distances = objects.flatMap(({ hd95ToProposalMm = null }) =>
    hd95ToProposalMm === null ? [] : [hd95ToProposalMm],
  );
  return {
    modality: tally(images.map((image) => image.modality || "unknown")),
    bodyPart: tally(images.map((image) => image.bodyPart || "unknown")),
    source: tally(images.map(sourceName)),
    device: tally(images.map(({ source }) => (source && deviceName(source)) || "unknown")),
    site: tally(images.map(({ source }) => source?.site || "unknown")),
    sex: tally(images.map(({ source }) => source?.sex || "unknown")),
    age: tally(images.map(({ source }) => source?.ageBand || "unknown")),
    split: tally(images.map((image) => image.split)),
    size: tally(images.map((image) => `${image.columns} × ${image.rows}`)),
    spacingMm: tally(
      images.map(({ spacingMm }) => spacingMm?.map((mm) => mm.toFixed(3)).join(" × ") ?? "unknown"),
    ),
    class: tally(objects.map((object) => names.get(object.classId) ?? object.classId)),
    origin: tally(objects.map((object) => object.origin)),
    reader: tally(objects.map((object) => object.author)),
    area: Object.fromEntries(inOrder.filter((name) => bySize[name]).map((name) => [name, bySize[name] ?? 0])),
    edited: edits.length,
    medianDiceToProposal: medianOf(edits),
    medianHd95ToProposalMm: medianOf(distances),
  };
}

export type Variety = ReturnType<typeof varietyOf>;
