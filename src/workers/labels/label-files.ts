import type { Annotation, Provenance } from "../../domain/annotation.ts";
import type { LabelFault, MaskChoices } from "../../domain/calls/labels-calls.ts";
import type { Classification } from "../../domain/classification.ts";
import type { FieldValues } from "../../domain/label-field.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import type { PixelSpan } from "../../domain/rasterize.ts";
import type { Instance, Series } from "../../domain/study.ts";

/** A label of a file; the geometry of a mask is in `spans`, whatever its own says. */
export interface FoundLabel {
  readonly annotation: Annotation;
  readonly spans: readonly PixelSpan[] | null;
}

/** What a file of labels holds. */
export interface FoundLabels {
  readonly labels: readonly FoundLabel[];
  readonly answers: readonly Classification[];
  /** Answers to the questions of a class, by thing: another file may hold its pixels. */
  readonly attributes?: ReadonlyMap<string, FieldValues>;
  /** Contours without an area, which are no label: open ones and points (PS3.3 C.8.8.6.3). */
  readonly openContours?: number;
}

/** What a reader of label files needs to know of the store. */
export interface LabelContext {
  readonly schema: LabelSchema;
  /** The image with this UID; undefined: not on this device. */
  readonly instance: (sop: string) => Promise<Instance | undefined>;
  /** The ID of the label of a thing on a frame, where one is here already. */
  readonly known?: (thing: string, sop: string, frame: number) => Promise<string | undefined>;
  /** The stored image of a part of a Secondary Capture that we wrote. */
  readonly part?: (sop: string) => Promise<{ readonly sop: string; readonly before: number } | undefined>;
  /** What the person said of the values of masks, and who is told which values there are. */
  readonly masks?: {
    readonly choices: MaskChoices;
    readonly saw: (value: number, pixels: number) => void;
  };
  /** Every image on this device. */
  readonly images?: () => Promise<readonly Instance[]>;
  /** Every series on this device. */
  readonly series?: () => Promise<readonly Series[]>;
  readonly user: string;
  readonly device: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A wrong place in a file; the worker adds the file's name. */
export class LabelFileError extends Error {
  override readonly name = "LabelFileError";
  constructor(
    readonly where: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${where}: expected ${expected}, found ${found}`);
  }
}

/** The fault as it is shown. */
export const faultOf = (file: string, { where, expected, found }: LabelFileError): LabelFault => ({
  file,
  where,
  expected,
  found,
});

/** A value of a file in few words, for the person. */
export function shortly(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The image of a label, checked: on this device, of the study and series that the file names where it does, and with that frame. */
export async function imageOf(
  context: LabelContext,
  where: string,
  target: {
    readonly sop: unknown;
    readonly frame: unknown;
    readonly study?: unknown;
    readonly series?: unknown;
  },
): Promise<Instance> {
  const { sop, frame } = target;
  if (typeof sop !== "string" || sop === "")
    throw new LabelFileError(`${where}.sop`, "the UID of an image", shortly(sop));
  const instance = await context.instance(sop);
  if (!instance) throw new LabelFileError(`${where}.sop`, "an image on this device", sop);
  for (const [name, own] of [
    ["study", instance.studyUid],
    ["series", instance.seriesUid],
  ] as const)
    if (target[name] !== undefined && target[name] !== own)
      throw new LabelFileError(`${where}.${name}`, own, shortly(target[name]));
  const last = instance.facts.frames;
  if (!Number.isInteger(frame) || Number(frame) < 1 || Number(frame) > last)
    throw new LabelFileError(`${where}.frame`, `a whole number from 1 to ${last}`, shortly(frame));
  return instance;
}

/** Where a record comes from that came without a provenance of its own. */
export const importedProvenance = ({ user, device, at }: LabelContext): Provenance => ({
  origin: "imported",
  author: user,
  device,
  createdAt: at,
  editedAt: at,
  activeSeconds: 0,
  derivedFrom: [],
});

/** The record of a label that came without one of its own: origin `imported`, a draft. */
export function importedLabel(
  context: LabelContext,
  instanceUid: string,
  classId: string,
  instance: Instance,
  frame: number,
  objectUid?: string,
): Annotation {
  return {
    v: 1,
    instanceUid,
    ...(objectUid !== undefined && objectUid !== instanceUid ? { objectUid } : {}),
    classId,
    schemaVersion: context.schema.version,
    target: { study: instance.studyUid, series: instance.seriesUid, sop: instance.sopUid, frame },
    geometry: { type: "mask", layer: 0, segmentIndex: 0 },
    attributes: {},
    status: "draft",
    locked: false,
    hidden: false,
    provenance: importedProvenance(context),
  };
}
