import { type AlgorithmType, algorithmOf, algorithmTypeOf } from "../../../domain/algorithm-type.ts";
import type { Annotation } from "../../../domain/annotation.ts";
import { type ClassCodes, classCodes } from "../../../formats/dicom/write/class-codes.ts";
import { shortId } from "../../../formats/dicom/write/image-reference.ts";
import { plainText } from "../../../formats/dicom/write/plain-text.ts";
import type { Dataset } from "../dataset.ts";

/** What a DICOM object says of a label beside its pixels. */
export interface LabelFacts {
  readonly name: string;
  readonly trackingId: string;
  readonly color: string;
  readonly classIndex: number;
  readonly codes: ClassCodes;
  readonly algorithmType: AlgorithmType;
  readonly algorithm: { readonly name: string; readonly version: string } | null;
}

/** Name and version as one element of 64 characters holds them together. */
function fitted(algorithm: LabelFacts["algorithm"]): LabelFacts["algorithm"] {
  return algorithm && { name: plainText(algorithm.name, 47), version: plainText(algorithm.version, 16) };
}

/** Finds class, codes and origin of the labels of a dataset. */
export function labelFacts(dataset: Dataset, toolVersion: string): (annotation: Annotation) => LabelFacts {
  const classes = new Map(dataset.schema.classes.map((item) => [item.id, item]));
  const labels = new Map(dataset.objects.map(({ annotation }) => [annotation.instanceUid, annotation]));
  return (annotation) => {
    const known = classes.get(annotation.classId);
    const name = plainText(known?.name ?? annotation.classId) || `Class ${known?.index ?? 0}`;
    const algorithmType = algorithmTypeOf(annotation, (uid) => labels.get(uid));
    return {
      name,
      // A region's name holds 64 characters: the class gives way, the ID does not.
      trackingId: `${plainText(name, 64 - 9)} ${shortId(annotation.instanceUid)}`,
      color: known?.color ?? "#FFFFFF",
      classIndex: known?.index ?? 0,
      codes: classCodes(known ?? { index: 0, name }),
      algorithmType,
      algorithm: fitted(algorithmOf(annotation, algorithmType, toolVersion)),
    };
  };
}
