import { factsAt } from "../../../domain/facts-at.ts";
import { type Said, say } from "../../../domain/said.ts";
import type { Three, VolumeAffine } from "../../../formats/raw/raw-image.ts";
import { crossOf, lengthOf, scaled } from "../../../formats/raw/vectors.ts";
import type { DatasetImage } from "../dataset.ts";

/** The grid of a stack, or why it is none; `affine` null: no place is known, which is no fault. */
export interface StackGrid {
  readonly affine: VolumeAffine | null;
  readonly spacingMm: readonly [number, number] | null;
  readonly notes: readonly Said[];
  readonly refused: Said | null;
}

const minus = (a: Three, b: Three): Three => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** A slice may lie this far from its place on the grid: a hundredth of a millimetre, or 2 % of the step where that is more. */
const slackMm = (stepMm: number) => Math.max(0.01, stepMm * 0.02);

/** `2.5 × 3, 5, 2.5 × 2`: gaps in their order, to a hundredth of a millimetre. */
function gapList(gaps: readonly number[]): string {
  const runs: { text: string; count: number }[] = [];
  for (const gap of gaps) {
    const text = String(Math.round(gap * 100) / 100);
    const last = runs.at(-1);
    if (last?.text === text) last.count++;
    else runs.push({ text, count: 1 });
  }
  return runs.map(({ text, count }) => (count > 1 ? `${text} × ${count}` : text)).join(", ");
}

/** Where the voxels of a stack lie: refused, with the gaps named, where the slices do not stand evenly (export-and-workflow 3.6). */
export function stackGrid(frames: readonly DatasetImage[]): StackGrid {
  const facts = frames.map(({ instance, frame }) => factsAt(instance.facts, frame - 1));
  const spacing = facts[0]?.spacingMm ?? null;
  const oneSpacing = facts.every(
    ({ spacingMm }) =>
      (spacingMm?.[0] ?? 0) === (spacing?.[0] ?? 0) && (spacingMm?.[1] ?? 0) === (spacing?.[1] ?? 0),
  );
  const refuse = (refused: Said): StackGrid => ({ affine: null, spacingMm: spacing, notes: [], refused });
  if (!oneSpacing) return refuse(say`its images have different pixel sizes`);
  const planes = frames.map(({ instance, frame }) => instance.planes[frame - 1]);
  const [first] = planes;
  const [down, across] = spacing ?? [];
  if (!first || !down || !across || planes.some((plane) => !plane)) {
    const notes = [
      spacing ? say`no place in the patient is known` : say`neither place nor pixel size is known`,
    ];
    return { affine: null, spacingMm: spacing, notes, refused: null };
  }
  const [rx, ry, rz, cx, cy, cz] = first.orientation;
  const normal = crossOf([rx, ry, rz], [cx, cy, cz]);
  const turned = planes.some((plane) =>
    first.orientation.some((value, axis) => Math.abs(value - (plane?.orientation[axis] ?? 0)) > 1e-3),
  );
  if (turned) return refuse(say`its images point in different directions`);
  const places = planes.map((plane) => plane?.positionMm ?? first.positionMm);
  const last = places.at(-1) ?? first.positionMm;
  const own = frames[0]?.instance.sliceStepMm;
  const single = frames.length === 1;
  const k = single ? (own ?? normal) : scaled(minus(last, first.positionMm), 1 / (frames.length - 1));
  const gaps = places.slice(1).map((place, at) => lengthOf(minus(place, places[at] ?? place)));
  const strays = places.some(
    (place, at) => lengthOf(minus(place, minus(first.positionMm, scaled(k, -at)))) > slackMm(lengthOf(k)),
  );
  if (lengthOf(k) < 1e-6) return refuse(say`its images lie at one place; a volume would invent a depth`);
  if (strays) return refuse(say`its slices do not stand evenly; gaps in mm: ${gapList(gaps)}`);
  return {
    affine: {
      i: scaled([rx, ry, rz], across),
      j: scaled([cx, cy, cz], down),
      k,
      origin: first.positionMm,
    },
    spacingMm: spacing,
    notes: [
      ...(single && !own ? [say`one slice: 1 mm stands for its thickness`] : []),
      ...(first.space === "volume"
        ? [say`the volume has coordinates of its own: no side is left or right`]
        : []),
    ],
    refused: null,
  };
}
