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
    instances: plan.things.map(({ uid, objects: [{ annotation }, ...rest], objects }, at) => ({
      value: at + 1,
      instanceUid: uid,
      class: annotation.classId,
      classIndex: indices.get(annotation.classId) ?? 0,
      slice: plan.frames.indexOf(objects[0].image),
      status: annotation.status,
      overlap: overlapping.has(at + 1) ? `overlap/${at + 1}.nii.gz` : null,
      provenance: annotation.provenance,
      // A thing on several slices has a label on each, with an ID and an origin of its own.
      ...(rest.length === 0
        ? {}
        : {
            labels: objects.map((own) => ({
              instanceUid: own.annotation.instanceUid,
              slice: plan.frames.indexOf(own.image),
              status: own.annotation.status,
              provenance: own.annotation.provenance,
            })),
          }),
    })),
  };
}
