import { objectOf } from "../../domain/annotation.ts";
import { factsAt } from "../../domain/facts-at.ts";
import type { DatasetObject } from "./dataset.ts";

/** What leaves as one: the labels of one thing in space on the slices of a series; most have one label only. */
export interface DatasetThing {
  /** `objectUid` of its labels; of a thing of one label its `instanceUid`. */
  readonly uid: string;
  /** At least one, by frame of the series; never two on one frame. */
  readonly objects: readonly [DatasetObject, ...DatasetObject[]];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What all slices of one thing share: a segment has one class, one series and one frame size, and a place everywhere or nowhere. */
function keyOf({ annotation, image }: DatasetObject): string {
  const { instance, series, frame } = image;
  const { columns, rows } = instance.facts;
  const placed = instance.planes[frame - 1] !== undefined && factsAt(instance.facts, frame - 1).spacingMm;
  return [objectOf(annotation), annotation.classId, series.seriesUid, columns, rows, placed ? 1 : 0].join(
    " ",
  );
}

/** Where a label lies in its series. */
function placeOf({ image }: DatasetObject): number {
  const { frames } = image.series;
  return frames.findIndex(
    ({ sopUid, frameIndex }) => sopUid === image.instance.sopUid && frameIndex === image.frame - 1,
  );
}

/**
 * Labels by the thing in space that they are of (DESIGN, "a thing in space"), in the order of their IDs. Only masks grow over slices. What
 * cannot be one thing (a second label on one frame, another class or series) is a thing of its own under its first label's ID.
 */
export function datasetThings(objects: readonly DatasetObject[]): DatasetThing[] {
  const groups = new Map<string, DatasetObject[]>();
  const sorted = [...objects].sort((a, b) => byText(a.annotation.instanceUid, b.annotation.instanceUid));
  // The label that gives the thing its name comes before others on its frame.
  const named = ({ annotation }: DatasetObject) => objectOf(annotation) === annotation.instanceUid;
  for (const object of [...sorted.filter(named), ...sorted.filter((one) => !named(one))]) {
    const { annotation, image } = object;
    const group = annotation.geometry.type === "mask" ? groups.get(keyOf(object)) : undefined;
    const taken = group?.some((one) => one.image === image);
    if (group && !taken) group.push(object);
    else
      groups.set(group || annotation.geometry.type !== "mask" ? annotation.instanceUid : keyOf(object), [
        object,
      ]);
  }
  const given = new Set<string>();
  const things: DatasetThing[] = [];
  for (const members of groups.values()) {
    const [first] = members;
    if (!first) continue;
    const wish =
      first.annotation.geometry.type === "mask" ? objectOf(first.annotation) : first.annotation.instanceUid;
    const uid = given.has(wish) ? first.annotation.instanceUid : wish;
    given.add(uid);
    const [head = first, ...rest] = members.sort((a, b) => placeOf(a) - placeOf(b));
    things.push({ uid, objects: [head, ...rest] });
  }
  return things.sort((a, b) => byText(a.uid, b.uid));
}

/** Which thing each label leaves with: the same in every format of one export. */
export function thingOf(objects: readonly DatasetObject[]): (object: DatasetObject) => string {
  const uids = new Map(
    datasetThings(objects).flatMap(({ uid, objects: own }) => own.map((object) => [object, uid] as const)),
  );
  return (object) => uids.get(object) ?? object.annotation.instanceUid;
}
