import type { StudyObject } from "../../domain/study-object.ts";
import { ownInput } from "../../formats/dicom/deid/own-object.ts";
import { refusalOf } from "../../formats/dicom/deid/refusal.ts";
import type { SourceValues } from "../../formats/dicom/deid/source-values.ts";
import { uidValues } from "../../formats/dicom/deid/uid-rules.ts";
import {
  type CleanedElements,
  cleanElements,
  type DicomSource,
  type ElementOptions,
  ownElements,
} from "./clean-elements.ts";
import type { ImportContext } from "./import-context.ts";
import { RefusedError } from "./refused-file.ts";

/** A cleaned report, presentation state or structure set, checked against its plan, not yet stored. */
export interface CleanedObject extends CleanedElements {
  readonly patientKey: string;
  readonly own: boolean;
}

/**
 * The whole of 3.2 for an object without pixels. What says that it is of this project and is not what cleaning left of another's is labels
 * that this project wrote: those are taken in as labels, not as an object. Throws RefusedError or PipelineError.
 */
export async function cleanObject(
  source: DicomSource,
  context: ImportContext,
  options: ElementOptions,
): Promise<CleanedObject> {
  const { file, input } = source;
  const claimed = ownInput(input);
  if (claimed) {
    const own = await ownElements(claimed, file, context, options.terms);
    if (!own) throw new RefusedError("own-labels");
    return { ...own, patientKey: claimed.maps.patientKey, own: true };
  }
  const refusal = refusalOf(input.values, input.index.transferSyntax, input.options);
  if (refusal) throw new RefusedError(refusal);
  const cleaned = await cleanElements(source, context, options);
  return { ...cleaned, patientKey: input.maps.patientKey, own: false };
}

/** Items that a person would count: content items, drawings, regions. */
const counted = /(^|\/)(0040A730|00700009|30060020)\[\d+\]\/[0-9A-F]{8}$/;

/** What the row of an object says of its file. */
export function objectFacts(values: SourceValues): Pick<StudyObject, "refersTo" | "entries"> {
  const refersTo = new Set<string>();
  const items = new Set<string>();
  for (const path of values.entries.keys()) {
    if (path.endsWith("/00081155")) for (const uid of uidValues(values.text(path) ?? "")) refersTo.add(uid);
    if (counted.test(path)) items.add(path.slice(0, path.lastIndexOf("/")));
  }
  refersTo.delete("");
  return { refersTo: [...refersTo].sort(), entries: items.size };
}
