import type { Annotation, Geometry } from "../../domain/annotation.ts";
import type { ToolDecisions } from "../../domain/assist/decision-pace.ts";
import type { AuditEvent } from "../../domain/audit-event.ts";
import type { ExportOptions } from "../../domain/calls/export-calls.ts";
import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import type { Breath } from "../../domain/cancel.ts";
import type { Classification } from "../../domain/classification.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import type { BinaryMask } from "../../domain/mask.ts";
import type { SpanMask } from "../../domain/mask-spans.ts";
import type { Proposal } from "../../domain/proposal.ts";
import type { Split, SplitGroup, SplitName } from "../../domain/split.ts";
import type { Instance, Series, Study } from "../../domain/study.ts";
import type { StudyObject } from "../../domain/study-object.ts";
import type { ByteSource } from "../../formats/byte-source.ts";

/** One frame of the dataset. `frame` counts from 1; `id` is `i` and six digits in sorted order. */
export interface DatasetImage {
  readonly id: string;
  readonly study: Study;
  readonly series: Series;
  readonly instance: Instance;
  readonly frame: number;
  readonly group: string;
  readonly split: SplitName;
}

/** One labelled object and the frame it lies on. */
export interface DatasetObject {
  readonly annotation: Annotation;
  readonly image: DatasetImage;
}

/** Whether an image is read in tiles: it has no picture of its frame, and its masks are never spread out. */
export const isTiled = ({ instance }: DatasetImage): boolean => instance.facts.pyramid !== undefined;

const areaKinds: readonly Geometry["type"][] = ["mask", "polygon", "box", "ellipse"];

/** Whether a label has an inside: a point or a line has no mask, and formats of masks cannot hold it. */
export const hasArea = ({ annotation }: DatasetObject): boolean =>
  areaKinds.includes(annotation.geometry.type);

/** What is exported: lists only; pixels and masks are read one by one when they are needed. */
export interface Dataset {
  readonly options: ExportOptions;
  readonly schema: LabelSchema;
  readonly images: readonly DatasetImage[];
  readonly objects: readonly DatasetObject[];
  /** Answers about the studies and their parts, by record. */
  readonly classifications?: readonly Classification[];
  /** Answers about images, or studies, of which nothing is in the dataset: left out of every format, and named. Absent: none. */
  readonly answersElsewhere?: readonly Classification[];
  /** Unreviewed proposals, only when asked for. */
  readonly proposals: readonly Proposal[];
  /** What became of the proposals of each tool in the studies of the dataset; absent: not asked for (sync). */
  readonly decisions?: readonly ToolDecisions[];
  /** Licence of the tool behind each decided proposal. */
  readonly licenses: ReadonlyMap<string, string>;
  readonly instances: readonly Instance[];
  /** Every stored image of the chosen studies by its UID: a volume needs also those without labels. */
  readonly stored: ReadonlyMap<string, Instance>;
  /** Objects without pixels of the studies that are in the dataset. */
  readonly studyObjects?: readonly StudyObject[];
  readonly records: ReadonlyMap<string, DeidRecord>;
  /** Studies of the dataset of which nobody knows whose they are: each is a group of its own; absent or empty: none. */
  readonly unknownPatients?: readonly string[];
  /** Studies of the dataset with two newest versions that nobody has put together; absent or empty: none. */
  readonly forkedStudies?: readonly string[];
  readonly split: Split;
  /** The patients of each leak group, by its key. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** What the split knew of each group. */
  readonly strata: readonly SplitGroup[];
  /** Every chain of this device, whole, in order. */
  readonly audit: ReadonlyMap<string, readonly AuditEvent[]>;
  readonly auditHeads: readonly { readonly chain: string; readonly seq: number; readonly hash: string }[];
}

/** Objects by the frame they lie on, in their order: a search through all of them for each frame is quadratic. */
export function objectsByImage(objects: readonly DatasetObject[]): Map<DatasetImage, DatasetObject[]> {
  const byImage = new Map<DatasetImage, DatasetObject[]>();
  for (const object of objects) {
    const own = byImage.get(object.image);
    if (own) own.push(object);
    else byImage.set(object.image, [object]);
  }
  return byImage;
}

/** How the export reads what the dataset only names. */
export interface DatasetReader {
  /** For loops that read nothing else from the store: lets a cancel in and heeds it. */
  readonly breathe: Breath;
  frame(image: Pick<DatasetImage, "instance" | "frame">): Promise<DecodedFrame>;
  /** The coarsest level of an image that is read in tiles, as one frame. */
  overview(instance: Instance): Promise<DecodedFrame>;
  mask(object: DatasetObject): Promise<BinaryMask>;
  /** The same as runs: for images that are read in tiles. */
  spans(object: DatasetObject): Promise<SpanMask>;
  /** The stored file, piece by piece: for files of any size. */
  pieces(instance: Instance): AsyncIterable<Uint8Array>;
  /** The stored file by range. */
  source(instance: Instance): ByteSource;
  /** The stored file, whole. */
  file(instance: Instance): Promise<Uint8Array<ArrayBuffer>>;
}
