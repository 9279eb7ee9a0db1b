import type { LabelClass, RetiredClass } from "../../domain/label-schema.ts";
import { labelColor } from "../../domain/label-schema-starter.ts";

/** A class after all others, retired ones too: the next index for ever its own, the next colour, a free key of 1–9. */
export function newClass(
  classes: readonly LabelClass[],
  name: string,
  retired: readonly RetiredClass[] = [],
): LabelClass {
  const known = [...classes, ...retired];
  const index = Math.max(0, ...known.map((entry) => entry.index)) + 1;
  const used = new Set(classes.map((entry) => entry.hotkey));
  const hotkey = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].find((key) => !used.has(key)) ?? "";
  const ids = new Set(known.map((entry) => entry.id));
  let id = `class-${index}`;
  while (ids.has(id)) id = `${id}-b`;
  return {
    id,
    index,
    name,
    color: labelColor(index),
    hotkey,
    geometry: ["mask", "polygon", "box"],
    category: null,
    type: null,
    overlap: "allow",
  };
}
