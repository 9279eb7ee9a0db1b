import type { Code } from "../../domain/label-schema.ts";
import { memorySource } from "../byte-source.ts";
import { asciiOf, decimalsOf, numbersOf } from "../dicom/element-values.ts";
import { readCode } from "../dicom/read-code.ts";
import { type DicomDataset, itemsIn, itemsOf } from "../dicom/read-dataset.ts";
import { readDicom } from "../dicom/read-dicom.ts";
import { utf8Of } from "../dicom/utf8-of.ts";

/** A content item with its value, whatever its type, and what lies below it. */
export interface SrNode {
  readonly relationship: string;
  readonly type: string;
  readonly name: Code | null;
  readonly template: string;
  readonly text: string;
  readonly code: Code | null;
  readonly value: number | null;
  readonly unit: Code | null;
  readonly graphic: string;
  readonly points: readonly number[];
  readonly sopUid: string;
  /** From 1; null where the reference names none. */
  readonly frame: number | null;
  readonly segment: number | null;
  readonly children: readonly SrNode[];
  /** The same, each made when it is asked for. */
  eachChild(): Iterable<SrNode>;
}

/** A structured report: its root, and what its header says. */
export interface SrReading {
  readonly sopUid: string;
  readonly sopClassUid: string;
  readonly studyUid: string;
  readonly patientId: string;
  readonly completion: string;
  /** SOP Instance UIDs of the evidence. */
  readonly evidence: readonly string[];
  readonly root: SrNode;
}

function nodeOf(item: DicomDataset): SrNode {
  const [reference] = itemsOf(item, 0x00081199);
  const [measured] = itemsOf(item, 0x0040a300);
  const [template] = itemsOf(item, 0x0040a504);
  return {
    relationship: asciiOf(item, 0x0040a010),
    type: asciiOf(item, 0x0040a040),
    name: readCode(itemsOf(item, 0x0040a043)[0]),
    template: template ? asciiOf(template, 0x0040db00) : "",
    text: utf8Of(item, 0x0040a160) || asciiOf(item, 0x0040a124) || utf8Of(item, 0x0040a123),
    code: readCode(itemsOf(item, 0x0040a168)[0]),
    value: measured ? (decimalsOf(measured, 0x0040a30a)[0] ?? null) : null,
    unit: measured ? readCode(itemsOf(measured, 0x004008ea)[0]) : null,
    graphic: asciiOf(item, 0x00700023),
    points: decimalsOf(item, 0x00700022),
    sopUid: reference ? asciiOf(reference, 0x00081155) : "",
    frame: reference ? (decimalsOf(reference, 0x00081160)[0] ?? null) : null,
    segment: reference ? (numbersOf(reference, 0x0062000b, "US")[0] ?? null) : null,
    // Read anew each time: the tree of a report of ten thousand groups is gigabytes.
    get children() {
      return itemsOf(item, 0x0040a730).map(nodeOf);
    },
    *eachChild() {
      for (const child of itemsIn(item, 0x0040a730)) yield nodeOf(child);
    },
  };
}

/** An item with all that lies below it, for whoever looks at it more than once. */
export function wholeNode({ children, ...rest }: SrNode): SrNode {
  // Asked for once: each time its children are asked for, they are read anew, and theirs with them.
  return { ...rest, children: children.map(wholeNode) };
}

/** Reads a structured report with all its content (PS3.3 A.35). */
export async function readSr(bytes: Uint8Array): Promise<SrReading> {
  const { dataset } = await readDicom(memorySource(bytes));
  const series = itemsOf(dataset, 0x0040a375).flatMap((study) => itemsOf(study, 0x00081115));
  return {
    sopUid: asciiOf(dataset, 0x00080018),
    sopClassUid: asciiOf(dataset, 0x00080016),
    studyUid: asciiOf(dataset, 0x0020000d),
    patientId: asciiOf(dataset, 0x00100020),
    completion: asciiOf(dataset, 0x0040a491),
    evidence: series
      .flatMap((one) => itemsOf(one, 0x00081199))
      .map((reference) => asciiOf(reference, 0x00081155)),
    root: nodeOf(dataset),
  };
}

/** The first child of a concept, by value and scheme; undefined without one. */
export const childOf = (node: SrNode, scheme: string, value: string): SrNode | undefined =>
  node.children.find(({ name }) => name?.value === value && name.scheme === scheme);

/** Every Measurement Group of a report, in order, each read when it is asked for: a report may have thousands. */
export function* eachMeasurementGroup({ root }: SrReading): Generator<SrNode, void> {
  const list = childOf(root, "DCM", "126010");
  for (const node of list?.eachChild() ?? []) if (node.name?.value === "125007") yield node;
}

/** The same as a list. */
export const measurementGroups = (report: SrReading): SrNode[] => [...eachMeasurementGroup(report)];
