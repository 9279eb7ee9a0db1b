import type { Dataset } from "../dataset.ts";
import type { VolumePlan } from "./plan-volumes.ts";

/** `labels.json` beside a volume: what each voxel value means, and which slice is which image. */
export function volumeLabels(dataset: Dataset, plan: VolumePlan, overlapping: ReadonlySet<number>) {
  const indices = new Map(dataset.schema.classes.map((item) => [item.id, item.index]));
  return {
    schema: "overread-volume-labels/1",
    series: plan.stack.seriesUid,
    values: plan.mode,
    slices: plan.frames.map(({ instance, frame, id }, slice) => ({
      slice,
      sop: instance.sopUid,
      frame,
      ...(id ? { imageId: id } : {}),
    })),
    classes: dataset.schema.classes.map(({ id, index, name }) => ({ value: index, class: id, name })),
    instances: plan.objects.map(({ annotation, image }, at) => ({
      value: at + 1,
      instanceUid: annotation.instanceUid,
      class: annotation.classId,
      classIndex: indices.get(annotation.classId) ?? 0,
      slice: plan.frames.indexOf(image),
      status: annotation.status,
      overlap: overlapping.has(at + 1) ? `overlap/${at + 1}.nii.gz` : null,
      provenance: annotation.provenance,
    })),
  };
}
