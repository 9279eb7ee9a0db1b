import { factsAt } from "../../../domain/facts-at.ts";
import { type Said, say } from "../../../domain/said.ts";
import type { SampleType } from "../../../domain/samples.ts";
import { type SeriesStack, seriesStacks } from "../../../domain/series-stack.ts";
import type { VolumeAffine } from "../../../formats/raw/raw-image.ts";
import { type Dataset, type DatasetImage, hasArea, isTiled } from "../dataset.ts";
import { type DatasetThing, datasetThings } from "../dataset-things.ts";
import { stackGrid } from "./stack-grid.ts";

/** How samples stand in the file: as stored, as 32-bit floats in units, or as 8-bit colour. */
export type VolumeMode = "stored" | "units" | "rgb";

/** One stack of a series that becomes one volume. */
export interface VolumePlan {
  /** Folder inside the dataset, no slash at its end. */
  readonly folder: string;
  readonly stack: SeriesStack;
  /** Every frame in order: also those without labels, which a volume needs. */
  readonly frames: readonly DatasetImage[];
  /** Things with an area, in the order of their numbers: the first is 1. */
  readonly things: readonly DatasetThing[];
  readonly mode: VolumeMode;
  readonly type: SampleType;
  readonly slope: number;
  readonly intercept: number;
  readonly affine: VolumeAffine | null;
  readonly spacingMm: readonly [number, number] | null;
  /** What the file cannot say, in words. */
  readonly notes: readonly Said[];
}

/** A stack that NIfTI cannot hold, and why. */
export interface RefusedVolume {
  readonly seriesUid: string;
  readonly reason: Said;
}

function valuesOf(
  frames: readonly DatasetImage[],
): Pick<VolumePlan, "mode" | "type" | "slope" | "intercept"> {
  const facts = frames.map(({ instance, frame }) => factsAt(instance.facts, frame - 1));
  const [first] = facts;
  if (!first || first.samples > 1 || first.color === "palette")
    return { mode: "rgb", type: "u8", slope: 1, intercept: 0 };
  const { type, slope, intercept } = first;
  const alike = facts.every(
    (item) => item.type === type && item.slope === slope && item.intercept === intercept && !item.modalityLut,
  );
  if (alike) return { mode: "stored", type, slope, intercept };
  return { mode: "units", type: "f32", slope: 1, intercept: 0 };
}

function planStack(
  dataset: Dataset,
  stack: SeriesStack,
  several: boolean,
): VolumePlan | RefusedVolume | null {
  const own = dataset.images.filter((image) => image.series.seriesUid === stack.seriesUid);
  const known = new Map(own.map((image) => [`${image.instance.sopUid} ${image.frame}`, image]));
  const [sample] = own;
  if (!sample) return null;
  const frames = stack.frames.flatMap(({ sopUid, frameIndex }) => {
    const instance = dataset.stored.get(sopUid);
    const image = known.get(`${sopUid} ${frameIndex + 1}`);
    return image ? [image] : instance ? [{ ...sample, id: "", instance, frame: frameIndex + 1 }] : [];
  });
  if (!frames.some((frame) => frame.id !== "")) return null;
  const refused = (reason: Said) => ({ seriesUid: stack.seriesUid, reason });
  if (frames.length !== stack.frames.length) return refused(say`an image of the series is not in the store`);
  if (frames.some(isTiled))
    return refused(say`a slide has no voxels; COCO, NDJSON and the cleaned file hold it`);
  const { columns, rows } = sample.instance.facts;
  const sizes = frames.every(({ instance: { facts } }) => facts.columns === columns && facts.rows === rows);
  if (!sizes) return refused(say`its images have different sizes`);
  if (Math.max(columns, rows, frames.length) > 32_767)
    return refused(say`NIfTI-1 has no axis of more than 32767`);
  const grid = stackGrid(frames);
  if (grid.refused) return refused(grid.refused);
  const present = new Set(frames);
  const values = valuesOf(frames);
  const deep = values.mode === "rgb" && frames.some(({ instance }) => instance.facts.type !== "u8");
  const name = `${dataset.options.name}/nifti/${sample.split}/${sample.group}/${stack.seriesUid}`;
  return {
    folder: several ? `${name}/stack-${stack.stackIndex + 1}` : name,
    stack,
    frames,
    things: datasetThings(dataset.objects.filter(hasArea)).flatMap((thing) => {
      // Of a thing in two stacks of its series each volume holds its own part, under the one ID.
      const [first, ...rest] = thing.objects.filter((object) => present.has(object.image));
      return first ? [{ uid: thing.uid, objects: [first, ...rest] as const }] : [];
    }),
    ...values,
    affine: grid.affine,
    spacingMm: grid.spacingMm,
    notes: [
      ...grid.notes,
      ...(values.mode === "units"
        ? [say`images of different scales are written in units, as 32-bit floats`]
        : []),
      ...(deep ? [say`colour cut to 8 bits`] : []),
    ],
  };
}

/** Every stack that holds an image of the dataset: what its volume will be, or why there is none. */
export function planVolumes(dataset: Dataset): {
  readonly volumes: readonly VolumePlan[];
  readonly refused: readonly RefusedVolume[];
} {
  const series = [...new Map(dataset.images.map((image) => [image.series.seriesUid, image.series])).values()];
  const plans = series.flatMap((item) => {
    const stacks = seriesStacks(item);
    return stacks.map((stack) => planStack(dataset, stack, stacks.length > 1));
  });
  return {
    volumes: plans.filter((plan): plan is VolumePlan => plan !== null && "folder" in plan),
    refused: plans.filter((plan): plan is RefusedVolume => plan !== null && "reason" in plan),
  };
}
