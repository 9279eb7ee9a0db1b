import type { Annotation, Geometry, Provenance } from "../domain/annotation.ts";
import type { EditorCore } from "./core.ts";
import type { ImageTarget } from "./image-target.ts";

/** A label record on a frame; `classId` "" when the person has not chosen one yet. */
export function newLabel(
  core: Pick<EditorCore, "store">,
  instanceUid: string,
  target: ImageTarget,
  classId: string | null,
  geometry: Geometry,
  provenance: Provenance,
  objectUid: string | null = null,
): Annotation {
  const { studyUid, seriesUid, sopUid, frameIndex } = target;
  return {
    v: 1,
    instanceUid,
    ...(objectUid === null || objectUid === instanceUid ? {} : { objectUid }),
    classId: classId ?? "",
    schemaVersion: core.store.schema().version,
    target: { study: studyUid, series: seriesUid, sop: sopUid, frame: frameIndex + 1 },
    geometry,
    attributes: {},
    status: "draft",
    locked: false,
    hidden: false,
    provenance,
  };
}

/** Whether a label lies on a frame. */
export const isOn = ({ target }: Pick<Annotation, "target">, frame: ImageTarget): boolean =>
  target.series === frame.seriesUid && target.sop === frame.sopUid && target.frame === frame.frameIndex + 1;
