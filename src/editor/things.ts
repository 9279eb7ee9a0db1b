import { type Annotation, objectOf } from "../domain/annotation.ts";
import type { Act } from "./act.ts";
import type { EditorCore } from "./core.ts";

/** Labels with all slices of the things that they are of. */
export function withParts({ store }: Pick<EditorCore, "store">, uids: readonly string[]): Annotation[] {
  const things = new Set(uids.flatMap((uid) => store.annotation(uid) ?? []).map(objectOf));
  return store.annotations().filter((label) => things.has(objectOf(label)));
}

/** Whether a label is one slice of a thing that lies on several. */
export const isOfMany = ({ store }: Pick<EditorCore, "store">, label: Annotation): boolean =>
  store
    .annotations()
    .some((other) => other.instanceUid !== label.instanceUid && objectOf(other) === objectOf(label));

function withObject(label: Annotation, objectUid: string): Annotation {
  const { objectUid: _, ...rest } = label;
  return objectUid === label.instanceUid ? rest : { ...rest, objectUid };
}

/**
 * Makes labels slices of another thing, or (null) each a thing of its own. What they leave behind stays one thing: it gets another name
 * where it was called after one of them.
 */
export function moveToThing(
  core: EditorCore,
  act: Act,
  labels: readonly Annotation[],
  thing: string | null,
): void {
  const moved = new Set(labels.map(({ instanceUid }) => instanceUid));
  const stage = (label: Annotation, objectUid: string) =>
    act.stage(label.instanceUid, {
      kind: "annotation",
      id: label.instanceUid,
      value: withObject(label, objectUid),
    });
  for (const label of labels) {
    const left = core.store
      .annotations()
      .filter((other) => objectOf(other) === objectOf(label) && !moved.has(other.instanceUid));
    const [first] = left;
    if (first && moved.has(objectOf(label))) for (const other of left) stage(other, first.instanceUid);
  }
  for (const label of labels) stage(label, thing ?? label.instanceUid);
}
