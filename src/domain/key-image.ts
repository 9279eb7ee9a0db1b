import type { AnnotationTarget } from "./annotation.ts";
import type { Classification, ClassificationTarget } from "./classification.ts";
import type { ScopedField } from "./label-field.ts";

/** The one question that every project asks: whether a frame is a key image. An answer like any other: logged, undone, exported. */
export const keyImageField = {
  id: "overread-key-image",
  name: "Key image",
  kind: "boolean",
  scope: "frame",
} as const satisfies ScopedField;

/** The frame that the answer is about. */
export const keyImageTarget = ({ study, series, sop, frame }: AnnotationTarget): ClassificationTarget => ({
  study,
  series,
  sop,
  frame,
});

/** The frames that are key images. */
export const keyImagesOf = (classifications: readonly Classification[]): AnnotationTarget[] =>
  classifications.flatMap(({ scope, field, value, target: { study, series, sop, frame } }) =>
    scope === keyImageField.scope &&
    field === keyImageField.id &&
    value === true &&
    series !== undefined &&
    sop !== undefined &&
    frame !== undefined
      ? [{ study, series, sop, frame }]
      : [],
  );
