import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import { say } from "../../../domain/said.ts";
import { emptySlices, type NiftiShape, packNifti } from "../../../formats/nifti/write-nifti.ts";
import type { Dataset, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import { planVolumes, type VolumePlan } from "./plan-volumes.ts";
import { volumeLabels } from "./volume-labels.ts";
import { imageSlice, labelBytes, labelSlice, labelType } from "./volume-slices.ts";

/** What writing volumes found out. */
export interface VolumeOutcome {
  readonly volumes: readonly VolumePlan[];
  readonly losses: readonly ExportLoss[];
}

/** The shape of a file of one sample a voxel over the grid of a plan. */
const shapeOf = (plan: VolumePlan, type: NiftiShape["type"]): NiftiShape => ({
  columns: plan.stack.columns,
  rows: plan.stack.rows,
  slices: plan.frames.length,
  stacks: 1,
  samples: 1,
  type,
  slope: 1,
  intercept: 0,
  affine: plan.affine,
  spacingMm: plan.spacingMm,
});

/** Image, labels and numbers of one stack, slice by slice; the objects that meet others in files of their own. */
async function writeVolume(
  dataset: Dataset,
  plan: VolumePlan,
  reader: DatasetReader,
  sink: DatasetSink,
  step: () => void,
): Promise<ExportLoss[]> {
  const { schema } = dataset;
  const classType = labelType(Math.max(0, ...schema.classes.map((item) => item.index)));
  const numberType = labelType(plan.things.length);
  const { type, slope, intercept, mode } = plan;
  const imageShape: NiftiShape = {
    ...shapeOf(plan, type),
    slope,
    intercept,
    samples: mode === "rgb" ? 3 : 1,
  };
  const image = packNifti(imageShape);
  const labels = packNifti(shapeOf(plan, classType));
  const numbers = packNifti(shapeOf(plan, numberType));
  const overlaps = new Map<number, number>();
  for (const frame of plan.frames) {
    image.push(await imageSlice(plan, frame, reader));
    const slice = await labelSlice(plan, frame, schema, reader);
    labels.push(labelBytes(slice.classes, classType));
    numbers.push(labelBytes(slice.numbers, numberType));
    for (const [number, pixels] of slice.overlaps) overlaps.set(number, (overlaps.get(number) ?? 0) + pixels);
    step();
  }
  await sink.write(`${plan.folder}/image.nii.gz`, image.finish());
  await sink.write(`${plan.folder}/labels.nii.gz`, labels.finish());
  await sink.write(`${plan.folder}/instances.nii.gz`, numbers.finish());
  // A thing lies on few slices of many; packing the empty ones each time would make the export quadratic.
  const empty = emptySlices(plan.stack.columns * plan.stack.rows);
  for (const number of [...overlaps.keys()].sort((a, b) => a - b)) {
    const thing = plan.things[number - 1];
    if (!thing) continue;
    const own = packNifti(shapeOf(plan, "u8"));
    const objects = new Map(thing.objects.map((object) => [object.image, object]));
    let done = 0;
    for (const [slice, frame] of plan.frames.entries()) {
      const object = objects.get(frame);
      if (!object) continue;
      own.pushEmpty(empty, slice - done);
      own.push((await reader.mask(object)).bits);
      done = slice + 1;
    }
    own.pushEmpty(empty, plan.frames.length - done);
    await sink.write(`${plan.folder}/overlap/${number}.nii.gz`, own.finish());
    step();
  }
  const text = `${JSON.stringify(volumeLabels(dataset, plan, new Set(overlaps.keys())), null, 1)}\n`;
  await sink.write(`${plan.folder}/labels.json`, [new TextEncoder().encode(text)]);
  return [
    ...plan.notes.map((reason) => ({ format: "nifti", instanceUid: plan.stack.seriesUid, reason })),
    ...[...overlaps].map(([number, pixels]) => ({
      format: "nifti",
      instanceUid: plan.things[number - 1]?.uid ?? "",
      reason: say`${pixels} pixels lie in another label as well; whole in overlap/${number}.nii.gz`,
    })),
  ];
}

/** Writes each series that holds labels as NIfTI; what cannot be one is refused by name (export-and-workflow 3.6). */
export async function writeVolumes(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  step: () => void,
): Promise<VolumeOutcome> {
  if (!dataset.options.formats.includes("nifti")) return { volumes: [], losses: [] };
  const { volumes, refused } = planVolumes(dataset);
  const losses: ExportLoss[] = refused.map(({ seriesUid, reason }) => ({
    format: "nifti",
    instanceUid: seriesUid,
    reason: say`no volume of this series: ${reason}`,
  }));
  for (const plan of volumes) losses.push(...(await writeVolume(dataset, plan, reader, sink, step)));
  return { volumes, losses };
}
