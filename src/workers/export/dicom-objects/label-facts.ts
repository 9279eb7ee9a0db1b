import { type AlgorithmType, algorithmOf, algorithmTypeOf } from "../../../domain/algorithm-type.ts";
import type { Annotation } from "../../../domain/annotation.ts";
import { type ClassCodes, classCodes } from "../../../formats/dicom/write/class-codes.ts";
import { shortId } from "../../../formats/dicom/write/image-reference.ts";
import { plainText } from "../../../formats/dicom/write/plain-text.ts";
import type { Dataset } from "../dataset.ts";
import type { DatasetThing } from "../dataset-things.ts";

/** What a DICOM object says of a thing beside its pixels. */
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

/** What made the slices of a thing: one word where all say it, and every tool that helped, each once. */
function originOf(
  labels: readonly Annotation[],
  find: (uid: string) => Annotation | undefined,
  toolVersion: string,
): Pick<LabelFacts, "algorithmType" | "algorithm"> {
  const types = labels.map((label) => algorithmTypeOf(label, find));
  const [first = "SEMIAUTOMATIC"] = types;
  const algorithmType = types.every((type) => type === first) ? first : "SEMIAUTOMATIC";
  const tools = labels.flatMap((label, at) => algorithmOf(label, types[at] ?? first, toolVersion) ?? []);
  const once = (values: readonly string[]) => [...new Set(values)].join(" + ");
  const [names, versions] = [once(tools.map(({ name }) => name)), once(tools.map(({ version }) => version))];
  return { algorithmType, algorithm: tools.length === 0 ? null : fitted({ name: names, version: versions }) };
}

/** Finds class, codes and origin of the things of a dataset. */
export function labelFacts(dataset: Dataset, toolVersion: string): (thing: DatasetThing) => LabelFacts {
  const classes = new Map(dataset.schema.classes.map((item) => [item.id, item]));
  const labels = new Map(dataset.objects.map(({ annotation }) => [annotation.instanceUid, annotation]));
  return ({ uid, objects }) => {
    const [{ annotation }] = objects;
    const known = classes.get(annotation.classId);
    const name = plainText(known?.name ?? annotation.classId) || `Class ${known?.index ?? 0}`;
    return {
      name,
      // A region's name holds 64 characters: the class gives way, the ID does not.
      trackingId: `${plainText(name, 64 - 9)} ${shortId(uid)}`,
      color: known?.color ?? "#FFFFFF",
      classIndex: known?.index ?? 0,
      codes: classCodes(known ?? { index: 0, name }),
      ...originOf(
        objects.map((object) => object.annotation),
        (one) => labels.get(one),
        toolVersion,
      ),
    };
  };
}
