import type { PointImage } from "../../domain/annotation.ts";
import type { Code } from "../../domain/label-schema.ts";
import { codeItem, dcm } from "../dicom/write/code-item.ts";
import type { DicomItem } from "../dicom/write/dicom-item.ts";
import { frameReference, type SourceFrame } from "../dicom/write/image-reference.ts";

/** How a content item belongs to the one above it (PS3.3 C.17.3.2.4). */
export type Relationship =
  | "CONTAINS"
  | "HAS OBS CONTEXT"
  | "HAS CONCEPT MOD"
  | "INFERRED FROM"
  | "SELECTED FROM";

function item(relationship: Relationship, type: string, name: DicomItem, value: DicomItem): DicomItem {
  return { RelationshipType: relationship, ValueType: type, ConceptNameCodeSequence: [name], ...value };
}

const below = (children: readonly DicomItem[]): DicomItem =>
  children.length > 0 ? { ContentSequence: children } : {};

/** A coded answer. */
export const codeContent = (
  relationship: Relationship,
  name: DicomItem,
  value: DicomItem,
  children: readonly DicomItem[] = [],
): DicomItem => item(relationship, "CODE", name, { ConceptCodeSequence: [value], ...below(children) });

/** A text. */
export const textContent = (relationship: Relationship, name: DicomItem, text: string): DicomItem =>
  item(relationship, "TEXT", name, { TextValue: text });

/** A UID. */
export const uidContent = (relationship: Relationship, name: DicomItem, uid: string): DicomItem =>
  item(relationship, "UIDREF", name, { UID: uid });

/** A person by a pseudonym. */
export const personContent = (relationship: Relationship, name: DicomItem, person: string): DicomItem =>
  item(relationship, "PNAME", name, { PersonName: person });

/** A number with a unit of UCUM. */
export const numberContent = (
  name: Code,
  value: number,
  unit: Code,
  children: readonly DicomItem[],
): DicomItem =>
  item("CONTAINS", "NUM", codeItem(name), {
    MeasuredValueSequence: [{ NumericValue: value, MeasurementUnitsCodeSequence: [codeItem(unit)] }],
    ...below(children),
  });

/** A container, by the template it follows where it is the root of one (PS3.16). */
export const container = (
  relationship: Relationship,
  name: DicomItem,
  template: string | null,
  children: readonly DicomItem[],
): DicomItem =>
  item(relationship, "CONTAINER", name, {
    ContinuityOfContent: "SEPARATE",
    ...(template
      ? { ContentTemplateSequence: [{ MappingResource: "DCMR", TemplateIdentifier: template }] }
      : {}),
    ...below(children),
  });

/** A reference to an object; without a name in lists, as in an image library. */
export const imageContent = (
  relationship: Relationship,
  name: DicomItem | null,
  reference: DicomItem,
): DicomItem => ({
  RelationshipType: relationship,
  ValueType: "IMAGE",
  ...(name ? { ConceptNameCodeSequence: [name] } : {}),
  ReferencedSOPSequence: [reference],
});

/** A shape on a frame. Points count from the corner of the first pixel (PS3.3 C.18.6). */
export interface SrShape {
  readonly frame: SourceFrame;
  readonly graphic: "POINT" | "POLYLINE" | "ELLIPSE";
  readonly pointsEdge: readonly PointImage[];
}

/** Spatial coordinates on an image. */
export const shapeContent = (
  relationship: Relationship,
  name: DicomItem | null,
  shape: SrShape,
): DicomItem => ({
  RelationshipType: relationship,
  ValueType: "SCOORD",
  ...(name ? { ConceptNameCodeSequence: [name] } : {}),
  GraphicType: shape.graphic,
  GraphicData: shape.pointsEdge.flat(),
  ContentSequence: [imageContent("SELECTED FROM", null, frameReference(shape.frame))],
});

/** The concepts that stand for a region. */
export const regionNames = {
  image: dcm("111030", "Image Region"),
  segment: dcm("121191", "Referenced Segment"),
  sourceSeries: dcm("121232", "Source series for segmentation"),
};
