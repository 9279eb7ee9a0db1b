import type { Annotation } from "../annotation.ts";
import { diffOfRecords } from "../apply-diff.ts";
import type { Classification } from "../classification.ts";
import type { LabelClass, LabelSchema } from "../label-schema.ts";
import { type MaskFrame, makeMaskEdit } from "../mask-edit.ts";
import { instanceSpans } from "../mask-instance.ts";
import { eraseInstance, paintInstance } from "../mask-paint.ts";
import { rleSpans } from "../mask-rle.ts";
import type { MaskTiles } from "../mask-tiles.ts";
import type { EditRecord, LogRow, RecordDiff } from "../record-diff.ts";
import { answerOfText, isAnswerKey } from "./answer-object.ts";
import { type LabelObject, labelOfText } from "./label-object.ts";
import type { VersionObjects } from "./version.ts";

/** What the labels of a study on this device are before they become those of a version. */
export interface DeviceLabels {
  readonly annotations: readonly Annotation[];
  /** Answers by their place (`answerKey`). */
  readonly answers: ReadonlyMap<string, Classification>;
  readonly log: readonly Pick<LogRow, "diff">[];
  /** Changed in place; the caller drops it afterwards. */
  readonly tiles: MaskTiles;
  readonly schema: LabelSchema;
  /** The canonical texts of `annotations` and `answers`. */
  readonly objects: VersionObjects;
}

const frameOf = ({ target }: Pick<Annotation, "target">): MaskFrame => ({
  seriesUid: target.series,
  sopUid: target.sop,
  frameIndex: target.frame - 1,
});

const asRecord = (value: Annotation): EditRecord => ({ kind: "annotation", id: value.instanceUid, value });

const answerRecord = (value: Classification): EditRecord => ({
  kind: "classification",
  id: value.recordUid,
  value,
});

/** The highest mask value that each series ever had, deleted labels too: values are never used twice (viewer-and-tools 3.5). */
function highestValues({ annotations, log }: DeviceLabels): Map<string, number> {
  const highest = new Map<string, number>();
  const see = ({ geometry, target }: Annotation) => {
    if (geometry.type === "mask")
      highest.set(target.series, Math.max(highest.get(target.series) ?? 0, geometry.segmentIndex));
  };
  annotations.forEach(see);
  for (const { diff } of log)
    for (const record of [...Object.values(diff.added), ...Object.values(diff.updated).map(([, to]) => to)])
      if (record.kind === "annotation") see(record.value);
  return highest;
}

/** The schema with the classes of others that it lacks; null when it has them all. A class keeps its id; its number may change. */
function withClasses(schema: LabelSchema, classes: readonly LabelClass[]): LabelSchema | null {
  const known = new Set(schema.classes.map(({ id }) => id));
  const used = new Set(schema.classes.map(({ index }) => index));
  const added: LabelClass[] = [];
  for (const item of classes) {
    if (known.has(item.id)) continue;
    known.add(item.id);
    let { index } = item;
    while (used.has(index)) index++;
    used.add(index);
    added.push({ ...item, index, hotkey: "" });
  }
  if (added.length === 0) return null;
  return { ...schema, version: schema.version + 1, classes: [...schema.classes, ...added] };
}

/**
 * The one act that makes the labels and answers of this device those of a version. Throws when a mask finds no room: nothing is then changed on disk.
 */
export function objectsDiff(
  device: DeviceLabels,
  target: VersionObjects,
  classes: readonly LabelClass[],
): RecordDiff {
  const before = new Map(device.annotations.map((label) => [label.instanceUid, label]));
  const highest = highestValues(device);
  const edit = makeMaskEdit(device.tiles);
  const changed = new Map<string, LabelObject>();
  for (const [uid, text] of Object.entries(target))
    if (!isAnswerKey(uid) && device.objects[uid] !== text) changed.set(uid, labelOfText(text));
  for (const [uid, label] of before) {
    const { geometry } = label;
    if (geometry.type !== "mask" || (Object.hasOwn(target, uid) && !changed.has(uid))) continue;
    const { layer, segmentIndex } = geometry;
    const frame = frameOf(label);
    eraseInstance(edit, frame, layer, segmentIndex, instanceSpans(device.tiles, frame, layer, segmentIndex));
  }
  const after = new Map<string, EditRecord | undefined>();
  for (const uid of before.keys()) if (!Object.hasOwn(target, uid)) after.set(uid, undefined);
  for (const [uid, { label, geometry }] of changed) {
    const old = before.get(uid);
    const common = { ...label, v: 1 as const, hidden: old?.hidden ?? false };
    if (geometry.type !== "mask") {
      after.set(uid, asRecord({ ...common, geometry }));
      continue;
    }
    const { series } = label.target;
    const kept =
      old?.geometry.type === "mask" && old.target.series === series ? old.geometry.segmentIndex : null;
    const segmentIndex = kept ?? (highest.get(series) ?? 0) + 1;
    if (segmentIndex > 65_535) throw new RangeError("No mask value is left in this series.");
    highest.set(series, Math.max(highest.get(series) ?? 0, segmentIndex));
    const painted = paintInstance(
      device.tiles,
      edit,
      frameOf(label),
      { layer: 0, segmentIndex, overlap: "allow", isLocked: () => false },
      rleSpans(geometry),
    );
    if (painted.refused) throw new RangeError("Every layer of an image is taken.");
    after.set(uid, asRecord({ ...common, geometry: { type: "mask", layer: painted.layer, segmentIndex } }));
  }
  const from = new Map<string, EditRecord | undefined>();
  for (const uid of after.keys()) {
    const old = before.get(uid);
    from.set(uid, old && asRecord(old));
  }
  for (const [key, old] of device.answers) {
    if (device.objects[key] === target[key]) continue;
    from.set(old.recordUid, answerRecord(old));
    after.set(old.recordUid, undefined);
  }
  for (const [key, text] of Object.entries(target)) {
    if (!isAnswerKey(key) || device.objects[key] === text) continue;
    const answer = answerOfText(text);
    after.set(answer.recordUid, answerRecord(answer));
  }
  const schema = withClasses(device.schema, classes);
  if (schema) {
    from.set(schema.id, { kind: "schema", id: schema.id, value: device.schema });
    after.set(schema.id, { kind: "schema", id: schema.id, value: schema });
  }
  return { ...diffOfRecords(from, after), masks: edit.diffs() };
}
