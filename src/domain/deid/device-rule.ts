import { type Area, around, clipped, holdsLine, isSamePlace } from "./area.ts";

/** What tells one kind of device picture from another: facts of the cleaned file, and a keyed digest. */
export interface DeviceTraits {
  /** 32 hex digits: keyed digest of what the source says of its maker and model; says neither. */
  readonly device: string;
  /** Maker and model as the cleaned file names them; empty where cleaning left nothing. */
  readonly maker: string;
  readonly model: string;
  readonly modality: string;
  readonly photometric: string;
  readonly columns: number;
  readonly rows: number;
}

/** Where a device writes, learned from reviews: proposed in later studies, never blanked without a person. */
export interface DeviceRule extends DeviceTraits {
  readonly id: string;
  /** What people blanked in all frames. */
  readonly boxes: readonly Area[];
  /** In how many studies. */
  readonly studies: number;
  /** The latest of them, so that a study of many images counts once; empty in an exported rule. */
  readonly studyUids: readonly string[];
  /** ISO 8601 UTC. */
  readonly changedAt: string;
}

/** What a person decided of one image. */
export interface DeviceReview {
  readonly studyUid: string;
  /** Blanked in all frames. */
  readonly blanked: readonly Area[];
  /** Proposed by the rule, and kept. */
  readonly kept: readonly Area[];
  readonly at: string;
}

/** A review of more boxes than these was no layout of a device. */
export const mostRuleBoxes = 24;
const rememberedStudies = 50;

/** The name of a rule: one a device, modality, colour and size. */
export const ruleId = ({ device, modality, photometric, columns, rows }: DeviceTraits): string =>
  [device, modality, photometric, columns, rows].join("/");

/** Boxes without those that lie inside another. */
function outermost(boxes: readonly Area[]): readonly Area[] {
  return boxes.filter(
    (box, at) =>
      !boxes.some((other, i) => i !== at && holdsLine(other, box) && (!holdsLine(box, other) || i < at)),
  );
}

/** A box joined with all that are at its place. */
function added(boxes: readonly Area[], box: Area): readonly Area[] {
  const same = boxes.filter((one) => isSamePlace(one, box));
  return [...boxes.filter((one) => !same.includes(one)), same.reduce(around, box)];
}

/**
 * The rule after one more review: boxes at one place grow into one, for names differ in length; a place that was proposed and kept is
 * forgotten. Null where nothing is left of it.
 */
export function learnRule(
  rule: DeviceRule | null,
  traits: DeviceTraits,
  { studyUid, blanked, kept, at }: DeviceReview,
): DeviceRule | null {
  const forgotten = (rule?.boxes ?? []).filter((box) => !kept.some((one) => isSamePlace(one, box)));
  const inside = blanked.flatMap((box) => clipped(box, traits.columns, traits.rows) ?? []);
  const boxes = outermost(inside.reduce(added, forgotten)).slice(0, mostRuleBoxes);
  if (boxes.length === 0) return null;
  const counted = rule?.studyUids.includes(studyUid) ?? false;
  const studyUids = [...(rule?.studyUids ?? []).filter((uid) => uid !== studyUid), studyUid];
  return {
    ...traits,
    id: ruleId(traits),
    boxes,
    studies: (rule?.studies ?? 0) + (counted ? 0 : 1),
    studyUids: studyUids.slice(-rememberedStudies),
    changedAt: at,
  };
}
